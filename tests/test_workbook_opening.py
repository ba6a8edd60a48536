"""Files that are no workbook, or a dangerous one, are refused with a sentence, before they are unpacked."""

import struct
import zipfile
from io import BytesIO
from time import process_time

import pytest

from bot.faults_text import fault_sentence
from bot.plan_source import PlanSource, source_of
from bot.workbook.opening import open_workbook
from flows.faults import Fault
from flows.office_file import MOST_BYTES, MOST_PARTS
from flows.workbook.grid import Workbook
from tests.workbook_sample import changed, kamenov_bytes, plan_in

BOMB = 200_000_000


def with_part(name: str, content: bytes = b"x") -> bytes:
    """The example workbook with one more part in its zip."""
    stream = BytesIO(kamenov_bytes())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return stream.getvalue()


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def bomb() -> bytes:
    """A workbook with a sheet of 200 MB that takes 200 kB."""
    stream = BytesIO(kamenov_bytes())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet99.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(200):
            part.write(b" " * (BOMB // 200))
    return stream.getvalue()


def lying(data: bytes) -> bytes:
    """The same bomb with headers that call it small."""
    real, small = struct.pack("<I", BOMB), struct.pack("<I", 1000)
    return data.replace(real, small)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.broken"),
        (b"PK\x03\x04 and nothing more", "workbook.broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook.old_or_locked"),
        (with_part("xl/vbaProject.bin"), "workbook.macros"),
        (with_part("xl/macrosheets/sheet1.xml"), "workbook.macros"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "workbook.other_file"),
        (zipped(**{"xl/workbook.xml": b"<workbook"}), "workbook.broken"),
        (b"PK" + bytes(MOST_BYTES), "workbook.too_large"),
        (zipped(**{f"part{number}": b"" for number in range(MOST_PARTS + 1)}), "workbook.too_large"),
    ],
    ids=["empty", "cut", "old", "macros", "macro sheet", "ods", "no xml", "large", "many parts"],
)
def test_what_is_no_workbook_of_ours_is_refused(data: bytes, code: str) -> None:
    refused = open_workbook(data, name="plan.xlsx")

    assert isinstance(refused, Fault)
    assert (refused.code, refused.where) == (code, "plan.xlsx")
    for language in ("cs", "en"):
        assert fault_sentence(refused, language).startswith("plan.xlsx: ")


@pytest.mark.parametrize("position", range(100, len(kamenov_bytes()), len(kamenov_bytes()) // 40))
def test_a_workbook_that_was_cut_or_damaged_is_refused_or_read_but_never_an_error(position: int) -> None:
    whole = kamenov_bytes()
    damaged = whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :]

    assert isinstance(open_workbook(whole[:position], name="x"), Fault)
    assert isinstance(open_workbook(damaged, name="x"), Fault | Workbook)


def test_a_bomb_of_200_mb_is_refused_at_once() -> None:
    data = bomb()
    assert len(data) < 1_000_000
    began = process_time()
    refused = open_workbook(data, name="plan.xlsx")

    assert isinstance(refused, Fault)
    assert refused.code == "workbook.too_large"
    assert process_time() - began < 20  # unpacking it would take minutes


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    data = lying(bomb())
    began = process_time()
    read = open_workbook(data, name="plan.xlsx")

    assert isinstance(read, Workbook | Fault)
    assert process_time() - began < 20
    if isinstance(read, Workbook):
        assert {grid.title for grid in read.grids} >= {"Plán"}


def test_a_sheet_formatted_down_to_its_last_row_is_read_as_far_as_it_says_something() -> None:
    def format_all(book: object) -> None:
        sheet = book["Subjekty"]  # type: ignore[index]  # openpyxl ships no types
        sheet.cell(row=1_048_576, column=16_384).number_format = "0"
        sheet.cell(row=1_048_576, column=2).value = " "

    plan_in(changed(format_all))


def test_the_kind_of_a_file_is_told_by_its_content_and_by_its_name() -> None:
    workbook, text = source_of(kamenov_bytes(), name="plan"), source_of(b'key = "x"', name="plan.txt")

    assert isinstance(workbook, PlanSource)
    assert workbook.is_workbook
    assert isinstance(text, PlanSource)
    assert not text.is_workbook
    assert isinstance(source_of(b'key = "x"', name="plan.xlsx"), Fault)
