"""Logs hold no answers, no names and no tokens, whatever a library's exception quotes."""

import json
import logging
import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Log
from bot.logs import set_up_logs
from bot.sandbox.botapi.server import DEFAULT_TOKEN
from storage.database import Database
from storage.tables.people import contacts, persons
from storage.tables.tasks import revisions
from storage.tables.traffic import inbox
from tests.chat_dialogues import Player
from tests.chat_stage import ChatStage, chat_stage, plan_for, start_of

pytestmark = pytest.mark.usefixtures("root_logger")
PRIVATE = "rodinná situace klienta"
WHOLE_ROUND = Path(__file__).parent / "dialogues" / "chat" / "g_whole_round.txt"
LONGEST_CODE = 5
"""Letters of what people write that is no text: "ano", "/stav"; such words stand in many a line of ours."""


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


async def test_a_whole_round_leaves_no_answer_no_name_and_no_token_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Log.model_validate({"level": "debug", "json": True}))
    dialogue = WHOLE_ROUND.read_text("utf-8")
    async with chat_stage(tmp_path, plan=plan_for(dialogue), start=start_of(dialogue)) as stage:
        await Player(stage).play(dialogue)
        said = await said_by_people(stage)
        known = [str(each) for row in await stage.rows(select(contacts.c.name, contacts.c.address)) for each in row]
    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {key for line in lines for key in line} <= {"at", "level", "from", "message", "error", "way"}
    assert (len(said) > 5, len(known) > 3, len(lines) > 1) == (True, True, True)
    assert [secret for secret in (*said, *known, DEFAULT_TOKEN) if secret in logged] == []


async def said_by_people(stage: ChatStage) -> set[str]:
    """Give every text that came as a message and every one that is stored as an answer, codes left out."""
    raw = [json.loads(row[0]) for row in await stage.rows(select(inbox.c.raw))]
    texts = {str((update.get("message") or {}).get("text", "")) for update in raw}
    values = json.dumps([row[0] for row in await stage.rows(select(revisions.c.value))], ensure_ascii=False)
    texts |= set(re.findall(r'"([^"]* [^"]*)"', values))
    return {text for text in texts if len(text) > LONGEST_CODE}
