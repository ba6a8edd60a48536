"""A coordinator's text where a board waits for one: own words of a reminder, an answer, a reason, a date."""

from bot.conversation import resolving
from bot.conversation.board import deciding, ending, nudging, questions, whole_round
from bot.conversation.board.modes import BOARD_MODES
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.reading.commands import Word, read_word


def hear_at_board(scene: Scene, text: str) -> bool:
    """Give a text to what waits for it; "zpět" and "zrušit" give it up. False: nothing here waits for one."""
    mode = scene.dialog.mode
    if mode not in BOARD_MODES:
        return False
    if read_word(text) in {Word.BACK, Word.CANCEL}:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        scene.say("given_up")
    elif mode is Mode.NUDGE_TEXT:
        nudging.take_text(scene, text)
    elif mode is Mode.REPLY:
        questions.take_answer(scene, text)
    elif mode is Mode.NEW_DATE:
        deciding.take_date(scene, text)
    elif mode is Mode.ROUND_DATE:
        whole_round.take_date(scene, text)
    elif mode is Mode.ROUND_REASON:
        whole_round.take_reason(scene, text)
    elif mode is Mode.ROUND_END:
        ending.take_end(scene, text)
    elif mode is Mode.RESOLUTION:
        resolving.take_resolution(scene, text)
    else:
        deciding.take_reason(scene, text)
    return True
