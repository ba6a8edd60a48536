"""Read an archive back: verified first, then loaded whole or not at all."""

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from bot.archive.container import Source, copied, open_archive
from bot.archive.forward import of_today
from bot.archive.manifest import ATTACHMENTS, FORMAT_VERSION, MANIFEST, TABLES, Manifest
from bot.on_disk import surely_on_disk
from flows.faults import Fault
from storage.archive import JsonRow, UnfitRowsError, after_loading, archived_tables, is_empty, rows_in
from storage.database import Database, Tx
from storage.migrate import HEAD
from storage.rebuild import compare_projection


class _UnfitError(Exception):
    """The archive's rows do not make a sound database; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def check_archive(path: Path) -> Manifest | tuple[Fault, ...]:
    """Verify an archive: its manifest, and every file against its hash. Changes nothing.

    Returns:
        Its manifest, or all faults at once.
    """
    try:
        with open_archive(path) as source:
            manifest = _manifest(source, path)
            if isinstance(manifest, Fault):
                return (manifest,)
            return tuple(_damages(source, manifest)) or manifest
    except (OSError, zipfile.BadZipFile) as error:
        return (Fault(code="archive.unreadable", where=str(path), data={"detail": type(error).__name__}),)


async def restore(database: Database, path: Path, *, attachments: Path) -> Manifest | tuple[Fault, ...]:
    """Load an archive into an empty database: everything, or nothing.

    Args:
        database: The open database; it must be empty.
        path: The archive.
        attachments: Folder for the files that people sent; those that are there already stay.

    Returns:
        What was loaded, or why nothing was.
    """
    manifest = check_archive(path)
    if isinstance(manifest, tuple):
        return manifest
    try:
        with open_archive(path) as source:
            async with of_today(source, manifest, HEAD) as today, database.write() as tx:
                await _load(tx, today, path)
                _unpack(source, manifest, attachments)  # before the commit: a database that is there is whole
    except _UnfitError as error:
        return (error.fault,)
    except UnfitRowsError as error:
        return (Fault(code="archive.rows_unfit", where=f"{TABLES}{error}.jsonl"),)
    return manifest


async def _load(tx: Tx, source: Source, path: Path) -> None:
    if not await is_empty(tx):
        raise _UnfitError(Fault(code="archive.not_empty", where=str(path)))
    for table in archived_tables():
        with source.open(f"{TABLES}{table.name}.jsonl") as file:
            await rows_in(tx, table, _rows(file))
    await after_loading(tx)
    if differences := await compare_projection(tx):
        fault = Fault(code="archive.history_differs", where=str(path), data={"count": str(len(differences))})
        raise _UnfitError(fault)


def _rows(file: IO[bytes]) -> Iterator[JsonRow]:
    for line in file:
        yield json.loads(line)


def _manifest(source: Source, path: Path) -> Manifest | Fault:
    try:
        with source.open(MANIFEST) as file:
            manifest = Manifest.model_validate_json(file.read())
    except (KeyError, ValidationError):
        return Fault(code="archive.no_archive", where=str(path))
    if manifest.format_version != FORMAT_VERSION or not _is_ours(manifest.revision):
        written = {"program": manifest.program, "revision": manifest.revision, "ours": HEAD}
        return Fault(code="archive.other_version", where=str(path), data=written)
    return manifest


def _is_ours(revision: str) -> bool:
    if revision == HEAD:
        return True
    from storage.older import is_older  # noqa: PLC0415 - most archives need no migrations

    return is_older(revision)


def _tables(revision: str) -> frozenset[str]:
    if revision == HEAD:
        return frozenset(table.name for table in archived_tables())
    from storage.older import tables_of  # noqa: PLC0415 - most archives need no migrations

    return tables_of(revision)


def _damages(source: Source, manifest: Manifest) -> Iterator[Fault]:
    wanted = {f"{TABLES}{name}.jsonl" for name in _tables(manifest.revision)}
    for name in sorted(wanted - manifest.members.keys()):
        yield Fault(code="archive.member_missing", where=name)
    for name, member in manifest.members.items():
        try:
            with source.open(name) as file:
                digest = copied(file, None)
        except KeyError:
            yield Fault(code="archive.member_missing", where=name)
            continue
        except (OSError, zipfile.BadZipFile, zlib.error):
            digest = ""
        if digest != member.sha256:
            yield Fault(code="archive.member_damaged", where=name)


def _unpack(source: Source, manifest: Manifest, folder: Path) -> None:
    names = [name for name, member in manifest.members.items() if member.rows is None]
    if names:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in names:
        file = folder / Path(name).name
        if file.exists() or not name.startswith(f"{ATTACHMENTS}/"):
            continue
        with source.open(name) as packed, tempfile.NamedTemporaryFile(dir=folder, delete=False) as fresh:
            copied(packed, fresh)
        Path(fresh.name).replace(file)
        surely_on_disk([file])
