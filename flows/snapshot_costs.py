"""What activities cost: which amounts count, which are only shown, nothing counted twice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flows.snapshot import TaskSnapshot
from flows.snapshot_sums import Sum, add
from flows.snapshot_values import amount_of, is_estimate, turns_of, value_of


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
        whole: The word before "_estimate" in the question that calls all the costs an estimate.
    """

    kind: str
    turns: str
    source: str
    amount: str
    total: str
    counted: Collection[str]
    shown: Collection[str]
    whole: str = "cost"


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
    kind = value_of(task, questions.kind)
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
    for turn in turns_of(task, questions.turns):
        amount = amount_of(task, questions.amount, turn.instance)
        if amount is not None:
            source = value_of(task, questions.source, turn.instance)
            estimated = is_estimate(task, questions.amount, turn.instance) or is_estimate(task, questions.whole)
            found.append((str(source or ""), Sum(amount=amount, sources=(task.task,), estimated=estimated)))
    total = amount_of(task, questions.total)
    if found or total is None:
        return found
    estimated = is_estimate(task, questions.total) or is_estimate(task, questions.whole)
    return [("", Sum(amount=total, sources=(task.task,), estimated=estimated))]


def _grouped(pairs: Iterable[tuple[str, Sum]]) -> dict[str, Sum]:
    groups: dict[str, list[Sum]] = {}
    for source, part in pairs:
        groups.setdefault(source, []).append(part)
    return {source: add(parts) for source, parts in groups.items()}
