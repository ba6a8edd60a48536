"""What partners learn of a decision about a whole round or plan: in their language, at a civil hour, the last word."""

from collections.abc import Mapping
from datetime import date

from bot.conversation.board_effects import Write
from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.words import Words, words_for
from flows.answers import JsonValue
from flows.board import Board, BoardPerson
from flows.decisions import Decided
from flows.tasks import Role, TaskState
from flows.wording.days import date_long, until_date
from flows.working_days import next_allowed

OPENED_AGAIN = {
    (Decided.REOPENED, False): TaskState.NOT_SUPPLIED,
    (Decided.CLOSED, True): TaskState.NOT_SUPPLIED,
    (Decided.ENDED, True): TaskState.NOT_APPLICABLE,
}
"""The state of what can be answered again after a decision, or after it was taken back."""


def tell_round(
    scene: Scene, board: Board, kind: Decided, body: Mapping[str, JsonValue], *, taken_back: bool = False
) -> None:
    """Write to everybody who answers for an actor with something left to do.

    Args:
        scene: The act.
        board: The round as it stood before the decision.
        kind: What was decided.
        body: As in the decision.
        taken_back: The decision is taken back.
    """
    leaves = next_allowed(scene.now, board.plan.sending, scene.town_zone(board.plan))
    for one in concerned(board, OPENED_AGAIN.get((kind, taken_back))):
        words = words_for(one.language or board.plan.language)
        text = round_text(scene, board, words, kind, body, taken_back=taken_back)
        go_on = ((Button(label=words.label("go_on"), data=button_data(Verb.BEGIN)),),)
        rows = go_on if is_open_after(kind, taken_back=taken_back) else ()
        scene.effects.append(
            Write(
                id=scene.mint(),
                contact=one.contact,
                message=Message(text=text, rows=rows),
                fold_key=f"round:{board.round}",
                not_before=leaves,
            )
        )


def is_open_after(kind: Decided, *, taken_back: bool) -> bool:
    """Tell whether the round can be answered after a decision."""
    opens = kind in {Decided.EXTENDED, Decided.REOPENED}
    return opens != taken_back or kind is Decided.EXTENDED


def concerned(board: Board, opened_again: TaskState | None) -> list[BoardPerson]:
    """Give the people, one contact each, of actors who have not sent everything."""
    left = {task.actor for task in board.tasks if task.waits or task.state is opened_again}
    found: dict[str, BoardPerson] = {}
    for one in board.people:
        if one.role is Role.PARTNER and one.actor in left and one.contact_state == "active":
            found.setdefault(one.contact, one)
    return list(found.values())


def round_text(
    scene: Scene, board: Board, words: Words, kind: Decided, body: Mapping[str, JsonValue], *, taken_back: bool
) -> str:
    """Word a decision for one language."""
    data = {"round": board.title, "contact": scene.contact_of(board.plan)}
    today = scene.now.astimezone(scene.town_zone(board.plan)).date()
    if kind is Decided.ENDED and not taken_back:
        on = date_long(date.fromisoformat(str(body["on"])), words.language, today)
        return words.text("told_plan_ended", plan=board.plan.title, on=on, decided=str(body["body"]), **data)
    if not is_open_after(kind, taken_back=taken_back):
        return words.text("told_round_over", **data)
    to = body.get("from" if taken_back else "to")
    last = date.fromisoformat(str(to)) if to else board.deadline_on
    return words.text("told_round_until", until=until_date(last, words.language, today), **data)
