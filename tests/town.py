"""A town for tests of hard times: people write, the Bot API server and the bot are processes of their own."""

import asyncio
import contextlib
import itertools
import json
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import select

from bot.sandbox.botapi.server import DEFAULT_TOKEN
from bot.sandbox.people import Crowd, Person
from bot.sandbox.trial import load
from flows.tasks import Role
from storage.database import Database
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.rebuild import compare_projection
from storage.tables.tasks import revisions
from storage.tables.traffic import inbox, outbox

PEOPLE = 30
TEXTS = 5
ROOT = Path(__file__).parent.parent
OPENED = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)


def plan(each: int = 1) -> str:
    """One organisation for each person with as many activities as are wanted: each has questions of their own."""
    head = (ROOT / "tests" / "chat_plan.toml").read_text(encoding="utf-8")
    before, _, rest = head.partition("[[actors]]")
    rounds = rest[rest.index("[[rounds]]") :]
    actors = "".join(
        f'[[actors]]\nkey = "a{n}"\nname = "Organizace {n}"\nkind = "městská policie"\n' for n in range(PEOPLE)
    )
    top = '[[items]]\nkey = "p"\nnumber = "1"\nlevel = "priorita"\ntitle = "Priorita"\n'
    items = "".join(
        f'[[items]]\nkey = "i{n}"\nnumber = "1.{n + 1}"\nlevel = "aktivita"\nparent = "p"\n'
        f'title = "Aktivita {n}"\nlead = "a{n // each}"\n'
        for n in range(PEOPLE * each)
    )
    return before + actors + top + items + rounds


