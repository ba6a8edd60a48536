"""The clock's work: rounds open when they are due, people are told, waiting messages leave.

A sweep knows no timers of its own: it looks at rows and at the time it is given, and is safe to run twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Message
from bot.conversation.overview import document_name, minutes, waiting_for_you
from bot.conversation.scene import Mint
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.cards import PlanIndex, last_day, level_names
from bot.register_refresh import refresh_registers
from bot.words import words_for
from flows.form import Form
from flows.tasks import Role
from flows.wording.days import date_long, in_days
from flows.xlsform import read_form
from storage.database import Database, Tx
from storage.forms import FormVersion, load_form_versions
from storage.people import Member, load_members
from storage.plans import load_plan, load_plan_revisions
from storage.rounds import RoundView, load_rounds, open_round
from storage.tables.rounds import asks
from storage.views import TaskView
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

log = logging.getLogger(__name__)


class Calendar:
    """Opens rounds that are due and keeps what is in force true."""

    def __init__(self, *, database: Database, in_force: InForce, mint: Mint) -> None:
        self._database, self._in_force, self._mint = database, in_force, mint

    async def sweep(self, now: datetime) -> int:
        """Do what is due at an instant; give how many rounds were opened."""
        await self.refresh()
        opened = 0
        for index in self._in_force.plans.values():
            due = await self._due(index, now)
            for key in due:
                await self._open(index, key, now)
                opened += 1
        if opened:
            await self.refresh()
        return opened

    async def refresh(self) -> None:
        """Put the newest plan revisions in force, and every form version in use."""
        async with self._database.read() as tx:
            for key, revision in (await load_plan_revisions(tx)).items():
                if self._in_force.needs(key, revision):
                    self._in_force.put_plan(await load_plan(tx, key), revision)
            await refresh_registers(tx, self._in_force)
            wanted = [one for one in await versions_in_use(tx) if not self._in_force.has_form(one)]
            for version in (await load_form_versions(tx, wanted)).values() if wanted else ():
                self._in_force.put_form(version.id, compiled(version))

    async def _due(self, index: PlanIndex, now: datetime) -> list[str]:
        async with self._database.read() as tx:
            rounds = await load_rounds(tx, index.plan.key)
        planned = [one for one in rounds if one.state == "planned" and one.opens_at <= now < one.closes_at]
        return [one.key for one in planned]

    async def _open(self, index: PlanIndex, key: str, now: datetime) -> None:
        async with self._database.write() as tx:
            made = await open_round(tx, index.plan, key, at=now, mint=self._mint)
            found = next(one for one in await load_rounds(tx, index.plan.key) if one.key == key)
            members = await load_members(tx, index.plan.key, at=now, roles=[Role.PARTNER])
            rows = opening_rows(index, found, made, members, now, self._mint)
            await write_batch(tx, Writes(changed_at=now, outbox=rows))
        log.info("round opened: %s/%s, %d tasks", index.plan.key, key, len(made))


async def versions_in_use(tx: Tx) -> list[str]:
    """Give the form versions that asks of living rounds are pinned to."""
    return [row for row in (await tx.execute(select(asks.c.form_version).distinct())).scalars() if row]


def compiled(version: FormVersion) -> Form:
    """Compile a stored form version; it was checked when it was stored."""
    form = read_form(version.source, name=version.form)
    if not isinstance(form, Form):
        raise TypeError(f"the stored form {version.form} {version.number} does not compile: {form[0].code}")
    return form


def opening_rows(
    index: PlanIndex,
    found: RoundView,
    made: Sequence[TaskView],
    members: Sequence[Member],
    now: datetime,
    mint: Mint,
) -> tuple[OutboxRow, ...]:
    """Write the opening message (B1) to everybody who has joined, once per contact."""
    by_actor: dict[str, int] = {}
    for task in made:
        by_actor[task.actor] = by_actor.get(task.actor, 0) + 1
    counts: dict[str, int] = {}
    languages: dict[str, str] = {}
    for member in members:
        if member.contact_state == "active" and member.actor in by_actor:
            counts[member.contact] = counts.get(member.contact, 0) + by_actor[member.actor]
            languages[member.contact] = member.language or index.plan.language
    return tuple(
        opening_row(index, found, made[0], contact, counts[contact], languages[contact], now, mint)
        for contact in counts
    )


def opening_row(
    index: PlanIndex,
    found: RoundView,
    sample: TaskView,
    contact: str,
    count: int,
    language: str,
    now: datetime,
    mint: Mint,
) -> OutboxRow:
    """Write one person's opening message."""
    plan = index.plan
    words = words_for(language, tuple(sorted(plan.texts.get(language, {}).items())))
    level = level_names(plan, index.items.get((sample.tree, sample.subject)))[words.language]
    today = now.astimezone(ZoneInfo(plan.time_zone)).date()
    deadline = last_day(found.deadline_at, plan)
    text = words.text(
        "opening",
        year=found.covers_label,
        plan_genitive=document_name(plan, words.language),
        waiting=waiting_for_you(level, count),
        minutes=minutes(count),
        deadline=date_long(deadline, words.language, today=today),
        in_days=in_days((deadline - today).days, words.language),
        contact=f"{plan.contact.name}, tel. {plan.contact.telephone}",
    )
    rows = (
        (Button(label=words.label("begin"), data=button_data(Verb.BEGIN)),),
        (Button(label=words.label("our_items", level_few=level.few), data=button_data(Verb.OVERVIEW, "0")),),
    )
    return OutboxRow(
        id=mint(),
        contact=contact,
        lane="bulk",
        payload=message_payload(Message(text=text, rows=rows)),
        not_before_at=now,
        created_at=now,
    )
