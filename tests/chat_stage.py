"""A trial with a person's pace: acts, waiting until the bot has said everything, and looks into the database."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from bot.delivery.pacing import CHAT_PERIOD, ChatBudget
from bot.sandbox.people import Crowd, Message, Person
from bot.sandbox.trial import Trial, trial
from flows.tasks import Role
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.rebuild import compare_projection
from storage.tables.people import contacts
from storage.tables.plans import items
from storage.tables.tasks import answers, revisions, submissions, task_events, tasks
from storage.tables.traffic import inbox, outbox

PLAN = Path(__file__).parent / "chat_plan.toml"
LAST_YEAR = "# The plan knows last year"
"""Beginning of a dialogue whose plan has answers of the year before and projects in its register."""
KLUB = 'title = "Provozovat volnočasový klub"\n'
KLUB_LAST = """last = { label = "2025", values = { degree = "fulfilled", cost_kind = "running", \
description = "Klub měl v roce 2025 otevřeno 208 dní.", \
projects = ["Klub Maják 120 000", "Prázdniny jinak – tábor", "Doučování, 2. stupeň"] } }
"""
REGISTER = """
[[registers]]
key = "project"
title = "Projekty"
entries = [
  { key = "majak", label = "Klub Maják", values = { prevention = "social", implementer = "Klub Kotva, z. s." } },
  { key = "doucovani", label = "Doučování, 2. stupeň", values = { prevention = "education", form = "service" } },
  { key = "kino", label = "Letní kino", values = { prevention = "social" } },
]
"""
TOTALS = "# The coordinator is asked too"
"""Beginning of a dialogue whose round asks the coordinator for totals of each priority."""
TOTALS_ASK = """
[[rounds.asks]]
key = "totals"
form = "priority_totals"
subject = "item"
level = "priorita"
role = "coordinator"
"""
INDICATORS = "# The plan prescribes what to count"
"""Beginning of a dialogue whose first item has an indicator, with last year's figure."""
KLUB_INDICATOR = """indicators = [{ key = "deti", title = "Počet podpořených dětí", unit = "osoby" }]
last = { label = "2025", values = { degree = "fulfilled", cost_kind = "running", \
description = "Klub měl otevřeno.", indicators = ["deti: 58"] } }
"""
YEARS = "# The plan knows the year before"
"""Beginning of a dialogue whose plan has a degree of the year before for every item."""
YEARS_LAST = {
    'lead = "kotva"\n': 'last = { label = "2025", values = { degree = "partly", costs = "město 100 tis." } }\n',
    'lead = "mp"\n': 'last = { label = "2025", values = { degree = "not_fulfilled", hindrance = "lack_money" } }\n',
}
SHARED = "# Two organisations answer about one item"
"""Beginning of a dialogue in which the police contribute to the club and answer a form of their own."""
SHARED_ASK = """
[[rounds.asks]]
key = "help"
form = "annual_evaluation"
subject = "item"
level = "aktivita"
role = "contributor"
"""
PROGRAMME = "# The plan is a programme"
"""Beginning of a dialogue that is played with a programme, from its beginning."""
COMMENTATOR = "commentator"
"""Whom an invite is for that is of no actor and not of the coordinator."""
PRAGUE = ZoneInfo("Europe/Prague")
TUESDAY = datetime(2027, 1, 12, 9, 0, tzinfo=PRAGUE)
EARLY = "# Before the collection opens"
"""Beginning of a dialogue that begins a week before TUESDAY."""
START_OF_PROGRAMME = datetime(2026, 1, 13, 9, 0, tzinfo=PRAGUE)
PACE = timedelta(seconds=2)
"""Time that passes before each act: less than the four seconds after which the bot sums up a text."""
SLOW = 0.01
"""Rate of a clock that knows the minute on a busy machine too; it does not stand, for two things at one instant tie."""
GLANCE = 0.002
LONGEST = 120.0
KEPT = (revisions, answers, submissions, task_events)


