"""A stored edition with everything that its report is built of."""

from dataclasses import dataclass

from flows.approval import Approval
from flows.faults import Fault
from flows.plan import ReportDefinition
from flows.snapshot import Snapshot
from flows.snapshot_json import SnapshotError, snapshot_from_json
from storage.approvals import load_approvals
from storage.database import Tx
from storage.editions import EditionView, load_edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """An edition.

    Attributes:
        view: Its row.
        snapshot: Its data.
        definition: The report in the data's plan.
        earlier: Row of the final edition before, None for the first.
        before: The data of that edition.
        approvals: In the order of recording; the last one holds.
    """

    view: EditionView
    snapshot: Snapshot
    definition: ReportDefinition
    earlier: EditionView | None
    before: Snapshot | None
    approvals: tuple[Approval, ...]


async def load_frozen(tx: Tx, edition: str) -> Frozen | Fault:
    """Load an edition; a fault where there is none, or its data cannot be read."""
    view = await load_edition(tx, edition)
    if view is None:
        return Fault(code="report.unknown_edition", where=edition)
    earlier = await load_edition(tx, view.previous) if view.previous else None
    try:
        snapshot = snapshot_from_json(view.snapshot)
        before = snapshot_from_json(earlier.snapshot) if earlier else None
    except SnapshotError:
        return Fault(code="report.data_unreadable", where=named(view))
    definition = next((one for one in snapshot.plan.reports if one.key == snapshot.report), None)
    if definition is None:
        return Fault(code="report.unknown_edition", where=edition)
    return Frozen(
        view=view,
        snapshot=snapshot,
        definition=definition,
        earlier=earlier,
        before=before,
        approvals=await load_approvals(tx, edition),
    )


def named(view: EditionView) -> str:
    """Name an edition in a message: "kamenov/zprava 2"."""
    return f"{view.plan}/{view.report} {view.number}"
