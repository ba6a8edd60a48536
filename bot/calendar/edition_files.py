"""The wish for a finished report, fulfilled when its row is delivered: the stored file that people can read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.attachments import keep_content
from bot.config import Config
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.report_child import edition_in_child
from bot.report_wish import sentence
from bot.words import words_for
from flows.answers import JsonValue
from storage.approvals import load_approvals
from storage.database import Database
from storage.editions import EditionFile, load_edition, load_files, store_files

READABLE = ("pdf", "docx", "html")
"""Of these formats the first one that there is."""
FOR_COUNCIL = ("docx", "pdf")


def edition_expander(config: Config, database: Database) -> Expand:
    """Give the function that turns a wish into files; what is missing on disk is put back.

    Where an approval is recorded the files are those that print it; the first wish after it has them made. So it has
    those of an edition that was frozen by a program that died before they were written.
    """

    async def expand(row: OutRow) -> list[OutRow]:
        edition = str(row.payload["edition"])
        files = await _files(config, database, edition)
        if isinstance(files, str):
            return [sentence(row, words_for(str(row.payload.get("language") or "")), files)]
        if row.payload.get("summary"):
            chosen = summaries(files)
        elif row.payload.get("approved"):
            chosen = documents(files)
        else:
            chosen = readable(files)
        folder = config.reports.folder
        return [replace(row, kind="document", payload=_document(folder, edition, one)) for one in chosen]

    return expand


async def _files(config: Config, database: Database, edition: str) -> list[EditionFile] | str:
    """Give the files with the approval that holds, made in a child process where there are none yet; else why not."""
    async with database.read() as tx:
        view, files = await load_edition(tx, edition), await load_files(tx, edition)
        approvals = await load_approvals(tx, edition)
    number = approvals[-1].number if approvals else 0
    if view is None or any(one.approval == number for one in files):
        return [one for one in files if one.approval == number]
    made = await edition_in_child(config, view.plan, edition, approval=number)
    if isinstance(made, str):
        return made
    paths = [*made.files, *made.belonging]
    new = [
        EditionFile(name=path.name, format=path.suffix[1:], content=path.read_bytes(), approval=number)
        for path in paths
    ]
    async with database.write() as tx:
        await store_files(tx, edition, new)
    return new


def _document(folder: str, edition: str, chosen: EditionFile) -> dict[str, JsonValue]:
    path = Path(folder) / ".sent" / edition / chosen.name
    if not path.exists():
        keep_content(path.parent, path.name, chosen.content)  # whole or not at all: a half file would be sent later
    return {"path": str(path), "name": chosen.name, "caption": ""}


def readable(files: Sequence[EditionFile]) -> list[EditionFile]:
    """Choose the file for a reader."""
    by_format = {one.format: one for one in files if not is_summary(one, files)}
    return next(([by_format[name]] for name in READABLE if name in by_format), [])


def documents(files: Sequence[EditionFile]) -> list[EditionFile]:
    """Give the whole report in every form that people read."""
    by_format = {one.format: one for one in files if not is_summary(one, files)}
    return [by_format[name] for name in READABLE if name in by_format]


def summaries(files: Sequence[EditionFile]) -> list[EditionFile]:
    """Give the summary for the council: to edit, and to print."""
    found = {one.format: one for one in files if is_summary(one, files)}
    return [found[name] for name in FOR_COUNCIL if name in found] or list(found.values())


def is_summary(file: EditionFile, files: Sequence[EditionFile]) -> bool:
    """Tell whether a document is the summary: its name is the report's with a word added."""
    names = [Path(one.name).stem for one in files if one.format in READABLE]
    stem = Path(file.name).stem
    return file.format in READABLE and any(stem.startswith(f"{name}-") for name in names)
