"""The wish for what does not add up: checked in a child process, listed with a way into each task."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.clock import Clock
from bot.config import Config
from bot.conversation.board.pages import Page, cut_page, number_rows
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.delivery.row import OutRow
from bot.intake.act import message_payload
from bot.report_answer import ChecksAnswer, FindingAnswer
from bot.report_child import checks_in_child
from bot.words import Words, words_for

ON_A_PAGE = 3
LONGEST = 220
KEPT = timedelta(minutes=2)
"""So long the pages of one list are of one moment; asking anew checks anew."""
What: TypeAlias = tuple[str, str, str]


class ChecksWishes:
    """Fulfils wishes for the list; one for the whole process: it keeps the last list while its pages are turned."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config, self._clock = config, clock
        self._kept: dict[What, tuple[datetime, ChecksAnswer]] = {}

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Put the list into the message under which it was asked for, or say it anew."""
        plan, page = str(row.payload["plan"]), str(row.payload["page"])
        words = words_for(str(row.payload["language"]))
        found = await self._found((plan, str(row.payload["report"]), words.language), fresh=not page)
        if isinstance(found, str):
            message = Message(text=words.text("checks_failed", reason=found))
        else:
            message = checks_message(words, plan, found, page)
        is_edit = bool(row.payload.get("ref") or row.payload.get("target"))
        return [replace(row, kind="edit" if is_edit else "send", payload={**row.payload, **message_payload(message)})]

    async def _found(self, what: What, *, fresh: bool) -> ChecksAnswer | str:
        now = self._clock.now()
        at, kept = self._kept.get(what, (now, None))
        if kept is not None and not fresh and now - at < KEPT:
            return kept
        plan, report, language = what
        found = await checks_in_child(self._config, plan, report_key=report, made_at=now, language=language)
        if isinstance(found, ChecksAnswer):
            self._kept[what] = (now, found)
        return found


def checks_message(words: Words, plan: str, found: ChecksAnswer, page: str) -> Message:
    """Write a page of the list; each number opens its task."""
    here = cut_page(found.findings, page, ON_A_PAGE)
    lines = [f"{here.first + place}. {cut(one.text)}" for place, one in enumerate(here.shown)]
    text = words.text("checks_list", n=len(found.findings), title=found.title, lines=lines)
    opening = number_rows(here, lambda one: button_data(Verb.DECIDE, "c", one.task))
    linked = with_tasks(opening, here.shown)
    return Message(text=text, rows=(*linked, *lay_out(ways(words, plan, here))))


def with_tasks(rows: Rows, shown: Sequence[FindingAnswer]) -> Rows:
    """Leave out the numbers of what is about no single task."""
    buttons = [one for row in rows for one in row]
    kept = tuple(button for button, finding in zip(buttons, shown, strict=True) if finding.task)
    return (kept,) if kept else ()


def ways(words: Words, plan: str, here: Page[FindingAnswer]) -> list[Button]:
    """Give Předchozí and Další, and the check of how things are by now."""

    def to(page: str) -> str:
        return button_data(Verb.CHECKS, code(plan), page)

    buttons = []
    if here.number > 0:
        buttons.append(Button(label=words.label("fewer_items"), data=to(str(here.number - 1))))
    if here.number < here.last:
        buttons.append(Button(label=words.label("more_items"), data=to(str(here.number + 1))))
    return [*buttons, Button(label=words.label("check_again"), data=to(""))]


def cut(text: str) -> str:
    """Shorten a sentence to what a phone shows of it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
