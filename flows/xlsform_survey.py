"""Rows of the survey sheet: their types, names, nesting; everything but the expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.expressions import Named
from flows.faults import Fault
from flows.form import Kind
from flows.xlsform_columns import Line
from flows.xlsform_parameters import read_parameters
from flows.xlsform_types import WrittenType, read_type

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_RESERVED = frozenset({"meta", "data"})
APPEARANCES = frozenset(
    {
        "money",
        "multiline",
        "lines",
        "sources",
        "files",
        "counts",
        "fast",
        "log",
        "outline",
        "minimal",
        "quick",
        "columns",
        "columns-pack",
        "horizontal",
        "horizontal-compact",
        "likert",
        "label",
        "list",
        "list-nolabel",
        "compact",
        "field-list",
        "table-list",
        "numbers",
        "thousands-sep",
        "no-calendar",
        "month-year",
        "year",
        "annotate",
        "new",
    }
)
"""Words of the appearance column: ours, and those of ODK that only change how a question looks."""


@dataclass(kw_only=True, slots=True)
class Entry:
    """One row of the survey being read: what it is and where it stands."""

    line: Line
    name: str
    kind: Kind
    choices: str
    path: str
    groups: tuple[str, ...]
    repeats: tuple[str, ...]
    parent: str
    written: WrittenType
    parameters: Mapping[str, str]
    children: list["Entry"] = field(default_factory=list)

    def named(self) -> Named:
        """The row as expressions see it."""
        return Named(
            path=self.path,
            repeats=self.repeats,
            is_repeat=self.kind is Kind.REPEAT,
            choices=self.choices,
            from_file=self.written.from_file,
            value_column=self.parameters.get("value", "name"),
            label_column=self.parameters.get("label", "label"),
        )


@dataclass(kw_only=True, slots=True)
class Survey:
    """The survey sheet's tree and its faults."""

    top: list[Entry] = field(default_factory=list)
    by_name: dict[str, Entry] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_survey(lines: tuple[Line, ...], lists: Mapping[str, object]) -> Survey:
    """Read the rows into a tree; every fault is noted and reading goes on."""
    survey = Survey()
    stack: list[Entry] = []
    for line in lines:
        _read_row(survey, stack, line, lists)
    for entry in stack:
        _fault(survey, line=entry.line, column="type", code="form.unclosed", name=entry.name)
    if not survey.by_name and not survey.faults:
        survey.faults.append(Fault(code="form.empty", where="survey"))
    return survey


def _read_row(survey: Survey, stack: list[Entry], line: Line, lists: Mapping[str, object]) -> None:
    written = " ".join(line.plain.get("type", "").split())
    plain = written.lower().replace("_", " ")
    if not written:
        _fault(survey, line=line, column="type", code="form.no_type", name=line.plain.get("name", ""))
    elif plain in {"end group", "end repeat"}:
        _close(survey, stack, line, Kind.GROUP if plain == "end group" else Kind.REPEAT)
    else:
        entry = _entry(survey, stack, line, written)
        _check_choices(survey, entry, lists)
        _check_appearance(survey, entry)
        (stack[-1].children if stack else survey.top).append(entry)
        if entry.kind in {Kind.GROUP, Kind.REPEAT}:
            stack.append(entry)


def _close(survey: Survey, stack: list[Entry], line: Line, kind: Kind) -> None:
    if not stack or stack[-1].kind is not kind:
        opened = stack[-1].name if stack else ""
        _fault(survey, line=line, column="type", code="form.not_opened", type=line.plain["type"], open=opened)
    if stack:
        stack.pop()


def _entry(survey: Survey, stack: list[Entry], line: Line, written: str) -> Entry:
    name = line.plain.get("name", "")
    _check_name(survey, line, name)
    around = stack[-1] if stack else None
    read = read_type(written)
    if read is None:
        _fault(survey, line=line, column="type", code="form.unsupported_type", type=written)
    understood = read or WrittenType(kind=Kind.NOTE, plain=written)
    parameters, faults = read_parameters(line, understood) if read else ({}, [])
    survey.faults += faults
    entry = Entry(
        line=line,
        name=name,
        kind=understood.kind,
        choices=understood.choices,
        path=f"{around.path if around else '/data'}/{name}",
        groups=_around(around, Kind.GROUP),
        repeats=_around(around, Kind.REPEAT),
        parent=around.name if around else "",
        written=understood,
        parameters=parameters,
    )
    survey.by_name.setdefault(name, entry)
    return entry


def _around(outer: Entry | None, kind: Kind) -> tuple[str, ...]:
    """Names of the groups, or of the repeats, that a row inside `outer` stands in."""
    if outer is None:
        return ()
    names = outer.groups if kind is Kind.GROUP else outer.repeats
    return (*names, outer.name) if outer.kind is kind else names


def _check_name(survey: Survey, line: Line, name: str) -> None:
    if not name:
        _fault(survey, line=line, column="name", code="form.no_name", type=line.plain.get("type", ""))
    elif not _NAME.fullmatch(name) or name in _RESERVED:
        _fault(survey, line=line, column="name", code="form.bad_name", name=name)
    elif name in survey.by_name:
        first = survey.by_name[name].line.number
        _fault(survey, line=line, column="name", code="form.duplicate_name", name=name, row=str(first))


def _check_choices(survey: Survey, entry: Entry, lists: Mapping[str, object]) -> None:
    if entry.choices and not entry.written.from_file and entry.choices not in lists:
        _fault(survey, line=entry.line, column="type", code="form.unknown_list", list=entry.choices)


def _check_appearance(survey: Survey, entry: Entry) -> None:
    for word in entry.line.plain.get("appearance", "").split():
        if word not in APPEARANCES:
            _fault(survey, line=entry.line, column="appearance", code="form.unsupported_appearance", word=word)


def _fault(survey: Survey, *, line: Line, column: str, code: str, **data: str) -> None:
    survey.faults.append(Fault(code=code, where=line.where(column), data=data))