BULLETS = "# The plan asks for bullets"
"""Beginning of a dialogue that plays the example plan of a narrative."""
NARRATIVE = Path(__file__).parents[1] / "examples" / "lipovsky-kraj.toml"


def plan_for(dialogue: str) -> str:
    """Give the chat's plan, with last year's answers where a dialogue begins so."""
    if dialogue.startswith(BULLETS):
        return NARRATIVE.read_text(encoding="utf-8")
    if dialogue.startswith(PROGRAMME):
        return PLAN.with_name("chat_programme.toml").read_text(encoding="utf-8")
    source = PLAN.read_text(encoding="utf-8")
    if dialogue.startswith(TOTALS):
        return source.replace("\n[[reports]]", f"{TOTALS_ASK}\n[[reports]]", 1)
    if dialogue.startswith(INDICATORS):
        return source.replace(KLUB, KLUB + KLUB_INDICATOR, 1)
    if dialogue.startswith(YEARS):
        for lead, last in YEARS_LAST.items():
            source = source.replace(lead, lead + last)
        return source
    if dialogue.startswith(SHARED):
        shared = source.replace(KLUB, f'{KLUB}contributors = ["mp"]\n', 1)
        return shared.replace("\n[[reports]]", f"{SHARED_ASK}\n[[reports]]", 1)
    if not dialogue.startswith(LAST_YEAR):
        return source
    return source.replace(KLUB, KLUB + KLUB_LAST, 1) + REGISTER


def start_of(dialogue: str) -> datetime:
    """Give the moment at which a dialogue begins."""
    if dialogue.startswith(PROGRAMME):
        return START_OF_PROGRAMME
    return TUESDAY - timedelta(days=7) if dialogue.startswith(EARLY) else TUESDAY


class WatchedBudget(ChatBudget):
    """Messages that a chat can take; says when a message waits for them.

    Attributes:
        is_spent: Whether one has waited since this was last set to False.
    """

    is_spent = False

    def wait(self, chat: str, now: datetime) -> timedelta:
        pause = super().wait(chat, now)
        self.is_spent = self.is_spent or pause > timedelta(0)
        return pause


