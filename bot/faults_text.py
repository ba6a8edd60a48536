"""Faults in words: where, what is wrong, what to do."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.words import LANGUAGES
from flows.faults import Fault


@cache
def fault_texts(lang: str) -> dict[str, dict[str, str]]:
    """Read the sentences of a language: code to {"what", "remedy"}."""
    return tomllib.loads((files("templates") / lang / "faults.toml").read_text("utf-8"))


@cache
def workbook_texts(lang: str) -> dict[str, dict[str, str]]:
    """Read the sentences for workbooks: as fault_texts, and under "place" how a place is said."""
    return tomllib.loads((files("templates") / lang / "workbook_faults.toml").read_text("utf-8"))


def fault_sentence(fault: Fault, lang: str) -> str:
    """Say a fault in one line: "items[3].lead (a-2-2-1): what is wrong. What to do."

    A nearest key in the fault's data ("part") stands in brackets: authors find it faster than a position. A fault of
    a workbook names the sheet, the row and the column, and speaks of cells.

    Raises:
        KeyError: The code has no sentence, or the sentence needs data that the fault does not carry.
    """
    known = lang if lang in LANGUAGES else LANGUAGES[0]
    in_workbook = "sheet" in fault.data or fault.code.startswith("workbook.")
    texts = workbook_texts(known).get(fault.code) if in_workbook else None
    texts = texts or fault_texts(known)[fault.code]
    part = fault.data.get("part", "")
    place = _place(fault, known) if "sheet" in fault.data else fault.where
    where = f"{place} ({part})" if part else place
    filled = (_fill(texts[half], fault) for half in ("what", "remedy"))
    return " ".join(f"{where}: {' '.join(filled)}".split())


def _place(fault: Fault, lang: str) -> str:
    """Name sheet, row and column; the address goes last, for who knows spreadsheets."""
    words = workbook_texts(lang)["place"]
    row, column = fault.data.get("row"), fault.data.get("column")
    said = [words["sheet"], *([words["row"]] if row else []), *([words["column"]] if row and column else [])]
    said += [words["line"]] if column and not row else []
    filled = ", ".join(re.sub(r"\{(\w+)\}", lambda match: fault.data[match[1]], each) for each in said)
    return f"{filled} ({fault.where.rpartition('!')[2]})" if row and column else filled


def _fill(text: str, fault: Fault) -> str:
    """Put the data in place of {names}, a dash for an empty one; what the author wrote is never read as a pattern."""
    return re.sub(r"\{(\w+)\}", lambda match: fault.data[match[1]] or "–", text)
