"""The example programme ends before its time, from the chat to the report: what is left is irrelevant, plans stay."""

import re
from collections import Counter
from datetime import datetime
from html import unescape
from pathlib import Path

from sqlalchemy import select

from bot.sandbox.people import Person
from storage.tables.rounds import asks, rounds
from storage.tables.tasks import tasks
from tests.chat_dialogues import plain
from tests.chat_stage import PRAGUE, START_OF_PROGRAMME, ChatStage, chat_stage
from tests.programme import FILE, programme
from tests.sent_files import content_of, wait_for_files

SECOND = 2
"""Level of the goals and outputs that are evaluated."""
LEVELS = ("ANO", "ČÁSTEČNĚ", "NE")
INDICATORS = 26
DECISION = "30. 9. 2026, zastupitelstvo města, usnesení 112/2026"
ENDED = "Program skončil předčasně ke dni 30. 9. 2026. Rozhodl o tom orgán: zastupitelstvo města"
IRRELEVANT = "irelevantní z důvodu ukončení spolupráce"


async def move_to(stage: ChatStage, moment: str) -> None:
    stage.clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=PRAGUE))
    await stage.app.sweep()
    await stage.quiet()


async def begins(stage: ChatStage, consultant: Person) -> None:
    """Let the consultant give every indicator its level and write one entry of the log."""
    await stage.taps(consultant, "Začít")
    for place in range(INDICATORS):
        await stage.taps(consultant, LEVELS[place % len(LEVELS)])
    await stage.taps(consultant, "Odeslat bez nich")
    await move_to(stage, "2026-03-05 09:00")
    for text in ("/zapis", "4. 3. pracovní skupina prošla výsledky rozhovorů"):
        await stage.says(consultant, text)
    for label in ("Pracovní skupina", "K1", "Hotovo", "Zobrazit vše", "Zpět", "Odeslat čtvrtletí"):
        await stage.taps(consultant, label)


async def ends_early(stage: ChatStage, coordinator: Person) -> None:
    await stage.says(coordinator, "/stav")
    for label in ("Další možnosti", "Celý sběr", "Ukončit předčasně"):
        await stage.taps(coordinator, label)
    await stage.says(coordinator, DECISION)
    await stage.taps(coordinator, "Ukončit")
    assert coordinator.last.text == "Hotovo: předčasně ukončeno."


async def report_page(stage: ChatStage, coordinator: Person) -> str:
    """Ask for the report in the chat and read the page that comes."""
    await stage.says(coordinator, "/zprava")
    await stage.taps(coordinator, "Web")
    page, *_ = await wait_for_files(stage, coordinator)
    return content_of(stage, page).decode()


def words_of(page: str) -> str:
    """Give what a reader of the page sees."""
    return " ".join(plain(unescape(re.sub(r"<[^>]+>", " ", page))).split())


def rows_of(page: str, table: str) -> list[list[str]]:
    """Give the cells of the body of the tables whose id begins so."""
    bodies = re.findall(rf'<table[^>]* id="{table}[^"]*".*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    return [
        [words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for body in bodies
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    ]


async def states(stage: ChatStage) -> dict[str, set[str]]:
    """Give the states of the consultant's tasks by round."""
    query = select(rounds.c.key, tasks.c.state).join(asks, asks.c.round == rounds.c.id)
    query = query.join(tasks, tasks.c.ask == asks.c.id).where(tasks.c.actor != "")
    found: dict[str, set[str]] = {}
    for key, state in await stage.rows(query):
        found.setdefault(key, set()).add(state)
    return found


async def test_a_programme_that_ends_early_keeps_its_plan_and_says_why_the_rest_is_missing(tmp_path: Path) -> None:
    async with chat_stage(tmp_path, plan=FILE.read_text("utf-8"), start=START_OF_PROGRAMME) as stage:
        eva = await stage.join("Eva Sojková", "")
        jana = await stage.join("Jana K.", "konzultant")
        await begins(stage, jana)
        for moment in ("2026-04-02 09:00", "2026-07-15 09:00", "2026-10-01 09:00"):
            await move_to(stage, moment)
        await ends_early(stage, eva)
        told = plain(jana.last.text)
        assert told.startswith(
            "Program Bezpečné soužití: předčasné ukončení, středa 30. září, rozhodlo: zastupitelstvo města."
        )
        before = len(jana.chat)
        await move_to(stage, "2027-01-12 09:00")
        assert jana.chat[before:] == []
        assert await states(stage) == {
            **{key: {"submitted"} for key in ("zacatek", "q-2026-Q1")},
            "q-2026-Q2": {"not_supplied"},
            **{key: {"not_applicable"} for key in ("q-2026-Q3", "q-2026-Q4", "konec")},
        }

        page = await report_page(stage, eva)
        text = words_of(page)
        levels = rows_of(page, "shift-")
        assert [row[1] for row in levels] == [LEVELS[place % len(LEVELS)] for place in range(INDICATORS)]
        assert {row[2] for row in levels} == {IRRELEVANT}
        seconds = Counter(item.tree for item in programme().items if item.level == SECOND)
        assert text.count(f"Naplnění : {IRRELEVANT}") == seconds["goals"]
        assert text.count(f"Výsledek I{IRRELEVANT[1:]}") == seconds["outputs"]
        assert text.count(f"{ENDED}, usnesení č. 112/2026.") == len(("council", "evaluation"))
        assert [item.title for item in programme().items if item.title not in text] == []
        assert len(rows_of(page, "schedule")) == 7
        assert "pracovní skupina prošla výsledky rozhovorů" in text
        await stage.check_books()
