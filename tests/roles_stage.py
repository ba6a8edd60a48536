"""One round with somebody of every role, and what the bot answers to a command or a button of each."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.conversation.buttons import code
from bot.sandbox.people import Group, Person
from flows.tasks import Role
from storage.columns import metadata
from storage.editions import create_edition
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.snapshot import load_snapshot
from storage.tables.coordination import questions
from storage.tables.people import access_requests, memberships
from storage.tables.reports import editions
from storage.tables.rounds import rounds
from storage.tables.tasks import tasks
from tests.chat_stage import ChatStage, chat_stage, newest_id

ROLES = ("partner", "commentator", "reader", "coordinator", "stranger")
REFUSALS = ("Sem přístup nemáte", "Tato služba slouží partnerům", "Odpovědi sbíráme jen v soukromé")
UNKNOWN = "Toto tlačítko už neplatí."
NOTHING_DONE = (
    *("Toto tlačítko patří k dřívější", "Hotovo, nic dalšího není třeba"),
    *("Tento dotaz už", "Tento soubor patří někomu jinému"),
)
"""What a button says whose time is over, or for whom there is nothing."""
TALK = frozenset({"inbox", "outbox", "dialogs", "contacts", "message_links", "leases"})
"""Tables that any act at all writes, whoever it is."""


@dataclass(kw_only=True, slots=True)
class RolesStage:
    """The round; `people` holds one person of each role, `other` a partner of another organisation."""

    stage: ChatStage
    people: dict[str, Person]
    other: Person
    group: Group
    known: dict[str, str] = field(default_factory=dict)

    async def data(self, template: str) -> str:
        """Fill the ids of the round into a button's data; revs are as they are now."""
        revs = {name: str(await self.rev(self.known[name])) for name in ("open", "sent")}
        return template.format_map({**self.known, "open_rev": revs["open"], "sent_rev": revs["sent"]})

    async def rev(self, task: str) -> int:
        """Give a task's rev."""
        return int((await self.stage.rows(select(tasks.c.rev).where(tasks.c.id == task)))[0][0])

    async def command(self, role: str, text: str) -> str:
        """Say a command; give what it comes to: "yes", "no"."""
        person, group = self.of(role)
        before = newest_id(person) if group is None else len(person.window(group).history)
        await person.says(text, group=group)
        await self.stage.quiet()
        await self.stage.pass_time(timedelta(seconds=3))
        if group is None:
            said = [one.text for one in person.history if one.by_bot and one.id > before]
        else:
            said = [one.text for one in person.window(group).history[before:] if one.by_bot]
        assert said or role == "stranger", f"{role} {text}: no answer"
        return verdict(role, said, [])

    async def tap(self, role: str, template: str) -> str:
        """Tap a button, forged or not; give what it comes to: "yes", "no"."""
        person, group = self.of(role)
        window = person.window(group)
        before = {one.id: one.text for one in window.history}
        toasts = len(window.toasts)
        await person.taps_data(await self.data(template), group=group)
        await self.stage.quiet()
        await self.stage.pass_time(timedelta(seconds=3))
        said = [one.text for one in window.history if one.by_bot and before.get(one.id) != one.text]
        return verdict(role, said, [one.text for one in window.toasts[toasts:]])

    def of(self, role: str) -> tuple[Person, Group | None]:
        """Give who acts, and where if not in private; a group's member is the coordinator."""
        if role == "group":
            return self.people["coordinator"], self.group
        return (self.other if role == "other partner" else self.people[role]), None

    async def books(self) -> dict[str, list[str]]:
        """Give all that is stored but for the talk itself, and how much was said to whom."""
        found = {}
        for table in metadata.sorted_tables:
            if table.name not in TALK:
                found[table.name] = sorted(str(tuple(row)) for row in await self.stage.rows(select(table)))
        return found

    async def said_to_others(self, role: str) -> int:
        """Count what was written to anybody but the one who acts."""
        person, _ = self.of(role)
        return sum(len(one.history) for one in (*self.people.values(), self.other) if one is not person)


