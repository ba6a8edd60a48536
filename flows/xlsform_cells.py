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
_BAR = re.compile(r"(?<!\\)\|")


def read_markdown(source: str) -> dict[str, Sheet] | tuple[Fault, ...]:
    r"""Sheets of an XLSForm written as Markdown tables in pyxform's style: the first column names the sheet.

    Lines that are no table rows are commentary. A bar inside a cell is written as `\|`.
    """
    grids: dict[str, list[list[str]]] = {}
    grid: list[list[str]] | None = None
    for line in source.splitlines():
        found = _TABLE_ROW.match(line)
        if found is None or _SEPARATOR.match(found[1]):
            continue
        first, *cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(found[1])]
        if first:
            grid = grids.setdefault(first.lower(), [])
        if grid is not None:
            grid.append(cells)
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
