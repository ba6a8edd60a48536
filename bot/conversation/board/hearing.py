"""A coordinator's text where a board waits for one: own words of a reminder, an answer, a reason, a date."""

from collections.abc import Callable

from bot.conversation import resolving
from bot.conversation.board import deciding, ending, handing, nudging, questions, whole_round
from bot.conversation.board.modes import BOARD_MODES
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.reading.commands import Word, read_word


def take_reason(scene: Scene, text: str) -> None:
    """Give a reason to the decision that waits for it."""
    hands_over = scene.dialog.stash.get("act") == handing.HANDING
    (handing if hands_over else deciding).take_reason(scene, text)


HEARD: dict[Mode, Callable[[Scene, str], None]] = {
    Mode.NUDGE_TEXT: nudging.take_text,
    Mode.REPLY: questions.take_answer,
    Mode.NEW_DATE: deciding.take_date,
    Mode.REASON: take_reason,
    Mode.ROUND_DATE: whole_round.take_date,
    Mode.ROUND_REASON: whole_round.take_reason,
    Mode.ROUND_END: ending.take_end,
    Mode.RESOLUTION: resolving.take_resolution,
}


def hear_at_board(scene: Scene, text: str) -> bool:
    """Give a text to what waits for it; "zpět" and "zrušit" give it up. False: nothing here waits for one."""
    mode = scene.dialog.mode
    if mode not in BOARD_MODES:
        return False
    if read_word(text) in {Word.BACK, Word.CANCEL}:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        scene.say("given_up")
    else:
        HEARD[mode](scene, text)
    return True
