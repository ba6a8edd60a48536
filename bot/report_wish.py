"""The wish for a report, fulfilled when its row is delivered: made in a child process, sent as documents."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.config import Config
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.checks import checks_button
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.report_child import ChildReport, report_in_child
from bot.words import Words, words_for
from flows.answers import JsonValue
from flows.plan import Plan, ReportDefinition
from flows.wording.days import day_month, time_short

AtOnce = Callable[[OutRow], Awaitable[object]]


class ReportWishes:
    """Fulfils wishes for a report; the message under which it was asked for shows how it goes."""

    def __init__(self, config: Config, in_force: InForce, clock: Clock, at_once: AtOnce) -> None:
        """Take what is needed; `at_once` sends a row outside the queue."""
        self._config, self._in_force, self._clock, self._at_once = config, in_force, clock, at_once

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Give the documents, or the sentence that says why there are none."""
        wanted = Wanted.of(row, self._in_force)
        if wanted is None:
            return []
        now = self._clock.now()

        async def watch(made: Collection[str]) -> None:
            await self._show(row, wanted.progress(made))

        await watch(())
        made = await report_in_child(
            self._config,
            wanted.plan.key,
            report_key=wanted.report.key,
            formats=wanted.formats,
            made_at=now,
            draft=True,
            language=wanted.words.language,
            watch=watch,
        )
        await self._show(row, wanted.ended(made))
        if isinstance(made, str):
            return [sentence(row, wanted.words, made)]
        local = now.astimezone(ZoneInfo(wanted.plan.time_zone))
        failures = (sentence(row, wanted.words, failure) for failure in made.failures)
        return [*documents(row, wanted, made, local), *failures]

    async def _show(self, row: OutRow, message: Message) -> None:
        """Change the message in the chat; that it cannot be changed any more stops nothing."""
        ref = str(row.payload.get("ref") or "")
        if ref:
            await self._at_once(replace(row, kind="edit", payload={**message_payload(message), "ref": ref}))


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What was asked for.

    Attributes:
        formats: In the report's own order.
    """

    plan: Plan
    report: ReportDefinition
    formats: tuple[str, ...]
    words: Words

    @classmethod
    def of(cls, row: OutRow, in_force: InForce) -> Self | None:
        """Read a wish; None where its report is no longer in the plan."""
        plan = in_force.plans[str(row.payload["plan"])].plan
        report = next((one for one in plan.reports if one.key == row.payload["report"]), None)
        if report is None:
            return None
        asked = row.payload.get("formats")
        formats = tuple(map(str, asked)) if isinstance(asked, list) and asked else tuple(report.formats)
        return cls(plan=plan, report=report, formats=formats, words=words_for(str(row.payload["language"])))

    def named(self, formats: Collection[str]) -> str:
        """Name formats as their buttons do."""
        return ", ".join(self.words.label(f"output_{name}") for name in self.formats if name in formats)

    def progress(self, made: Collection[str]) -> Message:
        """Say what is being made, and what is there."""
        done = [name for name in self.formats if name in made]
        text = self.words.text(
            "report_progress",
            title=self.report.title,
            formats=self.named(self.formats),
            n=len(done),
            total=len(self.formats),
            done=self.named(done),
        )
        return Message(text=text)

    def ended(self, made: ChildReport | str) -> Message:
        """Say that it is done, with the way to another format."""
        again = button_data(Verb.REPORT, code(self.plan.key), code(self.report.key), "")
        button = Button(label=self.words.label("other_format"), data=again)
        files = {path.suffix.removeprefix(".") for path in made.files} if isinstance(made, ChildReport) else set()
        text = self.words.text("report_ended", title=self.report.title, formats=self.named(files))
        return Message(text=text, rows=((button,),))


def sentence(row: OutRow, words: Words, reason: str) -> OutRow:
    """Say why something could not be made."""
    text = words.text("our_fault_report", reason=reason)
    return replace(row, kind="send", payload={"text": text, "rows": []})


def documents(row: OutRow, wanted: Wanted, made: ChildReport, local: datetime) -> list[OutRow]:
    """Send each format and the summary; the first one says what is missing and that edits do not carry over (G10)."""
    words = wanted.words
    moment = f"{day_month(local.date(), words.language)}, {time_short(local.time())}"
    caption = words.text("report_caption", moment=moment, supplied=made.supplied, total=made.total)
    first: dict[str, JsonValue] = {
        "caption": caption,
        "rows": message_payload(Message(text="", rows=ways_on(wanted, made)))["rows"],
    }
    return [
        replace(row, kind="document", payload={"path": str(path), "name": path.name, **({} if number else first)})
        for number, path in enumerate(made.sent())
    ]


def ways_on(wanted: Wanted, made: ChildReport) -> Rows:
    """Give Upravit texty, and Co nesedí where something does not."""
    words = wanted.words
    buttons = [Button(label=words.label("edit_texts"), data=button_data(Verb.TEXTS, "0"))]
    if made.findings:
        buttons.append(checks_button(words.label("edition_findings", n=len(made.findings)), wanted.plan.key))
    return lay_out(buttons)
