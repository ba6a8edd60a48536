"""All deeds of coordinators by command."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.terminal.deciding import ROUND, TASK
from bot.terminal.deeds import Deed
from bot.terminal.forming import FORM
from bot.terminal.looking import STATUS
from bot.terminal.peopling import PEOPLE
from bot.terminal.publishing import EDITION, TIME
from bot.terminal.reminding import NUDGE
from bot.terminal.reviewing import REVIEW
from bot.terminal.writing import QUESTIONS, TEXTS

DEEDS: Mapping[str, tuple[Deed, ...]] = MappingProxyType(
    {
        "status": STATUS,
        "nudge": NUDGE,
        "review": REVIEW,
        "task": (*TASK, *TIME),
        "round": ROUND,
        "people": PEOPLE,
        "questions": QUESTIONS,
        "texts": TEXTS,
        "form": FORM,
        "edition": EDITION,
    }
)
