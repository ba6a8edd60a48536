"""What a coordinator enters for an actor is marked as such, in the history and in what the report reads."""

from pathlib import Path

from sqlalchemy import select

from storage.tables.people import persons
from storage.tables.tasks import revisions, submissions, task_events
from tests.chat_dialogues import Player
from tests.chat_stage import chat_stage

ENTERED = """
Eva Sojková joins: coordinator
Petra K. joins: kotva
Eva Sojková: /zapsat
B: Za koho…
Eva Sojková: [Klub Kotva]
B: Zapisujete za…
Eva Sojková: [E-mail]
B: Zapisujete za…
B: Klub Kotva…
Eva Sojková answers 1.1: Klub měl otevřeno.
B to Petra K.: Aktivita 1.1: podle e-mailu…
"""
CONFIRMED = """
Petra K.: [Souhlasí]
B: …platí jako vaše.
"""


async def test_an_entry_on_behalf_names_the_medium_and_whoever_entered_it(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await Player(stage).play(ENTERED)
        eva = (await stage.rows(select(persons.c.id).where(persons.c.name == "Eva Sojková")))[0][0]
        said = await stage.rows(
            select(revisions.c.origin, revisions.c.on_behalf, revisions.c.person).where(
                revisions.c.question == "degree"
            )
        )
        sent = await stage.rows(select(submissions.c.how, submissions.c.person))
        events = await stage.rows(select(task_events.c.role).where(task_events.c.event == "submitted"))

    assert [tuple(row) for row in said] == [("on_behalf", "email", eva)]
    assert [tuple(row) for row in sent] == [("on_behalf", eva)]
    assert [row[0] for row in events] == ["coordinator"]


async def test_what_the_partner_confirms_is_their_own_submission(tmp_path: Path) -> None:
    async with chat_stage(tmp_path) as stage:
        await Player(stage).play(ENTERED + CONFIRMED)
        petra = (await stage.rows(select(persons.c.id).where(persons.c.name == "Petra K.")))[0][0]
        sent = await stage.rows(select(submissions.c.how, submissions.c.person).order_by(submissions.c.number))

    assert [row[0] for row in sent] == ["on_behalf", "person"]
    assert sent[-1][1] == petra
