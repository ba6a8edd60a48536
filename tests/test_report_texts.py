"""The texts of a report that are written in the chat are revisions of the plan, and the report prints them."""

from pathlib import Path

from sqlalchemy import select

from flows.plan import Plan
from flows.report_texts import part_names, text_of_part, with_text
from storage.plans import load_plan
from storage.tables.people import persons
from storage.tables.plans import plan_revisions
from tests.chat_dialogues import Player
from tests.chat_stage import chat_stage
from tests.storage_world import plan

WRITTEN = """
Eva Sojková joins: coordinator
Eva Sojková: /texty
B: Texty zprávy…
Eva Sojková: [Úvod]
B: Úvod…
Eva Sojková: Rok 2026 byl klidný.
B: Úvod: uloženo…
"""


async def test_a_text_written_in_the_chat_is_in_force_at_once_and_names_its_author(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await Player(stage).play(WRITTEN)
        async with stage.app.database.read() as tx:
            stored = await load_plan(tx, "kamenov")
        eva = (await stage.rows(select(persons.c.id).where(persons.c.name == "Eva Sojková")))[0][0]
        authors = await stage.rows(select(plan_revisions.c.person).order_by(plan_revisions.c.number))
        in_force = stage.app.in_force.plans["kamenov"].plan

    assert stored.reports[0].introduction == "Rok 2026 byl klidný."
    assert in_force.reports[0].introduction == "Rok 2026 byl klidný."
    assert [row[0] for row in authors][-1] == eva


def test_a_text_changes_its_own_part_and_nothing_else() -> None:
    before = plan()
    after = before
    for part in part_names(before, before.reports[0]):
        after = with_text(after, "zprava", part, f"text: {part}")

    report = after.reports[0]
    assert [text_of_part(report, part) for part in part_names(after, report)] == [
        "text: introduction",
        "text: comment:p1",
        "text: closing",
    ]
    assert after.model_copy(update={"reports": before.reports}) == before
    assert Plan.model_validate(after.model_dump(mode="json")) == after
    assert with_text(after, "zprava", "comment:p1", "").reports[0].comments == {}
