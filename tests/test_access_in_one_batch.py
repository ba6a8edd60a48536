"""Whoever has no right gets nothing by the ids of others: not even in one batch with somebody who may see it all.

A batch loads what any of its people may see, so a check that looks only at what is loaded would let the others in.
The attackers are strangers, partners, readers, people of another plan with the same keys, people who were here once.
"""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Select, select, update

from bot.conversation.buttons import Verb
from bot.conversation.state import Mode
from bot.conversation.taps import FREE
from bot.intake.batch import Intake
from bot.sandbox.people import Group, Person
from bot.sandbox.trial import load
from flows.answers import JsonValue
from flows.tasks import Role
from storage.columns import metadata
from storage.database import Database
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.tables.people import contacts, memberships
from storage.tables.tasks import tasks
from storage.tables.traffic import dialogs, outbox
from tests.chat_stage import PLAN
from tests.raw_updates import raw_update
from tests.roles_stage import NOTHING_DONE, REFUSALS, TALK, RolesStage, roles_stage
from tests.test_roles_and_buttons import BUTTONS, FORGED, UNSAID

OTHER = "lipov"
VIEWS = (
    *("S::{round}::0", "S:a:{round}::0", "Q:l:{round}:0", "Q:a:{question}", "E:l:{round}:0", "E:c:{member}:{round}"),
    *("E:q:{round}:0", "E:m:{member}:{round}:0", "T:c:{open}", "T:h:{open}:0", "rq", "ro:{sent}", "rm:0"),
    *("df:l:{round}:0", "rd:m:{round}", "fo:{plan}::0", "ef:{edition}", "ex:{edition}", "ey:{edition}:0"),
    *("bm:{plan}:{kotva}:telephone", "E:w:{request}:{round}:0"),
)
"""What the coordinator taps in the same batch, so that everything is loaded; none of it changes anything by itself."""
OWN = frozenset({"Z", "rq", "bh:0", "xl:0", "ty:0", "be", "xo", *("rm:0", "rl:0", "rR:0", "rA", "rU")})
"""Buttons that name nothing: whoever coordinates another plan sees that plan by them."""
LATER = ("<sent_plan>", "<sent_form>", "Ke kontrole teď nic není")
"""Wishes about a file that was sent, refused when they are fulfilled, for they ask then whose the file is; and the
empty queue of the other plan."""
DAY_OF_END = datetime(2027, 1, 2, tzinfo=UTC)
MODES = 7
Act: TypeAlias = tuple[Person, Group | None, Mapping[str, JsonValue]]
"""Who acts, in which group if not in private, and what: the data of a button, or part of a message."""


class Attack:
    """An intake on a copy of the round's database, with nobody who delivers or sweeps: only what acts do is seen."""

    def __init__(self, stage: RolesStage, database: Database) -> None:
        app = stage.stage.app
        self._known, self._database = stage.known, database
        self._intake = Intake(
            database=database,
            bot=app.bot,
            clock=app.clock,
            mint=random_mint,
            in_force=app.in_force,
            refresh=app.calendar.refresh,
            after=lambda _played: None,
            alert=lambda _update, error: self.alerts.append(error),
        )
        self.alerts: list[str] = []

    async def batch(self, acts: Iterable[Act]) -> None:
        """Let people act at once."""
        await self._intake.process([raw_update(person, what, group) for person, group, what in acts])

    async def rows(self, query: Select[Any]) -> Sequence[Any]:
        """Read from the copy."""
        async with self._database.read() as tx:
            return list(await tx.execute(query))

    async def books(self) -> dict[str, list[str]]:
        """Give all that is stored but for the talk itself."""
        tables = [table for table in metadata.sorted_tables if table.name not in TALK]
        return {table.name: sorted(str(tuple(row)) for row in await self.rows(select(table))) for table in tables}

    async def data(self, template: str) -> str:
        """Fill the ids of the round into a button's data, with the revs of the tasks as they are now."""
        ids = [self._known[name] for name in ("open", "sent")]
        revs = {str(row[0]): str(row[1]) for row in await self.rows(select(tasks.c.id, tasks.c.rev))}
        filled = {**self._known, "open_rev": revs[ids[0]], "sent_rev": revs[ids[1]]}
        return template.format_map(filled)[:64]

    async def end_memberships(self, *people: Person, ended: bool = True) -> None:
        """Take every role from people, or give it back."""
        addresses = [str(person.id) for person in people]
        async with self._database.write() as tx:
            theirs = select(contacts.c.person).where(contacts.c.address.in_(addresses))
            to_at = DAY_OF_END if ended else None
            await tx.execute(update(memberships).where(memberships.c.person.in_(theirs)).values(to_at=to_at))

    async def heard(self) -> dict[str, list[str]]:
        """Give what is written to whom, by address, since the beginning."""
        query = select(contacts.c.address, outbox.c.kind, outbox.c.payload).join(
            contacts, contacts.c.id == outbox.c.contact
        )
        found: dict[str, list[str]] = {}
        for address, kind, payload in await self.rows(query.order_by(outbox.c.id)):
            said = payload.get("text") or f"<{kind}>"
            found.setdefault(address, []).append("" if payload.get("unbutton") else str(said))
        return found


