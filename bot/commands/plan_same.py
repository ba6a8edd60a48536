"""Rows of a workbook without a key that look like what the plan has: is it the same? A person says."""

from collections.abc import Sequence

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import say_faults, say_notes
from bot.plan_source import PlanSource
from flows.plan import Plan
from flows.workbook.known import KnownPart, RowName, SameRow
from flows.workbook.reading import PlanFound

Answered = dict[RowName, str]


def settled_plan(
    name: str, source: PlanSource, known: Sequence[KnownPart], in_force: Plan | None, context: Context
) -> Plan | ExitCode:
    """Read a plan's file against what the plan has had, and ask about every row that may be the same.

    Returns:
        The plan; or the exit code, where nobody can be asked: the rows have been said as faults.
    """
    answers: Answered = {}
    found = source.read(known, before=in_force)
    unchanged = unchanged_plan(source, known, found, in_force)
    if unchanged is not None:
        return unchanged
    say_notes(found, context)
    while found.plan is not None and found.same:
        told = _ask(found.same, context)
        if told is None:
            context.complain("plan.same_unasked")
            return say_faults(name, tuple(row.fault() for row in found.same), context)
        answers |= told
        found = source.read(known, answers, in_force)
    return say_faults(name, found.faults, context) if found.plan is None else found.plan


def unchanged_plan(
    source: PlanSource, known: Sequence[KnownPart], found: PlanFound, in_force: Plan | None
) -> Plan | None:
    """Give the plan in force where a file is the same file again: nothing changes, so there is nothing to ask.

    Args:
        source: The file.
        known: What the plan has, or had.
        found: The file as it was read against that.
        in_force: The plan in force.
    """
    if found.plan is None or not found.same or not all(row.whole for row in found.same):
        return None
    again = source.read(known, _all_same(found.same), in_force)
    return again.plan if again.plan == in_force else None


def _all_same(rows: Sequence[SameRow]) -> Answered:
    return {row.name: row.part.key for row in rows}


def _ask(rows: Sequence[SameRow], context: Context) -> Answered | None:
    """Ask once about all rows that agree in everything, then about each of the others; None: nobody is there."""
    whole = [row for row in rows if row.whole]
    if len(whole) > 1:
        for row in whole:
            context.show("plan.same_line", row=row.spot.row, sheet=row.spot.sheet, name=_name(row.number, row.title))
        answer = context.ask("plan.same_all", count=len(whole))
        if answer is None:
            return None
        if _is_yes(answer, context):
            return _all_same(whole)
    told: Answered = {}
    for row in rows:
        data = {"row": row.spot.row, "sheet": row.spot.sheet, "name": _name(row.number, row.title)}
        answer = context.ask("plan.same_one", **data, was=_name(row.part.number, row.part.title), key=row.part.key)
        if answer is None:
            return None
        told[row.name] = row.part.key if _is_yes(answer, context) else ""
    return told


def _name(number: str, title: str) -> str:
    return f"{number} {title}".strip()


def _is_yes(answer: str, context: Context) -> bool:
    return answer.lower() in context.phrase("yes.words").split()
