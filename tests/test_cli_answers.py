"""`plneni answers`: tables made and read back by the command line, with the rules of the chat."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from storage.database import Tx
from storage.ids import random_mint
from storage.plans import load_plan
from storage.rounds import open_round
from storage.tables.tasks import revisions, submissions
from tests.answer_cells import fill
from tests.cli_world import Shell

PLAN = (Path(__file__).parent / "chat_plan.toml").read_text("utf-8")
OPEN = datetime(2027, 1, 12, 9, tzinfo=UTC)


@pytest.fixture
def shell(shell: Shell) -> Shell:
    shell.import_kamenov(PLAN)
    shell.clock.move_by(OPEN - shell.clock.now())

    async def begin(tx: Tx) -> None:
        await open_round(tx, await load_plan(tx, "kamenov"), "r2026", at=OPEN, mint=random_mint)

    shell.write_to_database(begin)
    return shell


def kept(shell: Shell) -> tuple[int, int]:
    async def count(tx: Tx) -> tuple[int, int]:
        said = (await tx.execute(select(revisions.c.on_behalf))).all()
        sent = (await tx.execute(select(submissions.c.how))).all()
        assert {row[0] for row in said} <= {"table"}
        assert {row[0] for row in sent} <= {"on_behalf"}
        return len(said), len(sent)

    return shell.read(count)


def test_a_table_made_by_the_command_line_is_entered_by_it_once(shell: Shell) -> None:
    made = shell.run("answers", "table", "kotva")
    assert made.code == 0, made.err
    assert "podklady-kotva.xlsx" in made.out
    file = shell.folder / "podklady-kotva.xlsx"
    filled = {("Odpovědi", "1.2", "degree"): "Netýká se", ("Odpovědi", "1.1", "description"): "Jen text."}
    file.write_bytes(fill(load_workbook(file), filled))

    wrong = shell.run("answers", "import", str(file), "--yes")
    assert (wrong.code, kept(shell)) == (1, (0, 0))
    assert "tato odpověď sem podle ostatních nepatří" in wrong.err

    file.write_bytes(fill(load_workbook(file), {("Odpovědi", "1.1", "degree"): "splněno"}))
    asked = shell.run("answers", "import", str(file))
    assert (asked.code, kept(shell)) == (2, (0, 0))
    entered = shell.run("answers", "import", str(file), "--yes")
    assert entered.code == 0, entered.err
    assert "1.2, Plnění: netýká se" in entered.out.replace("\u00a0", " ")
    assert "Změněno: 2, odesláno: 2." in entered.out
    before = kept(shell)
    again = shell.run("answers", "import", str(file), "--yes")
    assert (again.code, kept(shell)) == (0, before)
    assert "není nic nového" in again.out


def test_every_actor_with_something_to_fill_in_gets_a_table(shell: Shell) -> None:
    made = shell.run("answers", "table", "--folder", "tabulky")
    assert sorted(file.name for file in (shell.folder / "tabulky").iterdir()) == [
        "podklady-kotva.xlsx",
        "podklady-mp.xlsx",
    ]
    assert "(2)" in made.out


def test_another_workbook_and_an_unknown_actor_are_told(shell: Shell) -> None:
    assert shell.run("answers", "table", "nikdo").code == 2
    (shell.folder / "jiny.xlsx").write_bytes(b"PK\x03\x04")
    assert shell.run("answers", "import", "jiny.xlsx").code == 1
    assert shell.run("answers", "import", "neni.xlsx").code == 2
