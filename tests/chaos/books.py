"""The books after a storm: what was accepted is there once, and what was said is said once, but for one a kill."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bot.sandbox.people import Person
from storage.database import Database, Tx
from storage.rebuild import compare_projection
from storage.tables.people import contacts
from storage.tables.tasks import answers, attachments, revisions, submissions, task_events, tasks
from storage.tables.traffic import inbox, outbox
from tests.chaos.people import Writer
from tests.town import Town


@dataclass(kw_only=True, slots=True)
class Lives:
    """The lives of the bot in one storm.

    Attributes:
        ends: By life: the newest message of each chat when it was over.
        cuts: By life: answers lost on the way, by chat.
    """

    ends: list[dict[int, int]] = field(default_factory=list)
    cuts: list[Mapping[int, int]] = field(default_factory=list)

    async def end(self, town: Town, cuts: Mapping[int, int]) -> None:
        """Note how far each chat has come when a life is over."""
        for person in town.people:
            await person.refresh()
        self.ends.append({person.id: max((one.id for one in person.history), default=0) for person in town.people})
        self.cuts.append(cuts)

    def repeated(self, chat: int, messages: Sequence[int]) -> list[str]:
        """Name the lives that left more messages without a row than one, or than answers were lost."""
        found = Counter(next(n for n, end in enumerate(self.ends) if one <= end.get(chat, 0)) for one in messages)
        return [
            f"chat {chat}: {count} messages beside their rows in life {life}"
            for life, count in found.items()
            if count > 1 + self.cuts[life].get(chat, 0)
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the books say.

    Attributes:
        wrong: A line for everything that must not be.
        repeated: How many messages came a second time.
        updates: How many updates there were.
    """

    wrong: list[str]
    repeated: int
    updates: int


async def looked_at(town: Town, lives: Lives, writers: Sequence[Writer], sent: int, folder: Path) -> Verdict:
    """Compare the database with what people did and saw.

    Args:
        town: The town; its bot has been stopped.
        lives: The lives of the bot.
        writers: Who wrote.
        sent: How many activities were sent by those who walked.
        folder: Where files that people sent are kept.
    """
    async with await Database.open(town.database) as database, database.read() as tx:
        ids = sorted(int(one) for one in (await tx.execute(select(inbox.c.external_id))).scalars())
        wrong = [f"history and answers differ: {one}" for one in await compare_projection(tx)]
        wrong += [] if ids == list(range(ids[0], ids[0] + len(ids))) else ["an update is lost, or stored twice"]
        wrong += await failed(tx)
        wrong += await unlike(tx, writers)
        wrong += await undone(tx, sent)
        wrong += await unfetched(tx, sum(one.files for one in writers), folder)
        said, repeated = await beside_rows(tx, town.people, lives)
        return Verdict(wrong=[*wrong, *said], repeated=repeated, updates=len(ids))


async def failed(tx: Tx) -> list[str]:
    """Name the updates that failed, and the rows that wait or were refused, but by a person who blocked the bot."""
    outcomes = (await tx.execute(select(inbox.c.outcome))).scalars()
    rows = await tx.execute(select(outbox.c.state, outbox.c.kind, outbox.c.error).where(outbox.c.state != "sent"))
    return [
        *(f"an update: {one or 'left'}" for one in outcomes if one not in {"done", "ignored"}),
        *(f"a row: {one}" for one in rows if one.state == "waiting"),
        *(f"a row: {one}" for one in rows if one.state == "failed" and "blocked" not in one.error),
    ]


async def unlike(tx: Tx, writers: Sequence[Writer]) -> list[str]:
    """Name the writers whose texts are not stored as they are said: once, and in order where updates came in order."""
    query = select(answers.c.value).where(answers.c.question == "description", answers.c.value.is_not(None))
    stored = [one for one in (await tx.execute(query)).scalars() if one]
    wanted = [one.said if one.changes else sorted(one.said) for one in writers]
    found = [value if writers[0].changes else sorted(value) for value in stored]
    return [
        f"{len(set(said) - {text for value in stored for text in value})} lost or changed of {len(said)} texts"
        for said in wanted
        if said not in found
    ]


async def undone(tx: Tx, sent: int) -> list[str]:
    """Name the sent tasks that were not answered and sent exactly once."""
    query = select(submissions.c.task, submissions.c.number)
    numbers = [(task, number) for task, number in await tx.execute(query)]
    done = {task for task, _ in numbers}
    wrong = (
        [] if len(numbers) == len(done) == sent else [f"{len(numbers)} submissions of {len(done)} tasks, not {sent}"]
    )
    for table, column in ((revisions, revisions.c.question), (task_events, task_events.c.event)):
        rows = await tx.execute(select(table.c.task, column).where(table.c.task.in_(done)))
        counts = Counter((task, what) for task, what in rows)
        kinds = Counter(what for _, what in counts)
        wrong += [f"{what} of a task stands {count} times" for (_, what), count in counts.items() if count > 1]
        wrong += [f"{what}: {count} of {len(done)} tasks" for what, count in kinds.items() if count != len(done)]
    states = await tx.execute(select(tasks.c.state).where(tasks.c.id.in_(done)))
    return [*wrong, *(f"a sent task is {one}" for one in states.scalars() if one != "submitted")]


async def unfetched(tx: Tx, sent: int, folder: Path) -> list[str]:
    """Name the files that are not kept, each once."""
    rows = (await tx.execute(select(attachments.c.state, attachments.c.hash))).all()
    wrong = [f"a file: {state}" for state, _ in rows if state != "kept"]
    missing = [hash_ for state, hash_ in rows if state == "kept" and not (folder / hash_).exists()]
    wrong += [f"{len(missing)} files are not on the disk"] if missing else []
    return wrong if len(rows) == sent else [*wrong, f"{len(rows)} files, {sent} were sent"]


async def beside_rows(tx: Tx, people: Sequence[Person], lives: Lives) -> tuple[list[str], int]:
    """Name the chats with too many messages that no row knows; count these messages."""
    query = select(contacts.c.address, outbox.c.message_ref).join(contacts, contacts.c.id == outbox.c.contact)
    rows = await tx.execute(
        query.where(outbox.c.message_ref != "", outbox.c.kind.not_in(["edit", "delete"])).order_by(outbox.c.position)
    )
    refs: dict[str, list[int]] = {}
    for address, ref in rows:
        refs.setdefault(address, []).append(int(ref))
    wrong, count = [], 0
    for person in people:
        await person.refresh()
        known = refs.get(str(person.id), [])
        there = [one.id for one in person.history if one.by_bot]
        beside = [one for one in there if one not in set(known)]
        count += len(beside)
        wrong += lives.repeated(person.id, beside)
        wrong += [f"chat {person.id}: two rows claim one message"] if len(set(known)) < len(known) else []
        wrong += [f"chat {person.id}: a row's message is not there"] if set(known) - set(there) else []
    return wrong, count
