"""Sheets that stand alone: the plan itself, words, registers, reports, own texts."""

from collections.abc import Sequence
from typing import Any

from flows.plan_faults import quoted
from flows.workbook import cell_reading as read
from flows.workbook import shapes
from flows.workbook.desk import Desk
from flows.workbook.key_giving import give_keys, key_of_text
from flows.workbook.part_reading import read_cell, read_part
from flows.workbook.shape import Words
from flows.workbook.slug import slug
from flows.workbook.table import Row
from flows.workbook.tree_reading import tree_of


def read_general(desk: Desk, row: Row) -> None:
    """Read the plan's own facts."""
    desk.put("", row)
    part = read_part(desk, shapes.PLAN, row)
    part["key"] = part.get("key") or slug(read.line_of(row.cell("title"))) or "plan"
    part.setdefault("privacy", {})
    desk.data |= part


def stand_in(desk: Desk) -> None:
    """Let the rest of a workbook without a sheet of the plan be checked."""
    document = {"title": "–", "genitive": "–"}
    contact = {"name": "–", "telephone": "–"}
    facts = {"key": "plan", "title": "–", "owner": "–", "document": document, "contact": contact}
    desk.data |= {**facts, "privacy": {"cs": "–"}}


def read_abbreviations(desk: Desk, rows: Sequence[Row]) -> None:
    """Read abbreviations with their meanings."""
    found: dict[str, Any] = desk.data.setdefault("abbreviations", {})
    for row in rows:
        part = read_part(desk, shapes.ABBREVIATIONS, row)
        if part["abbreviation"] in found and part["abbreviation"] != "–":
            desk.blame(row.spot("abbreviation"), "workbook.twice")
        desk.put(f"abbreviations.{part['abbreviation']}", row, {"": "meaning"})
        found[part["abbreviation"]] = part["meaning"]


def read_statuses(desk: Desk, rows: Sequence[Row], known: Words) -> None:
    """Read the printed labels of the degree of fulfilment and its further wordings."""
    labels: dict[str, Any] = desk.data.setdefault("statuses", {})
    wordings: dict[str, Any] = desk.data.setdefault("wordings", {})
    for row in rows:
        part = read_part(desk, shapes.STATUSES, row)
        code = part.get("code")
        _note_unknown(desk, row, known)
        if code:
            desk.put(f"statuses.{code}", row, {"": "label"})
            desk.put(f"wordings.{code}", row, {"": "wordings"})
            labels |= {code: part["label"]} if "label" in part else {}
            wordings |= {code: part["wordings"]} if "wordings" in part else {}


def _note_unknown(desk: Desk, row: Row, known: Words) -> None:
    """Tell a code that no form has: its words would never be used."""
    code = read.line_of(row.cell("code"))
    if known and code and code not in known:
        desk.note(row.spot("code"), "workbook.unknown_code", value=quoted(code), known=", ".join(known))


def read_sources(desk: Desk, rows: Sequence[Row], known: Words) -> None:
    """Read the further names of the sources of money."""
    found: dict[str, Any] = desk.data.setdefault("sources", {})
    for row in rows:
        part = read_part(desk, shapes.SOURCES, row)
        _note_unknown(desk, row, known)
        if part.get("code") and "wordings" in part:
            desk.put(f"sources.{part['code']}", row, {"": "wordings"})
            found[part["code"]] = part["wordings"]


def read_registers(desk: Desk, rows: Sequence[Row], entries: Sequence[Row]) -> None:
    """Read registers and their entries; further columns are the entries' values."""
    registers = desk.parts("registers")
    for place, row in enumerate(rows):
        part = read_part(desk, shapes.REGISTERS, row)
        part["key"] = part.get("key") or key_of_text(row, "title") or "x"
        desk.put(f"registers[{place}]", row)
        desk.names["register"].add(part["key"], part["title"])
        registers.append(part)
    own: dict[str, list[Row]] = {}
    for row in entries:
        own.setdefault(str(read_cell(desk, shapes.ENTRIES.column("@register"), row)), []).append(row)
    for place, register in enumerate(registers):
        group = own.get(register["key"], [])
        keys = give_keys(desk, group, lambda row: key_of_text(row, "label"))
        parts = register.setdefault("entries", [])
        for key, row in zip(keys, group, strict=True):
            desk.put(f"registers[{place}].entries[{len(parts)}]", row)
            part = read_part(desk, shapes.ENTRIES, row)
            values = {heading: read.text_of(cell) for heading, cell in row.more.items()}
            parts.append({"key": key, "label": part["label"], "values": values})


def read_reports(desk: Desk, rows: Sequence[Row], title_page: Sequence[Row], comments: Sequence[Row]) -> None:
    """Read the reports, what stands on their title pages, and what goes before parts of the tree.

    A report that names no round reads the last one; while the plan has no round there is nothing to report.
    """
    newest = [round_["key"] for round_ in desk.parts("rounds")][-1:]
    rows = [row for row in rows if newest or "rounds" in row.cells]
    keys = give_keys(desk, rows, lambda row: key_of_text(row, "title"))
    reports = desk.parts("reports")
    places: dict[str, int] = {}
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        desk.put(f"reports[{place}]", row)
        desk.names["report"].add(key, read.line_of(row.cell("title")))
        places[key] = place
        reports.append({"rounds": newest, **read_part(desk, shapes.REPORTS, row), "key": key})
    for row in title_page:
        part = read_part(desk, shapes.TITLE_PAGE, row)
        if part.get("@report") in places:
            place = places[part["@report"]]
            desk.put(f"reports[{place}].title_page.{part['label']}", row, {"": "text"})
            reports[place].setdefault("title_page", {})[part["label"]] = part.get("text", "")
    for row in comments:
        part = read_part(desk, shapes.COMMENTS, row, tree=tree_of(desk, row))
        if part.get("@report") in places and part.get("@item"):
            place = places[part["@report"]]
            desk.put(f"reports[{place}].comments.{part['@item']}", row, {"": "text"})
            reports[place].setdefault("comments", {})[part["@item"]] = part.get("text", "–")


def read_texts(desk: Desk, rows: Sequence[Row]) -> None:
    """Read the plan's own wording of messages."""
    for row in rows:
        part = read_part(desk, shapes.TEXTS, row)
        desk.put(f"texts.{part['language']}.{part['key']}", row, {"": "text"})
        desk.data.setdefault("texts", {}).setdefault(part["language"], {})[part["key"]] = part.get("text", "–")
