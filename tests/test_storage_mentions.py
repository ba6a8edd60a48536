"""What names somebody is emptied, and nothing else: a name is a word of a text, an account a whole number."""

import asyncio
import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import func, select, update

from bot.conversation.buttons import Verb, button_data
from bot.intake.replies import question_under
from bot.words import words_for
from storage.database import Database, Tx
from storage.faults import WriteConflict
from storage.mentions import Mentioned, empty_mentions
from storage.personal import ERASED_AT_ONCE
from storage.retention import KEPT_FOR, STRANGERS_AT_ONCE, forget_strangers
from storage.tables.people import contacts, persons
from storage.tables.traffic import inbox, outbox
from storage.writes import ContactChange, NewContact, Writes
from storage.writing import write_batch
from tests.chat_stage import chat_stage
from tests.storage_world import NOW, new_world

ANSWER = {"label": "Odpovědět", "data": button_data(Verb.QUESTION, "a", "q7")}
NO_WORDS = ("text", "rows", "label", "kotv", "PETRA", "Eva", "data", ANSWER["data"], "supergroup")
ODD_NAMES = ("Anežka D'Angelo", 'Anežka "Ája" N.', "A & <B>", "Anežka Šídlová", "back\\slash", "100 %")
LONG_AGO = NOW - 2 * KEPT_FOR


async def strangers(tx: Tx, names: dict[str, str]) -> None:
    """Let people write who never join: names by account."""
    new = (
        NewContact(id=f"c-{account}", channel="telegram", address=account, name=name, created_at=LONG_AGO)
        for account, name in names.items()
    )
    await write_batch(tx, Writes(changed_at=LONG_AGO, contacts=tuple(new)))


async def told(tx: Tx, ref: str, text: str, *, label: str = ANSWER["label"]) -> None:
    """Let Eva be told something, with a button under it."""
    row = {
        "contact": "c-eva",
        "lane": "reply",
        "kind": "send",
        "payload": {"text": text, "rows": [[{**ANSWER, "label": label}]], "silent": False},
        "links": [],
        "fold_key": "",
        "not_before_at": NOW,
        "state": "sent",
        "tries": 1,
        "message_ref": ref,
        "error": "",
        "created_at": NOW,
    }
    await tx.execute(outbox.insert().values(id=f"o{ref}", **row))


async def said(tx: Tx, number: int, update: dict[str, object]) -> None:
    """Let an update come that is somebody else's, in a group."""
    row = {"channel": "telegram", "external_id": str(number), "chat": "-100", "raw": json.dumps(update)}
    await tx.execute(inbox.insert().values(id=f"i{number}", received_at=NOW, done_at=NOW, outcome="done", **row))


async def texts(tx: Tx) -> dict[str, object]:
    """Give what is left of the texts that Eva was told."""
    rows = await tx.execute(select(outbox.c.message_ref, outbox.c.payload).order_by(outbox.c.position))
    return {row.message_ref: row.payload.get("text") for row in rows}