def new_since(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Give what was newly written, to whom; ids are random, so the order within a person is not kept."""
    found: dict[str, list[str]] = {}
    for address, texts in after.items():
        rest = list(texts)
        for text in before.get(address, ()):
            rest.remove(text)
        if any(rest):
            found[address] = [text for text in rest if text]
    return found


async def join_elsewhere(stage: RolesStage, name: str, role: Role, plan: str, actor: str = "") -> Person:
    token, now = random_token(), stage.stage.clock.now()
    made = NewInvite(
        id=random_mint(), token=token, plan=plan, role=role, actor=actor, created_at=now,
        expires_at=now + timedelta(days=9),
    )  # fmt: skip
    async with stage.stage.app.database.write() as tx:
        await create_invites(tx, [made])
    person = await stage.stage.crowd.person(name)
    await person.start(token)
    await stage.stage.quiet()
    await person.taps(row=0, column=0, message=person.last)
    await stage.stage.quiet()
    return person


@contextlib.asynccontextmanager
async def attacked(folder: Path) -> AsyncIterator[tuple[RolesStage, Attack, dict[str, tuple[Person, Group | None]]]]:
    """Set a round with attackers up, and copy it."""
    async with roles_stage(folder) as stage:
        them = await attackers(stage)
        copy = folder / "copy.sqlite3"
        with closing(sqlite3.connect(folder / "plneni.sqlite3")) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("DELETE FROM leases")
            target.commit()
        async with await Database.open(f"sqlite+aiosqlite:///{copy}") as database:
            attack = Attack(stage, database)
            await attack.end_memberships(*(person for name, (person, _) in them.items() if name.startswith("former")))
            yield stage, attack, them
            assert attack.alerts == []


async def attackers(stage: RolesStage) -> dict[str, tuple[Person, Group | None]]:
    """Gather everybody who is no coordinator of the plan; the other plan uses the same keys."""
    source = PLAN.read_text(encoding="utf-8").replace('key = "kamenov"', f'key = "{OTHER}"').replace("Kamenov", "Lipov")
    async with stage.stage.app.database.write() as tx:
        await load(tx, source, stage.stage.clock.now())
    await stage.stage.app.calendar.refresh()
    await stage.stage.pass_time(timedelta(seconds=3))
    kamenov = stage.stage.trial.plan.key
    found = {
        "coordinator of another plan": await join_elsewhere(stage, "Olga C.", Role.COORDINATOR, OTHER),
        "partner of another plan": await join_elsewhere(stage, "Tomáš B.", Role.PARTNER, OTHER, "kotva"),
        "former coordinator": await join_elsewhere(stage, "Ida F.", Role.COORDINATOR, kamenov),
        "former partner": await join_elsewhere(stage, "Leo F.", Role.PARTNER, kamenov, "kotva"),
        "other partner": stage.other,
    }
    others = {role: stage.people[role] for role in ("partner", "commentator", "reader", "stranger")}
    everybody: dict[str, tuple[Person, Group | None]] = {name: (one, None) for name, one in {**others, **found}.items()}
    everybody["former coordinator in a group"] = (found["former coordinator"], stage.group)
    return everybody


def refused_to(name: str) -> list[str]:
    """Give the buttons that are not for somebody."""
    role = name if name in {"partner", "commentator", "reader", "stranger"} else "stranger"
    refused = [template for template, allowed in BUTTONS if role not in allowed]
    return [template for template in refused if template not in OWN] if "another plan" in name else refused


async def test_nobodys_forged_button_does_anything_in_one_batch_with_the_coordinators_own(tmp_path: Path) -> None:
    async with attacked(tmp_path) as (stage, attack, them):
        eva = stage.people["coordinator"]
        looks: list[Act] = [(eva, None, {"data": await attack.data(template)}) for template in VIEWS]
        own = [f"{verb.value}:{{open}}:x:y:z:1" for verb in Verb if verb not in FREE]
        acts: list[Act] = []
        for name, (person, group) in them.items():
            templates = (*refused_to(name), *([] if name == "partner" else own), *FORGED)
            acts += [(person, group, {"data": await attack.data(template)}) for template in templates]
        await attack.batch(looks)
        books, before = await attack.books(), await attack.heard()
        await attack.batch([*looks, *acts, *looks])
        told = new_since(before, await attack.heard())

        assert await attack.books() == books
        names = {str((group or person).id): name for name, (person, group) in them.items()}
        assert told.keys() <= names.keys() | {str(eva.id)}
        said = {(name, text) for address, name in names.items() for text in told.get(address, ())}
        refused = REFUSALS + NOTHING_DONE + LATER
        assert {(name, text) for name, text in said if not text.startswith(refused)} == set()


FILES = ("plan.toml", "tabulka.xlsx", "zapis.docx")
TEXTS = ("2027-02-05", "Doplňte zdroje.", "19. února 2027", "mp")
SAID: list[Mapping[str, JsonValue]] = [{"text": text} for text in TEXTS]
SENT: list[dict[str, JsonValue]] = [
    {"file_id": "a", "file_unique_id": "a", "file_name": name, "file_size": 9} for name in FILES
]
ANSWERS = (*SAID, *({"document": sent} for sent in SENT))
"""What could be a day, a reason, a wording, the name of an organisation, or a file of any kind that is read."""


async def awaits_words(attack: Attack, person: Person) -> str:
    """Name the mode in which somebody's next words are awaited, "" = none is."""
    mine = select(contacts.c.id).where(contacts.c.address == str(person.id)).scalar_subquery()
    mode = str((await attack.rows(select(dialogs.c.mode).where(dialogs.c.contact == mine)))[0][0])
    return "" if mode == Mode.IDLE else mode


async def test_what_a_coordinator_was_asked_for_is_not_taken_once_the_role_is_lost(tmp_path: Path) -> None:
    async with attacked(tmp_path) as (stage, attack, _):
        eva, taken, asked = stage.people["coordinator"], {}, set[str]()
        for template, allowed in BUTTONS:
            if "coordinator" not in allowed or template in UNSAID:
                continue
            await attack.batch([(eva, None, {"data": await attack.data(template)})])
            mode = await awaits_words(attack, eva)
            if not mode or mode in asked:
                continue
            asked.add(mode)
            await attack.end_memberships(eva)
            books, before = await attack.books(), await attack.heard()
            await attack.batch([(eva, None, answer) for answer in ANSWERS])
            told = new_since(before, await attack.heard())
            if await attack.books() != books or told.keys() - {str(eva.id)}:
                taken[template] = told
            await attack.end_memberships(eva, ended=False)
        assert taken == {}
        assert len(asked) > MODES
