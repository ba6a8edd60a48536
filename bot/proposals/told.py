"""What was said of a sent plan's rows, as the database keeps it."""

from collections.abc import Sequence

from bot.proposals.comparing import Told
from flows.answers import JsonValue
from flows.workbook.known import RowName, SameRow


def read_told(kept: JsonValue) -> Told:
    """Read what was said; nothing where nothing is kept."""
    state = kept if isinstance(kept, dict) else {}
    lines = state.get("rows")
    rows: dict[RowName, str] = {}
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, list):
            sheet, row, title, key = map(str, line)
            rows[sheet, int(row), title] = key
    return Told(rows=rows, apart=bool(state.get("apart")))


def write_told(told: Told) -> JsonValue:
    """Write what was said."""
    rows: list[JsonValue] = [[sheet, row, title, key] for (sheet, row, title), key in told.rows.items()]
    return {"rows": rows, "apart": told.apart}


def said_of(told: Told, asked: Sequence[SameRow], answer: str) -> Told:
    """Add an answer to what was asked.

    Args:
        told: What was said before.
        asked: The rows that it is about.
        answer: "same", "new", or "apart" = ask about each by itself.
    """
    if answer == "apart":
        return Told(rows=told.rows, apart=True)
    said = {row.name: row.part.key if answer == "same" else "" for row in asked}
    return Told(rows={**told.rows, **said}, apart=told.apart)
