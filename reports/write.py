"""A report into a folder: each format on its own, whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from flows.faults import Fault
from reports.cannot_set import CannotSetError
from reports.council_summary import summary_report
from reports.csv_data import csv_files
from reports.data import SCHEMA_NAME, data_json, data_schema
from reports.html import html_page
from reports.model import Report
from reports.xlsx import workbook_bytes

__all__ = ["WRITERS", "CannotSetError", "Files", "WriteFailure", "Writer", "Written", "write_report"]

Files: TypeAlias = Mapping[str, bytes]
Writer: TypeAlias = Callable[[Report], Files]


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A format that came out; the first file is the report itself, others belong to it."""

    format: str
    files: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteFailure:
    """A format that did not come out; nothing of it is left in the folder."""

    format: str
    fault: Fault


def _with_summary(report: Report, ending: str, written: Callable[[Report], bytes]) -> Files:
    """Write the report, and beside it its summary as a file of its own."""
    summary = summary_report(report)
    each = (report, *((summary,) if summary else ()))
    return {f"{one.meta.file_name}.{ending}": written(one) for one in each}


def _html(report: Report) -> Files:
    return _with_summary(report, "html", lambda each: html_page(each).encode())


def _json(report: Report) -> Files:
    return {f"{report.meta.file_name}.json": data_json(report).encode(), SCHEMA_NAME: data_schema().encode()}


def _xlsx(report: Report) -> Files:
    return {f"{report.meta.file_name}.xlsx": workbook_bytes(report)}


def _docx(report: Report) -> Files:
    from reports.docx.document import document_bytes  # noqa: PLC0415 -- the bot itself needs no library for Word

    return _with_summary(report, "docx", document_bytes)


def _pdf(report: Report) -> Files:
    from reports.pdf import pdf_bytes  # noqa: PLC0415 -- the bot itself needs no typesetter

    return _with_summary(report, "pdf", pdf_bytes)


WRITERS: Mapping[str, Writer] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "xlsx": _xlsx,
    "json": _json,
    "csv": csv_files,
}
"""Format of a plan's report definition to its writer."""


def write_report(
    report: Report, folder: Path, formats: Iterable[str], writers: Mapping[str, Writer] = WRITERS
) -> tuple[Written | WriteFailure, ...]:
    """Write the report in each format.

    A format that fails is a value beside the others. Being cancelled, or stopped in another way, leaves no
    half-written file either.

    Args:
        report: The report.
        folder: Where to; made if it is not there.
        formats: Names of formats, e.g. those of the plan's report definition.
        writers: Format to writer.
    """
    return tuple(_write(report, folder, name, writers.get(name)) for name in formats)


def _write(report: Report, folder: Path, name: str, writer: Writer | None) -> Written | WriteFailure:
    if writer is None:
        return _failure(name, "unknown_format", name, "")
    try:
        files = writer(report)
        folder.mkdir(parents=True, exist_ok=True)
        return Written(format=name, files=_put(folder, files))
    except CannotSetError as error:
        return _failure(name, "cannot_set", error.place, error.what)
    except OSError as error:
        return _failure(name, "cannot_write", str(folder), error.strerror or str(error))
    except Exception as error:  # noqa: BLE001 -- one writer's defect must not take the other formats with it
        return _failure(name, "writer_failed", name, f"{type(error).__name__}: {error}")


def _put(folder: Path, files: Files) -> tuple[Path, ...]:
    """Write a format's files whole: all beside their places first, then into them."""
    with ExitStack() as unfinished:
        ready = []
        for name, content in files.items():
            handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            unfinished.callback(Path(beside).unlink, missing_ok=True)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(beside).chmod(0o644)
            ready.append((Path(beside), folder / name))
        return tuple(beside.replace(file) for beside, file in ready)


def _failure(name: str, code: str, where: str, what: str) -> WriteFailure:
    return WriteFailure(format=name, fault=Fault(code=f"report.{code}", where=where, data={"what": what}))
