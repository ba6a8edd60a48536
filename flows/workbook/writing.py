"""Writing a plan as the sheets of a workbook: the same plan gives the same cells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeAlias

from flows.plan import Plan
from flows.plan_part import Part
from flows.reading.folding import fold
from flows.workbook import shapes
from flows.workbook.choice_words import word_for
from flows.workbook.form_facts import FormFacts
from flows.workbook.grid import Value
from flows.workbook.parents import Placed, found_parents
from flows.workbook.shape import NOTHING, Column, Holds, Language, SheetShape, Words

Rows: TypeAlias = dict[str, list[dict[str, Any]]]
"""Sheet to its rows: field to value; "" holds the part whose fields are the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenSheet:
    """One sheet to write.

    Attributes:
        shape: What it is.
        columns: Its columns, those that it has beside its shape included.
        rows: A value for each column.
    """

    shape: SheetShape
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sayings:
    """What cells say for the parts of a plan: a name where only one part has it, else the key."""

    language: Language
    actors: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)
    registers: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[tuple[str, str], str] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plan_sheets(plan: Plan, language: Language, facts: FormFacts) -> tuple[WrittenSheet, ...]:
    """Write a plan as sheets.

    Args:
        plan: The plan.
        language: Of headings and fixed words.
        facts: What the forms say.
    """
    say = _sayings(plan, language)
    coded = {
        "statuses": list(_coded(facts.statuses, {"label": plan.statuses, "wordings": plan.wordings}, language)),
        "sources": list(_coded(facts.sources, {"wordings": plan.sources}, language)),
    }
    rows = {**_rows_of_tree(plan), **_rows_of_rounds(plan), **_rows_of_reports(plan), **coded}
    return tuple(
        _sheet(shape, rows.get(shape.key, []), _more(shape, plan, facts), say, plan) for shape in shapes.SHEETS
    )


def blank_sheets(
    language: Language, facts: FormFacts, prefilled: Mapping[str, Mapping[str, str]]
) -> tuple[WrittenSheet, ...]:
    """Write the sheets of a plan that is still to be filled in: headings, the usual levels, the codes of the forms.

    Args:
        language: Of headings and fixed words.
        facts: What the forms say.
        prefilled: Sheet to the fields of its first row and what stands there already.
    """
    say = Sayings(language=language)
    usual = ("priorita", "opatření", "aktivita") if language == "cs" else ("priority", "measure", "activity")
    rows: Rows = {
        **{sheet: [dict(fields)] for sheet, fields in prefilled.items()},
        "trees": [{"@tree": "strategie", "nominative": word} for word in usual],
        "statuses": list(_coded(facts.statuses, {}, language)),
        "sources": list(_coded(facts.sources, {}, language)),
    }
    return tuple(
        _sheet(shape, rows.get(shape.key, []), _questions(facts) if shape is shapes.LAST else (), say, None)
        for shape in shapes.SHEETS
    )


def _sheet(
    shape: SheetShape, rows: Iterable[dict[str, Any]], more: tuple[Column, ...], say: Sayings, plan: Plan | None
) -> WrittenSheet:
    columns = (*shape.columns, *more)
    only_tree = plan is None or len(plan.trees) == 1
    written = tuple(tuple(_cell(column, row, say, only_tree=only_tree) for column in columns) for row in rows)
    if shape.upright:
        values = written[0] if written else tuple(None for _ in columns)
        written = tuple((column.heading(say.language), value) for column, value in zip(columns, values, strict=True))
    return WrittenSheet(shape=shape, columns=columns, rows=written)


def _cell(column: Column, row: Mapping[str, Any], say: Sayings, *, only_tree: bool) -> Value:
    value = row[column.field] if column.field in row else _field(row.get(""), column.field)
    tree = str(row.get("@tree") or _field(row.get(""), "tree") or next(iter(say.trees), ""))
    if value is None or (column.holds is Holds.TREE and only_tree):
        return None
    return _said(column, value, tree, say)


