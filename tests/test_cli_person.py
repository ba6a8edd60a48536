"""`plneni person`: a written request is met on the command line, as the person could have done it in the chat."""

import json

import pytest

from storage.database import Tx
from storage.tables.people import contacts, memberships, persons
from tests.cli_world import BEFORE_OPENING, Shell
from tests.everywhere import files_with

PETRA, JAN = "Petra Novotná", "Jan Novotný"


@pytest.fixture
def shell(shell: Shell) -> Shell:
    shell.import_kamenov()
    shell.write_to_database(two_people)
    return shell


async def two_people(tx: Tx) -> None:
    for key, name in (("p1", PETRA), ("p2", JAN)):
        at = {"created_at": BEFORE_OPENING}
        contact = {"id": f"c-{key}", "person": key, "channel": "telegram", "address": f"70000000{key[1]}"}
        place = {"id": f"m-{key}", "person": key, "plan": "kamenov", "role": "partner", "actor": ""}
        await tx.execute(persons.insert().values(id=key, name=name, language="cs", zone="", **at))
        await tx.execute(contacts.insert().values(name=name, state="active", **contact, **at))
        await tx.execute(memberships.insert().values(from_at=BEFORE_OPENING, **place))


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
