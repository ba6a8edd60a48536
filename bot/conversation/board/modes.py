"""Modes in which the next text of a coordinator is heard by the board."""

from bot.conversation.state import Mode

ROUND_MODES = frozenset({Mode.ROUND_DATE, Mode.ROUND_REASON, Mode.ROUND_END})
"""Of these in the midst of a decision about a whole round."""
BOARD_MODES = frozenset({Mode.NUDGE_TEXT, Mode.REPLY, Mode.REASON, Mode.NEW_DATE, Mode.RESOLUTION, *ROUND_MODES})
