"""A file of a few kilobytes that would fill the memory or stop the bot is refused at once, whoever opens it."""

import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.drawing.image import Image

from bot.outline_document.reading import read_document
from bot.proposals.arriving import is_form
from bot.workbook.opening import open_workbook
from flows import office_file
from flows.faults import Fault
from flows.office_file import Danger, looked_through
from flows.workbook.grid import Workbook as Sheets
from flows.xlsform_xlsx import read_xlsx
from tests.workbook_sample import kamenov_bytes

HUGE = 700
"""Megabytes."""
SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"
ONE_POINT = office_file._PICTURE


def workbook(change: Callable[[bytes], bytes] = bytes, part: str = SHEET) -> bytes:
    """A survey of one sheet, one of its parts changed."""
    book = Workbook()
    page: Any = book.active
    page.title = "survey"
    page.append(["type", "name"])
    page.append(["text", "a"])
    stream = BytesIO()
    book.save(stream)
    return repacked(stream.getvalue(), change, part)


def repacked(data: bytes, change: Callable[[bytes], bytes], part: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as packed, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as anew:
        for name in packed.namelist():
            content = packed.read(name)
            anew.writestr(name, change(content) if name == part else content)
    return stream.getvalue()


def after_data(more: bytes) -> bytes:
    return workbook(lambda content: content.replace(END, END + more))


def merged(cells: bytes) -> bytes:
    return after_data(b'<mergeCells><mergeCell ref="' + cells + b'"/></mergeCells>')


def linked(cells: bytes) -> bytes:
    return after_data(b'<hyperlinks><hyperlink ref="' + cells + b'" location="a"/></hyperlinks>')


def laughing(content: bytes) -> bytes:
    """Ten texts, each ten times the one before: ten billion letters."""
    texts = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))
    head, _, rest = content.partition(b"<worksheet")
    said = b"<c r='A3' t='str'><v>&a9;</v></c>"
    rows = b"<row r='3'>" + said + b"</row>"
    return head + b"<!DOCTYPE worksheet [" + texts + b"]><worksheet" + rest.replace(END, rows + END)


def many_cells(content: bytes) -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 200 + b"</row>"
    return content.replace(END, row * 4_000 + END)


def lying(part: str) -> bytes:
    """A workbook with a part of 700 MB that its headers call small, with the right sum of its good beginning."""
    with zipfile.ZipFile(BytesIO(workbook())) as packed:
        good = packed.read(part)
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = squeezed.compress(good) + squeezed.flush(zlib.Z_FULL_FLUSH)
    blank = squeezed.compress(b" " * 1_000_000) + squeezed.flush(zlib.Z_FULL_FLUSH)
    stream = head + blank * HUGE + squeezed.flush()
    whole = BytesIO(repacked(workbook(), lambda content: content, ""))
    name = part.encode()
    sizes = struct.pack("<III", zlib.crc32(good), len(stream), len(good))
    fields = struct.pack("<HHHHH", 20, 0, zipfile.ZIP_DEFLATED, 0, 33) + sizes
    with zipfile.ZipFile(whole, "a") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a second part of the same name is the trick
        at = packed.start_dir
        packed.writestr(part, b"")
    data = whole.getvalue()
    directory = data.rindex(b"PK\x01\x02" + b"\x14\x03")
    end = data.rindex(b"PK\x05\x06")
    old_directory = struct.unpack("<I", data[end + 16 : end + 20])[0]
    local = b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name + stream
    entries = data[old_directory:directory]
    mine = b"PK\x01\x02\x14\x03" + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, at) + name
    fresh = entries + mine
    tail = data[end : end + 12] + struct.pack("<II", len(fresh), at + len(local)) + b"\x00\x00"
    return data[:at] + local + fresh + tail


BOMBS = {
    "cells merged to the last one": lambda: merged(b"A1:ZZ900000"),
    "whole columns merged": lambda: merged(b"A:ZZ"),
    "a link over all cells": lambda: linked(b"A1:ZZ900000"),
    "texts of texts": lambda: workbook(laughing),
    "more cells than anybody types": lambda: workbook(many_cells),
}  # fmt: skip


@pytest.mark.parametrize("part", [SHEET, "[Content_Types].xml", "xl/styles.xml"])
def test_of_a_part_that_lies_about_its_size_only_what_it_says_is_unpacked(part: str) -> None:
    data = lying(part)
    assert len(data) < 1_000_000
    began = process_time()
    read = open_workbook(data, name="x.xlsx")

    assert isinstance(read, Sheets)
    assert read.grids[0].rows[1][1].value == "a"
    assert isinstance(read_xlsx(data, name="x.xlsx"), dict)
    assert is_form(data)
    assert process_time() - began < 20  # openpyxl alone would take half a minute and two gigabytes


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused_at_once_by_whoever_opens_workbooks(kind: str) -> None:
    data = BOMBS[kind]()
    assert len(data) < 1_000_000
    began = process_time()

    assert isinstance(looked_through(data), Danger)
    assert isinstance(open_workbook(data, name="x.xlsx"), Fault)
    assert isinstance(read_xlsx(data, name="x.xlsx"), tuple)
    assert not is_form(data)
    assert read_document(data) is None
    assert process_time() - began < 30  # any of them took a minute, or some gigabytes


