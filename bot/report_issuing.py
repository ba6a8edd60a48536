"""An edition out of turn: frozen now, with its files; and approvals recorded at the command line."""

from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path

from bot.program_version import program_version
from bot.report_choice import choose_plan, choose_report
from bot.reporting import MadeReport, make_edition, take_picture
from flows.approval import Approval
from flows.faults import Fault
from reports.write import Written
from storage.approvals import NewApproval, record_approval
from storage.database import Database, Tx
from storage.editions import EditionFile, EditionView, create_edition, load_edition, load_last_edition, store_files
from storage.ids import random_mint
from storage.plans import load_plan, load_plan_revisions


async def issue_edition(
    database: Database, plan: str, report: str, *, folder: Path, formats: Collection[str], made_at: datetime
) -> MadeReport | Fault:
    """Freeze what is submitted now as the next edition, make its files and store them.

    Args:
        database: Where to.
        plan: Key of the plan; "" = the only one.
        report: Key of the report; "" = see `choose_report`.
        folder: Where the files go too.
        formats: Formats to write; none = the definition's that can be made.
        made_at: Now, aware UTC.
    """
    edition = random_mint()
    async with database.write() as tx:
        taken = await take_picture(tx, plan, report, made_at=made_at, draft=False)
        if isinstance(taken, Fault):
            return taken
        await create_edition(tx, edition, taken.snapshot, program=program_version())
    return await make_and_store(database, edition, folder=folder, formats=formats, approval=0)


async def make_and_store(
    database: Database, edition: str, *, folder: Path, formats: Collection[str] = (), approval: int
) -> MadeReport | Fault:
    """Make the files of an edition with an approval (0 = none) and store what came out."""
    made = await make_edition(database, edition, folder=folder, formats=formats, approval=approval)
    if isinstance(made, Fault):
        return made
    paths = [path for one in made.outcomes if isinstance(one, Written) for path in one.files]
    async with database.write() as tx:
        await store_files(tx, edition, [edition_file(path, approval) for path in paths])
    return made


def edition_file(path: Path, approval: int) -> EditionFile:
    """Read a file that belongs to an edition."""
    return EditionFile(name=path.name, format=path.suffix[1:], content=path.read_bytes(), approval=approval)


async def approve_edition(
    database: Database, edition: str, *, plan: str, report: str, body: str, on: date, resolution: str, at: datetime
) -> tuple[str, Approval] | Fault:
    """Record who approved an edition.

    Args:
        database: Where to.
        edition: Its id; "" = the newest of the report.
        plan: Key of the plan, for the newest.
        report: Key of the report, likewise.
        body: Who decided.
        on: When.
        resolution: Number of the resolution, "" = none.
        at: Now, aware UTC.

    Returns:
        Id of the edition and the approval that holds now.
    """
    async with database.write() as tx:
        view = await (load_edition(tx, edition) if edition else _newest(tx, plan, report, at))
        if isinstance(view, Fault):
            return view
        if view is None:
            return Fault(code="report.unknown_edition", where=edition or report or plan or "report")
        new = NewApproval(edition=view.id, body=body, on=on, resolution=resolution, person="", at=at)
        return view.id, await record_approval(tx, new)


async def _newest(tx: Tx, plan: str, report: str, at: datetime) -> EditionView | Fault | None:
    key = choose_plan(plan, await load_plan_revisions(tx))
    if isinstance(key, Fault):
        return key
    definition = choose_report(report, await load_plan(tx, key), at)
    return definition if isinstance(definition, Fault) else await load_last_edition(tx, key, definition.key)
