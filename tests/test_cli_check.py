"""`plneni check`: one line for everything, and nothing is changed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.clock import MovableClock
from bot.commands.phrases import Phrases
from bot.forms import known_forms
from storage.database import Tx
from storage.ids import random_mint
from storage.migrate import HEAD
from storage.plans import load_plan
from storage.rounds import open_round
from storage.tables.tasks import tasks
from tests.cli_world import BEFORE_OPENING, KAMENOV, Shell, lines_with

TOKEN = "123456:AbCdEf"  # noqa: S105 - an example


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", TOKEN)
    return shell


def levels(out: str) -> list[str]:
    names = {Phrases("cs").phrase(f"check.{level}", what="").strip(): level for level in ("ok", "note", "fault")}
    return [level for line in out.splitlines() for name, level in names.items() if line.startswith(name)]


@pytest.mark.parametrize("language", ["cs", "en"])
def test_a_whole_installation_is_ok_line_by_line(shell: Shell, language: str) -> None:
    shell.import_kamenov()
    shell.write("config.toml", f'[database]\nurl = "{shell.url}"\n')
    ran = shell.run("check", "--language", language)
    ok = Phrases(language).phrase("check.ok", what="")

    assert (ran.code, ran.err) == (0, "")
    assert all(line.startswith(ok) for line in ran.out.splitlines())
    assert len(ran.out.splitlines()) == 6 + len(known_forms())
    assert lines_with(ran.out, ["config.toml"])
    assert lines_with(ran.out, [HEAD])
    assert lines_with(ran.out, ["kamenov", "39", "13"])
    assert TOKEN not in ran.out


def test_before_the_first_import_the_way_is_said_and_no_database_is_made(shell: Shell) -> None:
    ran = shell.run("check")

    assert ran.code == 0
    assert lines_with(ran.out, ["upozornění", "plneni plan import"])
    assert list(shell.folder.iterdir()) == []


def test_all_faults_of_the_configuration_are_lines_and_the_rest_is_checked(shell: Shell) -> None:
    shell.write("other.toml", "[telegram]\npoll_timeout = 100\n\n[bot]\nnonsense = 1\n")
    ran = shell.run("check", "--config", "other.toml")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "telegram.poll_timeout"])
    assert lines_with(ran.out, ["chyba", "bot.nonsense"])
    assert lines_with(ran.out, ["v pořádku", "annual_evaluation"])


def test_a_missing_token_does_not_hide_the_database(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.import_kamenov()
    monkeypatch.delenv("PLNENI_TELEGRAM_TOKEN")
    ran = shell.run("check")

    assert ran.code == 1
    assert levels(ran.out) == ["fault", *["ok"] * len(known_forms()), "ok", "ok", "ok", "ok"]


def test_a_token_of_a_wrong_shape_is_never_printed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", "secret")
    ran = shell.run("check")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "telegram.token"])
    assert "secret" not in ran.out + ran.err


def test_a_configuration_file_that_is_not_there_is_said_once(shell: Shell) -> None:
    ran = shell.run("check", "--config", "none.toml")

    assert ran.code == 1
    assert ran.err.count("none.toml") == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite+aiosqlite:///bad.sqlite3", "not a database"),
        ("postgresql+asyncpg://user:hunter2@127.0.0.1:1/plneni", "ConnectionRefused"),
        ("mysql://user:hunter2@host/db", "--database"),
        ("postgresql+asyncpg://user:hunter2@127.0.0.1:port/plneni", "database.url"),
    ],
)
def test_a_database_that_cannot_be_used_is_a_fault_without_its_password(shell: Shell, address: str, said: str) -> None:
    shell.write("bad.sqlite3", "this is no database" * 100)
    ran = shell.run("check", "--database", address)

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", said])
    assert "hunter2" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("revision", "code", "said"), [("9999", 1, "novější verze"), ("0001", 0, "je starší"), (None, 0, "zatím prázdná")]
)
def test_the_schemas_age_is_said_and_left_as_it_is(shell: Shell, revision: str | None, code: int, said: str) -> None:
    shell.import_kamenov()

    async def age(tx: Tx) -> None:
        if revision is None:
            await tx.execute(text("DROP TABLE alembic_version"))
        else:
            await tx.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))  # noqa: S608 - our own

    shell.write_to_database(age)
    first, second = shell.run("check"), shell.run("check")

    assert first.code == code
    assert lines_with(first.out, [said])
    assert second == first


def test_a_plan_that_keeps_people_for_ever_is_pointed_out(shell: Shell) -> None:
    shell.import_kamenov(re.sub("(?m)^retention_days = .*\n", "", KAMENOV))
    ran = shell.run("check")

    assert ran.code == 0
    assert lines_with(ran.out, ["upozornění", "plán kamenov", "retention_days"])


def test_a_clock_that_stands_before_what_is_stored_is_a_fault_with_its_remedy(shell: Shell) -> None:
    shell.import_kamenov()
    assert lines_with(shell.run("check").out, ["v pořádku", "hodiny: 2027-01-05 09:00 UTC"])
    shell.clock = MovableClock(BEFORE_OPENING - timedelta(hours=2))
    ran = shell.run("check")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "hodiny: tady je 2027-01-05 07:00", "zápis z 2027-01-05 09:00", "NTP"])


def test_an_import_into_a_newer_database_is_refused(shell: Shell) -> None:
    shell.import_kamenov()

    async def age(tx: Tx) -> None:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    shell.write_to_database(age)
    ran = shell.run("plan", "import", "kamenov.toml", "--yes")

    assert ran.code == 2
    assert lines_with(ran.err, ["novější verze"])


def test_a_database_without_a_plan_is_a_note(shell: Shell) -> None:
    shell.run("plan", "import", shell.write("plan.toml", KAMENOV))  # makes the database, then lacks --yes
    ran = shell.run("check")

    assert ran.code == 0
    assert lines_with(ran.out, ["upozornění", "plány", "plneni plan import"])


def test_a_stored_plan_that_this_program_cannot_use_is_a_fault(shell: Shell) -> None:
    shell.import_kamenov()

    async def spoil(tx: Tx) -> None:
        await tx.execute(text("""UPDATE plan_revisions SET body = replace(body, '"annual_evaluation"', '"gone"')"""))

    shell.write_to_database(spoil)
    ran = shell.run("check")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "kamenov", "„gone“"])


def test_a_stored_plan_that_cannot_be_read_is_a_fault(shell: Shell) -> None:
    shell.import_kamenov()

    async def spoil(tx: Tx) -> None:
        await tx.execute(text("UPDATE plan_revisions SET body = '{}'"))

    shell.write_to_database(spoil)
    ran = shell.run("check")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "kamenov", "revizi 1"])


def test_answers_that_do_not_agree_with_the_history_are_found(shell: Shell) -> None:
    shell.import_kamenov()

    async def spoil(tx: Tx) -> str:
        plan = await load_plan(tx, "kamenov")
        opened = await open_round(tx, plan, "r2026", at=BEFORE_OPENING, mint=random_mint)
        await tx.execute(update(tasks).where(tasks.c.id == opened[0].id).values(head_seq=7))
        return opened[0].id

    task = shell.write_to_database(spoil)
    ran = shell.run("check")

    assert ran.code == 1
    assert lines_with(ran.out, ["chyba", "historií", task])


def test_a_plan_with_two_faults_is_not_half_checked_into_the_database(shell: Shell) -> None:
    shell.import_kamenov()
    broken = KAMENOV.replace('lead = "prevence"', 'lead = "nikdo"', 1).replace('kind = "škola"', 'kind = "skola"')
    shell.run("plan", "import", shell.write("broken.toml", broken), "--yes")

    assert shell.run("check").code == 0
