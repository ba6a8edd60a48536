"""A person's own data: handed out whole, erased so that nothing of them is left but the organisation's answers."""

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.sandbox.people import Person
from storage.tables.people import contacts, persons
from storage.tables.tasks import answers, revisions
from tests.chat_stage import ChatStage, chat_stage
from tests.everywhere import places_with

NAME = "Petronela Kubešová-Vaňková"
WORDS = "Klub měl otevřeno 212 dní."


async def answered(stage: ChatStage) -> Person:
    """Petronela answers one activity as far as its description."""
    petra = await stage.join(NAME, "kotva")
    for label in ("Začít", "Splněno", "V rámci běžné činnosti"):
        await stage.taps(petra, label)
    await stage.says(petra, WORDS)
    await stage.taps(petra, "Hotovo")
    return petra


async def test_the_file_holds_name_account_and_every_answer(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await answered(stage)
        await stage.says(petra, "/moje_data")
        await stage.taps(petra, "Stáhnout")
        attachment = petra.chat[-1].attachment
        assert attachment is not None
        assert attachment.name == "moje-data.json"
        file = await stage.app.bot.get_file(str(attachment.file_id))
        found = json.loads(bytes(await file.download_as_bytearray()))
        assert found["persons"][0]["name"] == NAME
        assert found["contacts"][0]["address"] == str(petra.id)
        assert WORDS in json.dumps(found["revisions"], ensure_ascii=False)


async def test_after_erasing_no_table_holds_name_or_account_and_the_answers_stay(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await answered(stage)
        before = await stage.rows(select(answers.c.value).order_by(answers.c.question))
        authors = await stage.rows(select(revisions.c.person, func.count()).group_by(revisions.c.person))
        await stage.says(petra, "/my_data")
        await stage.taps(petra, "Vymazat")
        await stage.taps(petra, "Vymazat navždy")
        await stage.pass_time(timedelta(minutes=1))
        assert await places_with(stage, "Petronela") == []
        assert await places_with(stage, str(petra.id)) == []
        assert await stage.rows(select(answers.c.value).order_by(answers.c.question)) == before
        assert await stage.rows(select(revisions.c.person, func.count()).group_by(revisions.c.person)) == authors
        assert [row[0] for row in await stage.rows(select(contacts.c.state))] == ["gone"]
        assert all(row[0] is not None for row in await stage.rows(select(persons.c.erased_at)))
        assert petra.chat[-1].text.startswith("Vymazání je hotové")


async def test_whoever_comes_back_after_erasing_is_somebody_new(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await answered(stage)
        await stage.says(petra, "/moje_data")
        await stage.taps(petra, "Vymazat")
        await stage.taps(petra, "Vymazat navždy")
        await stage.pass_time(timedelta(minutes=1))
        heard = await stage.says(petra, "dobrý den")
        assert heard[-1].text.startswith("Tato služba slouží partnerům")
        await stage.join_too(petra, "kotva")
        assert len(await stage.rows(select(persons.c.id))) == 2
