"""What partners learn of a coordinator's decision about their task: each in their language, at a civil hour."""

from collections.abc import Mapping

from bot.conversation.board_effects import Write
from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.words import Words, words_for
from flows.board import Board, BoardTask
from flows.plan_levels import level_forms
from flows.tasks import Role
from flows.working_days import next_allowed

KEYS = ("told_extended", "told_reopened", "told_stays_yours", "told_taken_over", "told_handed_over")


def tell_actor(
    scene: Scene,
    board: Board,
    task: BoardTask,
    key: str,
    *,
    until: Mapping[str, str] | None = None,
    actor: str = "",
    opens: str = "",
) -> None:
    """Write to everybody who answers for a task.

    Args:
        scene: The act.
        board: The round.
        task: What is decided about.
        key: Of the message, one of KEYS.
        until: By language, what the message says of the date.
        actor: Another actor than the task's.
        opens: Id of the task that the button opens, "" = this one.
    """
    leaves = next_allowed(scene.now, board.plan.sending, scene.town_zone(board.plan))
    for one in board.people_of(actor or task.actor):
        if one.role is not Role.PARTNER or one.contact_state != "active":
            continue
        words = words_for(one.language or board.plan.language)
        message = Message(
            text=decision_text(scene, board, task, words, key, (until or {}).get(words.language, "")),
            rows=((Button(label=words.label("open_item"), data=button_data(Verb.OPEN, opens or task.id)),),)
            if key != "told_taken_over"
            else (),
        )
        scene.effects.append(Write(id=scene.mint(), contact=one.contact, message=message, not_before=leaves))


def decision_text(scene: Scene, board: Board, task: BoardTask, words: Words, key: str, until: str) -> str:
    """Word a decision for one language."""
    item = board.items.get((task.tree, task.subject))
    level = level_forms(board.plan, item, words.language)
    data = {
        "level": level.nominative,
        "number": item.number if item else "",
        "contact": scene.contact_of(board.plan),
    }
    match key:
        case "told_extended":
            return words.text("told_extended", until=until, **data)
        case "told_reopened":
            return words.text("told_reopened", **data)
        case "told_stays_yours":
            return words.text("told_stays_yours", **data)
        case "told_taken_over":
            return words.text("told_taken_over", **data)
        case "told_handed_over":
            return words.text("told_handed_over", **data)
        case _:
            raise ValueError(f"no such message to a partner: {key}")
