"""`plneni invite`: links that work once, letters and tables ready to send, nothing half done."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text

from bot.commands.phrases import Phrases, phrases_of
from bot.invite_files import PNG_SCALE
from bot.sandbox.botapi.server import BotApiServer
from flows.ids import token_hash
from flows.tasks import Role
from storage.batch import write_batch
from storage.database import Tx
from storage.faults import WriteConflict
from storage.people import load_invites
from storage.tables.people import invites
from storage.views import InviteView
from storage.writes import InviteUse, NewPerson, Writes
from tests.cli_world import BEFORE_OPENING, KAMENOV, Shell, lines_with
from tests.qr_reader import read_png, read_text

LINK = re.compile(r"https://t\.me/kamenov_bot\?start=([0-9A-Za-z]{22})")
EXPIRES = datetime(2027, 2, 2, 23, tzinfo=UTC)  # the round closes at the end of 31 January in Prague
BOT = ("--bot", "kamenov_bot")


@pytest.fixture
def shell(shell: Shell) -> Shell:
    shell.import_kamenov()
    return shell


async def stored(tx: Tx) -> list[tuple[str, str, str, datetime]]:
    columns = (invites.c.role, invites.c.actor, invites.c.token_hash, invites.c.expires_at)
    return [tuple(row) for row in await tx.execute(select(*columns).order_by(invites.c.actor))]


def joins(shell: Shell, token: str, person: str, at: datetime) -> InviteView:
    """Let a new person join with a token; give the invite as it then is."""

    async def join(tx: Tx) -> InviteView:
        new = NewPerson(id=person, name=person.title(), language="cs", created_at=BEFORE_OPENING)
        use = InviteUse(token_hash=token_hash(token), person=person, at=at)
        await write_batch(tx, Writes(changed_at=at, persons=(new,), invites_used=(use,)))
        return (await load_invites(tx, [use.token_hash]))[use.token_hash]

    return shell.write_to_database(join)


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None
    return found[1]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_without_names_everybody_who_is_asked_gets_files_of_their_own(shell: Shell) -> None:
    ran = shell.run("invite", *BOT)

    assert (ran.code, ran.err) == (0, "")
    asked = ["ddm", "kotva", "mp", "nabrezni", "osv", "pcr", "pms", "podhradi", "prevence", "sever", "skolstvi"]
    asked.append("svetlo")  # but not "obvody": the group's members answer, each for itself
    expected = {f"{key}.{kind}" for key in asked for kind in ("svg", "png", "txt")} | {"pozvanky.xlsx", "pozvanky.pdf"}
    assert {file.name for file in (shell.folder / "pozvanky").iterdir()} == expected
    assert [row[:2] for row in shell.read(stored)] == [("partner", key) for key in sorted(asked)]
    assert lines_with(plain(ran.out), ["12", "pozvanky", "2. února 2027"])
    assert not LINK.search(ran.out)


def test_a_link_is_stored_hashed_and_works_once_until_it_expires(shell: Shell) -> None:
    token = token_in(shell.run("invite", "kotva", *BOT).out)

    assert token.encode() not in b"".join(file.read_bytes() for file in shell.folder.glob("plneni.sqlite3*"))
    assert [row[3] for row in shell.read(stored)] == [EXPIRES]
    with pytest.raises(WriteConflict):
        joins(shell, token, "petra", EXPIRES)


def test_a_link_lets_the_organisation_in_once(shell: Shell) -> None:
    token = token_in(shell.run("invite", "Klub Kotva, z. s.", *BOT).out)
    good = joins(shell, token, "petra", EXPIRES - timedelta(seconds=1))

    assert (good.plan, good.actor, good.role) == ("kamenov", "kotva", Role.PARTNER)
    with pytest.raises(WriteConflict):
        joins(shell, token, "jan", BEFORE_OPENING)


def test_the_letter_is_ready_to_send(shell: Shell) -> None:
    link = LINK.search(shell.run("invite", "kotva", *BOT).out)
    assert link is not None
    letter = plain((shell.folder / "pozvanky/kotva.txt").read_text("utf-8"))

    assert letter.splitlines() == [
        "Předmět: Podklady pro zprávu o plnění strategie za rok 2026",
        "",
        "Dobrý den,",
        "prosíme o podklady ke zprávě o plnění Strategie prevence kriminality města Kamenov za rok 2026.",
        "Odpovědný subjekt: Klub Kotva, z. s., 2 aktivity. Odpovědět lze z telefonu, obvykle za 10 minut.",
        "Termín: pátek 29. ledna 2027.",
        f"1. Otevřete na telefonu odkaz {link[0]} nebo načtěte QR kód níže.",
        "2. V aplikaci Telegram klepněte na tlačítko Spustit (Start).",
        "Odkaz je určen jen vaší organizaci, použít ho lze jednou, platí do 2. února 2027.",
        "Telegram nepoužíváte? Zavolejte nebo napište: pošleme tabulku, nebo odpovědi zapíšeme po telefonu.",
        "Eva Sojková, manažerka prevence kriminality, tel. 000 000 000",
    ]


def test_letters_are_in_the_plans_language_whoever_makes_them(shell: Shell) -> None:
    ran = shell.run("invite", "kotva", *BOT, "--language", "en")

    assert lines_with(plain(ran.out), ["works once", "2 February 2027"])
    assert (shell.folder / "invites/kotva.txt").read_text("utf-8").startswith("Předmět: Podklady")


def test_letters_use_the_plans_own_wording_and_escape_nothing(shell: Shell) -> None:
    own = "\n[texts.cs]\nletter = 'Milí & vážení, {{ actor }}: {{ link }}'\n"
    shell.import_kamenov(KAMENOV.replace("Klub Kotva, z. s.", r"Klub <Kotva> & \"syn\"") + own)
    shell.run("invite", "kotva", *BOT)

    text = (shell.folder / "pozvanky/kotva.txt").read_text("utf-8")
    assert 'Milí & vážení, Klub <Kotva> & "syn": https://t.me/kamenov_bot?start=' in text


def test_the_qr_code_on_paper_leads_to_the_link_of_the_letter(shell: Shell) -> None:
    shell.run("invite", *BOT)
    folder = shell.folder / "pozvanky"

    tokens = set()
    for letter in folder.glob("*.txt"):
        found = LINK.search(letter.read_text("utf-8"))
        assert found is not None
        assert read_text(read_png(letter.with_suffix(".png"), scale=PNG_SCALE)) == found[0]
        assert letter.with_suffix(".svg").read_text("utf-8").count("<path") == 1
        tokens.add(found[1])
    assert len(tokens) == 12


def test_a_single_link_is_drawn_in_the_terminal(shell: Shell) -> None:
    out = shell.run("invite", "kotva", *BOT).out

    assert len([line for line in out.splitlines() if set(line) <= set("█▄▀ ") and len(line) > 30]) > 15


def test_the_table_for_mail_merge_holds_texts_only(shell: Shell) -> None:
    shell.import_kamenov(KAMENOV.replace("Klub Kotva, z. s.", "=HYPERLINK(1)"))
    shell.run("invite", *BOT)
    sheet = load_workbook(shell.folder / "pozvanky/pozvanky.xlsx")["Pozvánky"]
    header, *rows = sheet.iter_rows()

    assert [cell.value for cell in header] == Phrases("cs").phrase("invite.columns").split("|")
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}  # "n" is an empty cell
    kotva = next(row for row in rows if row[0].value == "=HYPERLINK(1)")
    mp = next(row for row in rows if row[0].value == "Městská policie Kamenov")
    assert [cell.value for cell in mp[1:5]] == [
        "městská policie", "mp@example.org", "000 000 001", "Útvar prevence kriminality MěÚ Kamenov",
    ]  # fmt: skip
    assert LINK.fullmatch(kotva[5].value)
    assert plain(kotva[6].value) == "2. února 2027"
    assert kotva[7].value == "Podklady pro zprávu o plnění strategie za rok 2026"
    assert kotva[5].value in kotva[8].value
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("B2", "A1:I13", 13)


def test_a_group_stands_for_its_members(shell: Shell) -> None:
    shell.run("invite", "obvody", "sever", *BOT)

    assert [row[1] for row in shell.read(stored)] == ["podhradi", "sever"]


def test_whoever_is_asked_nothing_gets_a_link_without_a_letter(shell: Shell) -> None:
    extra = KAMENOV.replace(
        '[[actors]]\nkey = "obvody"', '[[actors]]\nkey = "host"\nname = "Host"\n\n[[actors]]\nkey = "obvody"'
    )
    shell.import_kamenov(extra)
    ran = shell.run("invite", "host", *BOT)

    assert lines_with(ran.out, ["Host", "dopis proto nevznikl"])
    assert sorted(file.name for file in (shell.folder / "pozvanky").iterdir()) == [
        "host.png",
        "host.svg",
        "pozvanky.pdf",
    ]


IN_CZECH = {"coordinator": "koordinátor", "commentator": "komentátor", "reader": "čtenář"}


@pytest.mark.parametrize("role", ["coordinator", "commentator", "reader"])
def test_a_role_of_no_organisation_gets_one_link_and_no_files(shell: Shell, role: str) -> None:
    ran = shell.run("invite", "--role", role, *BOT)

    assert lines_with(ran.out, [IN_CZECH[role], "kamenov", token_in(ran.out)])
    assert not (shell.folder / "pozvanky").exists()
    assert [row[:2] for row in shell.read(stored)] == [(role, "")]


def test_days_say_until_when_a_link_is_good(shell: Shell) -> None:
    shell.run("invite", "kotva", "--days", "3", *BOT)

    assert [row[3] for row in shell.read(stored)] == [datetime(2027, 1, 8, 23, tzinfo=UTC)]


def test_after_the_last_round_days_are_needed(shell: Shell) -> None:
    shell.clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    refused = shell.run("invite", "kotva", *BOT)
    ran = shell.run("invite", "kotva", "--days", "10", *BOT)

    assert refused.code == 2
    assert "--days" in refused.err
    assert ran.code == 0
    assert lines_with(ran.out, ["Klub Kotva", "dopis proto nevznikl"])


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize(
    ("words", "key", "said"),
    [
        (["kotvaa", "nikdo"], "invite.unknown_actor", ["kotvaa", "nikdo"]),
        (["kotva", "Neznámí"], "invite.unknown_actor", ["Neznámí"]),
        (["--plan", "jiny"], "invite.unknown_plan", ["jiny", "kamenov"]),
        (["kotva", "--days", "0"], "invite.bad_days", ["0"]),
        (["kotva", "--days", "367"], "invite.bad_days", ["367"]),
        (["kotva", "--role", "reader"], "invite.actors_for_partner", ["reader"]),
        (["kotva", "--bot", "č"], "invite.bad_bot", ["č"]),
    ],
)
def test_a_wish_that_cannot_be_met_changes_nothing(
    shell: Shell, words: list[str], key: str, said: list[str], language: str
) -> None:
    ran = shell.run("invite", *BOT, *words, "--language", language)
    fixed = max(re.split(r"\{\w+\}", phrases_of(language)[key]), key=len)

    assert (ran.code, ran.out) == (2, "")
    assert fixed in ran.err
    assert all(lines_with(ran.err, [word]) for word in said)
    assert shell.read(stored) == []
    assert not (shell.folder / "pozvanky").exists()


def test_an_actor_that_is_misspelt_is_guessed(shell: Shell) -> None:
    assert "třeba kotva" in shell.run("invite", "kotvaa", *BOT).err


def test_two_plans_must_be_told_apart(shell: Shell) -> None:
    shell.import_kamenov(KAMENOV.replace('key = "kamenov"', 'key = "druhy"'))
    ran = shell.run("invite", "kotva", *BOT)

    assert ran.code == 2
    assert "druhy, kamenov" in ran.err
    assert shell.run("invite", "kotva", "--plan", "druhy", *BOT).code == 0


def test_without_a_database_the_way_to_one_is_said(shell: Shell) -> None:
    ran = shell.run("invite", "kotva", *BOT, "--database", f"sqlite+aiosqlite:///{shell.folder}/none.sqlite3")

    assert ran.code == 2
    assert "plneni plan import" in ran.err


def test_a_folder_that_cannot_be_written_to_keeps_the_invites_out_of_the_database(shell: Shell) -> None:
    shell.write("file", "")
    ran = shell.run("invite", *BOT, "--folder", "file")

    assert (ran.code, ran.out) == (2, "")
    assert lines_with(ran.err, ["file", "--folder"])
    assert shell.read(stored) == []


def test_files_vanish_where_the_database_fails(shell: Shell) -> None:
    async def break_it(tx: Tx) -> None:
        await tx.execute(text("CREATE TRIGGER broken BEFORE INSERT ON invites BEGIN SELECT RAISE(ABORT, 'full'); END"))

    shell.write_to_database(break_it)
    ran = shell.run("invite", *BOT)

    assert (ran.code, ran.out) == (2, "")
    assert "full" in ran.err
    assert list((shell.folder / "pozvanky").iterdir()) == []


def test_without_a_name_and_a_token_both_ways_are_said(shell: Shell) -> None:
    ran = shell.run("invite", "kotva")

    assert ran.code == 2
    assert lines_with(ran.err, ["--bot"])
    assert lines_with(ran.err, ["telegram.token"])


async def test_the_bots_name_is_asked_of_telegram(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    async with BotApiServer(username="kamenov_bot") as server:
        monkeypatch.setenv("PLNENI_TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", server.token)
        good = await asyncio.to_thread(shell.run, "invite", "kotva")
        monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", "1:wrong")
        refused = await asyncio.to_thread(shell.run, "invite", "kotva")
    silent = await asyncio.to_thread(shell.run, "invite", "kotva")

    assert good.code == 0
    assert token_in(good.out)
    assert (refused.code, silent.code) == (2, 2)
    assert "token" in refused.err
    assert "neodpověděl" in silent.err
    assert "1:wrong" not in silent.err + refused.err
