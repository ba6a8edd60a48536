"""Which buttons act once, and which lose their message's buttons when they did."""

from bot.conversation.board.tapping import BOARD_REPEATED
from bot.conversation.buttons import Verb
from bot.conversation.calendar_taps import CALENDAR_ONCE
from bot.conversation.review_taps import REVIEW_ONCE

ANSWERED_ONCE = (
    frozenset(
        {
            Verb.BEGIN,
            Verb.TOWN_WRITES,
            Verb.STRAY,
            Verb.ALLOW,
            Verb.DECLINE,
            Verb.LANGUAGE,
            Verb.ZONE,
            Verb.AMEND,
            Verb.RESTORE,
            Verb.ASK_TOWN,
            Verb.ACKNOWLEDGE,
            *CALENDAR_ONCE,
        }
    )
    | REVIEW_ONCE
)
"""Verbs under messages that are no screen: once answered they lose their buttons."""
ONCE = frozenset(Verb) - {
    *(Verb.READ, Verb.MORE_DATA, Verb.OVERVIEW, Verb.OPEN, Verb.EXPLAIN, Verb.HELP),
    *BOARD_REPEATED,
}
"""Verbs that a double tap must not do twice."""
