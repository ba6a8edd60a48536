"""Letters cut in two, as a broken client may send them: nothing below the door meets one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.heard import Heard, Said, Sent
from bot.intake.telegram_updates import heard_in
from bot.intake.update_shape import UpdateShape
from flows.answers import JsonValue
from flows.snapshot_json import snapshot_sha256
from tests.chat_stage import ChatStage, chat_stage
from tests.report_sample import snapshot, task

HALF = "\ud83d"


def read(**said: JsonValue) -> Heard | None:
    chat: JsonValue = {"id": 7, "type": "private"}
    sent: JsonValue = {"update_id": 1, "message": {"message_id": 5, "date": 0, "chat": chat, **said}}
    return heard_in(UpdateShape.model_validate(sent), "plneni_bot")


def test_a_bold_text_with_half_a_letter_is_read_and_its_marks_stand_where_they_belong() -> None:
    heard = read(text=f"klub{HALF}dva", entities=[{"type": "bold", "offset": 5, "length": 3}])

    assert isinstance(heard, Said)
    assert heard.text == "klub\ufffddva"
    assert heard.marked == "klub\ufffd**dva**"


def test_a_files_name_with_half_a_letter_can_be_written_down() -> None:
    heard = read(document={"file_id": "f", "file_unique_id": "u", "file_name": f"plán{HALF}.pdf"})

    assert isinstance(heard, Sent)
    assert heard.name.encode().decode() == "plán\ufffd.pdf"


def test_nul_which_postgresql_refuses_is_read_as_a_lost_letter() -> None:
    heard = read(text="klub\x00dva", entities=[{"type": "bold", "offset": 5, "length": 3}])

    assert isinstance(heard, Said)
    assert heard.marked == "klub\ufffd**dva**"


def test_an_answer_stored_with_half_a_letter_can_still_be_hashed() -> None:
    assert len(snapshot_sha256(snapshot([task("1.1.1", degree="fulfilled", description=[HALF])]))) == 64


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


async def test_a_description_with_half_a_letter_is_kept_and_can_be_hashed(stage: ChatStage) -> None:
    petra = await stage.join("Petra K.", "kotva")
    for label in ("Začít", "Splněno", "Bez nákladů"):
        await stage.taps(petra, label)
    await stage.says(petra, f"Tábor{HALF} pro děti")

    stored = (await stage.answered("1.1", "description"))[0][0]
    assert stored.encode().decode() == "Tábor\ufffd pro děti"
    await stage.check_books()
