"""The report's numbers as sheets: what spreadsheet and CSV writers set; titles, sums and formulas are in the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

Cell: TypeAlias = str | int | Decimal | date | None
"""One value; None = nothing, which is not zero."""

ColumnKind: TypeAlias = Literal["text", "long", "count", "number", "money", "share", "day"]
"""What a column holds: a share is a fraction of one (0.42), a long text has lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Name for machines; unique in its sheet.
        title: Heading in the report's language; unique in its sheet.
        kind: What it holds.
        formula: How its values follow from others, "" = they were answered. "{town}" is the same row's value of
            the column town, "{activities.town}" that column of another sheet.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    formula: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        key: Name for machines.
        title: At most 31 characters, without []:*?/ and the backslash.
        caption: What the numbers are: unit and date.
        rows: A cell for each column.
        totals: Column key to the sum of the column; empty = the sheet has no row of totals.
        totals_title: What the row of totals is called.
    """

    key: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: Mapping[str, Decimal] = field(default_factory=dict)
    totals_title: str = ""

    def column(self, key: str) -> int:
        """Give a column's place, counted from 0.

        Raises:
            LookupError: The sheet has no such column.
        """
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise LookupError(f"the sheet {self.key} has no column {key}")


def sheet_total(rows: tuple[tuple[Cell, ...], ...], place: int) -> Decimal:
    """Add a column up, empty cells left out."""
    return sum((Decimal(cell) for row in rows if isinstance(cell := row[place], int | Decimal)), Decimal(0))