def test_a_document_that_defines_texts_of_its_own_is_not_read() -> None:
    stream = BytesIO()
    Document().save(stream)

    def own(content: bytes) -> bytes:
        return content.replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document', 1)

    assert read_document(repacked(stream.getvalue(), lambda content: content, "")) == ()
    assert read_document(repacked(stream.getvalue(), own, "word/document.xml")) is None


def test_what_is_read_of_a_good_workbook_is_the_same_as_ever() -> None:
    data = kamenov_bytes()
    safe = looked_through(data)

    assert isinstance(safe, bytes)
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(safe)) as after:
        assert {name: after.read(name) for name in after.namelist()} == {
            name: before.read(name) for name in before.namelist()
        }


def test_a_workbook_with_a_picture_is_read_and_its_picture_is_not_opened() -> None:
    book = Workbook()
    page: Any = book.active
    page["A1"] = "slovo"
    page.add_image(Image(BytesIO(ONE_POINT)), "B2")
    stream = BytesIO()
    book.save(stream)
    data = repacked(stream.getvalue(), lambda _: b"\x89PNG and then something else", "xl/media/image1.png")
    read = open_workbook(data, name="x.xlsx")

    assert isinstance(read, Sheets)
    assert read.grids[0].rows[0][0].value == "slovo"


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_no_office_program_uses_is_refused(packing: int) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")

    assert looked_through(stream.getvalue()) is Danger.BROKEN


@pytest.mark.parametrize("encoding", ["foo", "hex", "utf-32", "punycode"])
def test_a_part_in_an_encoding_that_nobody_reads_is_refused(encoding: str) -> None:
    def other(content: bytes) -> bytes:
        return b'<?xml version="1.0" encoding="' + encoding.encode() + b'"?>' + content.partition(b"?>")[2]

    data = workbook(other)

    assert looked_through(data) is Danger.BROKEN
    assert isinstance(open_workbook(data, name="x.xlsx"), Fault)
    assert not is_form(data)


@pytest.mark.parametrize(("good", "bad"), [(b'fontId="0"', b'fontId="99999999999"'), (b'xfId="0"', b'xfId="9"')])
def test_a_workbook_that_a_library_stumbles_over_is_refused_by_whoever_opens_it(good: bytes, bad: bytes) -> None:
    data = workbook(lambda content: content.replace(good, bad), "xl/styles.xml")

    assert isinstance(open_workbook(data, name="x.xlsx"), Fault)
    assert isinstance(read_xlsx(data, name="x.xlsx"), tuple)
    assert not is_form(data)


def test_a_drawing_with_tags_left_open_as_excel_writes_it_is_no_reason_to_refuse_a_workbook() -> None:
    stream = BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("xl/drawings/vmlDrawing1.vml", b"<xml><div>one<br>two</div></xml>")
    read = open_workbook(stream.getvalue(), name="x.xlsx")

    assert isinstance(read, Sheets)
    assert read.grids[0].rows[1][1].value == "a"


def far() -> bytes:
    """A part whose place is given in eight bytes, as files of many gigabytes have it."""
    name = b"a.xml"
    place = struct.pack("<HHQ", 1, 8, 0)
    sizes = struct.pack("<III", zlib.crc32(b"<a/>"), 4, 4)
    begin = b"\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00" + sizes
    local = b"PK\x03\x04" + begin + struct.pack("<HH", len(name), 0) + name + b"<a/>"
    lengths = struct.pack("<HHHHHII", len(name), len(place), 0, 0, 0, 0, 0xFFFFFFFF)
    entry = b"PK\x01\x02\x2d\x00" + begin + lengths + name + place
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


@given(place=st.integers(0, 2**64 - 1) | st.sampled_from([1, 2**63 - 1, 2**63, 2**64 - 1]))
def test_a_part_may_be_said_to_begin_anywhere(place: int) -> None:
    data = far()
    at = data.rindex(b"PK\x05\x06") - 8
    moved = data[:at] + struct.pack("<Q", place) + data[at + 8 :]

    assert isinstance(looked_through(data), bytes)
    assert looked_through(moved) is Danger.BROKEN or place == 0


@given(st.binary(max_size=400))
def test_any_bytes_are_a_file_or_a_danger(data: bytes) -> None:
    assert isinstance(looked_through(data), bytes | Danger)
    assert isinstance(looked_through(b"PK\x03\x04" + data), bytes | Danger)
