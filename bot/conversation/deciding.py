"""A coordinator's verdict on a submission: written once, seen by the other coordinators, taken back at will."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.conversation.buttons import Verb, button_data
from bot.conversation.desk import Happened
from bot.conversation.effects import Amend, ChangeTask, InLanguage, Judge, Spoken
from bot.conversation.message import Button, Message
from bot.conversation.reviewing import show_next, show_review
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.words import LANGUAGES, capitalize_first
from flows.answers import Place
from flows.reviews import Verdict
from flows.rights import Action
from flows.tasks import Refusal, Role, TaskEvent, TaskState, change
from flows.wording.days import day_month, time_short

Said = tuple[Place | None, str]
"""What of a submission, and why."""
VERDICTS = frozenset({TaskEvent.APPROVED, TaskEvent.RETURNED})


def approve(scene: Scene, card: TaskCard, rev: str) -> None:
    """Accept a submission, if it is still the one that was read."""
    if not still_so(scene, card, rev):
        return
    decided = decide(scene, card, TaskEvent.APPROVED, ((None, ""),))
    if decided is not None:
        record(scene, decided)
        show_next(scene, card.id)


def still_so(scene: Scene, card: TaskCard, rev: str) -> bool:
    """Tell whether nothing happened to a task since its buttons were made; say what did."""
    if str(card.rev) == rev:
        return True
    events = scene.surrounds.desk.events.get(card.id, ())
    data = button_data(Verb.REVIEW_ONE, card.id)
    button = Button(label=scene.words.label("read_again"), data=data)
    scene.say(
        "review_meanwhile",
        rows=((button,),),
        level=scene.level(card).nominative,
        number=card.number,
        state=scene.words.text(f"state_{card.state}"),
        name=events[-1].name if events else "",
        at=moment(scene, card, events[-1]) if events else "",
    )
    return False


def moment(scene: Scene, card: TaskCard, event: Happened) -> str:
    """Say when something happened."""
    local = event.at.astimezone(scene.zone(card.plan))
    today = scene.now.astimezone(scene.zone(card.plan)).date()
    return f"{day_month(local.date(), scene.language, today)}, {time_short(local.time())}"


def decide(scene: Scene, card: TaskCard, event: TaskEvent, said: Sequence[Said]) -> TaskCard | None:
    """Write a verdict with its event; None where it may not be, and that has been said."""
    needed = Action.APPROVE if event is TaskEvent.APPROVED else Action.RETURN
    if scene.allowed(card, needed) is None:
        scene.say("not_yours", contact=scene.contact_of(card.plan))
        return None
    after = change(card.state, event, Role.COORDINATOR)
    submitted = scene.surrounds.desk.submitted.get(card.id)
    if isinstance(after, Refusal) or submitted is None:
        state = scene.words.text(f"state_{card.state}")
        scene.say("review_state", level=scene.level(card).nominative, number=card.number, state=state)
        return None
    verdict = Verdict.APPROVED if event is TaskEvent.APPROVED else Verdict.RETURNED
    for place, reason in said:
        judge(scene, card, submitted.number, verdict, place, reason)
    reason = "; ".join(why for _, why in said if why)
    return happened(scene, card, event, after, reason=reason)


def judge(
    scene: Scene, card: TaskCard, submission: int, verdict: Verdict, place: Place | None = None, reason: str = ""
) -> None:
    """Note one word on a submission behind those that were said before."""
    now = sum(1 for one in scene.effects if isinstance(one, Judge) and one.task == card.id)
    number = len(scene.surrounds.desk.reviews.get(card.id, ())) + now + 1
    scene.effects.append(
        Judge(task=card.id, number=number, submission=submission, verdict=verdict, place=place, reason=reason)
    )


def happened(
    scene: Scene, card: TaskCard, event: TaskEvent, after: TaskState, *, reason: str = "", undoes: int | None = None
) -> TaskCard:
    """Note an event that a coordinator caused; give the card as it stands then."""
    scene.effects.append(
        ChangeTask(
            task=card.id,
            event=event,
            before=card.state,
            after=after,
            reason=reason,
            role=Role.COORDINATOR,
            undoes=undoes,
        )
    )
    changed = replace(card, state=after, rev=card.rev + 1)
    desk = scene.surrounds.desk
    scene.surrounds = replace(scene.surrounds, desk=replace(desk, cards={**desk.cards, card.id: changed}))
    return changed


def record(scene: Scene, card: TaskCard) -> None:
    """Leave the verdict under what was read, with the button that takes it back."""
    words, dialog = scene.words, scene.dialog
    verdict = words.text(f"state_{card.state}")
    data = button_data(Verb.UNDO_REVIEW, card.id, str(card.rev))
    rows = ((Button(label=words.label("take_back"), data=data),),)
    if dialog.screen_message and dialog.task == card.id:
        text = words.text("answered", text=Markup(dialog.screen_text), answer=capitalize_first(verdict))  # noqa: S704 - our own rendered text
        scene.effects.append(
            Amend(id=scene.mint(), message=Message(text=text, rows=rows), target=dialog.screen_message)
        )
        scene.change_dialog(screen_message="", screen_text="")
        return
    scene.say("review_decided", rows=rows, level=scene.level(card).nominative, number=card.number, state=verdict)


def undo(scene: Scene, card: TaskCard, seq: str) -> None:
    """Take a verdict back, as long as nothing happened after it."""
    if still_so(scene, card, seq):
        restored = take_back(scene, card)
        if restored is None:
            scene.say("stale_button")
        else:
            show_review(scene, restored)


def take_back(scene: Scene, card: TaskCard) -> TaskCard | None:
    """Take the last verdict on a task back; None where its last event was none, or somebody may not."""
    events = scene.surrounds.desk.events.get(card.id, ())
    last = events[-1] if events else None
    submitted = scene.surrounds.desk.submitted.get(card.id)
    if last is None or last.event not in VERDICTS or last.before is None or submitted is None:
        return None
    after = change(card.state, TaskEvent.UNDONE, Role.COORDINATOR, before=last.before)
    if isinstance(after, Refusal) or scene.allowed(card, Action.APPROVE) is None:
        return None
    judge(scene, card, submitted.number, Verdict.APPROVED if after is TaskState.APPROVED else Verdict.UNDONE)
    if last.event is TaskEvent.RETURNED:
        scene.tell_about(card, "told_return_undone", {**about(card)})
    desk = scene.surrounds.desk
    said = {task: reviews for task, reviews in desk.reviews.items() if task != card.id}
    scene.surrounds = replace(scene.surrounds, desk=replace(desk, reviews=said))
    return happened(scene, card, TaskEvent.UNDONE, after, undoes=last.seq)


def about(card: TaskCard) -> dict[str, Spoken]:
    """Name a task to whoever is told something about it."""
    return {
        "level": InLanguage(texts={one: card.levels[one].nominative for one in LANGUAGES}),
        "number": card.number,
    }
