"""Cells of an XLSForm as their author wrote them, with row numbers; knows nothing of their meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.faults import Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Cells:
    """One row: its number in the sheet (the header is row 1) and its texts by column, blank ones absent."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet: header and rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Cells, ...]


_TABLE_ROW = re.compile(r"^\s*\|(.*)\|\s*(#[^|]*)?$")
_SEPARATOR = re.compile(r"^[|\s:-]+$")
_NEW_LINE = "&#10;"
_ESCAPED_BAR = "\\|"
_BAR = re.compile(r"(?<!\\)\|")


def read_markdown(source: str) -> dict[str, Sheet] | tuple[Fault, ...]:
    r"""Sheets of an XLSForm written as Markdown tables in pyxform's style: the first column names the sheet.

    Lines that are no table rows are commentary. A bar inside a cell is written as `\|`, a new line as `&#10;`.
    """
    grids: dict[str, list[list[str]]] = {}
    grid: list[list[str]] | None = None
    for line in source.splitlines():
        found = _TABLE_ROW.match(line)
        if found is None or _SEPARATOR.match(found[1]):
            continue
        first, *cells = [cell.strip().replace("\\|", "|").replace(_NEW_LINE, "\n") for cell in _BAR.split(found[1])]
        if first:
            grid = grids.setdefault(first.lower(), [])
        if grid is not None:
            grid.append(cells)
    return sheets_from(grids)


def as_markdown(sheets: Mapping[str, Sheet]) -> str:
    """The sheets as `read_markdown` reads them back; blank rows are not kept."""
    tables = []
    for name, sheet in sheets.items():
        rows = [sheet.header, *(tuple(row.texts.get(column, "") for column in sheet.header) for row in sheet.rows)]
        first = [name, *("" for _row in sheet.rows)]
        tables.append("\n".join(_markdown_row((word, *cells)) for word, cells in zip(first, rows, strict=True)))
    return "\n\n".join(tables) + "\n"


def _markdown_row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_NEW_LINE.join(cell.replace('|', _ESCAPED_BAR).splitlines()) for cell in cells)} |"


def sheets_from(grids: Mapping[str, list[list[str]]]) -> dict[str, Sheet] | tuple[Fault, ...]:
    """Sheets of rows of cells, the first row of each being its header; blank rows count, blank cells do not."""
    faults: list[Fault] = []
    sheets = {name: _sheet(name, rows, faults) for name, rows in grids.items()}
    return tuple(faults) or sheets


def _sheet(name: str, grid: list[list[str]], faults: list[Fault]) -> Sheet:
    header = tuple(_trimmed(grid[0])) if grid else ()
    faults += [
        Fault(code="form.duplicate_column", where=f"{name}, row 1", data={"column": column})
        for column in sorted({column for column in header if column and header.count(column) > 1})
    ]
    rows = []
    for number, cells in enumerate(grid[1:], start=2):
        kept = _trimmed(cells)
        if len(kept) > len(header) or any(cell and not header[index] for index, cell in enumerate(kept)):
            data = {"expected": str(len(header)), "found": str(len(kept)), "last": kept[-1]}
            faults.append(Fault(code="form.column_count", where=f"{name}, row {number}", data=data))
            continue
        texts = {column: cell for column, cell in zip(header, kept, strict=False) if cell}
        if texts:
            rows.append(Cells(number=number, texts=texts))
    return Sheet(name=name, header=header, rows=tuple(rows))


def _trimmed(cells: list[str]) -> list[str]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]
