"""A coordinator's commands act through the conversation of the chat: same screens, same rights, same records."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from storage.tables.people import persons
from storage.tables.tasks import reviews, task_events, tasks
from storage.tables.traffic import dialogs, outbox
from tests.chat_dialogues import Player
from tests.chat_stage import ChatStage, chat_stage
from tests.terminal_shell import TerminalShell

CAST = """
Eva Sojková joins: coordinator
Petra K. joins: kotva
"""
SENT = """
Petra K. answers 1.1: Klub byl otevřen.
Petra K. answers 1.2: Tábor byl jeden.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A bot that runs, its people, and a terminal beside it."""

    stage: ChatStage
    player: Player
    shell: TerminalShell


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[Beside]:
    async with chat_stage(tmp_path) as stage:
        player = Player(stage)
        await player.play(CAST)
        yield Beside(stage=stage, player=player, shell=TerminalShell(stage=stage, folder=tmp_path))


async def test_what_a_coordinator_asks_is_answered_on_paper_and_not_in_the_chat(beside: Beside) -> None:
    stage, shell = beside.stage, beside.shell
    eva = beside.player.person("Eva Sojková")
    before = (len(eva.chat), await stage.rows(select(dialogs)), await stage.rows(select(outbox.c.id)))
    ran = await shell.run("status")
    actors = await shell.run("status", "actors")
    kotva = await shell.run("status", "actors", "Klub Kotva")
    typed = await shell.run("chat", "/stav", ".Podle subjektů", ".1")

    assert "Odesláno 0/6, rozepsáno 0, nezačato 6" in ran.out
    assert "1 Klub Kotva, z. s. 0/3\n2 Městská policie Kamenov 0/3" in actors.out
    assert "Odpovídá: Petra K." in kotva.out
    assert typed.out.endswith(kotva.out.splitlines()[-1] + "\n.1 1  .2 2  .3 3  .4 Upozornit  .5 Pozvat  .6 Zpět\n")
    assert (len(eva.chat), await stage.rows(select(dialogs)), await stage.rows(select(outbox.c.id))) == before


async def test_a_decision_at_a_terminal_is_the_coordinators_and_partners_are_told(beside: Beside) -> None:
    stage, shell = beside.stage, beside.shell
    given = await shell.run("task", "extend", "1.1", "--until", "5. 2. 2027", "--reason", "nemoc")
    event = (
        await stage.rows(
            select(persons.c.name, task_events.c.event, task_events.c.reason)
            .join(persons, persons.c.id == task_events.c.person)
            .order_by(task_events.c.seq.desc())
        )
    )[0]
    told = beside.player.person("Petra K.").last.text
    shown = await shell.run("task", "show", "1.1")
    undone = await shell.run("task", "undo", "1.1")
    history = await shell.run("task", "history", "1.1")

    assert (given.code, given.err) == (0, "")
    assert tuple(event) == ("Eva Sojková", "extended", "nemoc")
    assert "do pátku 5. února" in told.replace("\u00a0", " ")
    assert "pátek 5. února" in shown.out
    assert "Vzato zpět" in undone.out
    assert "prodloužen termín, nemoc" in history.out


async def test_an_extension_taken_back_at_a_terminal_returns_to_the_date_before(beside: Beside) -> None:
    stage, shell = beside.stage, beside.shell
    due = select(tasks.c.due_at).where(tasks.c.id == await stage.task_id("1.1"))
    await shell.run("task", "extend", "1.1", "--until", "5. 2. 2027")
    first = await stage.rows(due)
    await shell.run("task", "extend", "1.1", "--until", "12. 2. 2027")
    second = await stage.rows(due)
    undone = await shell.run("task", "undo", "1.1")

    assert undone.code == 0
    assert first != second
    assert await stage.rows(due) == first
    assert first[0][0] is not None


async def test_submissions_are_approved_returned_and_taken_back(beside: Beside) -> None:
    stage, shell = beside.stage, beside.shell
    petra = beside.player.person("Petra K.")
    await beside.player.play(SENT)
    queue = await shell.run("review")
    approved = await shell.run("review", "approve", "1.1")
    returned = await shell.run("review", "return", "1.2", "--answer", "1", "--reason", "Kolik dětí?")
    states = (await stage.state("1.1"), await stage.state("1.2"))
    said = await stage.rows(select(reviews.c.question, reviews.c.reason).where(reviews.c.verdict == "returned"))
    told = petra.last.text
    again = await shell.run("review", "return", "1.1", "--reason", "Také")
    undone = await shell.run("review", "undo", "1.2")
    reworded = await shell.run("review", "reword", "1.2", "--answer", "3", "--text", "Konal se jeden tábor.")

    assert "1.1 Provozovat volnočasový klub" in queue.out
    assert (approved.code, returned.code) == (0, 0)
    assert states == ("approved", "returned")
    assert [tuple(row) for row in said] == [("degree", "Kolik dětí?")]
    assert "Kolik dětí?" in told
    assert again.code == 0  # an approval may be returned too, as in the chat
    assert (undone.code, await stage.state("1.2")) == (0, "submitted")
    assert "Konal se jeden tábor." in reworded.out
    assert await stage.answered("1.2", "description") == [["Konal se jeden tábor."]]


async def test_a_reminder_is_shown_and_leaves_only_after_a_yes(beside: Beside) -> None:
    shell = beside.shell
    petra = beside.player.person("Petra K.")
    before = len(petra.chat)
    shown = await shell.run("nudge", "person", "Petra", "--text", "Prosím o klub.")
    unsent = len(petra.chat)
    sent = await shell.run("nudge", "person", "Petra", "--text", "Prosím o klub.", "--yes")

    assert shown.code == 1  # nobody sits there to say yes
    assert "Upozornění dostane 1 osoba" in shown.out
    assert unsent == before
    assert (sent.code, "Prosím o klub." in petra.last.text) == (0, True)


async def test_a_round_is_extended_and_taken_back_and_texts_are_written(beside: Beside) -> None:
    shell = beside.shell
    longer = await shell.run("round", "extend", "--until", "2027-02-10", "--reason", "zima")
    shown = await shell.run("round")
    undone = await shell.run("round", "undo")
    nothing = await shell.run("round", "undo")
    text = await shell.run("texts", "set", "introduction", "Dobrý úvod.")
    texts = await shell.run("texts")

    assert "nově: 10. 2. 2027" in longer.out
    assert "Eva Sojková: termín prodloužen" in shown.out
    assert undone.code == 0
    assert nothing.code == 1
    assert text.code == 0
    assert "introduction: Dobrý úvod." in texts.out


async def test_the_interview_can_be_walked_for_an_organisation_and_tried(beside: Beside, tmp_path: Path) -> None:
    stage, shell = beside.stage, beside.shell
    entered = await shell.run(
        "chat",
        "/zapsat",
        ".Klub Kotva",
        ".E-mail",
        ".1.1",
        ".Nesplněno",
        "Nebyly peníze.",
        ".Splníme",
        ".Bez nákladů",
        "Klub nebyl.",
        ".Hotovo",
        ".Nic, ke kontrole",
        ".Odeslat",
    )
    kept = await stage.kept()
    tried = await shell.run("chat", "/zkusit", ".Klub Kotva", ".Začít", ".Splněno", ".V rámci", "Zkouška.")
    form = await shell.run("form", "get", "--folder", str(tmp_path / "made"))

    assert await stage.state("1.1") == "submitted", entered.out
    assert "podle e-mailu" in beside.player.person("Petra K.").last.text
    assert "zkouš" in tried.out.lower()
    assert await stage.kept() == kept
    assert form.code == 0
    assert "survey" in load_workbook(next((tmp_path / "made").glob("*.xlsx"))).sheetnames


async def test_what_a_call_names_wrongly_is_a_sentence(beside: Beside) -> None:
    stage, shell = beside.stage, beside.shell
    english = TerminalShell(stage=stage, folder=shell.folder, language="en")
    ran = [
        await shell.run("task", "show", "9.9"),
        await shell.run("status", "--as", "Nikdo"),
        await shell.run("task", "hand-over", "1.1", "--to", "nikdo"),
        await shell.run("questions", "answer", "1", "Ano"),
        await shell.run("edition", "missing"),
        await shell.run("chat", "/stav", ".Neznámé tlačítko"),
        await english.run("status", "--plan", "jiny"),
    ]

    assert [one.code for one in ran] == [2, 2, 2, 2, 2, 1, 2]
    assert all(one.err.count("\n") == 1 for one in ran)
    assert "there is no plan" in ran[-1].err


async def test_without_a_coordinator_nobody_may_act(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        ran = await TerminalShell(stage=stage, folder=tmp_path).run("status")

    assert ran.code == 2
    assert "plneni invite --role coordinator" in ran.err


async def test_people_are_moved_changed_sent_away_and_brought_back(beside: Beside) -> None:
    shell, petra = beside.shell, beside.player.person("Petra K.")
    fresh = await shell.run("people", "new")
    confirmed = await shell.run("people", "confirm")
    moved = await shell.run("people", "move", "Petra", "--to", "mp")
    told = petra.last.text
    listed = await shell.run("people")
    role = await shell.run("people", "role", "Petra", "--role", "reader")
    shown = await shell.run("people", "show", "Petra")
    removed = await shell.run("people", "remove", "Petra")
    nobody = await shell.run("people", "show", "Petra")
    restored = await shell.run("people", "restore", "Petra")
    requests = await shell.run("people", "allow", "1", "--to", "mp")

    assert "1) Petra K.: Klub Kotva, z. s." in fresh.out
    assert {confirmed.code, moved.code, role.code, removed.code, restored.code} == {0}
    assert "organizace Městská policie Kamenov" in told
    assert "1) Petra K.: Městská policie Kamenov" in listed.out
    assert "Jen čtení" in shown.out
    assert nobody.code == 2
    assert requests.code == 2
