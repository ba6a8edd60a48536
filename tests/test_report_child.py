"""Making a report in a child process, and what becomes of one that fails, hangs or is no longer wanted."""

import asyncio
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.config import Config, DatabaseSettings, Reports
from bot.report_child import ChildReport, clear_away, report_in_child
from storage.database import Database
from tests.report_world import SAID, UNSENT, evaluated_plan, opened_world, report_world
from tests.storage_world import NOW

MADE_AT = NOW + timedelta(days=20)
HANGS = """
import os, subprocess, sys
ready = open({fifo!r}, "w", buffering=1)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], pass_fds=[ready.fileno()])
ready.write("ready\\n")
import time; time.sleep(600)
"""
LONG_ENOUGH = 2.0


def config(url: str, folder: Path) -> Config:
    return Config(database=DatabaseSettings(url=url), reports=Reports(folder=str(folder)))


def program(source: str) -> tuple[str, ...]:
    """A child that does something else than to make a report."""
    return (sys.executable, "-c", source)


async def child(folder: Path, source: str, *, timeout: float = 60) -> ChildReport | str:
    wanted = config("sqlite+aiosqlite:///nowhere.db", folder)
    return await report_in_child(
        wanted, "kamenov", made_at=MADE_AT, draft=True, timeout=timeout, program=program(source)
    )


@contextmanager
def hanging(folder: Path) -> Iterator[tuple[str, int]]:
    """Give the source of a program that hangs with a child of its own, and the pipe that both hold open."""
    fifo = folder / "ready"
    os.mkfifo(fifo)
    pipe = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    yield HANGS.format(fifo=str(fifo)), pipe
    os.close(pipe)


def heard(pipe: int) -> bytes:
    """Read from the pipe; b"" = nobody holds it any more."""
    assert select.select([pipe], [], [], 20)[0], "the program still holds the pipe"
    return os.read(pipe, 100)


