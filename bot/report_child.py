"""Making a report in a child process: a crash, a hang or greed there costs the bot nothing."""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

from pydantic import ValidationError

from bot.config import Config
from bot.report_answer import ChecksAnswer, FindingAnswer, ReportAnswer
from bot.report_phrases import report_sentence
from flows.faults import Fault

log = logging.getLogger(__name__)

Answer = TypeVar("Answer", ReportAnswer, ChecksAnswer)
Watch = Callable[[frozenset[str]], Awaitable[None]]
"""Is told the formats that are there by now, each time there is one more."""
LOOK = 0.3
"""Seconds between two looks at what is there."""
PROGRAM = (sys.executable, "-m", "bot.cli")
LONGEST = 120.0
"""Seconds after which a report is given up."""
SCRATCH = ".making-"
"""Beginning of the name of a folder in which a child works."""
ABANDONED = 10 * LONGEST
"""Seconds after which nobody works in such a folder any more."""
_OURS = Path(__file__).resolve().parents[1]
_TABLES = (".csv", "-csv-metadata.json")
_DOCUMENTS = (".pdf", ".docx", ".html")
"""Formats that the summary comes in, the one best read on a phone first."""
_MOST = 1_000_000
"""Bytes of the child's answer that are read; it names a few files."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChildReport:
    """What the child made.

    Attributes:
        files: The report in each format that came out, fit for sending.
        belonging: Files that belong to them, such as the schema of the data.
        failures: A sentence for each format that did not come out.
        supplied: How many of the listed tasks were answered, or do not apply.
        total: How many tasks the report lists.
        findings: What the checks found.
    """

    files: tuple[Path, ...]
    belonging: tuple[Path, ...]
    failures: tuple[str, ...]
    supplied: int
    total: int
    findings: tuple[FindingAnswer, ...] = ()

    def sent(self) -> tuple[Path, ...]:
        """Give what chat delivers: each format, all its tables, and of the summary for the council one document."""
        tables = (path for path in self.belonging if path.name.endswith(_TABLES))
        summaries = (path for ending in _DOCUMENTS for path in self.belonging if path.suffix == ending)
        return (*self.files, *tables, *islice(summaries, 1))


async def report_in_child(  # noqa: PLR0913 -- each is one thing that can be asked for
    config: Config,
    plan_key: str,
    *,
    made_at: datetime,
    draft: bool,
    report_key: str = "",
    formats: Collection[str] = (),
    language: str = "",
    watch: Watch | None = None,
    timeout: float = LONGEST,
    program: Sequence[str] = PROGRAM,
) -> ChildReport | str:
    """Make a report in a child process. The child is killed when it takes too long and when the caller is cancelled.

    Args:
        config: Where the database is, and the folder for reports; the files go to the plan's own folder in it.
        plan_key: Key of the plan.
        made_at: Now, aware UTC.
        draft: Whether it is a working version.
        report_key: Key of the report; "" = see `choose_report`.
        formats: Formats to make; none = the report's own.
        watch: Is told how it goes.
        language: Language of the sentences; "" = the first configured one. The report is in the plan's.
        timeout: Seconds to wait.
        program: How the command line is started.

    Returns:
        The files, or a sentence that says why there are none.
    """
    spoken = language or config.bot.languages[0]
    words = ["--plan", plan_key, "--at", made_at.isoformat()]
    words += ["--draft"] if draft else []
    words += ["--report", report_key] if report_key else []
    words += ["--format", *formats] if formats else []
    return await _made(config, Path(config.reports.folder) / plan_key, words, spoken, timeout, program, watch)


async def edition_in_child(
    config: Config,
    plan_key: str,
    edition: str,
    *,
    approval: int = 0,
    language: str = "",
    timeout: float = LONGEST,
    program: Sequence[str] = PROGRAM,
) -> ChildReport | str:
    """Write a stored edition in a child process, into a folder of its own; otherwise as `report_in_child`.

    With the number of an approval the title page says who approved it and when.
    """
    home = Path(config.reports.folder) / plan_key / f"edition-{edition}"
    words = ["--plan", plan_key, "--edition", edition, "--approval", str(approval)]
    return await _made(config, home, words, language or config.bot.languages[0], timeout, program)


async def checks_in_child(
    config: Config,
    plan_key: str,
    *,
    made_at: datetime,
    report_key: str = "",
    language: str = "",
    timeout: float = LONGEST,
    program: Sequence[str] = PROGRAM,
) -> ChecksAnswer | str:
    """Check what is submitted now in a child process; arguments as of `report_in_child`.

    Returns:
        What was found, in the language, or a sentence that says why nothing could be checked.
    """
    spoken = language or config.bot.languages[0]
    command = [*program, "report", "checks", "--json", "--plan", plan_key, "--at", made_at.isoformat()]
    command += ["--report", report_key] if report_key else []
    command += ["--config", os.devnull, "--language", spoken]
    answer = await _answer(command, _environment(config), timeout, ChecksAnswer)
    if isinstance(answer, ChecksAnswer) and not answer.failures:
        return answer
    faults = (answer,) if isinstance(answer, Fault) else tuple(failure.fault() for failure in answer.failures)
    return " ".join(report_sentence(fault, spoken) for fault in faults)


async def protocol_in_child(
    config: Config,
    plan_key: str,
    round_id: str,
    *,
    folder: Path,
    at: datetime,
    language: str = "",
    timeout: float = LONGEST,
    program: Sequence[str] = PROGRAM,
) -> ChildReport | str:
    """Make the protocol of a round as of a moment in a child process; otherwise as `report_in_child`.

    The files go to `folder`, which is made when it is missing; then nobody else can look into it. Where nothing came
    of it no empty folder is left.
    """
    spoken = language or config.bot.languages[0]
    _make_private(folder)
    words = ["--plan", plan_key, "--round", round_id, "--at", at.isoformat(), "--language", spoken]
    try:
        return await _made(config, folder, words, spoken, timeout, program, command="protocol")
    finally:
        _remove_empty(folder)


async def _made(
    config: Config,
    home: Path,
    words: Sequence[str],
    spoken: str,
    timeout: float,
    program: Sequence[str],
    watch: Watch | None = None,
    command: str = "report",
) -> ChildReport | str:
    try:
        _make_folder(home)
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=home) as scratch:
            # what a killed child leaves behind goes with the scratch folder
            call = [*program, command, "--json", *words, "--folder", scratch, "--config", os.devnull]
            async with _watched(Path(scratch), watch):
                answer = await _answer(call, _environment(config), timeout, ReportAnswer)
            if isinstance(answer, ReportAnswer) and answer.files:
                return _taken_over(answer, home, spoken)
    except OSError as error:
        answer = Fault(code="report.cannot_write", where=str(home), data={"what": error.strerror or str(error)})
    faults = (answer,) if isinstance(answer, Fault) else tuple(failure.fault() for failure in answer.failures)
    return " ".join(report_sentence(fault, spoken) for fault in faults)


@contextlib.asynccontextmanager
async def _watched(folder: Path, watch: Watch | None) -> AsyncIterator[None]:
    """Tell how many formats are there while the child works."""
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(_look(folder, watch)) if watch is not None else None
        yield
        if watching is not None:
            watching.cancel()


async def _look(folder: Path, watch: Watch) -> None:
    told: frozenset[str] = frozenset()
    while True:
        await asyncio.sleep(LOOK)
        made = _formats_in(folder)
        if made != told:
            await watch(made)
            told = made


def _formats_in(folder: Path) -> frozenset[str]:
    return frozenset(path.suffix.removeprefix(".") for path in folder.iterdir() if not path.name.startswith("."))


def _make_folder(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)


def _make_private(home: Path) -> None:
    """Make a folder that only its owner can look into; where that fails `_make_folder` fails with the same words."""
    with contextlib.suppress(OSError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # the files are in it, or it could not be made
        folder.rmdir()


def clear_away(folder: Path) -> None:
    """Remove what children left behind whose bot died before it could; what is young may be in use by a command."""
    if not folder.is_dir():
        return
    with tempfile.TemporaryFile(dir=folder) as probe:
        now = os.fstat(probe.fileno()).st_mtime  # as the disk itself dates
    for scratch in folder.glob(f"**/{SCRATCH}*"):
        if scratch.is_dir() and now - scratch.stat().st_mtime > ABANDONED:
            shutil.rmtree(scratch, ignore_errors=True)


def _environment(config: Config) -> Mapping[str, str]:
    """Give the child what it needs: the database, and where our code is; no token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLNENI_")}
    paths = [str(_OURS), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PLNENI_DATABASE_URL": config.database.url}


async def _answer(
    command: Sequence[str], environment: Mapping[str, str], timeout: float, kind: type[Answer]
) -> Answer | Fault:
    """Run the child; give what it printed. Files, not pipes: nothing that it does can fill our memory or hold us."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        try:
            async with asyncio.timeout(timeout):
                code = await _run(command, environment, said, complained)
        except TimeoutError:
            return Fault(code="report.timed_out", where="report", data={"seconds": f"{timeout:g}"})
        except OSError as error:
            return _broken(type(error).__name__)
        try:
            return kind.model_validate_json(_read(said))
        except ValidationError:
            return _broken(_ending(code, complained))


async def _run(command: Sequence[str], environment: Mapping[str, str], said: IO[bytes], complained: IO[bytes]) -> int:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=said,
        stderr=complained,
        env=environment,
        start_new_session=True,
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its own children too
            await process.wait()


def _ending(code: int, complained: IO[bytes]) -> str:
    """Say how the child ended; of its complaint only the kind of error, the rest may quote answers."""
    last = _read(complained).decode(errors="replace").strip().rpartition("\n")[2]
    kind = last.partition(":")[0]
    if kind.isidentifier():
        return kind
    return signal.Signals(-code).name if code < 0 else str(code)


def _broken(what: str) -> Fault:
    log.error("the report's child process ended with %s", what)
    return Fault(code="report.child_failed", where="report", data={"what": what})


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(_MOST)


def _taken_over(answer: ReportAnswer, home: Path, language: str) -> ChildReport:
    """Move the finished files to their folder."""
    return ChildReport(
        files=tuple(_moved(made.path, home) for made in answer.files),
        belonging=tuple(_moved(file, home) for made in answer.files for file in made.more),
        failures=tuple(report_sentence(failure.fault(), language) for failure in answer.failures),
        supplied=answer.supplied,
        total=answer.total,
        findings=tuple(answer.findings),
    )


def _moved(name: str, home: Path) -> Path:
    file = Path(name)
    return file.replace(home / file.name)
