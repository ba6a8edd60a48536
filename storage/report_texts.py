"""A report's own texts, edited one by one: each edit is a revision of the plan, with its author."""

from collections.abc import Sequence

from flows.plan import source_hash
from flows.report_texts import with_text
from storage.database import Tx
from storage.ids import random_mint
from storage.plans import import_plan, load_plan
from storage.report_text import ReportText


async def edit_report_texts(tx: Tx, edits: Sequence[ReportText]) -> None:
    """Write texts into the newest revision of their plans: what somebody else changed there stays."""
    for edit in edits:
        plan = with_text(await load_plan(tx, edit.plan), edit.report, edit.part, edit.text)
        await import_plan(tx, plan, source_hash=source_hash(plan), by=edit.person, at=edit.at, mint=random_mint)
