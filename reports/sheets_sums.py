"""The sheet of sums: computed from the answers, stated by the coordinator, and the differences."""

from decimal import ROUND_HALF_UP, Decimal

from flows.snapshot_costs import Costs, sum_costs
from flows.snapshot_projects import tally
from flows.snapshot_questions import EVALUATION
from flows.snapshot_stated import Stated
from flows.snapshot_sums import Sum
from reports.outline import Branch, Node
from reports.prose import clean
from reports.sheet_model import Cell, Column, ColumnKind, Sheet
from reports.sheets import SheetWords

_FIGURES: tuple[tuple[str, ColumnKind], ...] = (
    ("total", "money"),
    ("town", "money"),
    ("other", "money"),
    ("subjects", "count"),
    ("services", "count"),
    ("activities", "count"),
)
_FOURTH = Decimal("0.0001")
_OF_TOP = "SUMPRODUCT(({{activities.top}}={{top}})*1,{{activities.{name}}})"


def sums_sheet(words: SheetWords) -> Sheet:
    """List the sums of every top item.

    Counts of subjects and projects overlap, so only money and answers add up; what was stated adds up where nothing of
    it is missing.
    """
    branches = words.vocabulary.branches
    tops = [(branch, node) for branch in branches for node in branch.nodes if node.all_tasks()]
    all_tasks = [task for _, node in tops for task in node.all_tasks()]
    whole = sum_costs(all_tasks, EVALUATION.costs).total.amount
    rows = [_row(words, branch, node, whole) for branch, node in tops]
    columns = _columns(words)
    places = {column.key: place for place, column in enumerate(columns)}
    money = [name for name, kind in _FIGURES if kind == "money"]
    told = [column for name in money for column in (f"stated_{name}", f"difference_{name}")]
    whole_ones = [column for column in told if all(row[places[column]] is not None for row in rows)]
    return words.sheet("sums", columns, rows, ("tasks", "answered", *money, *whole_ones))


def _columns(words: SheetWords) -> tuple[Column, ...]:
    formulas = {
        "total": _OF_TOP.format(name="total"),
        "town": _OF_TOP.format(name="town"),
        "other": "{total}-{town}",
    }
    stated = [
        column
        for name, kind in _FIGURES
        for column in (
            words.column(f"stated_{name}", kind),
            words.column(f"difference_{name}", kind, f"{{stated_{name}}}-{{{name}}}"),
        )
    ]
    return (
        words.column("top"),
        words.column("title", "long"),
        words.column("tasks", "count"),
        words.column("answered", "count"),
        *(words.column(name, kind, formulas.get(name, "")) for name, kind in _FIGURES),
        words.column("town_share", "share", "ROUND({town}/{total},4)"),
        words.column("whole_share", "share", "ROUND({total}/SUM({sums.total}),4)"),
        *stated,
        words.column("estimated"),
    )


def _row(words: SheetWords, branch: Branch, node: Node, whole: Decimal) -> tuple[Cell, ...]:
    tasks = node.all_tasks()
    costs = sum_costs(tasks, EVALUATION.costs)
    computed = _computed(words, node, costs)
    told = words.vocabulary.stated(node)
    return (
        words.top(branch, node),
        clean(node.item.title),
        len(tasks),
        sum(task.is_supplied for task in tasks),
        *(computed.get(name) for name, _ in _FIGURES),
        _share(computed.get("town"), costs.total.amount),
        _share(costs.total.amount, whole),
        *(cell for name, _ in _FIGURES for cell in _stated(told.get(name))),
        words.yes(said=costs.total.estimated),
    )


def _computed(words: SheetWords, node: Node, costs: Costs) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    if costs.known:
        town = costs.by_source.get(EVALUATION.town, Sum()).amount
        found |= {"total": costs.total.amount, "town": town, "other": costs.total.amount - town}
    if named := words.vocabulary.projects(node.all_tasks()):
        counts = tally(named)
        found |= {
            "subjects": counts.subjects.amount,
            "services": counts.services.amount,
            "activities": counts.activities.amount,
        }
    return found


def _stated(told: Stated | None) -> tuple[Cell, Cell]:
    if told is None:
        return None, None
    return told.stated.amount, None if told.difference is None else told.difference.amount


def _share(part: Decimal | None, whole: Decimal) -> Decimal | None:
    return None if part is None or not whole else (part / whole).quantize(_FOURTH, rounding=ROUND_HALF_UP)
