"""Whatever a plan can say has its place in the workbook and in TOML: no field is lost on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.commands.plan_writing import plan_as_file
from bot.plan_pictures import pictures_of
from bot.plan_source import PlanSource, source_of
from docs.make_reference import reference_bytes
from flows.plan import Actor, Ask, LevelForms, Plan, ReportDefinition, Round, Step
from flows.workbook import shapes
from flows.workbook.shape import Column, SheetShape
from tests.rich_plan import rich

PNG = b"\x89PNG\r\n\x1a\n a picture"
READ_FROM_FILES = {("PlanPicture", "content"), ("PlanDocument", "content")}
"""Bytes that lie beside the plan's file."""
PARTS: dict[str, type[BaseModel]] = {
    "plan": Plan,
    "trees": LevelForms,
    "actors": Actor,
    "rounds": Round,
    "asks": Ask,
    "steps": Step,
    "reports": ReportDefinition,
}
"""Sheet to the part that its rows make, where some cells hold fixed words."""
WRITTEN_OUT = {"every"}
"""Columns that are no field: a round that comes back is written out."""


def kinds_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Find the parts that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from kinds_in(inner)


def kinds_of_plan() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [Plan]
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found.add(kind)
            waiting += [inner for field in kind.model_fields.values() for inner in kinds_in(field.annotation)]
    return found


def parts_in(value: object) -> Iterator[BaseModel]:
    """Find the parts in a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts_in(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts_in(each)


def said(plan: Plan) -> set[tuple[str, str]]:
    """Name the fields in which some part of a plan says other than by default."""
    return {
        (type(part).__name__, name)
        for part in parts_in(plan)
        for name, field in type(part).model_fields.items()
        if field.is_required() or getattr(part, name) != field.get_default(call_default_factory=True)
    }


def literals(annotation: object) -> set[str]:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return set().union(*map(literals, get_args(annotation)))


def field_at(kind: type[BaseModel], path: str) -> FieldInfo:
    name, _, rest = path.partition(".")
    field = kind.model_fields[name]
    return field_at(next(kinds_in(field.annotation)), rest) if rest else field


def fixed_columns() -> Iterator[tuple[SheetShape, Column]]:
    for shape in shapes.SHEETS:
        yield from ((shape, each) for each in shape.columns if each.words and each.field not in WRITTEN_OUT)


def test_the_sample_says_something_in_every_field_of_every_part() -> None:
    every = {(kind.__name__, name) for kind in kinds_of_plan() for name in kind.model_fields}

    assert every - said(rich()) == READ_FROM_FILES


def test_a_field_that_says_nothing_is_seen() -> None:
    silent = rich().model_copy(update={"counts": "submitted"})

    assert said(rich()) - said(silent) == {("Plan", "counts")}


@pytest.mark.parametrize("suffix", [".xlsx", ".toml"])
def test_every_field_comes_back_from_a_file_with_what_lies_beside_it(suffix: str, tmp_path: Path) -> None:
    for name in ("znak.png", "eu.png"):
        (tmp_path / name).write_bytes(PNG)
    (tmp_path / "vzor.docx").write_bytes(reference_bytes())

    whole = _read(plan_as_file(rich(), suffix, "cs"), suffix, tmp_path)

    assert len(list(pictures_of(whole))) == 3
    assert said(whole) >= READ_FROM_FILES
    assert _read(plan_as_file(whole, suffix, "en"), suffix, tmp_path) == whole


@pytest.mark.parametrize(
    ("shape", "column"), [*fixed_columns()], ids=lambda each: getattr(each, "key", "") or each.field
)
def test_a_cell_can_say_every_fixed_value_of_its_field(shape: SheetShape, column: Column) -> None:
    annotation = field_at(PARTS[shape.key], column.field).annotation
    values = {"true", "false"} if annotation is bool else literals(annotation)

    assert set(column.words or ()) == values - {""}


def _read(data: bytes | None, suffix: str, folder: Path) -> Plan:
    assert data is not None
    source = source_of(data, name=f"plan{suffix}", folder=folder)
    assert isinstance(source, PlanSource), source
    found = source.read()
    assert found.plan is not None, found.faults
    return found.plan
