"""Keys of rows: those that are written stay, the others are asked about or made."""

from collections.abc import Callable, Sequence
from typing import Literal

from flows.reading.folding import fold
from flows.workbook import cell_reading as read
from flows.workbook.cell_reading import Trouble
from flows.workbook.desk import Desk
from flows.workbook.known import SameRow
from flows.workbook.slug import free_key, slug
from flows.workbook.table import Row


def give_keys(
    desk: Desk,
    rows: Sequence[Row],
    wanted: Callable[[Row], str],
    *,
    kind: Literal["item", "actor", ""] = "",
    tree: str = "",
    field: str = "key",
) -> list[str]:
    """Give each row its key.

    Args:
        desk: Takes the faults and the rows that must be asked about.
        rows: Rows whose keys must differ from each other.
        wanted: Makes a key for a new row.
        kind: Whether the parts have a past that a row may belong to.
        tree: Key of the items' tree.
        field: The field that keys are written in.
    """
    written = [_written(desk, row, field) for row in rows]
    claimed = {key for key in written if key}
    past = desk.known.keys.get((kind, tree), set())
    keyless = [row for row, key in zip(rows, written, strict=True) if kind and not key]
    exact = (desk.known.exact(kind, tree, *_identity(row, kind)) for row in keyless)
    meant = {part.key for part in exact if part is not None}
    given: list[str] = []
    for row, key in zip(rows, written, strict=True):
        old = key or (_old(desk, row, kind, tree, claimed, meant) if kind and not _is_new(row, field) else "")
        made = old or free_key(wanted(row) or kind or "x", lambda each: each in claimed or each in past)
        claimed.add(made)
        given.append(made)
    return given


def _written(desk: Desk, row: Row, field: str) -> str:
    cell = row.cell(field)
    if cell.blank:
        return ""
    read_ = read.key_of(cell)
    if isinstance(read_, Trouble):
        desk.trouble(row.spot(field), read_)
        return ""
    return read_


def _is_new(row: Row, field: str) -> bool:
    return fold(read.line_of(row.cell(field))) in read.NEW


def _old(
    desk: Desk, row: Row, kind: Literal["item", "actor", ""], tree: str, claimed: set[str], meant: set[str]
) -> str:
    """Give the key that a row without one has had: only where a person said so."""
    number, title = _identity(row, kind)
    answer = desk.answers.get((row.sheet, row.number, title))
    if answer is not None:
        return answer
    exact = desk.known.exact(kind, tree, number, title)
    others = meant if exact is None or exact.key in claimed else meant - {exact.key}
    part = desk.known.like(kind, tree, number, title, claimed=claimed | others)
    if part is not None:
        claimed.add(part.key)
        desk.same.append(SameRow(spot=row.spot("key"), number=number, title=title, part=part))
    return ""


def _identity(row: Row, kind: str) -> tuple[str, str]:
    """Give what a row may be known by: number and title."""
    number = read.number_of(row.cell("number"))
    title = read.line_of(row.cell("title" if kind == "item" else "name"))
    return ("" if isinstance(number, Trouble) else number, title)


def key_of_text(row: Row, field: str) -> str:
    """Make a key of what a field says."""
    return slug(read.line_of(row.cell(field)))