async def test_a_name_that_is_no_word_of_what_others_said_leaves_it_as_it_is(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await strangers(tx, {str(700000001 + number): name for number, name in enumerate(NO_WORDS)})
        await told(tx, "1", "Petra se ptá, Klub Kotva, Evangelium, 7000000011")
        group = {"id": -100, "type": "supergroup", "title": "Klub Kotva"}
        await said(tx, 1, {"message": {"message_id": 700000001, "chat": group, "text": "Evangelium"}})
        before = (await tx.execute(select(inbox.c.raw))).scalar_one(), await texts(tx)
        assert await forget_strangers(tx, now=NOW) == len(NO_WORDS)
        assert ((await tx.execute(select(inbox.c.raw))).scalar_one(), await texts(tx)) == before


async def test_a_name_is_found_as_a_message_writes_it(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await strangers(tx, {str(700000001 + number): name for number, name in enumerate(ODD_NAMES)})
        for number, name in enumerate(ODD_NAMES):
            await told(tx, f"text {number}", words_for("cs").text("member_to_actor", name=name))
            await told(tx, f"label {number}", "Ptá se někdo.", label=name)
            await said(tx, number, {"message": {"message_id": 1, "text": f"Kdo je {name}?"}})
        await told(tx, "other", "Ptá se někdo jiný.")
        await forget_strangers(tx, now=NOW)
        assert [text for text in (await texts(tx)).values() if text] == ["Ptá se někdo jiný."]
        assert set((await tx.execute(select(inbox.c.raw))).scalars()) == {""}


async def test_an_account_is_found_as_a_number_and_in_a_text(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await strangers(tx, {"700000001": ""})
        await told(tx, "1", "Účet 700000001 chce dál.")
        who = {"id": 700000001, "is_bot": False, "first_name": "Anežka"}
        await said(tx, 1, {"message": {"message_id": 1, "reply_to_message": {"from": who}, "text": "Kdo to je?"}})
        await forget_strangers(tx, now=NOW)
        assert await texts(tx) == {"1": None}
        assert (await tx.execute(select(inbox.c.raw))).scalar_one() == ""


async def test_somebody_called_as_a_button_takes_away_its_words_and_not_what_it_does(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await strangers(tx, {"700000001": "Odpovědět"})
        await told(tx, "1", "Ptá se Petra: patří sem tábor?")
        await forget_strangers(tx, now=NOW)
        (left,) = (await tx.execute(select(outbox.c.payload))).scalars()
        assert question_under(left) == "q7"
        assert "Odpovědět" not in json.dumps(left, ensure_ascii=False)


async def test_a_crowd_of_strangers_is_forgotten_a_few_in_a_transaction(database: Database) -> None:
    await new_world(database)
    crowd = {str(700000000 + number): f"Neznámá {number}" for number in range(STRANGERS_AT_ONCE + 5)}
    async with database.write() as tx:
        await strangers(tx, crowd)
        assert await forget_strangers(tx, now=NOW) == STRANGERS_AT_ONCE
        assert await forget_strangers(tx, now=NOW) == 5
        assert await forget_strangers(tx, now=NOW) == 0


async def test_a_sweep_forgets_a_portion_of_a_crowd_and_the_next_ones_go_on_at_once(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        async with stage.app.database.write() as tx:
            await strangers(tx, {str(700000000 + number): "Neznámá" for number in range(2 * STRANGERS_AT_ONCE + 1)})
        left: list[Any] = []
        now = stage.clock.now() + timedelta(hours=1)
        for _ in range(3):
            await stage.app.tidying.sweep(now)
            left += await stage.rows(select(func.count()).where(contacts.c.name != ""))
        assert left == [(STRANGERS_AT_ONCE + 1,), (1,), (0,)]


async def test_a_sweep_finishes_a_portion_of_many_erasures_and_the_next_one_goes_on(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        async with stage.app.database.write() as tx:
            await erased(tx, ERASED_AT_ONCE + 1)
        left: list[Any] = []
        for _ in range(2):
            await stage.app.tidying.sweep(NOW)
            left += await stage.rows(select(func.count()).where(contacts.c.state == "active"))
        assert left == [(1,), (0,)]


async def erased(tx: Tx, many: int) -> None:
    """Let people be erased whose contacts are not blanked yet."""
    at: dict[str, Any] = {"created_at": NOW}
    people = [
        {"id": f"p{number}", "name": "", "language": "cs", "zone": "", "erased_at": NOW} for number in range(many)
    ]
    await tx.execute(persons.insert(), [{**one, **at} for one in people])
    of_them = [
        {"id": f"c-{one['id']}", "person": one["id"], "address": f"8{number}"} for number, one in enumerate(people)
    ]
    more = {"channel": "telegram", "name": "", "state": "active", **at}
    await tx.execute(contacts.insert(), [{**one, **more} for one in of_them])


class Watched(Mentioned):
    """Looks for somebody and notes the threads in which it does."""

    threads: ClassVar[set[int]] = set()

    def stands_in_text(self, text: str) -> bool:
        self.threads.add(threading.get_ident())
        return super().stands_in_text(text)


async def test_who_is_looked_for_is_looked_for_beside_the_loop_that_serves_everybody(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await told(tx, "1", "Ptá se Anežka.")
        await said(tx, 1, {"message": {"message_id": 1, "text": "Kdo je Anežka?"}})
        await empty_mentions(tx, Watched.of([], ["Anežka"]))
        assert await texts(tx) == {"1": None}
    assert Watched.threads
    assert threading.get_ident() not in Watched.threads


async def test_whoever_is_joining_just_now_is_passed_over(postgresql_url: str) -> None:
    async with await Database.open(postgresql_url) as here, await Database.open(postgresql_url) as there:
        await new_world(here)
        async with here.write() as tx:
            await strangers(tx, {"700000001": "Anežka N."})
        async with there.write() as tx:
            await tx.execute(update(contacts).where(contacts.c.id == "c-700000001").values(person="petra"))
            async with asyncio.timeout(60), here.write() as beside:
                assert await forget_strangers(beside, now=NOW) == 0
        async with here.read() as tx:
            names = await tx.execute(select(contacts.c.name).where(contacts.c.person == "petra"))
            assert set(names.scalars()) == {"", "Anežka N."}


async def test_a_contact_that_was_blanked_meanwhile_is_bound_to_nobody(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await strangers(tx, {"700000001": "Anežka N."})
        await forget_strangers(tx, now=NOW)
    bound = ContactChange(contact="c-700000001", person="petra")
    with pytest.raises(WriteConflict):
        async with database.write() as tx:
            await write_batch(tx, Writes(changed_at=NOW, contact_changes=(bound,)))
