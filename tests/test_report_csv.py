import csv
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from flows.snapshot_sums import plain
from reports.csv_data import csv_files
from reports.model import Report
from tests.report_sample import TASKS, report, snapshot, stated, task

STATED = stated("2", stated_total="200000")


def made() -> Report:
    return report(snapshot((*TASKS, STATED)))


def table(files: Mapping[str, bytes], key: str) -> list[list[str]]:
    (content,) = (content for name, content in files.items() if name.endswith(f"-{key}.csv"))
    return list(csv.reader(StringIO(content.decode("utf-8"), newline=""), strict=True))


def metadata(files: Mapping[str, bytes]) -> dict[str, Any]:
    (content,) = (content for name, content in files.items() if name.endswith("-metadata.json"))
    loaded: dict[str, Any] = json.loads(content)
    return loaded


def test_every_cell_is_there_raw() -> None:
    files = csv_files(made())
    for sheet in made().sheets:
        head, *body = table(files, sheet.key)
        assert head == [column.title for column in sheet.columns]
        assert body == [[_raw(cell) for cell in row] for row in sheet.rows]


def _raw(cell: object) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal):
        return plain(Decimal(cell))
    return "" if cell is None else f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else str(cell)


def test_lines_end_with_carriage_return_and_line_feed() -> None:
    content = csv_files(made())["evaluation-2026-edition-1-sums.csv"].decode()

    assert content.endswith("\r\n")
    assert content.count("\n") == content.count("\r\n") == 4


def test_the_metadata_describe_every_file_and_every_column() -> None:
    files = csv_files(made())
    told = metadata(files)

    assert {each["url"] for each in told["tables"]} == {name for name in files if name.endswith(".csv")}
    for each, sheet in zip(told["tables"], made().sheets, strict=True):
        columns = each["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == table(files, sheet.key)[0]
        assert [column["name"] for column in columns] == [column.key for column in sheet.columns]
    assert told["dc:modified"]["@value"] == "2027-01-30"


def test_cells_are_of_the_type_that_the_metadata_promise() -> None:
    files = csv_files(made())
    reads: Mapping[str, Callable[[str], object]] = {
        "integer": int,
        "decimal": Decimal,
        "date": date.fromisoformat,
        "string": str,
    }
    for each, sheet in zip(metadata(files)["tables"], made().sheets, strict=True):
        for row in table(files, sheet.key)[1:]:
            for column, cell in zip(each["tableSchema"]["columns"], row, strict=True):
                assert not cell or reads[column["datatype"]](cell) is not None


@pytest.mark.parametrize("text", ["=1+1", "+420", "-x", "@SUM(A1)"])
def test_a_text_like_a_formula_is_guarded(text: str) -> None:
    files = csv_files(report(snapshot([task("2.2.7", degree="partly", description=[text])])))

    assert f"'{text}" in table(files, "activities")[1]


def test_a_negative_number_is_no_formula() -> None:
    (difference,) = (row for row in table(csv_files(made()), "checks") if "stated_total" in row)

    assert "-10000" in difference


def test_the_same_report_gives_the_same_bytes() -> None:
    assert csv_files(made()) == csv_files(made())
