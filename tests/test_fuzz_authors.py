"""Whatever the authors of plans and forms write is letters: in the chat, in queries, in files and in the report.

Each field of a plan, and each cell of a form that somebody reads, holds another of the nasty texts.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import cycle
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms import known_forms
from bot.sandbox.people import Person
from bot.sandbox.trial import trial
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.reading.cleaning import clean
from flows.xlsform import read_form_xlsx
from tests.chat_stage import PLAN, TUESDAY, ChatStage
from tests.test_fuzz_chat import ANY, FEW, NASTY, all_well
from tests.test_xlsform_files import workbook

Text = Callable[[], str]
WRITTEN = st.lists(st.one_of(ANY, st.sampled_from(NASTY)), min_size=5, max_size=15)
TWO = settings(FEW, max_examples=2)
SURVEY = (
    ("type", "name", "label", "hint", "required", "required_message", "constraint", "constraint_message"),
    ("select_one degrees", "degree", 0, 0, "yes", 0, "", ""),
    ("text", "place", 0, 0, "yes", 0, "string-length(.) < 9", 0),
    ("note", "thanks", 0, 0, "", "", "", ""),
)
"""0 = a nasty text."""


def texts(written: list[str]) -> Text:
    """Give the texts in turn; what an author writes is one line with something on it."""
    said = [" ".join(clean(text).split())[:150] for text in written]
    turn: Iterator[str] = cycle([text for text in said if text] or ["x"])
    return lambda: next(turn)


def nasty_plan(text: Text) -> Plan:
    plan = read_plan(PLAN.read_text(encoding="utf-8"), forms=known_forms())
    assert isinstance(plan, Plan), plan
    named = {"title": text(), "owner": text(), "privacy": {"cs": text(), "en": text()}}
    return plan.model_copy(
        update={
            **named,
            "document": plan.document.model_copy(update={"title": text(), "genitive": text()}),
            "contact": plan.contact.model_copy(update={"name": text(), "position": text(), "telephone": text()}),
            "actors": tuple(one.model_copy(update={"name": f"{text()} {one.key}"}) for one in plan.actors),
            "items": tuple(one.model_copy(update={"title": text(), "body": text()}) for one in plan.items),
            "rounds": tuple(one.model_copy(update={"title": text()}) for one in plan.rounds),
            "reports": tuple(one.model_copy(update={"title": text(), "introduction": text()}) for one in plan.reports),
        }
    )


def nasty_form(text: Text) -> Form:
    rows = [[text() if cell == 0 else cell for cell in row] for row in SURVEY]
    choices = [["list_name", "name", "label"], ["degrees", "fulfilled", text()], ["degrees", "other", text()]]
    named = [["form_id", "form_title"], ["annual_evaluation", text()]]
    made = read_form_xlsx(workbook({"survey": rows, "choices": choices, "settings": named}), name="annual_evaluation")
    assert isinstance(made, Form), made
    return made


@contextlib.asynccontextmanager
async def played(plan: Plan, form: Form | None = None) -> AsyncIterator[ChatStage]:
    """Play a plan with the program's forms, or with one of its own."""
    forms = {} if form is None else {"annual_evaluation": form.source}
    with tempfile.TemporaryDirectory() as folder:
        async with trial(plan, Path(folder), TUESDAY, forms=forms) as made:
            await made.server.wait_until_polled()
            yield ChatStage(made)


async def looks_at_all(stage: ChatStage, eva: Person, petra: Person) -> None:
    """Say every command that shows what authors wrote."""
    for command in ("/prehled", "/moje_data", "/pomoc", "/tabulka"):
        await stage.says(petra, command)
    for command in (
        "/stav",
        "/kalendar",
        "/kontrola",
        "/zapsat",
        "/texty",
        "/zprava",
        "/historie 1.1",
        "/plan",
        "/formular",
    ):
        await stage.says(eva, command)


async def plays(written: list[str]) -> None:
    async with played(nasty_plan(texts(written))) as stage:
        eva, petra = await stage.join("Eva S.", ""), await stage.join("Petra K.", "kotva")
        stranger = await stage.crowd.person("Neznámá")
        await stranger.start("vymysleny")
        await stage.quiet()
        await stage.says(stranger, "kotva")
        await stage.taps(petra, "Začít")
        await stage.says(petra, "netýká se")
        await looks_at_all(stage, eva, petra)
        await all_well(stage)


async def answers(written: list[str]) -> None:
    plan = read_plan(PLAN.read_text(encoding="utf-8"), forms=known_forms())
    assert isinstance(plan, Plan)
    form = nasty_form(texts(written))
    async with played(plan.model_copy(update={"reports": ()}), form) as stage:
        eva, petra = await stage.join("Eva S.", ""), await stage.join("Petra K.", "kotva")
        await stage.taps(petra, "Začít")
        await petra.taps(row=0, column=0, message=petra.last)
        await stage.quiet()
        for said in ("příliš dlouhé místo", "Sever"):
            await stage.says(petra, said)
        await looks_at_all(stage, eva, petra)
        await all_well(stage)
        assert await stage.answered("1.1", "degree") == ["fulfilled"]
        assert str(await stage.answered("1.1", "place")).count("Sever") == 1


def test_a_plan_of_all_the_nasty_texts_is_played() -> None:
    asyncio.run(plays(list(NASTY)))


def test_a_form_of_all_the_nasty_texts_is_answered() -> None:
    asyncio.run(answers(list(NASTY)))


@TWO
@given(WRITTEN)
def test_a_plan_of_any_texts_is_played(written: list[str]) -> None:
    asyncio.run(plays(written))


@TWO
@given(WRITTEN)
def test_a_form_of_any_texts_is_answered(written: list[str]) -> None:
    asyncio.run(answers(written))