class ChatStage:
    """One running trial."""

    def __init__(self, played: Trial) -> None:
        self.trial, self.clock, self.server, self.app = played, played.clock, played.server, played.app
        self.crowd: Crowd = played.crowd
        self._budget = self.app.courier.chats = WatchedBudget()

    async def quiet(self) -> None:
        """Wait until every update is committed and everything that was said is out."""
        async with asyncio.timeout(LONGEST):
            while self.server.world.updates:  # noqa: ASYNC110 - the queue has no event for "confirmed"
                await asyncio.sleep(GLANCE)
            settled = asyncio.ensure_future(self.app.settle())
            while not (await asyncio.wait({settled}, timeout=0.02))[0]:
                if self._budget.is_spent:  # it is given its second
                    self.clock.move_by(CHAT_PERIOD)
                    self._budget.is_spent = False
            settled.result()

    async def pass_time(self, step: timedelta) -> None:
        """Move the clock and let the bot do what has become due."""
        self.clock.move_by(step)
        await self.app.sweep()
        await self.quiet()

    async def invite(self, actor: str, *, days: int = 60) -> str:
        """Make an invite; "" as the actor is the coordinator's. Give its token."""
        token, now = random_token(), self.clock.now()
        made = NewInvite(
            id=random_mint(),
            token=token,
            plan=self.trial.plan.key,
            role=Role.COMMENTATOR if actor == COMMENTATOR else Role.PARTNER if actor else Role.COORDINATOR,
            actor="" if actor == COMMENTATOR else actor,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        async with self.app.database.write() as tx:
            await create_invites(tx, [made])
        return token

    async def join(self, name: str, actor: str, *, language: str = "cs") -> Person:
        """Let somebody join for an actor, "" for the coordinator."""
        person = await self.crowd.person(name, language_code=language)
        await self.join_too(person, actor)
        return person

    async def join_too(self, person: Person, actor: str) -> None:
        """Let somebody open one more invite and acknowledge it."""
        await person.start(await self.invite(actor))
        await self.quiet()
        await person.taps(row=0, column=0, message=person.last)
        await self.quiet()
        await self.pass_time(PACE)

    async def says(self, person: Person, text: str) -> list[Message]:
        """Let somebody write; give what the bot newly said to them."""
        return await self.new_after(person, person.says(text))

    async def taps(self, person: Person, label: str) -> list[Message]:
        """Let somebody tap; give what the bot newly said to them."""
        return await self.new_after(person, person.taps(label))

    async def new_after(self, person: Person, act: Any) -> list[Message]:  # noqa: ANN401 -- any act of a person
        """Await an act and everything that follows; give the bot's new messages."""
        before = newest_id(person)
        await act
        await self.quiet()
        said = [one for one in person.chat if one.by_bot and one.id > before]
        await self.pass_time(PACE)
        return said

    async def rows(self, query: Select[Any]) -> Sequence[Any]:
        """Read from the database."""
        async with self.app.database.read() as tx:
            return list(await tx.execute(query))

    async def kept(self) -> tuple[int, ...]:
        """Count revisions, answers, submissions and events: equal before and after means that nothing changed."""
        return tuple([(await self.rows(select(func.count()).select_from(table)))[0][0] for table in KEPT])

    async def task_id(self, number: str) -> str:
        """Find the task of an item by the item's number."""
        query = select(tasks.c.id).join(items, items.c.key == tasks.c.subject).where(items.c.number == number)
        return str((await self.rows(query))[0][0])

    async def state(self, number: str) -> str:
        """Give the state of an item's task."""
        query = select(tasks.c.state).where(tasks.c.id == await self.task_id(number))
        return str((await self.rows(query))[0][0])

    async def answered(self, number: str, question: str) -> list[Any]:
        """Give the values of a question of an item's task, in the order in which they were first given."""
        task = await self.task_id(number)
        query = select(answers.c.value).where(answers.c.task == task, answers.c.question == question)
        return [row[0] for row in await self.rows(query.order_by(answers.c.seq))]

    async def contact_state(self, person: Person) -> str:
        """Tell whether the bot believes that it can write to somebody."""
        query = select(contacts.c.state).where(contacts.c.address == str(person.id))
        return str((await self.rows(query))[0][0])

    async def outcomes(self) -> list[str]:
        """Give what became of every update, in order."""
        return [str(row[0]) for row in await self.rows(select(inbox.c.outcome).order_by(inbox.c.received_at))]

    async def check_books(self) -> None:
        """Assert that the projection agrees with the history, no update failed and no message was refused."""
        async with self.app.database.read() as tx:
            assert await compare_projection(tx) == []
        assert {one for one in await self.outcomes() if one.startswith("failed")} == set()
        refused = await self.rows(select(outbox.c.payload, outbox.c.error).where(outbox.c.state == "failed"))
        assert [json.dumps(row[0], ensure_ascii=False) + str(row[1]) for row in refused] == []


def newest_id(person: Person) -> int:
    """Give the id of the newest message in somebody's chat, 0 where there is none."""
    return max((one.id for one in person.history), default=0)


@contextlib.asynccontextmanager
async def chat_stage(
    folder: Path,
    *,
    start: datetime = TUESDAY,
    rate: float = 1,
    plan: str = "",
    database: str = "",
    forms: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[ChatStage]:
    """Run the bot against the local server with the chat's plan, or another one."""
    source = plan or PLAN.read_text(encoding="utf-8")
    async with trial(source, folder, start, rate=rate, database=database, forms=forms) as played:
        await played.server.wait_until_polled()  # the collection is open then
        yield ChatStage(played)
