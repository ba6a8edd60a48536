"""The demonstration: a whole collection, played over HTTP by simulated partners, and what it leaves in a folder."""

import random
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.botapi.seen import Message
from bot.sandbox.coordinator import Coordinator
from bot.sandbox.partners import NAMES, Partner
from bot.sandbox.transcript import write_transcript
from bot.sandbox.trial import COMMENTATOR, Trial, trial
from flows.plan import Plan, Round
from flows.plan_walk import actor_of, tasks_expected
from flows.rounds import closes_at, opens_at
from flows.working_days import next_allowed

EXAMPLE = "kamenov.toml"
COORDINATOR = ""
"""Key of the coordinator's invite, which is of no actor."""
FILES = {COORDINATOR: "koordinator", COMMENTATOR: "komentator"}
"""Names of the transcripts of those who are of no actor."""
MORNING = time(8, 0)
REPORT_SECONDS = 60.0
AFTER_CLOSING = timedelta(hours=1)
AFTER_THE_END = (("Co nesedí", "Co nesedí"), ("Zveřejnit", "Zpráva je zveřejněná"))
"""What the coordinator taps under the summary of the closed round, and how the answer begins."""
QUICK, SLOW = 4.0, 25.0
"""Seconds, by the clock of the play, that a person takes for one act."""

Progress = Callable[[int, int], None]
"""Told after each activity: how many are done with, of how many."""


class NoReportError(Exception):
    """The coordinator asked for the report and got none; the message says what came instead."""