async def test_the_child_reads_beside_the_open_database_and_leaves_the_files(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await report_world(database)
    made = await report_in_child(config(database_url, tmp_path / "out"), "kamenov", made_at=MADE_AT, draft=True)

    assert isinstance(made, ChildReport), made
    folder = tmp_path / "out" / "kamenov"
    assert made.files == (folder / "zprava-draft-1.html", folder / "zprava-draft-1.json")
    assert made.belonging == (folder / "zprava-draft-1-shrnuti.html", folder / "report-data.schema.json")
    assert {*made.files, *made.belonging} == set(folder.iterdir())
    assert made.sent() == (*made.files, folder / "zprava-draft-1-shrnuti.html")
    assert (made.failures, made.supplied, made.total) == ((), 1, 3)
    page = made.files[0].read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert SAID in page
    assert UNSENT not in page


async def test_the_report_is_dated_with_the_moment_that_the_bot_gives(sqlite_url: str, tmp_path: Path) -> None:
    async with await Database.open(sqlite_url) as database:
        await opened_world(database, evaluated_plan())
        moment = datetime(2031, 5, 6, 1, 30, tzinfo=timezone(timedelta(hours=2)))
        made = await report_in_child(config(sqlite_url, tmp_path), "kamenov", made_at=moment, draft=False)

    assert isinstance(made, ChildReport), made
    assert made.files[0].name == "zprava-preview.html"
    assert moment.astimezone(UTC).isoformat() in made.files[1].read_text("utf-8")


async def test_a_missing_plan_is_said_in_the_persons_language(sqlite_url: str, tmp_path: Path) -> None:
    async with await Database.open(sqlite_url) as database:
        await opened_world(database, evaluated_plan())
        wanted = config(sqlite_url, tmp_path / "out")
        czech = await report_in_child(wanted, "lipov", made_at=MADE_AT, draft=True)
        english = await report_in_child(wanted, "lipov", made_at=MADE_AT, draft=True, language="en")

    assert isinstance(czech, str)
    assert czech.startswith("lipov: takový plán v databázi není; jsou tu: kamenov.")
    assert isinstance(english, str)
    assert english.startswith("lipov: the database holds no such plan; it has: kamenov.")


async def test_a_missing_database_is_said(tmp_path: Path) -> None:
    wanted = config(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", tmp_path)
    told = await report_in_child(wanted, "kamenov", made_at=MADE_AT, draft=True)

    assert told == (
        "database: databázi nelze použít. Zkuste to za chvíli znovu; když se to opakuje, nahlaste to správci."
    )


async def test_a_child_that_hangs_is_killed_with_its_own_children(tmp_path: Path) -> None:
    with hanging(tmp_path) as (source, pipe):
        told = await child(tmp_path / "out", source, timeout=LONG_ENOUGH)

        assert told == (
            "report: příprava zprávy trvala déle než 2 s. Zkuste to znovu; když se to opakuje, nahlaste to správci."
        )
        assert heard(pipe) == b"ready\n"
        assert heard(pipe) == b""
    assert list((tmp_path / "out" / "kamenov").iterdir()) == []


async def test_a_cancelled_wish_kills_the_child_and_leaves_nothing(tmp_path: Path) -> None:
    with hanging(tmp_path) as (source, pipe):
        wish = asyncio.create_task(child(tmp_path / "out", source))
        assert await asyncio.to_thread(heard, pipe) == b"ready\n"
        wish.cancel()

        with pytest.raises(asyncio.CancelledError):
            await wish
        assert heard(pipe) == b""
    assert list((tmp_path / "out" / "kamenov").iterdir()) == []


async def test_a_crash_is_said_without_what_the_error_quotes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    told = await child(tmp_path, "raise ValueError('tajná odpověď')")

    assert told == (
        "report: příprava zprávy skončila chybou programu (ValueError). "
        "Zkuste to znovu; když se to opakuje, nahlaste to správci."
    )
    assert "ValueError" in caplog.text
    assert "tajná" not in caplog.text


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("import sys; sys.exit(3)", "3"),
        ("print('[]')", "0"),
        ("print('{}')", "0"),
        ("""print('{"files": [], "failures": [], "supplied": 0, "total": 0}')""", "0"),
        ("print('x' * 3_000_000)", "0"),
    ],
)
async def test_a_child_that_ends_without_an_answer_is_a_sentence(tmp_path: Path, source: str, what: str) -> None:
    told = await child(tmp_path, source)

    assert isinstance(told, str)
    assert told.startswith(f"report: příprava zprávy skončila chybou programu ({what}).")


async def test_a_program_that_cannot_be_started_is_a_sentence(tmp_path: Path) -> None:
    wanted = config("sqlite+aiosqlite:///nowhere.db", tmp_path)
    told = await report_in_child(wanted, "kamenov", made_at=MADE_AT, draft=True, program=[str(tmp_path / "none")])

    assert isinstance(told, str)
    assert told.startswith("report: příprava zprávy skončila chybou programu (FileNotFoundError).")


async def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = await child(tmp_path / "file", "")

    assert isinstance(told, str)
    assert told.startswith(f"{tmp_path / 'file' / 'kamenov'}: do složky nelze zapsat")


async def test_the_child_gets_the_database_but_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", "1:secret")
    noted = tmp_path / "noted"
    await child(
        tmp_path,
        f"import os; open({str(noted)!r}, 'w').write(repr({{k: v for k, v in os.environ.items() if 'PLNENI' in k}}))",
    )

    assert noted.read_text() == "{'PLNENI_DATABASE_URL': 'sqlite+aiosqlite:///nowhere.db'}"


def test_what_a_dead_bots_child_left_is_cleared_away_and_nothing_younger(tmp_path: Path) -> None:
    old, young, kept = tmp_path / "kamenov/.making-old", tmp_path / "kamenov/.making-young", tmp_path / "kamenov/a.html"
    for folder in (old, young):
        folder.mkdir(parents=True)
        (folder / "half.html").write_text("<p>", encoding="utf-8")
    kept.write_text("<p>", encoding="utf-8")
    os.utime(old, (0, 0))
    clear_away(tmp_path)
    clear_away(tmp_path / "nowhere")
    assert sorted(path.name for path in (tmp_path / "kamenov").iterdir()) == [".making-young", "a.html"]
