"""The wish for a finished report, fulfilled when its row is delivered: the stored file that people can read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from flows.answers import JsonValue
from storage.database import Database
from storage.editions import EditionFile, load_files

READABLE = ("pdf", "docx", "html")
"""Of these formats the first one that there is."""
FOR_COUNCIL = ("docx", "pdf")


def edition_expander(database: Database, folder: str) -> Expand:
    """Give the function that turns a wish into the file; it is put back where it is missing."""

    async def expand(row: OutRow) -> list[OutRow]:
        edition = str(row.payload["edition"])
        async with database.read() as tx:
            files = await load_files(tx, edition)
        chosen = summaries(files) if row.payload.get("summary") else readable(files)
        return [replace(row, kind="document", payload=_document(folder, edition, one)) for one in chosen]

    return expand


def _document(folder: str, edition: str, chosen: EditionFile) -> dict[str, JsonValue]:
    path = Path(folder) / ".sent" / edition / chosen.name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(chosen.content)
    return {"path": str(path), "name": chosen.name, "caption": ""}


def readable(files: Sequence[EditionFile]) -> list[EditionFile]:
    """Choose the file for a reader."""
    by_format = {one.format: one for one in files if not is_summary(one, files)}
    return next(([by_format[name]] for name in READABLE if name in by_format), [])


def summaries(files: Sequence[EditionFile]) -> list[EditionFile]:
    """Give the summary for the council: to edit, and to print."""
    found = {one.format: one for one in files if is_summary(one, files)}
    return [found[name] for name in FOR_COUNCIL if name in found] or list(found.values())


def is_summary(file: EditionFile, files: Sequence[EditionFile]) -> bool:
    """Tell whether a document is the summary: its name is the report's with a word added."""
    names = [Path(one.name).stem for one in files if one.format in READABLE]
    stem = Path(file.name).stem
    return file.format in READABLE and any(stem.startswith(f"{name}-") for name in names)