def verdict(role: str, said: list[str], toasts: list[str]) -> str:
    """Tell a refusal from anything else; a stranger who asks without end is not answered at all."""
    refused = any(text.startswith(REFUSALS + NOTHING_DONE) for text in said) or UNKNOWN in toasts
    unheard = role == "stranger" and not said and not any(toasts)
    return "no" if refused or unheard else "yes"


async def _join_as(stage: ChatStage, name: str, role: Role) -> Person:
    token, now = random_token(), stage.clock.now()
    made = NewInvite(
        id=random_mint(),
        token=token,
        plan=stage.trial.plan.key,
        role=role,
        actor="",
        created_at=now,
        expires_at=now + timedelta(days=60),
    )
    async with stage.app.database.write() as tx:
        await create_invites(tx, [made])
    person = await stage.crowd.person(name)
    await person.start(token)
    await stage.quiet()
    await person.taps(row=0, column=0, message=person.last)
    await stage.quiet()
    await stage.pass_time(timedelta(seconds=2))
    return person


@contextlib.asynccontextmanager
async def roles_stage(folder: Path) -> AsyncIterator[RolesStage]:
    """Run a round in which there is something of everything that a coordinator's button can be about."""
    async with chat_stage(folder) as stage:
        coordinator = await stage.join("Eva Sojková", "")
        partner = await stage.join("Petra K.", "kotva")
        other = await stage.join("Jan V.", "mp")
        people = {
            "coordinator": coordinator,
            "partner": partner,
            "commentator": await _join_as(stage, "Alena M.", Role.COMMENTATOR),
            "reader": await _join_as(stage, "Karel N.", Role.READER),
            "stranger": await stage.crowd.person("Hana D."),
        }
        group = await stage.crowd.group("Prevence", [coordinator, partner])
        made = RolesStage(stage=stage, people=people, other=other, group=group)
        await _fill(made)
        yield made


async def _fill(made: RolesStage) -> None:
    """Let a partner send one item and ask something, somebody ask for access; freeze an edition; find the ids."""
    stage, partner = made.stage, made.people["partner"]
    await _answer(stage, partner)
    await stage.says(partner, "/prehled")
    await partner.taps_data(f"y:{await stage.task_id('1.2')}")
    await stage.quiet()
    await stage.says(partner, "Kam to patří?")
    asker = await stage.crowd.person("Ivo R.")
    await stage.says(asker, "/start")
    await stage.taps(asker, "Požádat o přístup")
    await stage.says(asker, "Klub Kotva")
    plan = stage.trial.plan.key
    forms = stage.app.in_force.forms()
    async with stage.app.database.write() as tx:
        snapshot = await load_snapshot(tx, plan, "zprava", made_at=stage.clock.now(), draft=False, forms=forms)
        await create_edition(tx, random_mint(), snapshot)
    made.known = await _ids(stage)


async def _answer(stage: ChatStage, partner: Person) -> None:
    await stage.taps(partner, "Začít")
    await stage.says(partner, "netýká se")
    await stage.taps(partner, "Odeslat a další")


async def _ids(stage: ChatStage) -> dict[str, str]:
    one: Mapping[str, object] = {
        "round": rounds.c.id,
        "question": questions.c.id,
        "request": access_requests.c.id,
        "edition": editions.c.id,
    }
    found = {name: str((await stage.rows(select(column)))[0][0]) for name, column in one.items()}  # type: ignore[call-overload]
    member = await stage.rows(select(memberships.c.id).where(memberships.c.actor == "mp"))
    return {
        **found,
        "member": str(member[0][0]),
        "open": await stage.task_id("1.2"),
        "sent": await stage.task_id("1.1"),
        "plan": code("kamenov"),
        "kotva": code("kotva"),
        "mp": code("mp"),
        "form": code("annual_evaluation"),
        "report": code("zprava"),
        "introduction": code("introduction"),
        "description": code("description"),
    }
