"""A returned answer table: what it says of each item, cell by cell, and everything in it that cannot be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answer_table.shape import HEAD_ROWS, KEY, MARK, NUMBER, TURN, Shape, shapes_of
from bot.answer_table.values import CellValue, LeftOut, Unread, read_cell
from bot.conversation.layout import shorten
from bot.conversation.state import TaskCard
from flows.answers import JsonValue
from flows.faults import Fault
from flows.form import Question
from flows.reading.folding import fold
from flows.workbook.grid import Cell, Grid, Workbook, letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What a cell, or the rows of a list, say at one place.

    Attributes:
        question: The question; for a list, the list.
        instance: The given row that it belongs to, "" outside lists.
        value: Its answer; None = left out on purpose.
        turns: The rows of a list; None where it is no list.
        where: Sheet and cell, as the author sees it.
    """

    task: str
    question: str
    instance: str = ""
    value: JsonValue = None
    turns: tuple[Mapping[str, JsonValue], ...] | None = None
    where: str


@dataclass(kw_only=True, slots=True)
class Reader:
    """Reads one table; `faults` fills up while it does."""

    cards: Sequence[TaskCard]
    today: date
    faults: list[Fault] = field(default_factory=list)

    def read(self, book: Workbook) -> list[Said]:
        """Give everything that is said, in the order of each form."""
        found: list[Said] = []
        for form in {card.interview.form.key: card.interview.form for card in self.cards}.values():
            for shape in shapes_of(form):
                grid = next((one for one in book.grids if code_of(one) == shape.code), None)
                if grid is not None:
                    found += self._sheet(grid, shape)
        order = {card.id: place for place, card in enumerate(self.cards)}
        places = {(card.id, name): at for card in self.cards for at, name in enumerate(card.interview.form.by_name)}
        return sorted(found, key=lambda one: (order[one.task], places[one.task, one.question]))

    def _sheet(self, grid: Grid, shape: Shape) -> Iterator[Said]:
        columns = columns_of(grid)
        rows = [
            (at, row)
            for at, row in enumerate(grid.rows, start=1)
            if at > HEAD_ROWS and any(not one.blank for one in row)
        ]
        lists: dict[str, list[tuple[int, Mapping[str, JsonValue]]]] = {}
        for at, row in rows:
            card = self._card(grid, shape, columns, at, row)
            if card is None:
                continue
            if shape.repeat is None or shape.fixed:
                yield from self._cells(grid, shape, columns, at, row, card)
            else:
                values = dict(self._turn(grid, shape, columns, at, row, card))
                lists.setdefault(card.id, []).append((at, values))
        for task, turns in lists.items():
            repeat = shape.repeat.name if shape.repeat else ""
            where = f"{grid.title}, A{turns[0][0]}"
            yield Said(task=task, question=repeat, turns=tuple(values for _, values in turns if values), where=where)

    def _card(
        self, grid: Grid, shape: Shape, columns: Mapping[str, int], at: int, row: Sequence[Cell]
    ) -> TaskCard | None:
        """Find the item that a row is about."""
        key, number = text_at(row, columns.get(KEY)), text_at(row, columns.get(NUMBER))
        own = [card for card in self.cards if card.interview.form.key == shape.code.partition("/")[0]]
        found = [card for card in own if card.id == key] or [
            card for card in own if fold(card.number or card.title) == fold(number)
        ]
        if len(found) == 1:
            return found[0]
        where = f"{grid.title}, {letters(columns.get(NUMBER, 0) + 1)}{at}"
        self.faults.append(Fault(code="table.unknown_item", where=where, data={"value": number}))
        return None

    def _cells(
        self, grid: Grid, shape: Shape, columns: Mapping[str, int], at: int, row: Sequence[Cell], card: TaskCard
    ) -> Iterator[Said]:
        """Read a row whose cells are answers of their own."""
        turn = text_at(row, columns.get(TURN)) if shape.fixed else ""
        if shape.repeat is not None and turn not in card.evaluation.turns(shape.repeat.name, ""):
            self.faults.append(Fault(code="table.unknown_row", where=f"{grid.title}, A{at}", data={"value": turn}))
            return
        for name, value, where in self._turn_cells(grid, shape, columns, at, row, card):
            yield Said(task=card.id, question=name, instance=turn, value=value, where=where)

    def _turn(
        self, grid: Grid, shape: Shape, columns: Mapping[str, int], at: int, row: Sequence[Cell], card: TaskCard
    ) -> Iterator[tuple[str, JsonValue]]:
        """Read a row that is one turn of a list."""
        for name, value, _ in self._turn_cells(grid, shape, columns, at, row, card):
            if value is not None:
                yield name, value

    def _turn_cells(
        self, grid: Grid, shape: Shape, columns: Mapping[str, int], at: int, row: Sequence[Cell], card: TaskCard
    ) -> Iterator[tuple[str, JsonValue, str]]:
        for question in shape.columns:
            place = columns.get(question.name)
            cell = row[place] if place is not None and place < len(row) else Cell()
            if cell.blank or place is None:
                continue
            where = f"{grid.title}, {letters(place + 1)}{at}"
            value = self._value(card, question, cell, where)
            if not isinstance(value, Unread):
                yield question.name, None if isinstance(value, LeftOut) else value, where

    def _value(self, card: TaskCard, question: Question, cell: Cell, where: str) -> CellValue:
        value = read_cell(card, question, cell, self.today)
        if isinstance(value, Unread):
            self.faults.append(Fault(code=value.code, where=where, data={"value": shorten(value.text)}))
        return value


def code_of(grid: Grid) -> str:
    """Give the code of a sheet, "" for one that is not ours."""
    first = grid.rows[0][0] if grid.rows and grid.rows[0] else Cell()
    return str(first.value).partition(":")[0] if isinstance(first.value, str) else ""


def columns_of(grid: Grid) -> dict[str, int]:
    """Find the columns by their codes, wherever they stand now."""
    heads = [str(cell.value).strip() if cell.value is not None else "" for cell in grid.rows[0]]
    heads[0] = heads[0].partition(":")[2]
    return {head: place for place, head in enumerate(heads) if head}


def text_at(row: Sequence[Cell], place: int | None) -> str:
    """Give the text of a cell, "" where there is none."""
    if place is None or place >= len(row) or row[place].blank:
        return ""
    value = row[place].value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def marked_for(book: Workbook) -> tuple[str, str] | None:
    """Give plan and actor of an answer table; None for any other workbook."""
    for grid in book.grids:
        for row in grid.rows:
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(f"{MARK}:"):
                    _, _, rest = cell.value.removeprefix(MARK).partition(":")
                    plan, _, actor = rest.strip().partition(":")
                    return plan, actor
    return None
