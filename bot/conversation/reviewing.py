"""The coordinator's queue (G4): one submission after another, with its verdict under it."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.desk import QueueLine
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.conversation.review_text import review_text
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal, TaskState


def reviewed_plans(scene: Scene) -> list[str]:
    """Give the plans in which the person may approve."""
    members, now = scene.person.memberships, scene.now
    plans = scene.surrounds.plans
    return [plan for plan in plans if not isinstance(may(members, Action.APPROVE, OnPlan(plan=plan), now), Refusal)]


def queue(scene: Scene) -> list[QueueLine]:
    """Give what waits for the person's word, as earlier acts of the batch left it."""
    desk = scene.surrounds.desk
    lines = [line for plan in reviewed_plans(scene) for line in desk.queue.get(plan, ())]
    return [line for line in lines if line.task not in desk.cards or desk.cards[line.task].state in SENT_STATES]


def open_queue(scene: Scene) -> None:
    """Show the first submission that waits."""
    if not reviewed_plans(scene):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    waiting = queue(scene)
    card = scene.surrounds.desk.cards.get(waiting[0].task) if waiting else None
    if card is None:
        nothing_left(scene)
    else:
        show_review(scene, card)


def nothing_left(scene: Scene) -> None:
    """Say that nothing waits for review."""
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.say("review_empty")


def show_next(scene: Scene, task: str) -> None:
    """Show the submission after one that was just read or decided."""
    desk = scene.surrounds.desk
    lines = [line for plan in reviewed_plans(scene) for line in desk.queue.get(plan, ())]
    places = [place for place, line in enumerate(lines) if line.task == task]
    here = places[0] + 1 if places else 0
    waiting = {line.task for line in queue(scene)} - {task}
    turned = [line.task for line in (*lines[here:], *lines[:here]) if line.task in waiting]
    card = next((desk.cards[one] for one in turned if one in desk.cards), None)
    if card is None:
        nothing_left(scene)
    else:
        show_review(scene, card)


def show_review(scene: Scene, card: TaskCard) -> None:
    """Show all of a submission with what can be done with it."""
    order = [line.task for line in queue(scene)]
    position = order.index(card.id) + 1 if card.id in order else 0
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.REVIEW, task=card.id, place=None, to_check=False, stash={})
    text = review_text(scene, card, position, len(order))
    scene.show(Message(text=text, rows=review_rows(scene, card, more=bool(set(order) - {card.id}))))


def review_rows(scene: Scene, card: TaskCard, *, more: bool) -> Rows:
    """Give V pořádku, Vrátit / Upravit znění, Další / Více najednou."""
    words, rev = scene.words, str(card.rev)
    buttons: list[Button] = []
    if card.state in SENT_STATES:
        buttons.append(Button(label=words.label("all_right"), data=button_data(Verb.APPROVE, card.id, rev)))
    if card.state in SENT_STATES | {TaskState.APPROVED}:
        buttons.append(Button(label=words.label("return"), data=button_data(Verb.RETURN, card.id, rev)))
        buttons.append(Button(label=words.label("edit_wording"), data=button_data(Verb.REWORD, card.id, rev)))
    if more:
        buttons.append(Button(label=words.label("next_review"), data=button_data(Verb.NEXT_REVIEW, card.id)))
        buttons.append(Button(label=words.label("several_at_once"), data=button_data(Verb.MANY, "0")))
    return lay_out(buttons)
