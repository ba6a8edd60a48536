"""A person's own data: handed out whole, erased so that nothing of them is left but the organisation's answers."""

import base64
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import func, select, text

from bot.attachments import attachments_folder
from bot.conversation.buttons import Verb, button_data
from bot.delivery.row import Lane, OutRow
from bot.my_data_document import load_my_data
from bot.my_data_wish import my_data_expander
from bot.sandbox.people import Person
from flows.answers import JsonValue
from storage.own_data import load_own_data, tables_about_people
from storage.tables.people import contacts, persons
from storage.tables.tasks import answers, revisions
from storage.tables.traffic import inbox, message_links, outbox
from tests.chat_stage import ChatStage, chat_stage
from tests.everywhere import files_with, places_with
from tests.raw_updates import raw_update

NAME = "Petronela Kubešová-Vaňková"
PICTURE = b"\xff\xd8 a photo"
WORDS = "Klub měl otevřeno 212 dní."


async def answered(stage: ChatStage) -> Person:
    """Petronela answers one activity as far as its description."""
    petra = await stage.join(NAME, "kotva")
    for label in ("Začít", "Splněno", "V rámci běžné činnosti"):
        await stage.taps(petra, label)
    await stage.says(petra, WORDS)
    await stage.taps(petra, "Hotovo")
    return petra


async def test_the_file_holds_name_account_and_every_answer(tmp_path: Path, database_url: str) -> None:
    async with chat_stage(tmp_path, database=database_url) as stage:
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


async def test_after_erasing_no_table_holds_name_or_account_and_the_answers_stay(
    tmp_path: Path, database_url: str
) -> None:
    async with chat_stage(tmp_path, database=database_url) as stage:
        petra = await answered(stage)
        before = await stage.rows(select(answers.c.value).order_by(answers.c.question))
        authors = await stage.rows(select(revisions.c.person, func.count()).group_by(revisions.c.person))
        await erases(stage, petra)
        assert await places_with(stage, "Petronela") == []
        assert await places_with(stage, str(petra.id)) == []
        assert await stage.rows(select(answers.c.value).order_by(answers.c.question)) == before
        assert await stage.rows(select(revisions.c.person, func.count()).group_by(revisions.c.person)) == authors
        assert [row[0] for row in await stage.rows(select(contacts.c.state))] == ["gone"]
        assert all(row[0] is not None for row in await stage.rows(select(persons.c.erased_at)))
        assert petra.chat[-1].text.startswith("Vymazání je hotové")


async def erases(stage: ChatStage, person: Person) -> None:
    """Let somebody have themselves erased."""
    await stage.says(person, "/moje_data")
    await stage.taps(person, "Vymazat")
    await stage.taps(person, "Vymazat navždy")
    await stage.pass_time(timedelta(minutes=1))


async def busy(stage: ChatStage) -> tuple[Person, Person]:
    """Petronela does all that leaves a trace: in her chat, in the coordinator's and in a group."""
    eva = await stage.join("Eva S.", "")
    petra = await stage.join(NAME, "kotva")
    for act in ("Začít", "nevím", "Zeptat se města", f"Ptá se {NAME}: patří sem tábor?"):
        await (stage.says if act[0].islower() or NAME in act else stage.taps)(petra, act)
    await stage.taps(eva, "Odpovědět")
    await stage.says(eva, "Ano, patří.")
    for label in ("Pokračovat", "Splněno", "V rámci běžné činnosti"):
        await stage.taps(petra, label)
    await petra.sends_photo(PICTURE, caption="")
    await stage.quiet()
    await stage.pass_time(timedelta(seconds=20))
    await stage.says(petra, WORDS)
    group = await stage.crowd.group("Prevence", [eva, petra])
    await petra.says("/stav", group=group)
    await stage.says(eva, "/stav")
    return eva, petra


