"""What activities cost: which amounts count, which are only shown, nothing counted twice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flows.answers import Place
from flows.snapshot import TaskSnapshot
from reports.sums import Sum, add


@dataclass(frozen=True, kw_only=True, slots=True)
class CostQuestions:
    """Which questions of a form hold the costs; a report template names them.

    Attributes:
        kind: The question that says how it is with the costs.
        turns: The repeat of amounts by source.
        source: In a turn, where the money comes from.
        amount: In a turn, how much.
        total: The total, for a form or a partner without sources.
        counted: Kinds whose amounts are added up; a task without a kind counts.
        shown: Kinds whose amounts are printed and never added. All other kinds carry no amount.
    """

    kind: str
    turns: str
    source: str
    amount: str
    total: str
    counted: Collection[str]
    shown: Collection[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """Costs of one or many tasks.

    Attributes:
        total: What counts.
        by_source: The same by choice name of the source; "" = the source was not said.
        shown: Amounts that are printed but counted elsewhere.
        known: True if any task said an amount that counts, zero included.
    """

    total: Sum
    by_source: Mapping[str, Sum]
    shown: Sum
    known: bool


def task_costs(task: TaskSnapshot, questions: CostQuestions) -> Costs:
    """Read the costs of one task by the rules of `CostQuestions`."""
    kind = task.values.get(Place(question=questions.kind))
    amounts = _amounts(task, questions)
    if kind in questions.shown:
        return Costs(total=Sum(), by_source={}, shown=add(part for _, part in amounts), known=False)
    if kind not in (None, "") and kind not in questions.counted:
        return Costs(total=Sum(), by_source={}, shown=Sum(), known=False)
    return Costs(total=add(part for _, part in amounts), by_source=_grouped(amounts), shown=Sum(), known=bool(amounts))


def sum_costs(tasks: Iterable[TaskSnapshot], questions: CostQuestions) -> Costs:
    """Add up the costs of many tasks; the sources' sums always add up to the total."""
    parts = [task_costs(task, questions) for task in tasks]
    return Costs(
        total=add(part.total for part in parts),
        by_source=_grouped([pair for part in parts for pair in part.by_source.items()]),
        shown=add(part.shown for part in parts),
        known=any(part.known for part in parts),
    )


def _amounts(task: TaskSnapshot, questions: CostQuestions) -> list[tuple[str, Sum]]:
    found = []
    for turn in task.turns:
        amount = task.values.get(Place(question=questions.amount, instance=turn.instance))
        if turn.repeat == questions.turns and amount is not None:
            source = task.values.get(Place(question=questions.source, instance=turn.instance))
            found.append((str(source or ""), _sum(amount, task)))
    total = task.values.get(Place(question=questions.total))
    return found if found or total in (None, "") else [("", _sum(total, task))]


def _sum(amount: object, task: TaskSnapshot) -> Sum:
    return Sum(amount=Decimal(str(amount)), sources=(task.task,))


def _grouped(pairs: Iterable[tuple[str, Sum]]) -> dict[str, Sum]:
    groups: dict[str, list[Sum]] = {}
    for source, part in pairs:
        groups.setdefault(source, []).append(part)
    return {source: add(parts) for source, parts in groups.items()}
