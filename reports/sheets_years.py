"""The sheet that sets every item beside the time before."""

from decimal import Decimal

from flows.snapshot import TaskSnapshot
from flows.snapshot_costs import sum_costs
from flows.snapshot_questions import EVALUATION
from reports.prose import clean
from reports.sheet_model import Cell, Sheet
from reports.sheets import SheetWords
from reports.year_on_year import Move, Previous


def years_sheet(words: SheetWords, previous: Previous | None) -> Sheet:
    """List every item with its degree and costs of both times; no rows where there is nothing to compare with."""
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("degree_before"),
        words.column("degree"),
        words.column("change"),
        words.column("total_before", "money"),
        words.column("total", "money"),
    )
    moves = previous.moves if previous else ()
    return words.sheet("years", columns, [_row(words, move) for move in moves], ("total_before", "total"))


def _row(words: SheetWords, move: Move) -> tuple[Cell, ...]:
    before, now = (words.degree(tasks[0]) if tasks else "" for tasks in (move.then, move.node.tasks))
    change = words.words["council"]["directions"][move.direction]
    item = move.node.item
    return (item.number, clean(item.title), before, now, change, _costs(move.then), _costs(move.node.tasks))


def _costs(tasks: tuple[TaskSnapshot, ...]) -> Decimal | None:
    costs = sum_costs(tasks, EVALUATION.costs)
    return costs.total.amount if costs.known else None
