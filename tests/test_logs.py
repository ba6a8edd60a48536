"""Logs hold no answers, no names and no tokens, whatever a library's exception quotes."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Log
from bot.logs import set_up_logs
from bot.sandbox.botapi.server import DEFAULT_TOKEN
from storage.database import Database
from storage.tables.people import persons
from tests.chat_stage import chat_stage

PRIVATE = "rodinná situace klienta"


@pytest.fixture(autouse=True)
def root() -> Iterator[None]:
    """Put the root logger back as it was."""
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield
    logger.handlers[:] = handlers
    logger.setLevel(level)


def fail_twice() -> None:
    try:
        int(PRIVATE)
    except ValueError as error:
        raise LookupError(f"tady: {PRIVATE}") from error


@pytest.mark.parametrize("as_json", [True, False])
def test_an_exceptions_own_words_are_not_logged(as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001 - a parameter of the test
    set_up_logs(Log.model_validate({"level": "info", "json": as_json}))
    try:
        fail_twice()
    except LookupError:
        logging.getLogger("bot").exception("something failed")
    said = capsys.readouterr().err
    assert PRIVATE not in said
    assert "LookupError" in said
    assert "ValueError" in said
    assert "test_logs.py" in said
    if as_json:
        assert json.loads(said)["message"] == "something failed"


async def test_a_failing_statement_is_logged_without_its_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Log())
    async with await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'x.sqlite3'}") as database:
        with pytest.raises(SQLAlchemyError) as caught:
            async with database.write() as tx:
                await tx.execute(persons.insert().values(id=None, name=PRIVATE, language="", zone=""))
    assert PRIVATE not in str(caught.value)
    logging.getLogger("bot").error("failed: %s", caught.value)
    assert PRIVATE not in capsys.readouterr().err


async def test_a_played_conversation_leaves_no_words_of_people_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Log.model_validate({"level": "debug", "json": True}))
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra Kalinová", "kotva")
        await stage.taps(petra, "Začít")
        await stage.taps(petra, "Splněno")
        await stage.says(petra, PRIVATE)
    said = capsys.readouterr().err
    assert PRIVATE not in said
    assert "Kalinová" not in said
    assert DEFAULT_TOKEN not in said
    assert said.count("\n") > 0
