"""A plan as an .xlsx file, with the words that help a coordinator to fill it in."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.forms import known_forms
from bot.workbook.file_writing import SheetWords, workbook_bytes
from bot.workbook.known_facts import known_facts
from flows.plan import Plan
from flows.workbook.shape import Language
from flows.workbook.writing import blank_sheets, plan_sheets


def plan_workbook(plan: Plan, language: Language) -> bytes:
    """Write a plan; the same plan gives the same bytes."""
    words = _words(language)
    return workbook_bytes(plan_sheets(plan, language, known_facts()), language, _sheet_words(words, plan.title))


def blank_workbook(language: Language) -> bytes:
    """Write the workbook that a coordinator begins with."""
    words = _words(language)
    sheets = blank_sheets(language, known_facts(), words["prefilled"])
    return workbook_bytes(sheets, language, _sheet_words(words, words["title"]))


def blank_toml(language: Language) -> bytes:
    """Give the TOML file that a coordinator begins with."""
    return (files("templates") / language / "plan_template.toml").read_bytes()


@cache
def _words(language: Language) -> dict[str, Any]:
    return tomllib.loads((files("templates") / language / "workbook.toml").read_text("utf-8"))


def _sheet_words(words: dict[str, Any], title: str) -> SheetWords:
    return SheetWords(
        title=title,
        guide=words["guide"].strip().splitlines(),
        hints=words["hints"],
        value=words["value"],
        hint=words["hint"],
        lists={"form": sorted(known_forms()), "language": ["cs", "en"], "time_zone": ["Europe/Prague"]},
    )
