"""Making the edition of a closed round: once per closing, again after a failure, told to the coordinators (G8)."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.edition_words import failure_message, summary_message
from bot.clock import Clock
from bot.config import Config
from bot.conversation.scene import Mint
from bot.earlier_answers import with_earlier
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.on_disk import surely_on_disk
from bot.program_version import program_version
from bot.report_child import ChildReport, edition_in_child
from bot.words import words_for
from flows.answers import JsonValue
from flows.plan import Plan
from flows.snapshot import Snapshot
from flows.snapshot_json import snapshot_from_json
from flows.tasks import Role
from flows.working_days import next_allowed
from storage.database import Database, Tx
from storage.editions import EditionFile, EditionView, create_edition, load_edition, store_files
from storage.people import load_members
from storage.round_events import RoundEvent, claim_event, put_off_event
from storage.snapshot import load_pinned_forms, load_snapshot
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

log = logging.getLogger(__name__)

FINDINGS = "findings.txt"
"""Name and kind of the file that keeps what the checks found, a line each: task, tab, sentence; it is not sent."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
TELL_EVERY = 5
"""The coordinators hear of the first failure, and of every so-many-th one after it, by day."""


class Compiler:
    """Makes editions beside the sweep; nothing waits for it."""

    def __init__(
        self,
        *,
        config: Config,
        database: Database,
        in_force: InForce,
        clock: Clock,
        mint: Mint,
        alert: Callable[[str, str], None],
    ) -> None:
        self._config, self._database, self._in_force = config, database, in_force
        self._clock, self._mint, self._alert = clock, mint, alert
        self._working: dict[tuple[str, str], asyncio.Task[None]] = {}

    def start(self, event: RoundEvent) -> None:
        """Begin with an event that is due, unless it is in hand."""
        key = (event.round_id, event.event)
        if key not in self._working:
            work = asyncio.get_running_loop().create_task(self._work(event))
            self._working[key] = work
            work.add_done_callback(lambda _: self._working.pop(key, None))

    async def settle(self) -> None:
        """Wait until nothing is in hand."""
        while self._working:
            await asyncio.gather(*self._working.values(), return_exceptions=True)

    async def close(self) -> None:
        """Stop what is in hand; it is begun anew after the next start."""
        for work in list(self._working.values()):
            work.cancel()
        await self.settle()

    async def _work(self, event: RoundEvent) -> None:
        try:
            edition = await self._frozen(event)
            language = self._in_force.plans[event.plan].plan.language
            made = await edition_in_child(self._config, event.plan, edition.id, language=language)
        except Exception as error:
            log.exception("an edition could not be made; it is tried again")
            await self._fail(event, type(error).__name__)
            return
        if isinstance(made, str):
            await self._fail(event, made)
        else:
            await self._deliver(event, edition, made)

    async def _frozen(self, event: RoundEvent) -> EditionView:
        """Take the picture, once: every try writes the same data."""
        edition = edition_id(event)
        async with self._database.write() as tx:
            found = await load_edition(tx, edition)
            if found is None:
                await create_edition(tx, edition, await self._snapshot(tx, event), program=program_version())
                found = await load_edition(tx, edition)
        if found is None:
            raise LookupError(edition)
        return found

    async def _snapshot(self, tx: Tx, event: RoundEvent) -> Snapshot:
        forms = self._in_force.forms()
        report = event.rest.partition(":")[0]
        snapshot = await load_snapshot(tx, event.plan, report, made_at=self._clock.now(), draft=False, forms=forms)
        definition = next(each for each in snapshot.plan.reports if each.key == report)
        pinned = await load_pinned_forms(tx, event.plan, definition)
        return with_earlier(snapshot, [forms[version] for version in pinned])

    async def _fail(self, event: RoundEvent, reason: str) -> None:
        """Note why, try again later, tell whoever can do something."""
        now = self._clock.now()
        until = now + pause_after(event.tries)
        self._alert(f"{event.plan}/{event.round}/{event.event}", reason)
        async with self._database.write() as tx:
            await put_off_event(tx, event, until=until, error=reason[:1000])
            plan = self._in_force.plans[event.plan].plan
            if not tells(event.tries, plan, now):
                return
            rows: list[OutboxRow] = []
            for contact, language in (await self._coordinators(tx, event.plan, now)).items():
                message = failure_message(words_for(language or plan.language), plan, reason, until)
                rows.append(self._row(contact, now, message_payload(message)))
            await write_batch(tx, Writes(changed_at=now, outbox=tuple(rows)))

    async def _coordinators(self, tx: Tx, plan: str, now: datetime) -> dict[str, str]:
        members = await load_members(tx, plan, at=now, roles=[Role.COORDINATOR])
        return {one.contact: one.language for one in members if one.contact_state == "active"}

    async def _deliver(self, event: RoundEvent, edition: EditionView, made: ChildReport) -> None:
        """Store the files at once and send them by day; of two processes one does."""
        now, plan = self._clock.now(), self._in_force.plans[event.plan].plan
        snapshot, by_day = snapshot_from_json(edition.snapshot), in_window(now, plan)
        paths = [*made.files, *made.belonging]
        await asyncio.to_thread(surely_on_disk, paths)
        files = [EditionFile(name=path.name, format=path.suffix[1:], content=path.read_bytes()) for path in paths]
        lines = "\n".join(f"{one.task}\t{one.text}" for one in made.findings)
        files.append(EditionFile(name=FINDINGS, format="", content=lines.encode()))
        async with self._database.write() as tx:
            if not await claim_event(tx, event, at=now):
                return
            await store_files(tx, edition.id, files)
            rows: list[OutboxRow] = []
            for contact, said in (await self._coordinators(tx, event.plan, now)).items():
                rows += [
                    self._row(contact, by_day, {"path": str(path), "name": path.name, "caption": ""}, kind="document")
                    for path in made.sent()
                ]
                message = summary_message(words_for(said or plan.language), edition.id, snapshot, made)
                rows.append(self._row(contact, by_day, message_payload(message)))
            await write_batch(tx, Writes(changed_at=now, outbox=tuple(rows)))
        log.info("edition made: %s/%s, number %d", event.plan, edition.report, edition.number)

    def _row(self, contact: str, at: datetime, payload: dict[str, JsonValue], *, kind: str = "send") -> OutboxRow:
        return OutboxRow(
            id=self._mint(),
            contact=contact,
            lane="bulk",
            kind=kind,
            payload=payload,
            not_before_at=at,
            created_at=self._clock.now(),
        )


def in_window(at: datetime, plan: Plan) -> datetime:
    """Give the first moment from `at` on at which the plan's coordinators may be written to."""
    return next_allowed(at, plan.sending, ZoneInfo(plan.time_zone))


def pause_after(tries: int) -> timedelta:
    """Say how long a report rests after a failure."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << 2 * min(tries, 6)))


def tells(tries: int, plan: Plan, now: datetime) -> bool:
    """Tell whether a failure is told to the coordinators: by day, and what happened at night in the morning."""
    if in_window(now, plan) > now:
        return False
    before = now - pause_after(tries - 1) if tries else now
    return tries % TELL_EVERY == 0 or in_window(before, plan) > before


def edition_id(event: RoundEvent) -> str:
    """Give the id of the edition that an event makes: the same at every try."""
    return hashlib.sha256(f"{event.round_id}/{event.event}".encode()).hexdigest()[:26]
