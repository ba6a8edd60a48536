"""Modes in which the next text of a coordinator is heard by the board."""

from bot.conversation.state import Mode

BOARD_MODES = frozenset({Mode.NUDGE_TEXT, Mode.REPLY, Mode.REASON, Mode.NEW_DATE})
