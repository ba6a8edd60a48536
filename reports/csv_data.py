"""The report's sheets as CSV files with CSVW metadata: raw numbers, one row of headings."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import assert_never

from flows.snapshot_sums import plain
from reports.model import Report
from reports.sheet_model import Cell, ColumnKind, Sheet

_DATATYPES: Mapping[ColumnKind, str] = {
    "text": "string",
    "long": "string",
    "count": "integer",
    "number": "decimal",
    "money": "decimal",
    "share": "decimal",
    "day": "date",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets would take for a formula at the start of a cell."""


def csv_files(report: Report) -> dict[str, bytes]:
    """Write a CSV for each sheet and the metadata of all. The same report gives the same bytes.

    UTF-8, comma, CRLF, decimal point, days as ISO 8601. A text that begins like a formula gets an apostrophe.
    """
    name = report.meta.file_name
    files = {f"{name}-{sheet.key}.csv": _table(sheet).encode() for sheet in report.sheets}
    metadata = json.dumps(_metadata(report), ensure_ascii=False, indent=1) + "\n"
    return {**files, f"{name}-csv-metadata.json": metadata.encode()}


def _table(sheet: Sheet) -> str:
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([_raw(cell) for cell in row] for row in sheet.rows)
    return stream.getvalue()


def _raw(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
        case int() | Decimal():
            return plain(Decimal(cell))
        case date():
            return cell.isoformat()
        case _:
            assert_never(cell)


def _metadata(report: Report) -> Mapping[str, object]:
    meta = report.meta
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": meta.language}],
        "dc:title": meta.title,
        "dc:publisher": meta.owner,
        "dc:modified": {"@value": meta.made_at.date().isoformat(), "@type": "xsd:date"},
        "dialect": {"delimiter": ",", "encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_table_metadata(sheet, meta.file_name) for sheet in report.sheets],
    }


def _table_metadata(sheet: Sheet, name: str) -> Mapping[str, object]:
    return {
        "url": f"{name}-{sheet.key}.csv",
        "dc:title": sheet.title,
        "dc:description": sheet.caption,
        "tableSchema": {
            "columns": [
                {"name": column.key, "titles": column.title, "datatype": _DATATYPES[column.kind]}
                for column in sheet.columns
            ]
        },
    }
