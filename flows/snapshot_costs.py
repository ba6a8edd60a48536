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
        line_kind: In a turn, how the amount counts; unsaid = as the kind says.
        whole: The word before "_estimate" in the question that calls all the costs an estimate.
    """

    kind: str
    turns: str
    source: str
    amount: str
    total: str
    counted: Collection[str]
    shown: Collection[str]
    line_kind: str = ""
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


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """One amount as it was answered.

    Attributes:
        source: Choice name of the source; "" = the source was not said.
        part: The amount with its task.
        turn: Id of the repeat's turn, "" for a total without sources.
        counted: It counts; else it is only shown.
    """

    source: str
    part: Sum
    turn: str
    counted: bool


def cost_lines(task: TaskSnapshot, questions: CostQuestions) -> tuple[CostLine, ...]:
    """Give the amounts of one task by the rules of `CostQuestions`, those that carry none by their kind left out."""
    kind = value_of(task, questions.kind)
    counted = kind in (None, "") or kind in questions.counted
    if not counted and kind not in questions.shown:
        return ()
    lines = tuple(
        CostLine(
            source=str(value_of(task, questions.source, turn.instance) or ""),
            part=part,
            turn=turn.instance,
            counted=counted and not _only_shown(task, questions, turn.instance),
        )
        for turn in turns_of(task, questions.turns)
        if (part := _part(task, questions.amount, questions, turn.instance)) is not None
    )
    if lines or (total := _part(task, questions.total, questions)) is None:
        return lines
    return (CostLine(source="", part=total, turn="", counted=counted),)


def _only_shown(task: TaskSnapshot, questions: CostQuestions, turn: str) -> bool:
    return value_of(task, questions.line_kind, turn) in questions.shown


def task_costs(task: TaskSnapshot, questions: CostQuestions) -> Costs:
    """Read the costs of one task by the rules of `CostQuestions`."""
    lines = cost_lines(task, questions)
    counted = [line for line in lines if line.counted]
    return Costs(
        total=add(line.part for line in counted),
        by_source=_grouped((line.source, line.part) for line in counted),
        shown=add(line.part for line in lines if not line.counted),
        known=bool(counted),
    )


def sum_costs(tasks: Iterable[TaskSnapshot], questions: CostQuestions) -> Costs:
    """Add up the costs of many tasks, unfinished ones left out; the sources' sums always add up to the total."""
    parts = [task_costs(task, questions) for task in tasks if not task.is_unfinished]
    return Costs(
        total=add(part.total for part in parts),
        by_source=_grouped([pair for part in parts for pair in part.by_source.items()]),
        shown=add(part.shown for part in parts),
        known=any(part.known for part in parts),
    )


def _part(task: TaskSnapshot, question: str, questions: CostQuestions, turn: str = "") -> Sum | None:
    amount = amount_of(task, question, turn)
    if amount is None:
        return None
    estimated = is_estimate(task, question, turn) or is_estimate(task, questions.whole)
    return Sum(amount=amount, sources=(task.task,), estimated=estimated)


def _grouped(pairs: Iterable[tuple[str, Sum]]) -> dict[str, Sum]:
    groups: dict[str, list[Sum]] = {}
    for source, part in pairs:
        groups.setdefault(source, []).append(part)
    return {source: add(parts) for source, parts in groups.items()}
