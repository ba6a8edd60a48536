import asyncio
import resource
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reports.model import Report
from reports.write import WRITERS, CannotSetError, WriteFailure, Written, write_report
from tests.report_sample import report


def _broken(_report: Report) -> Mapping[str, bytes]:
    raise CannotSetError("a-2-2-7", "U+F0B7")


def _wrong(_report: Report) -> Mapping[str, bytes]:
    raise ZeroDivisionError


def test_each_format_is_written_whole(tmp_path: Path) -> None:
    html, data = write_report(report(), tmp_path / "new", ["html", "json"])

    assert isinstance(html, Written)
    assert isinstance(data, Written)
    assert html.files[0].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {file.name for file in (tmp_path / "new").iterdir()} == {file.name for file in (*html.files, *data.files)}


def test_a_failing_format_names_what_it_could_not_set_and_the_others_come_out(tmp_path: Path) -> None:
    writers = {**WRITERS, "pdf": _broken, "docx": _wrong}
    failed, wrong, html = write_report(report(), tmp_path, ["pdf", "docx", "html"], writers)

    assert isinstance(failed, WriteFailure)
    assert (failed.fault.code, failed.fault.where, failed.fault.data) == (
        "report.cannot_set",
        "a-2-2-7",
        {"what": "U+F0B7"},
    )
    assert isinstance(wrong, WriteFailure)
    assert wrong.fault.code == "report.writer_failed"
    assert isinstance(html, Written)


def test_an_unknown_format_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (failed,) = write_report(report(), tmp_path, ["odt"])

    assert isinstance(failed, WriteFailure)
    assert failed.fault.code == "report.unknown_format"


def test_a_folder_that_cannot_be_made_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (failed,) = write_report(report(), tmp_path / "file", ["html"])

    assert isinstance(failed, WriteFailure)
    assert failed.fault.code == "report.cannot_write"


def test_a_full_disk_leaves_the_old_file_and_no_half_of_the_new(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(b"old")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        (failed,) = write_report(report(), tmp_path, ["html"], {"html": lambda _: {"report.html": b"x" * 5000}})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)

    assert isinstance(failed, WriteFailure)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.html", b"old")]


class _Stopped(dict[str, bytes]):
    """Files whose writing is stopped after the first."""

    def __init__(self, stop: type[BaseException]) -> None:
        super().__init__({"report.html": b"new"})
        self._stop = stop

    def items(self) -> Any:  # noqa: ANN401 -- the view's own type has no room for a generator
        yield from super().items()
        raise self._stop


@pytest.mark.parametrize("stop", [KeyboardInterrupt, asyncio.CancelledError])
def test_being_stopped_leaves_the_old_file_and_nothing_of_the_new(tmp_path: Path, stop: type[BaseException]) -> None:
    (tmp_path / "report.html").write_bytes(b"old")

    with pytest.raises(stop):
        write_report(report(), tmp_path, ["html"], {"html": lambda _: _Stopped(stop)})
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("report.html", b"old")]
