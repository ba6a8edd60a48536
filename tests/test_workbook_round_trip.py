"""A plan goes into a workbook and comes back the same: through our writer, through TOML, through another program."""

import shutil
import subprocess
import tomllib
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # it ships no types

from bot.forms import known_forms
from bot.workbook.file_writing import TextTooLongError
from bot.workbook.plan_file import blank_toml, blank_workbook, plan_workbook
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.plan_toml import plan_to_toml
from flows.reading.folding import fold
from flows.workbook.shape import Language
from tests.rich_plan import rich
from tests.workbook_sample import kamenov, kamenov_bytes, plan_in, read_bytes


def cells(data: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice here")
    (folder / "in").mkdir()
    (folder / "in/plan.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "in/plan.xlsx"]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "out/plan.xlsx").read_bytes()


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("plan", [kamenov(), rich()], ids=["kamenov", "rich"])
def test_a_plan_comes_back_from_its_workbook(plan: Plan, language: Language) -> None:
    data = plan_workbook(plan, language)
    found = read_bytes(data)

    assert (found.plan, found.faults, found.notes, found.same) == (plan, (), (), ())
    assert plan_workbook(plan_in(data), language) == data


@pytest.mark.parametrize("plan", [kamenov(), rich()], ids=["kamenov", "rich"])
def test_a_plan_comes_back_from_its_toml(plan: Plan) -> None:
    assert read_plan(plan_to_toml(plan), forms=known_forms()) == plan


@pytest.mark.parametrize("data", [blank_workbook("cs"), blank_workbook("en"), kamenov_bytes()])
def test_the_workbooks_are_clean_ooxml(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(data)
    result = OpenXmlValidator().validate(file)

    assert result.is_valid, result.errors


@pytest.mark.parametrize("plan", [kamenov(), rich()], ids=["kamenov", "rich"])
def test_a_workbook_survives_libreoffice(plan: Plan, tmp_path: Path) -> None:
    data = plan_workbook(plan, "cs")
    saved = through_libreoffice(data, tmp_path)

    assert saved != data
    assert plan_in(saved) == plan
    assert cells(plan_workbook(plan_in(saved), "cs")) == cells(data)


def test_dates_and_times_are_dates_and_times_for_excel() -> None:
    book = load_workbook(BytesIO(plan_workbook(rich(), "cs")))
    values = {cell.value for sheet in (book["Sběry"], book["Upozornění"]) for row in sheet.iter_rows() for cell in row}

    assert {datetime(2026, 7, 1, 8, 30), datetime(2026, 7, 31), time(14, 15), 3} <= values  # noqa: DTZ001 - local


def test_numbers_of_items_are_text_for_excel() -> None:
    sheet = load_workbook(BytesIO(kamenov_bytes()))["Položky"]
    column = next(each.column for each in sheet[1] if each.value == "Číslo")
    cells_ = [sheet.cell(row=row, column=column) for row in range(2, sheet.max_row + 1)]

    assert {type(each.value) for each in cells_} == {str}
    assert {each.number_format for each in cells_} == {"@"}
    assert sheet.column_dimensions["D"].number_format in {"@", None}


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_sheet_is_made_for_filling_in_and_for_printing(language: Language) -> None:
    book = load_workbook(BytesIO(blank_workbook(language)))
    first, *others = book.worksheets

    assert first.title == {"cs": "Návod", "en": "Help"}[language]
    assert len(others) > 15
    assert not any(sheet.protection.sheet for sheet in book.worksheets)
    assert not any(sheet.protection.enabled for sheet in book.worksheets)
    for sheet in others:
        assert sheet.freeze_panes
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize in {9, "9"}
    offered = [rule for rule in book.worksheets[3].data_validations.dataValidation if rule.type == "list"]
    assert len(offered) == 3  # level, lead, belongs under


@pytest.mark.parametrize("data", [blank_workbook("cs"), kamenov_bytes(), plan_workbook(rich(), "cs")])
def test_a_wide_sheet_is_printed_on_pages_that_can_be_read(data: bytes) -> None:
    book = load_workbook(BytesIO(data))
    spread = [sheet for sheet in book.worksheets if (sheet.page_setup.fitToWidth or 1) > 1]

    for sheet in book.worksheets:
        width = sum((each.max - each.min + 1) * each.width for each in sheet.column_dimensions.values())
        pages = sheet.page_setup.fitToWidth or 1
        repeated = sheet.print_title_cols
        every = sum(sheet.column_dimensions[each].width for each in "ABCDE" if repeated and each <= repeated[-1])
        assert every + (width - every) / pages <= 245, sheet.title
    assert {"Sběry", "Loňské odpovědi", "Zprávy"} <= {sheet.title for sheet in spread}
    assert all(sheet.print_title_cols for sheet in spread)


def test_a_heading_of_two_lines_hides_nothing_below_it() -> None:
    book = load_workbook(BytesIO(blank_workbook("cs")))

    assert {book[name].row_dimensions[1].height for name in ("Plán", "Druhy", "Záznamy")} == {18}
    assert {book[name].row_dimensions[1].height for name in ("Sběry", "Upozornění")} == {30}


def test_an_empty_workbook_says_only_what_is_still_to_be_filled_in() -> None:
    found = read_bytes(blank_workbook("cs"))

    assert {fault.code for fault in found.faults} == {"workbook.empty_cell"}
    assert {fault.data["sheet"] for fault in found.faults} == {"Plán"}


@pytest.mark.parametrize("language", ["cs", "en"])
def test_an_empty_toml_is_a_plan_already(language: Language) -> None:
    source = blank_toml(language).decode()

    assert isinstance(read_plan(source, forms=known_forms()), Plan)
    assert tomllib.loads(source)["rounds"][0]["opens_at"] == date(2027, 1, 11)


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).map(
    lambda text: " ".join(text.replace("\xa0", " ").split())
)
NAMES = TEXTS.filter(lambda text: bool(fold(text)) and fold(text) not in {"–", "a", "b", "c", "vsichni"})


@settings(max_examples=25)
@given(titles=st.lists(NAMES, min_size=6, max_size=6), bodies=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_texts_come_back_from_a_workbook(titles: list[str], bodies: list[str]) -> None:
    plan = rich()
    items = [
        item.model_copy(update={"title": title, "body": "\n".join(f"- {body}" for body in bodies)})
        for item, title in zip(plan.items, titles, strict=True)
    ]
    actors = [
        actor.model_copy(update={"name": title}) for actor, title in zip(plan.actors, reversed(titles), strict=False)
    ]
    changed_ = plan.model_copy(update={"items": tuple(items), "actors": tuple(actors)})

    assert plan_in(plan_workbook(changed_, "cs")) == changed_


def test_a_text_that_does_not_fit_into_a_cell_is_refused_not_cut() -> None:
    plan = kamenov()
    long = plan.items[0].model_copy(update={"body": "ž" * 32_768})

    with pytest.raises(TextTooLongError, match="Položky!F2"):
        plan_workbook(plan.model_copy(update={"items": (long, *plan.items[1:])}), "cs")
