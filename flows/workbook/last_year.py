"""The sheet of last year's answers: a row an item, a column a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.workbook import cell_reading as read
from flows.workbook import shapes
from flows.workbook.cell_reading import Trouble
from flows.workbook.desk import Desk
from flows.workbook.grid import Cell
from flows.workbook.part_reading import read_cell
from flows.workbook.shape import Column, Holds, heading_key
from flows.workbook.table import Row
from flows.workbook.tree_reading import item_place

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HOLDS = frozenset({Holds.LONG, Holds.LINES, Holds.WHOLE, Holds.TRUTH, Holds.CHOICE})


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedBefore:
    """A question whose answer of last year a workbook may bring.

    Attributes:
        name: Its name in the form.
        column: Its heading and what its cells hold; the column's field is the name.
    """

    name: str
    column: Column
    names: frozenset[str] = field(default=frozenset())


def asked_before(name: str, cs: str, en: str, holds: Holds, words: dict[str, tuple[str, ...]]) -> AskedBefore:
    """Describe a question.

    Args:
        name: Its name in the form.
        cs: Czech heading, unique among the questions.
        en: English heading.
        holds: Text, lines, a whole number, yes or no, or a choice.
        words: The choices.

    Raises:
        ValueError: No cell of this sheet can hold that.
    """
    if holds not in _HOLDS:
        raise ValueError(f"{name}: a cell of last year's answers cannot hold {holds}")
    column = Column(field=name, cs=cs, en=en, holds=holds, words=words)
    return AskedBefore(name=name, column=column, names=frozenset(map(heading_key, (name, cs, en))))


def read_last(desk: Desk, rows: Sequence[Row], questions: Sequence[AskedBefore]) -> None:
    """Read last year's answers into their items; a column that is no question is told."""
    first: dict[int, Row] = {}
    told: set[str] = set()
    for row in rows:
        place = item_place(desk, row)
        label = read_cell(desk, shapes.LAST.column("label"), row)
        values = dict(_answers(desk, row, questions, told))
        if place is None:
            continue
        if place in first:
            desk.blame(row.spot("@item"), "workbook.two_rows", first=first[place].spot("@item").address)
            continue
        first[place] = row
        desk.put(f"items[{place}].last", row)
        desk.data["items"][place]["last"] = {"label": label, "values": values}


def _answers(desk: Desk, row: Row, questions: Sequence[AskedBefore], told: set[str]) -> Iterator[tuple[str, Any]]:
    by_heading = {name: each for each in reversed(questions) for name in each.names}
    for heading, cell in row.more.items():
        question = by_heading.get(heading_key(heading))
        if question is not None:
            value = _value(desk, question.column, cell)
            if isinstance(value, Trouble):
                desk.trouble(row.more_spots[heading], value)
            else:
                yield question.name, value
        elif _NAME.fullmatch(heading):
            yield heading, read.text_of(cell)
        elif heading not in told:
            told.add(heading)
            desk.note(row.more_spots[heading], "workbook.unknown_column")


def _value(desk: Desk, column: Column, cell: Cell) -> Any:  # noqa: ANN401 - what the question takes
    words = column.words or {}
    match column.holds:
        case Holds.LINES:
            return [line for line in read.text_of(cell).split("\n") if line.strip()]
        case Holds.WHOLE:
            return read.whole_of(cell)
        case Holds.TRUTH:
            return read.truth_of(cell, words, desk.language)
        case Holds.CHOICE:
            return read.choice_of(cell, words, desk.language)
        case _:
            return read.text_of(cell)
