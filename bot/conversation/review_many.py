"""Many submissions at once: ticked in a list, then approved or returned together, each still on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.conversation.buttons import Verb, button_data
from bot.conversation.deciding import decide, take_back
from bot.conversation.desk import QueueLine
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.returning import tell_returned
from bot.conversation.review_verbs import decided, marked
from bot.conversation.reviewing import nothing_left, queue
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from flows.reading.cleaning import clean
from flows.tasks import TaskEvent

PAGE = 3
LONGEST_REASON = 500
MOST = 100
"""Submissions that one tap decides: what follows is one transaction."""


def show_list(scene: Scene, page: int) -> None:
    """Show a page of the queue with ticks."""
    lines = queue(scene)
    if not lines:
        nothing_left(scene)
        return
    pages = -(-len(lines) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = lines[page * PAGE : page * PAGE + PAGE]
    waiting = {line.task for line in lines}
    chosen = {task: rev for task, rev in marked(scene.dialog).items() if task in waiting}
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.REVIEW, task="", place=None, to_check=False, stash={"marked": {**chosen}})
    text = scene.words.text(
        "review_many",
        total=len(lines),
        n=len(chosen),
        lines=[f"{line.number} {shorten(line.title, 40)}, {line.actor_name}" for line in shown],
    )
    scene.show(Message(text=text, rows=list_rows(scene, shown, chosen, page, pages)))


def list_rows(scene: Scene, shown: Sequence[QueueLine], chosen: Mapping[str, int], page: int, pages: int) -> Rows:
    """Give a tick for each line, the verdicts, and the pages."""
    words = scene.words
    ticks = [
        Button(
            label=shorten(f"{'✓ ' if line.task in chosen else ''}{line.number} {line.actor_name}".strip()),
            data=button_data(Verb.MARK, line.task, str(page)),
        )
        for line in shown
    ]
    verdicts = [
        Button(label=words.label("all_right_many", n=len(chosen)), data=button_data(Verb.APPROVE_MARKED)),
        Button(label=words.label("return_many", n=len(chosen)), data=button_data(Verb.RETURN_MARKED)),
    ]
    every = Button(label=words.label("mark_all"), data=button_data(Verb.MARK_ALL, str(page)))
    turn = [Button(label=words.label("more_items"), data=button_data(Verb.MANY, str((page + 1) % pages)))]
    below = [every, *(turn if pages > 1 else [])]
    return (*((tick,) for tick in ticks), *(lay_out(verdicts) if chosen else ()), *lay_out(below))


def tick(scene: Scene, task: str, page: int) -> None:
    """Tick a submission, or take its tick off."""
    revs = {line.task: line.rev for line in queue(scene)}
    chosen = marked(scene.dialog)
    if task in chosen:
        keep_ticks(scene, {one: rev for one, rev in chosen.items() if one != task}, page)
    else:
        keep_ticks(scene, {**chosen, **({task: revs[task]} if task in revs else {})}, page)


def tick_all(scene: Scene, page: int) -> None:
    """Tick everything that waits; if it all is ticked, nothing."""
    every = {line.task: line.rev for line in queue(scene)[:MOST]}
    keep_ticks(scene, {} if every.keys() == marked(scene.dialog).keys() else every, page)


def keep_ticks(scene: Scene, chosen: Mapping[str, int], page: int) -> None:
    """Remember the ticks and show the page again."""
    scene.change_dialog(stash={"marked": dict(list(chosen.items())[:MOST])}, last_tap="")
    show_list(scene, page)


def chosen_cards(scene: Scene) -> list[TaskCard]:
    """Give the ticked submissions to which nothing happened since they were listed."""
    cards = scene.surrounds.desk.cards
    found = [cards[task] for task, rev in marked(scene.dialog).items() if task in cards and cards[task].rev == rev]
    return sorted((card for card in found if card.state in SENT_STATES), key=lambda card: card.order)


def approve_marked(scene: Scene) -> None:
    """Approve all that are ticked."""
    chosen = chosen_cards(scene)
    done = [card for card in (decide(scene, one, TaskEvent.APPROVED, ((None, ""),)) for one in chosen) if card]
    finish(scene, "many_approved", done)


def ask_reason(scene: Scene) -> None:
    """Ask once why all that are ticked go back."""
    if not chosen_cards(scene):
        show_list(scene, 0)
        return
    kept = marked(scene.dialog)
    scene.settle_screen()
    scene.change_dialog(mode=Mode.RETURN, task="", place=None, stash={"marked": {**kept}})
    cancel = Button(label=scene.words.label("cancel"), data=button_data(Verb.MANY, "0"))
    text = scene.words.text("return_many_why", n=len(kept))
    scene.show(Message(text=text, rows=((cancel,),)))


def return_marked(scene: Scene, reason: str) -> None:
    """Return all that are ticked, each to its own author."""
    said = clean(reason).strip()[:LONGEST_REASON]
    if not said:
        scene.say("nothing_readable")
        return
    chosen = chosen_cards(scene)
    done = [card for card in (decide(scene, one, TaskEvent.RETURNED, ((None, said),)) for one in chosen) if card]
    for card in done:
        tell_returned(scene, card, [(None, said)])
    finish(scene, "many_returned", done)


def finish(scene: Scene, key: str, done: Sequence[TaskCard]) -> None:
    """Say how many were decided and how many had changed meanwhile; all can be taken back together."""
    words = scene.words
    changed = len(marked(scene.dialog)) - len(done)
    buttons = [
        Button(label=words.label("take_back"), data=button_data(Verb.UNDO_MARKED)),
        Button(label=words.label("next_review"), data=button_data(Verb.REVIEW)),
    ]
    text = words.text("many_approved" if key == "many_approved" else "many_returned", n=len(done), changed=changed)
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.REVIEW, task="", stash={"decided": {card.id: card.rev for card in done}})
    scene.show(Message(text=text, rows=lay_out(buttons)))


def undo_decided(scene: Scene) -> None:
    """Take back what was decided together, where nothing happened after it."""
    cards = scene.surrounds.desk.cards
    here = [cards[task] for task, rev in decided(scene.dialog).items() if task in cards and cards[task].rev == rev]
    restored = [card for card in (take_back(scene, one) for one in here) if card is not None]
    if not restored:
        scene.say("stale_button")
        return
    scene.settle_screen()
    scene.say("many_undone", n=len(restored))
    scene.change_dialog(stash={})
    put_back(scene, restored)
    show_list(scene, 0)


def put_back(scene: Scene, cards: Sequence[TaskCard]) -> None:
    """Put tasks back into the queue, which was loaded before their verdicts were taken back."""
    desk = scene.surrounds.desk
    again = {card.id for card in cards}
    lines = [line for each in desk.queue.values() for line in each if line.task not in again]
    lines = sorted([*lines, *(line_of(card) for card in cards)], key=lambda line: line.order)
    queues = {plan: tuple(line for line in lines if line.plan == plan) for plan in desk.queue}
    scene.surrounds = replace(scene.surrounds, desk=replace(desk, queue=queues))


def line_of(card: TaskCard) -> QueueLine:
    """Write the line of a task in the queue; its place is what follows plan and deadline in the walk."""
    return QueueLine(
        task=card.id,
        plan=card.plan.key,
        actor=card.actor,
        actor_name=card.actor_name,
        number=card.number,
        title=card.title,
        state=card.state,
        rev=card.rev,
        order=card.order[2:],
    )
