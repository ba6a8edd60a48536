"""A workbook as it lies in a file: sheets of typed cells, without what the cells mean."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | datetime | date | time | None
"""What a spreadsheet keeps in a cell."""

ALPHABET = 26


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        value: None = nothing.
        shape: How the spreadsheet shows it, e.g. "0%", "d.m.yyyy".
        error: The value is an error of a formula, such as "#REF!".
    """

    value: Value = None
    shape: str = "General"
    error: bool = False

    @property
    def blank(self) -> bool:
        """Whether a reader sees nothing there."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """Cells merged into one; rows and columns are counted from 1, both ends belong to it."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        title: Its name.
        rows: Cells by row and column; rows may be of different lengths.
        merges: Merged cells; only the first cell of each has a value.
        hidden: A person does not see it.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Workbook:
    """All sheets in their order."""

    grids: tuple[Grid, ...]


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, ALPHABET)
        name = chr(ord("A") + rest) + name
    return name
