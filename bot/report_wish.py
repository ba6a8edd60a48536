"""The wish for a report, fulfilled when its row is delivered: made in a child process, sent as documents."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.config import Config
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.report_child import ChildReport, report_in_child
from bot.words import Words, words_for
from flows.wording.days import day_month, time_short


def report_expander(config: Config, in_force: InForce, clock: Clock) -> Expand:
    """Give the function that turns a wish into documents, or into a sentence that says why there are none."""

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        plan, now = str(row.payload["plan"]), clock.now()
        made = await report_in_child(config, plan, made_at=now, draft=True, language=words.language)
        if isinstance(made, str):
            return [sentence(row, words, made)]
        local = now.astimezone(ZoneInfo(in_force.plans[plan].plan.time_zone))
        return [*documents(row, words, made, local), *(sentence(row, words, failure) for failure in made.failures)]

    return expand


def sentence(row: OutRow, words: Words, reason: str) -> OutRow:
    """Say why something could not be made."""
    text = words.text("our_fault_report", reason=reason)
    return replace(row, kind="send", payload={"text": text, "rows": []})


def documents(row: OutRow, words: Words, made: ChildReport, local: datetime) -> list[OutRow]:
    """Send each format and the summary; the first one says what is missing and that edits do not carry over (G10)."""
    moment = f"{day_month(local.date(), words.language)}, {time_short(local.time())}"
    caption = words.text("report_caption", moment=moment, supplied=made.supplied, total=made.total)
    return [
        replace(
            row,
            kind="document",
            payload={"path": str(path), "name": path.name, "caption": "" if number else caption},
        )
        for number, path in enumerate(made.sent())
    ]