def _field(part: Part | None, path: str) -> Any:  # noqa: ANN401 - what the part has there
    found: Any = part
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
    return found


def _said(column: Column, value: Any, tree: str, say: Sayings) -> Value:  # noqa: ANN401, C901, PLR0912 - one case a kind
    words = column.words or {}
    match column.holds:
        case Holds.WHOLE:
            return int(value)
        case Holds.DAY | Holds.MOMENT | Holds.TIME:
            return value if isinstance(value, date | time) else str(value)
        case Holds.TRUTH:
            return word_for(words, "true" if value else "false", say.language)
        case Holds.CHOICE:
            return word_for(words, str(value), say.language) or None
        case Holds.CHOICES:
            return ", ".join(word_for(words, each, say.language) for each in value) or None
        case Holds.LINES:
            return _lines([value] if isinstance(value, str) else value)
        case Holds.ACTOR:
            return say.actors.get(value, value) or None
        case Holds.ACTORS:
            return _lines(say.actors.get(each, each) for each in value)
        case Holds.ITEM:
            return say.items.get((tree, value), value) or None
        case Holds.TREE:
            return say.trees.get(value, value) or None
        case Holds.LEVEL:
            words_of = say.levels.get(tree, ())
            return words_of[value - 1] if 0 < value <= len(words_of) else None
        case Holds.ROUND:
            return say.rounds.get(value, value) or None
        case Holds.ROUNDS:
            return _lines(say.rounds.get(each, each) for each in value)
        case Holds.REPORT:
            return say.reports.get(str(value), str(value))
        case Holds.REGISTER:
            return say.registers.get(str(value), str(value))
        case _:
            return "\n".join(value) if isinstance(value, tuple | list) else str(value) or None


def _lines(parts: Iterable[str]) -> str | None:
    """Put a list in one cell; a single part with a semicolon gets a line end, so that it stays one."""
    found = list(parts)
    alone = len(found) == 1 and ";" in found[0]
    return "\n".join([*found, ""] if alone else found) or None


def _sayings(plan: Plan, language: Language) -> Sayings:
    return Sayings(
        language=language,
        actors=_names({actor.key: actor.name for actor in plan.actors}),
        trees=_names({tree.key: tree.title for tree in plan.trees}),
        rounds=_names({round_.key: round_.title for round_ in plan.rounds}),
        reports=_names({report.key: report.title for report in plan.reports}),
        registers=_names({register.key: register.title for register in plan.registers}),
        items={(item.tree, item.key): item.number for item in plan.items},
        levels={
            tree.key: tuple(level if isinstance(level, str) else level.nominative for level in tree.levels)
            for tree in plan.trees
        },
    )


def _names(named: Mapping[str, str]) -> dict[str, str]:
    """Say a part by its name, unless another one has the same name or the name as its key."""
    count = Counter(fold(name) for name in named.values())
    return {
        key: " ".join(name.split()) if count[fold(name)] == 1 and fold(name) else key for key, name in named.items()
    }


def _rows_of_tree(plan: Plan) -> Rows:
    return {
        "plan": [{"": plan}],
        "trees": list(_levels(plan)),
        "items": list(_items(plan)),
        "actors": list(_actors(plan)),
        "groups": [{"@group": actor.key, "member": member} for actor in plan.actors for member in actor.members],
        "kinds": [{"kind": kind} for kind in plan.kinds],
        "indicators": [
            {"": indicator, "@tree": item.tree, "@item": item.key}
            for item in plan.items
            for indicator in item.indicators
        ],
        "details": [
            {"@tree": item.tree, "@item": item.key, "label": label, "text": text}
            for item in plan.items
            for label, text in item.details.items()
        ],
    }


def _rows_of_rounds(plan: Plan) -> Rows:
    return {
        "rounds": [{"": round_} for round_ in plan.rounds],
        "asks": [{"": ask, "@round": round_.key} for round_ in plan.rounds for ask in round_.asks],
        "steps": [{"": step, "@round": round_.key} for round_ in plan.rounds for step in round_.ladder],
        "last": list(_last(plan)),
        "abbreviations": [{"abbreviation": each, "meaning": text} for each, text in plan.abbreviations.items()],
    }