@dataclass(kw_only=True, slots=True)
class Town:
    """A Bot API server in one process, the bot in another, people here."""

    url: str
    folder: Path
    crowd: Crowd
    bot: asyncio.subprocess.Process | None = None
    address: str = ""
    people: list[Person] = field(default_factory=list)
    said: dict[int, list[str]] = field(default_factory=dict)

    @property
    def database(self) -> str:
        return self.address or f"sqlite+aiosqlite:///{self.folder / 'plneni.sqlite3'}"

    def config(self, **telegram: object) -> dict[str, object]:
        """Configure a bot of this town."""
        here = {"token": DEFAULT_TOKEN, "api_url": self.url, "file_url": f"{self.url}/file", "poll_timeout": 5}
        return {
            "telegram": here | telegram,
            "database": {"url": self.database},
            "bot": {"sweep_seconds": 1},
            "reports": {"folder": str(self.folder / "reports")},
        }

    async def start_bot(self, at: datetime, point: str = "", nth: int = 1) -> None:
        """Start the bot; with a point it kills itself when it comes there for the nth time."""
        mortal = (point, str(nth)) if point else ()
        arguments = (sys.executable, "-m", "tests.mortal_bot", json.dumps(self.config()), at.isoformat(), *mortal)
        log = (self.folder / "bot.log").open("ab")
        with log:
            self.bot = await asyncio.create_subprocess_exec(
                *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=log
            )

    async def is_ready(self, seconds: float = 60) -> bool:
        """Wait until the bot has opened everything; False: it has ended before that."""
        assert self.bot is not None
        assert self.bot.stdout is not None
        async with asyncio.timeout(seconds):
            return bool(await self.bot.stdout.readline())

    async def dies(self) -> None:
        """Wait until the bot has killed itself."""
        assert self.bot is not None
        async with asyncio.timeout(60):
            assert await self.bot.wait() == -signal.SIGKILL

    async def kill_bot(self) -> None:
        assert self.bot is not None
        self.bot.send_signal(signal.SIGKILL)
        assert await self.bot.wait() == -signal.SIGKILL

    async def stop_bot(self) -> None:
        assert self.bot is not None
        self.bot.terminate()
        await self.bot.wait()

    async def writes_all(self, person: Person, kill: int) -> None:
        for number in range(TEXTS):
            text = f"Osoba {person.id}, věta {kill}.{number}."
            await person.says(text)
            self.said.setdefault(person.id, []).append(text)

    async def waiting(self) -> int:
        """Count the updates that the bot has not confirmed."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/control/updates") as answer:
            return int((await answer.json())["waiting"])


async def invites(database: str, each: int = 1) -> list[str]:
    """Load the plan and make an invite for every organisation; give their tokens."""
    tokens = [random_token() for _ in range(PEOPLE)]
    async with await Database.open(database) as opened, opened.write() as tx:
        made = await load(tx, plan(each), OPENED)
        await create_invites(
            tx,
            [
                NewInvite(
                    id=random_mint(),
                    token=token,
                    plan=made.key,
                    role=Role.PARTNER,
                    actor=f"a{number}",
                    created_at=OPENED,
                    expires_at=OPENED + timedelta(days=9),
                )
                for number, token in enumerate(tokens)
            ],
        )
    return tokens


@contextlib.asynccontextmanager
async def town(folder: Path, database: str = "", rate: float = 1) -> AsyncIterator[Town]:
    """Run the Bot API server as a process of its own, on a clock that runs; a slow one keeps what it holds longer."""
    command = (sys.executable, "-m", "bot.sandbox.botapi", "--at", OPENED.isoformat(), "--rate", str(rate))
    server = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert server.stdout is not None
    url = (await server.stdout.readline()).decode().strip()
    async with Crowd.at(url) as crowd:
        made = Town(url=url, folder=folder, crowd=crowd, address=database)
        try:
            yield made
        finally:
            for process in (made.bot, server):
                if process is not None and process.returncode is None:
                    process.kill()
                    await process.wait()


async def joins(made: Town, token: str) -> Person:
    """Join and walk to the description, where every text is kept."""
    person = await made.crowd.person("Petra K.")
    await person.start(token)
    for label, heard in (
        ("Rozumím, pokračovat", "prosíme o podklady"),
        ("Začít", "Jak se dařilo"),
        ("Splněno", "náklady"),
        ("Bez nákladů", "Co se v roce"),
    ):
        await person.wait_for(lambda one: bool(one.buttons), seconds=60)
        await person.taps(label)
        await person.wait_for(heard, seconds=60)
    made.people.append(person)
    return person


async def stored_texts(made: Town) -> list[list[str]]:
    """Give the newest description of every task."""
    async with await Database.open(made.database, lease=False) as opened, opened.read() as tx:
        assert await compare_projection(tx) == []
        query = select(revisions.c.task, revisions.c.value).where(revisions.c.question == "description")
        rows = await tx.execute(query.order_by(revisions.c.task, revisions.c.seq))
        return list({task: list(value) for task, value in rows}.values())


async def unfinished(made: Town) -> list[str]:
    """Name the updates that failed and the messages that wait, as the running bot's database has them now."""
    async with await Database.open(made.database, lease=False) as opened, opened.read() as tx:
        outcomes = (await tx.execute(select(inbox.c.outcome))).scalars()
        waiting = (await tx.execute(select(outbox.c.payload).where(outbox.c.state == "waiting"))).scalars()
        return [*(one for one in outcomes if one not in {"done", "ignored"}), *map(str, waiting)]


async def all_sent(made: Town) -> None:
    """Wait until nothing waits and everybody sees it."""
    async with asyncio.timeout(120):
        while await unfinished(made):
            await made.people[0].refresh()
    for person in made.people:
        await person.refresh()


def repeats(person: Person) -> int:
    """Count the messages of the bot that stand there twice in a row."""
    said = [(one.text, one.labels) for one in person.history if one.by_bot and not one.earlier]
    return sum(first == second for first, second in itertools.pairwise(said))


async def first_answer(made: Town) -> None:
    """Wait until the bot has answered somebody: it is in the middle of the others then."""
    waits = [asyncio.ensure_future(person.wait_for("Zapsáno", seconds=60)) for person in made.people]
    _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for one in pending:
        one.cancel()
    await asyncio.gather(*waits, return_exceptions=True)


async def answered_all(made: Town, messages: str) -> None:
    """Wait until everybody was told how much of their text is kept."""
    for person in made.people:
        await person.wait_for(lambda one: messages in one.text.replace("\u00a0", " "), seconds=60)
