"""A trial: the real bot over HTTP against the local Bot API server, on one clock, with a plan and its invites."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from pydantic import SecretStr

from bot.app import App, running
from bot.clock import MovableClock
from bot.config import BotSettings, Config, DatabaseSettings, Reports, Telegram
from bot.forms import form_source, known_forms
from bot.sandbox.botapi import BotApiServer
from bot.sandbox.people import Crowd, Person
from flows.faults import Fault
from flows.form import Form
from flows.plan import Plan, source_hash
from flows.plan_reading import read_plan
from flows.plan_walk import tasks_expected
from flows.tasks import Role
from flows.xlsform import read_form
from storage.database import Database, Tx
from storage.forms import store_form
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.plans import import_plan

VALID = timedelta(days=60)
COMMENTATOR = "*commentator"
"""Key of a commentator's invite, which no actor can have."""
LEAST_STEP = timedelta(seconds=1)
"""What is still due after a sweep is looked at again so much later."""


class FaultyError(Exception):
    """A plan or form cannot be played because of its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.code}" for fault in faults))


@dataclass(kw_only=True, slots=True)
class Trial:
    """What a trial is played with.

    Attributes:
        tokens: Invite tokens by actor key; "" is the coordinator's.
        people: Who has joined, by actor key.
    """

    server: BotApiServer
    crowd: Crowd
    app: App
    clock: MovableClock
    plan: Plan
    folder: Path
    tokens: dict[str, str]
    people: dict[str, Person] = field(default_factory=dict)

    async def join(self, actor: str, name: str) -> Person:
        """Let somebody open their invite and acknowledge the information."""
        person = await self.crowd.person(name)
        await person.start(self.tokens[actor])
        await person.wait_for(lambda message: bool(message.buttons))
        await person.taps("Rozumím, pokračovat")
        self.people[actor] = person
        return person

    async def advance(self, to: datetime) -> None:
        """Move the clock on, stopping at every moment at which something is due, as a bot that runs would."""
        while True:
            now, due = self.clock.now(), await self.app.next_due_at()
            stop = to if due is None else min(to, max(due, now + LEAST_STEP))
            self.clock.move_by(max(stop - self.clock.now(), timedelta()))  # it runs: what is past stays past
            await self.app.sweep()
            await self.app.settle()
            if stop >= to:
                return


def trial_config(server: BotApiServer, folder: Path, database: str = "") -> Config:
    """Configure the bot for the local server and a folder."""
    return Config(
        telegram=Telegram(
            token=SecretStr(server.token), api_url=server.url, file_url=f"{server.url}/file", poll_timeout=20
        ),
        database=DatabaseSettings(url=database or f"sqlite+aiosqlite:///{folder / 'plneni.sqlite3'}"),
        bot=BotSettings(sweep_seconds=1),
        reports=Reports(folder=str(folder / "reports")),
    )


async def load(tx: Tx, source: str | Plan, at: datetime, forms: Mapping[str, str] = MappingProxyType({})) -> Plan:
    """Import a plan, or the text of one, with its forms: some of its own as Markdown by key, the others the program's.

    Raises:
        FaultyError: The plan has faults; `plneni plan check` names them.
    """
    plan = source if isinstance(source, Plan) else read_plan(source, forms=known_forms() | forms.keys())
    if not isinstance(plan, Plan):
        raise FaultyError(plan)
    for key in sorted({ask.form for round_ in plan.rounds for ask in round_.asks}):
        text = forms.get(key) or form_source(key) or ""
        form = read_form(text, name=key)
        if not isinstance(form, Form):
            raise FaultyError(form)
        await store_form(tx, form=key, source=text, xform=form.xform, at=at, mint=random_mint)
    await import_plan(tx, plan, source_hash=source_hash(plan), by="", at=at, mint=random_mint)
    return plan


async def invite_all(tx: Tx, plan: Plan, at: datetime) -> dict[str, str]:
    """Make an invite for every actor who is asked something, for the coordinator (key ""), for who comments."""
    actors = {task.actor for round_ in plan.rounds for task in tasks_expected(plan, round_) if task.actor}
    comments = any(ask.role == Role.COMMENTATOR.value for round_ in plan.rounds for ask in round_.asks)
    roles = dict.fromkeys(sorted(actors), Role.PARTNER) | {"": Role.COORDINATOR}
    roles |= {COMMENTATOR: Role.COMMENTATOR} if comments else {}
    tokens = {key: random_token() for key in roles}
    await create_invites(
        tx,
        [
            NewInvite(
                id=random_mint(),
                token=token,
                plan=plan.key,
                role=roles[key],
                actor=key if roles[key] is Role.PARTNER else "",
                created_at=at,
                expires_at=at + VALID,
            )
            for key, token in tokens.items()
        ],
    )
    return tokens


@contextlib.asynccontextmanager
async def trial(
    source: str | Plan,
    folder: Path,
    start: datetime,
    *,
    database: str = "",
    rate: float = 1.0,
    forms: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Trial]:
    """Play with a plan: server, bot and people live until the end of the block.

    Args:
        source: The plan, or its TOML.
        folder: Where database and reports go; it exists.
        start: Instant at which the clock stands.
        database: URL of another database, "" = a SQLite file in the folder.
        forms: Forms of the plan's own as Markdown, by key.
        rate: 1 = the clock runs, so that a chat's budget of messages refills; 0 = it stands.
    """
    clock = MovableClock(start, rate=rate)
    async with BotApiServer(clock=clock) as server:
        config = trial_config(server, folder, database)
        async with await Database.open(config.database.url) as prepared, prepared.write() as tx:
            plan = await load(tx, source, clock.now(), forms)
            tokens = await invite_all(tx, plan, clock.now())
        async with running(config, clock) as app, Crowd(server) as crowd:
            work = asyncio.create_task(app.run())
            try:
                yield Trial(server=server, crowd=crowd, app=app, clock=clock, plan=plan, folder=folder, tokens=tokens)
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)