async def test_the_file_holds_every_row_of_every_table_and_the_files_that_were_sent(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        _, petra = await busy(stage)
        await stage.says(petra, "/moje_data")
        await stage.taps(petra, "Stáhnout")
        sent = petra.chat[-1].attachment
        assert sent is not None
        assert sent.name == "moje-data.zip"
        file = await stage.app.bot.get_file(str(sent.file_id))
        with zipfile.ZipFile(io.BytesIO(bytes(await file.download_as_bytearray()))) as archive:
            found = json.loads(archive.read("moje-data.json"))
            assert archive.read("001-foto.jpg") == PICTURE
        assert set(found) == {table.name for table in tables_about_people()} | {"attachments"}
        used = {name for name, rows in found.items() if rows}
        assert used >= {"memberships", "invites", "revisions", "task_events", "questions", "inbox", "outbox"}
        assert used >= {"dialogs", "message_links", "attachments", "answers"}
        assert "token_hash" not in json.dumps(found["invites"])
        told = json.dumps(found["questions"], ensure_ascii=False)
        assert "patří sem tábor?" in told


async def test_of_others_rows_only_what_the_person_did_there_is_handed_out(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await busy(stage)
        eva = (await stage.rows(select(persons.c.id).where(persons.c.name == "Eva S.")))[0][0]
        async with stage.app.database.read() as tx:
            found = await load_own_data(tx, str(eva))
        (question,) = cast("list[dict[str, object]]", found["questions"])
        assert question["answered_by"] == eva
        assert "words" not in question


async def test_after_erasing_no_file_on_the_disk_holds_name_or_account(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        _, petra = await busy(stage)
        assert "plneni.sqlite3" in "".join(files_with(tmp_path, NAME))
        before = await stage.rows(select(answers.c.value).order_by(answers.c.task, answers.c.question))
        await erases(stage, petra)
        await stage.pass_time(timedelta(minutes=1))  # the file is wiped when nobody reads
        assert files_with(tmp_path, "Petronela") == []
        assert files_with(tmp_path, str(petra.id)) == []
        assert await stage.rows(select(answers.c.value).order_by(answers.c.task, answers.c.question)) == before
    assert files_with(tmp_path, "Petronela") == []


async def test_on_postgresql_too_nothing_is_left_but_the_answers(tmp_path: Path, postgresql_url: str) -> None:
    async with chat_stage(tmp_path, database=postgresql_url) as stage:
        _, petra = await busy(stage)
        before = len(await stage.rows(select(answers.c.value)))
        await erases(stage, petra)
        assert await places_with(stage, "Petronela") == []
        assert await places_with(stage, str(petra.id)) == []
        assert len(await stage.rows(select(answers.c.value))) == before > 0


async def test_sqlite_overwrites_what_is_erased(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage, stage.app.database.write() as tx:
        assert (await tx.execute(text("PRAGMA secure_delete"))).scalar_one() == 1


async def test_a_reminder_that_waits_for_weeks_does_not_put_the_erasing_off(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await answered(stage)
        now = stage.clock.now()
        async with stage.app.database.write() as tx:
            row = (await tx.execute(outbox.select().limit(1))).mappings().one()
            late = {**row, "id": "late", "lane": "bulk", "state": "waiting", "not_before_at": now + timedelta(days=30)}
            del late["position"]
            await tx.execute(outbox.insert().values(late))
        await erases(stage, petra)
        assert await places_with(stage, "Petronela") == []
        assert await stage.rows(select(outbox.c.state).where(outbox.c.id == "late")) == [("dropped",)]


async def test_whoever_comes_back_after_erasing_is_somebody_new(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await answered(stage)
        await erases(stage, petra)
        heard = await stage.says(petra, "dobrý den")
        assert heard[-1].text.startswith("Tato služba slouží partnerům")
        await stage.join_too(petra, "kotva")
        assert len(await stage.rows(select(persons.c.id))) == 2


async def with_a_reply_that_waits(stage: ChatStage, petra: Person) -> None:
    """Petronela has herself erased while one more reply to her has not left."""
    later = stage.clock.now() + timedelta(hours=2)
    async with stage.app.database.write() as tx:
        row = (await tx.execute(outbox.select().limit(1))).mappings().one()
        waiting = {**row, "id": "on its way", "lane": "reply", "state": "waiting", "not_before_at": later}
        del waiting["position"]
        await tx.execute(outbox.insert().values(waiting))
    await erases(stage, petra)


async def test_whoever_joins_again_before_the_last_reply_has_left_is_somebody_new_and_stays(
    tmp_path: Path, database_url: str
) -> None:
    async with chat_stage(tmp_path, database=database_url) as stage:
        petra = await answered(stage)
        ((old,),) = await stage.rows(select(persons.c.id))
        await with_a_reply_that_waits(stage, petra)
        assert "contacts.name" in await places_with(stage, "Petronela")
        await stage.join_too(petra, "kotva")
        assert await stage.rows(select(message_links.c.contact).where(message_links.c.direction == "in")) == []
        assert await stage.rows(select(inbox.c.id).where(inbox.c.raw.contains(WORDS))) == []
        await stage.pass_time(timedelta(days=2))
        ((bound, name, state),) = await stage.rows(select(contacts.c.person, contacts.c.name, contacts.c.state))
        assert (bound != old, name, state) == (True, NAME, "active")
        assert {row[0] for row in await stage.rows(select(revisions.c.person))} == {old}
        assert await stage.rows(select(persons.c.name).where(persons.c.id == old)) == [("",)]


async def test_whoever_erases_themselves_and_joins_in_one_batch_is_somebody_new(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join(NAME, "kotva")
        token = await stage.invite("kotva")
        said = [button_data(Verb.MY_DATA, "E"), f"/start {token}", "A:1"]
        acts: list[dict[str, JsonValue]] = [{"text" if one[0] == "/" else "data": one} for one in said]
        await stage.app.intake.process([raw_update(petra, act) for act in acts])
        known = await stage.rows(select(persons.c.name, persons.c.erased_at.is_not(None)).order_by(persons.c.name))
        assert known == [("", True), (NAME, False)]
        ((bound,),) = await stage.rows(select(contacts.c.person))
        assert await stage.rows(select(persons.c.name).where(persons.c.id == bound)) == [(NAME,)]


async def test_what_was_said_in_a_group_is_handed_out_to_who_said_it_without_the_words_of_others(
    tmp_path: Path, database_url: str
) -> None:
    async with chat_stage(tmp_path, database=database_url) as stage:
        eva = await stage.join("Eva S.", "")
        petra = await stage.join(NAME, "kotva")
        group = await stage.crowd.group("Prevence", [eva, petra])
        of_eva = raw_update(eva, {"text": "/stav"}, group)["message"]
        replied: dict[str, JsonValue] = {"text": "/pomoc prosím", "reply_to_message": of_eva}
        acts = [raw_update(eva, {"text": "/stav"}, group), raw_update(petra, replied, group)]
        await stage.app.intake.process(acts)
        ((person,),) = await stage.rows(select(persons.c.id).where(persons.c.name == NAME))
        async with stage.app.database.read() as tx:
            found = cast("list[dict[str, str]]", (await load_own_data(tx, str(person)))["inbox"])
        in_group = [row["raw"] for row in found if row["chat"] == str(group.id)]
        assert len(in_group) == 1
        assert "/pomoc prosím" in in_group[0]
        assert "Eva" not in in_group[0]


async def test_a_file_that_does_not_fit_is_named_in_the_document_and_under_it(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        _, petra = await busy(stage)
        ((person,),) = await stage.rows(select(persons.c.id).where(persons.c.name == NAME))
        folder = attachments_folder(stage.app.config.reports.folder)
        async with stage.app.database.read() as tx:
            whole = await load_my_data(tx, str(person), "moje-data.json", folder)
        assert ([one.name for one in whole.packed], whole.left_out) == (["foto.jpg"], ())
        expand = my_data_expander(stage.app.database, folder, room=len(PICTURE) - 1)
        wish = OutRow(
            id="wish",
            contact="c",
            chat=str(petra.id),
            lane=Lane.REPLY,
            kind="my_data",
            payload={"person": person, "language": "cs"},
            not_before=stage.clock.now(),
        )
        (made,) = await expand(wish)
        assert made.payload["name"] == "moje-data.json"
        assert json.loads(base64.b64decode(str(made.payload["base64"])))["left_out"] == ["foto.jpg"]
        assert "(1): foto.jpg" in str(made.payload["caption"])