def _rows_of_reports(plan: Plan) -> Rows:
    trees = {item.key: item.tree for item in reversed(plan.items)}
    return {
        "registers": [{"": register} for register in plan.registers],
        "entries": [
            {"": entry, "@register": register.key, **{f"={name}": text for name, text in entry.values.items()}}
            for register in plan.registers
            for entry in register.entries
        ],
        "reports": [{"": report} for report in plan.reports],
        "title_page": [
            {"@report": report.key, "label": label, "text": text}
            for report in plan.reports
            for label, text in report.title_page.items()
        ],
        "comments": [
            {"@report": report.key, "@tree": trees.get(key, ""), "@item": key, "text": text}
            for report in plan.reports
            for key, text in report.comments.items()
        ],
        "texts": [
            {"language": lang, "key": key, "text": text}
            for lang, texts in sorted(plan.texts.items())
            for key, text in sorted(texts.items())
        ],
    }


def _actors(plan: Plan) -> Iterator[dict[str, Any]]:
    """List the actors; only of a group it is said who answers."""
    for actor in plan.actors:
        is_group = actor.members or actor.answers != "lead"
        yield {"": actor} if is_group else {"": actor, "answers": None}


def _levels(plan: Plan) -> Iterator[dict[str, Any]]:
    for tree in plan.trees:
        for place, level in enumerate(tree.levels):
            title = tree.title if place == 0 else None
            forms = {"nominative": level} if isinstance(level, str) else {"": level}
            yield {**forms, "@tree": tree.key, "@title": title}


def _items(plan: Plan) -> Iterator[dict[str, Any]]:
    """List the items; what one belongs under is said only where a reader of the workbook would find another one."""
    placed = [Placed(tree=item.tree, key=item.key, number=item.number, level=item.level) for item in plan.items]
    for item, found in zip(plan.items, found_parents(placed), strict=True):
        parent = None if item.parent == found else item.parent or NOTHING
        yield {"": item, "parent": parent, "number": item.number or NOTHING}


def _last(plan: Plan) -> Iterator[dict[str, Any]]:
    for item in plan.items:
        if item.last is not None:
            values = {f"={name}": value for name, value in item.last.values.items()}
            yield {"@tree": item.tree, "@item": item.key, "label": item.last.label, **values}


def _coded(codes: Words, own: Mapping[str, Mapping[str, Any]], language: Language) -> Iterator[dict[str, Any]]:
    """List the codes for which the plan says something, in its order, and then the other codes of a form."""
    said_of = [code for said in own.values() for code in said]
    for code in dict.fromkeys([*said_of, *codes]):
        label = word_for(codes, code, language) if code in codes else None
        yield {"code": code, "@form": label, **{field_: said.get(code) for field_, said in own.items()}}


def _more(shape: SheetShape, plan: Plan, facts: FormFacts) -> tuple[Column, ...]:
    """Name the columns that an open sheet has beside its shape."""
    if shape is shapes.LAST:
        known = {each.name for each in facts.questions}
        said = sorted({name for item in plan.items if item.last for name in item.last.values})
        return (*_questions(facts), *(_own(name) for name in said if name not in known))
    if shape is shapes.ENTRIES:
        entries = (entry for register in plan.registers for entry in register.entries)
        return tuple(_own(name) for name in sorted({name for entry in entries for name in entry.values}))
    return ()


def _questions(facts: FormFacts) -> tuple[Column, ...]:
    return tuple(
        Column(
            field=f"={each.name}",
            cs=each.column.cs,
            en=each.column.en,
            holds=each.column.holds,
            words=each.column.words,
        )
        for each in facts.questions
    )


def _own(name: str) -> Column:
    return Column(field=f"={name}", cs=name, en=name, holds=Holds.LONG)
