"""What a plan's file would change: everything that is wrong with it, what is to be asked, or the changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.commands.phrases import Phrases
from bot.commands.plan_change_words import TomlWords, WorkbookWords
from bot.commands.plan_changes import lines_of
from bot.commands.plan_same import unchanged_plan
from bot.commands.plan_stored import Stored, form_lines
from bot.plan_forms import compile_forms
from bot.plan_source import PlanSource, source_of
from flows.faults import Fault
from flows.form import Form
from flows.plan import Plan
from flows.workbook.known import KnownPart, RowName, SameRow
from flows.workbook.reading import PlanFound


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What was said of rows that look like parts the plan has.

    Attributes:
        rows: A row to the key that it has after all, "" = it is new.
        apart: Every row is to be asked about by itself.
    """

    rows: Mapping[RowName, str]
    apart: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What a plan's file would change.

    Attributes:
        plan: The plan to come; None = it has faults, or something is to be asked first.
        forms: The forms that it asks with.
        faults: Everything that is wrong.
        notes: What is passed over or unusual.
        asked: Rows about which a person must say whether they are the same, together.
        lines: What changes, a line each; none = nothing does.
    """

    plan: Plan | None = None
    forms: Mapping[str, Form]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    asked: tuple[SameRow, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A plan's file, and what it says by itself."""

    source: PlanSource
    found: PlanFound


def open_plan(content: bytes, name: str, forms: Mapping[str, str]) -> Opened | tuple[Fault, ...]:
    """Open a plan's file and read it by itself: whose plan it is, and whether it has faults.

    Args:
        content: The file.
        name: What to call it in faults.
        forms: Forms that are stored, as text by key.
    """
    try:
        source = source_of(content, name=name, forms=forms)
    except UnicodeDecodeError:
        return (Fault(code="plan.not_utf8", where=name),)
    return (source,) if isinstance(source, Fault) else Opened(source=source, found=source.read())


def compare_plan(source: PlanSource, stored: Stored, known: Sequence[KnownPart], told: Told, language: str) -> Compared:
    """Compare a plan's file with what the database holds.

    Args:
        source: The file.
        stored: What the database holds of the plan.
        known: Items and actors that the plan has, or had.
        told: What was said of rows so far.
        language: Of the lines, "cs" or "en".
    """
    found = source.read(known, told.rows, stored.plan)
    if found.plan is None:
        return Compared(forms={}, faults=found.faults, notes=found.notes)
    plan = unchanged_plan(source, known, found, stored.plan)
    if plan is None and found.same:
        return Compared(forms={}, notes=found.notes, asked=rows_asked(found.same, told))
    plan = plan or found.plan
    forms = compile_forms(plan, source.shelf)
    if isinstance(forms, tuple):
        return Compared(forms={}, faults=forms, notes=found.notes)
    phrases = Phrases(language)
    words = WorkbookWords(phrases) if source.is_workbook else TomlWords(phrases)
    changes = lines_of(stored.diff(plan), stored.plan, plan, words) if stored.plan else ()
    lines = (*changes, *form_lines(stored, forms, phrases))
    return Compared(plan=plan, forms=forms, notes=found.notes, lines=lines)


def rows_asked(rows: Sequence[SameRow], told: Told) -> tuple[SameRow, ...]:
    """Choose what to ask about now: rows that agree in everything together, else the first one by itself."""
    whole = tuple(row for row in rows if row.whole)
    return whole if whole and not told.apart else tuple(rows[:1])
