"""Making the protocol of a round: from the database to files."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from bot.calendar.stepping import act_of, step_named
from bot.protocol_building import protocol_report
from bot.report_choice import choose_plan
from flows.faults import Fault
from reports.write import WriteFailure, Written, write_report
from storage.database import Database
from storage.plans import load_plan, load_plan_revisions
from storage.protocol import load_protocol
from storage.rounds import RoundView, load_rounds

FORMATS = ("pdf", "html")


async def make_protocol(
    database: Database,
    plan_key: str,
    *,
    round_key: str = "",
    folder: Path,
    formats: Collection[str] = (),
    at: datetime,
    language: str = "",
) -> tuple[Written | WriteFailure, ...] | Fault:
    """Make the protocol of a round as it stands now.

    Args:
        database: It is only read.
        plan_key: Key of the plan; "" = the only one.
        round_key: Key of the round; "" = the one that began last.
        folder: Where the files go; made when missing.
        formats: Formats to write; none = PDF and a page.
        at: Now, aware UTC.
        language: "cs" or "en"; "" = the plan's.
    """
    async with database.read() as tx:
        key = choose_plan(plan_key, await load_plan_revisions(tx))
        if isinstance(key, Fault):
            return key
        plan = await load_plan(tx, key)
        found = choose_round(await load_rounds(tx, key), round_key)
        if isinstance(found, Fault):
            return found
        protocol = await load_protocol(
            tx, plan, found, at=at, act_of=lambda step: act_of(step, step_named(plan, found.key, step))
        )
    report = protocol_report(protocol, language or plan.language)
    return write_report(report, folder, formats or FORMATS)


def choose_round(known: Collection[RoundView], wanted: str) -> RoundView | Fault:
    """Give the round that is meant: it has begun."""
    begun = [one for one in known if one.state in {"open", "closed"}]
    if not begun:
        return Fault(code="report.nothing_begun", where=wanted or "plan")
    found = [one for one in begun if wanted in {"", one.key, one.id}]
    if not found:
        listed = ", ".join(one.key for one in begun)
        return Fault(code="report.unknown_round", where=wanted or "plan", data={"known": listed})
    return max(found, key=lambda one: one.opens_at)
