"""Sheets without what says nothing: no empty sheets, no columns without a value."""

from dataclasses import replace

from reports.sheet_model import Cell, Sheet


def without_empty(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Leave out sheets without rows and columns without values; the first sheet stays where none has rows."""
    return tuple(_with_used_columns(sheet) for sheet in sheets if sheet.rows) or sheets[:1]


def _with_used_columns(sheet: Sheet) -> Sheet:
    used = [place for place in range(len(sheet.columns)) if any(_says(row[place]) for row in sheet.rows)]
    columns = tuple(sheet.columns[place] for place in used)
    keys = {column.key for column in columns}
    return replace(
        sheet,
        columns=columns,
        rows=tuple(tuple(row[place] for place in used) for row in sheet.rows),
        totals={key: total for key, total in sheet.totals.items() if key in keys},
    )


def _says(cell: Cell) -> bool:
    return cell is not None and cell != ""
