"""What is said about a workbook: every fault and note has its sentences, in both languages, without TOML's words."""

import ast
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.faults_text import fault_sentence, workbook_texts
from bot.words import LANGUAGES
from flows.faults import Fault
from flows.office_file import Danger
from flows.workbook import shapes
from flows.workbook.shape import heading_key
from flows.workbook.table import names_of
from tests.workbook_sample import cell, changed, read_bytes

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"workbook\.[a-z_]+")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TOML_WORDS = re.compile(r"uvozov|závork|\b(actors|kinds|members|levels|items|rounds|trees|lead|parent)\b|TOML")


def raised() -> set[str]:
    """Codes of workbook faults that the product names."""
    found = {f"workbook.{danger}" for danger in Danger}
    for folder in ("flows", "flows/workbook", "bot/workbook", "bot"):
        for path in (ROOT / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                    found.add(node.value)
    return found


def own(language: str) -> dict[str, dict[str, str]]:
    return {code: texts for code, texts in workbook_texts(language).items() if code != "place"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_a_workbook_has_its_two_sentences_and_no_sentence_is_spare(language: str) -> None:
    codes = {code for code in own(language) if code.startswith("workbook.")}

    assert codes == raised() - {"workbook.toml", "workbook.xml"}  # files
    assert all(set(texts) == {"what", "remedy"} for texts in own(language).values())
    assert all(text.strip().endswith(".") for texts in own(language).values() for text in texts.values())


def test_the_languages_speak_of_the_same_things() -> None:
    first, *others = (
        {code: set(PLACEHOLDER.findall(" ".join(texts.values()))) for code, texts in own(language).items()}
        for language in LANGUAGES
    )

    assert all(other == first for other in others)


def test_the_sentences_for_workbooks_know_nothing_of_toml() -> None:
    said = " ".join(text for texts in own("cs").values() for text in texts.values())

    assert TOML_WORDS.findall(PLACEHOLDER.sub("", said)) == []


def test_a_fault_names_sheet_row_column_and_remedy() -> None:
    def wrong(book: Any) -> None:  # noqa: ANN401 - openpyxl ships no types
        found = cell(book["Položky"], "Číslo", 3)
        found.value, found.number_format = datetime(2026, 2, 1), "d.m."  # noqa: DTZ001 - as a spreadsheet has it

    (fault,) = read_bytes(changed(wrong)).faults

    assert fault_sentence(fault, "cs") == (
        "list Položky, řádek 3, sloupec Číslo (D3): Excel z čísla udělal datum 1. 2. 2026; nejspíš tu bylo 1.2. "
        "Nastavte buňce formát Text a číslo napište znovu."
    )
    assert fault_sentence(fault, "en").startswith("sheet Položky, row 3, column Číslo (D3): Excel turned")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_a_plan_speaks_of_cells_in_a_workbook(language: str) -> None:
    data = {"value": "x", "first": "Položky!D2", "sheet": "Položky", "row": "3", "column": "Číslo", "part": ""}
    fault = Fault(code="plan.duplicate", where="Položky!D3", data=data)

    assert fault_sentence(fault, language) != fault_sentence(Fault(code="plan.duplicate", where="x", data=data), "de")
    assert "D2" in fault_sentence(fault, language)


def test_headings_and_names_of_sheets_can_be_told_apart() -> None:
    for shape in shapes.SHEETS:
        proper = [name for column in shape.columns for name in {heading_key(column.cs), heading_key(column.en)}]
        assert len(proper) == len(set(proper)), shape.key
        assert all(names_of(column) for column in shape.columns)
        assert len(shape.cs) <= 31
        assert len(shape.en) <= 31
    titles = [name for shape in shapes.SHEETS for name in {heading_key(shape.cs), heading_key(shape.en)}]
    assert len(titles) == len(set(titles))
