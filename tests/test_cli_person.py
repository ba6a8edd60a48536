"""`plneni person`: a written request is met on the command line, as the person could have done it in the chat."""

import asyncio
import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from storage.database import Database, Tx
from storage.personal import ERASED_AT_ONCE, finish_erasures
from storage.tables.people import contacts, memberships, persons
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.cli_world import BEFORE_OPENING, Shell
from tests.everywhere import files_with

PETRA, JAN = "Petra Novotná", "Jan Novotný"


@pytest.fixture
def shell(shell: Shell) -> Shell:
    shell.import_kamenov()
    shell.write_to_database(two_people)
    return shell


async def two_people(tx: Tx) -> None:
    await new_people(tx)
    for key in ("p1", "p2"):
        place = {"id": f"m-{key}", "person": key, "plan": "kamenov", "role": "partner", "actor": ""}
        await tx.execute(memberships.insert().values(from_at=BEFORE_OPENING, **place))


async def new_people(tx: Tx) -> None:
    for key, name in (("p1", PETRA), ("p2", JAN)):
        at = {"created_at": BEFORE_OPENING}
        contact = {"id": f"c-{key}", "person": key, "channel": "telegram", "address": f"70000000{key[1]}"}
        await tx.execute(persons.insert().values(id=key, name=name, language="cs", zone="", **at))
        await tx.execute(contacts.insert().values(name=name, state="active", **contact, **at))


@pytest.mark.parametrize("who", ["petra", "700000001", "p1"])
def test_somebody_is_found_by_name_account_or_id(shell: Shell, who: str) -> None:
    ran = shell.run("person", who)
    assert ran.code == 0
    assert ran.out == f"{PETRA}, účet v Telegramu 700000001, odpovědi 0, id p1\n"


@pytest.mark.parametrize(("who", "why"), [("novotn", "odpovídá tomu víc osob"), ("Karel", "nikdo takový tu není")])
def test_with_nobody_or_several_nothing_is_done(shell: Shell, who: str, why: str) -> None:
    ran = shell.run("person", who, "--erase", "--yes")
    assert (ran.code, why in ran.err) == (1, True)
    assert shell.run("person", "p1").code == 0


def test_their_data_are_written_for_the_owner_of_the_file_alone(shell: Shell) -> None:
    assert shell.run("person", "p1", "--data", "ven").code == 0
    file = shell.folder / "ven" / "moje-data.json"
    found = json.loads(file.read_text("utf-8"))
    assert (found["persons"][0]["name"], len(found["memberships"])) == (PETRA, 1)
    assert JAN not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    again = shell.run("person", "p1", "--data", "ven")
    assert (again.code, "tam už něco je" in again.err) == (2, True)


def test_erasing_wants_a_word_and_then_leaves_nothing_on_the_disk(shell: Shell) -> None:
    kept = shell.run("person", "p1", "--erase")
    assert (kept.code, "Nic se nevymazalo" in kept.err) == (1, True)
    assert shell.run("person", "p1", "--erase", "--yes").code == 0
    assert files_with(shell.folder, PETRA) == []
    assert files_with(shell.folder, "700000001") == []
    assert shell.run("person", "p1").code == 1
    assert shell.run("person", "p2").code == 0


def test_while_somebody_reads_it_says_that_the_log_still_holds_the_data(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.folder / "plneni.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM persons").fetchone()
        ran = shell.run("person", "p1", "--erase", "--yes")
        assert (ran.code, ran.out.count("\n"), "-wal" in ran.err) == (1, 1, True)
        assert files_with(shell.folder, PETRA) != []


def test_a_reply_that_still_waits_does_not_put_the_erasing_off(shell: Shell) -> None:
    shell.write_to_database(a_reply_waits)
    ran = shell.run("person", "p1", "--erase", "--yes")
    assert (ran.code, "Vymazáno." in ran.out) == (0, True)
    assert files_with(shell.folder, "700000001") == []


def test_many_others_whose_erasing_waits_do_not_put_this_one_off(shell: Shell) -> None:
    shell.write_to_database(others_wait)
    assert shell.run("person", "p1", "--erase", "--yes").code == 0
    assert files_with(shell.folder, "700000001") == []


async def others_wait(tx: Tx) -> None:
    at = {"created_at": BEFORE_OPENING}
    blank = {"name": "", "language": "cs", "zone": "", "erased_at": BEFORE_OPENING}
    keys = [f"a{number}" for number in range(ERASED_AT_ONCE)]
    await tx.execute(persons.insert(), [{"id": key, **blank, **at} for key in keys])
    more = {"channel": "telegram", "name": "", "state": "active", **at}
    await tx.execute(contacts.insert(), [{"id": f"c-{key}", "person": key, "address": key, **more} for key in keys])


async def a_reply_waits(tx: Tx) -> None:
    row = OutboxRow(id="o1", contact="c-p1", payload={}, not_before_at=BEFORE_OPENING, created_at=BEFORE_OPENING)
    await write_batch(tx, Writes(changed_at=BEFORE_OPENING, outbox=(row,)))


async def test_while_the_bot_works_with_somebody_it_says_what_is_still_to_come(
    postgresql_url: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLNENI_DATABASE_URL", postgresql_url)
    async with await Database.open(postgresql_url) as database:
        async with database.write() as tx:
            await new_people(tx)
        async with database.write() as tx:
            await tx.execute(select(contacts).where(contacts.c.id == "c-p1").with_for_update())
            ran = await asyncio.to_thread(shell.run, "person", "p1", "--erase", "--yes")
        assert (ran.code, "Vymazáno" in ran.out, "účet a zprávy ještě ne" in ran.err) == (1, False, True)
        async with database.write() as tx:
            assert await finish_erasures(tx, now=BEFORE_OPENING) == 1