_VERSION = re.compile(r"-(?:draft|edition)-\d+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """Who plays in a round: the actors asked, in the plan's order, and how many activities they answer."""

    round: Round
    actors: tuple[str, ...]
    total: int


def example_source() -> str:
    """Give the text of the example plan."""
    return (example_folder() / EXAMPLE).read_text("utf-8")


def example_folder() -> Path:
    """Give the folder of the example plan and its pictures: of the installed program, else of its sources."""
    packaged = Path(str(files("templates"))) / "examples"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "examples"


def cast_of(plan: Plan) -> Cast | None:
    """Find the first round in which actors answer; None: the plan has none."""
    for round_ in sorted(plan.rounds, key=lambda one: opens_at(one, plan)):
        asked = [task.actor for task in tasks_expected(plan, round_) if task.actor]
        if asked:
            actors = tuple(actor.key for actor in plan.actors if actor.key in set(asked))
            return Cast(round=round_, actors=actors, total=len(asked))
    return None


async def play(
    plan: Plan, cast: Cast, folder: Path, *, forms: Mapping[str, str], seed: str, progress: Progress
) -> None:
    """Play the round and leave report, database and transcripts in the folder.

    Args:
        plan: The plan, its pictures in it.
        cast: Who plays.
        folder: An empty folder.
        forms: The forms that it asks with, as Markdown by key.
        seed: Decides what the partners answer.
        progress: Told how far it is.

    Raises:
        TimeoutError: The bot did not answer somebody; the error shows the chat.
        StuckError: Somebody did not know how to go on; the error shows the chat.
        NoReportError: The report did not come.
    """
    zone = ZoneInfo(plan.time_zone)
    opening = opens_at(cast.round, plan)
    start = morning(opening - timedelta(days=1), zone)
    async with trial(plan, folder, start, forms=forms) as playing:
        show = _Play(playing, cast, seed=seed, progress=progress)
        try:
            await show.join()
            await show.answer(max(opening, morning(opening, zone)))
            await show.state_totals()
            await show.look(morning(playing.clock.now() + timedelta(days=1), zone))
            await show.close()
        finally:
            write_chats(playing, folder / "chats", zone)


class _Play:
    """One play on its stage."""

    def __init__(self, playing: Trial, cast: Cast, *, seed: str, progress: Progress) -> None:
        self._trial, self._cast, self._seed, self._progress = playing, cast, seed, progress
        self._chance = random.Random(seed)  # noqa: S311 - a play, nothing secret
        self._done = 0

    async def join(self) -> None:
        """Everybody opens their one-time link the day before."""
        contact = self._trial.plan.contact.name
        invited = [(COORDINATOR, contact.split()[0])]
        invited += [(actor, NAMES[turn % len(NAMES)]) for turn, actor in enumerate(self._cast.actors)]
        for actor, name in invited:
            await self._rest()
            person = await self._trial.join(actor, name)
            await person.wait_for("Připojení je hotové")
            await person.mark()

    async def answer(self, opening: datetime) -> None:
        """The round opens; everybody answers, and who stopped half-way goes on the next morning."""
        self._trial.clock.move_to(opening)
        partners = [self._partner(actor, turn) for turn, actor in enumerate(self._cast.actors)]
        unfinished = [partner for partner in partners if not await partner.answer()]
        while unfinished:
            self._nextmorning()
            unfinished = [partner for partner in unfinished if not await partner.come_back()]

    async def state_totals(self) -> None:
        """The coordinator states what the books say of whole priorities, where the round asks it."""
        await Coordinator(self._trial.people[COORDINATOR], rest=self._rest).state_totals()

    async def look(self, instant: datetime) -> None:
        """The coordinator asks how the round stands, and for a working version of the report."""
        self._trial.clock.move_to(instant)
        coordinator = self._trial.people[COORDINATOR]
        await coordinator.says("/stav")
        await coordinator.wait_for("Odesláno")
        await self._rest()
        await coordinator.says("/zprava")
        await coordinator.wait_for("V jaké podobě")
        await coordinator.taps("Vše")
        await coordinator.wait_for(
            lambda message: message.attachment is not None or "Důvod" in message.text, REPORT_SECONDS
        )
        await self._trial.app.settle()

    async def close(self) -> None:
        """The round ends by itself, the bot makes the report and delivers it; the coordinator publishes it."""
        plan, coordinator = self._trial.plan, self._trial.people[COORDINATOR]
        before = coordinator.last.id
        end = next_allowed(closes_at(self._cast.round, plan), plan.sending, ZoneInfo(plan.time_zone))
        await self._trial.advance(end + AFTER_CLOSING)
        keep_edition(self._trial, [one for one in coordinator.chat if one.by_bot and one.id > before])
        summary = next(one for one in coordinator.chat if "je uzavřený" in one.text)
        for label, answer in AFTER_THE_END:
            if any(one.startswith(label) for one in summary.labels):
                await self._rest()
                await coordinator.taps(label, message=summary)
                await coordinator.wait_for(answer)
        await self._trial.app.settle()

    def _partner(self, actor: str, turn: int) -> Partner:
        person = self._trial.people[actor]
        return Partner(person, turn, seed=f"{self._seed}:{actor}", rest=self._rest, sent=self._count)

    def _count(self) -> None:
        self._done += 1
        self._progress(self._done, self._cast.total)

    async def _rest(self) -> None:
        self._trial.clock.move_by(timedelta(seconds=self._chance.uniform(QUICK, SLOW)))

    def _nextmorning(self) -> None:
        zone = ZoneInfo(self._trial.plan.time_zone)
        self._trial.clock.move_to(morning(self._trial.clock.now() + timedelta(days=1), zone))


def keep_edition(playing: Trial, received: Sequence[Message]) -> None:
    """Leave the files of the delivered edition in the folder, and nothing else of what was made.

    Args:
        playing: The trial.
        received: What the coordinator got.

    Raises:
        NoReportError: There is no file among it.
    """
    folder, made = playing.folder, playing.folder / "reports" / playing.plan.key
    editions = sorted(made.glob("edition-*"))
    sent = [one.attachment for one in received if one.attachment is not None]
    if not sent or not editions:
        raise NoReportError(received[-1].text if received else "")
    for file in editions[-1].iterdir():
        if file.is_file():
            # what belongs to a report, such as the schema of its data, is not sent
            file.replace(folder / _name(playing.plan, file.name))
    shutil.rmtree(made)
    if not any(made.parent.iterdir()):
        made.parent.rmdir()


def _name(plan: Plan, sent: str) -> str:
    """Name a file after the report alone: there is one version only."""
    return _VERSION.sub("", sent) if sent.startswith(plan.reports[0].key) else sent


def morning(instant: datetime, zone: ZoneInfo) -> datetime:
    """Give the morning of an instant's local day."""
    return datetime.combine(instant.astimezone(zone).date(), MORNING, zone).astimezone(UTC)


def write_chats(playing: Trial, folder: Path, zone: ZoneInfo) -> None:
    """Write what was said in every chat, a file each."""
    folder.mkdir(exist_ok=True)
    for actor, person in playing.people.items():
        own = actor not in (COORDINATOR, COMMENTATOR)
        title = actor_of(playing.plan, actor).name if own else playing.plan.contact.name if not actor else person.name
        text = write_transcript(person.history, title=title, zone=zone)
        name = FILES.get(actor, actor)
        (folder / f"{name}.md").write_text(text, "utf-8")
