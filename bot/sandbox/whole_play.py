"""A whole plan, played over HTTP: every round in turn, by people who know no more than a screen says."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.anybody import Anybody, Script
from bot.sandbox.demo import (
    AFTER_CLOSING,
    COORDINATOR,
    QUICK,
    SLOW,
    Cast,
    Progress,
    keep_edition,
    morning,
    write_chats,
)
from bot.sandbox.partners import NAMES
from bot.sandbox.trial import COMMENTATOR, Trial, trial
from flows.plan import Plan, Round
from flows.plan_walk import tasks_expected
from flows.rounds import closes_at, opens_at
from flows.working_days import next_allowed

LONG = timedelta(days=40)
"""A round that is open longer is visited more than once."""
PAUSE = timedelta(minutes=31)
"""Nobody is reminded within half an hour of an act."""
DAY = timedelta(days=1)
BEFORE_THE_END = timedelta(days=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """When everybody comes to a round; `last`: they finish it."""

    at: datetime
    round: Round
    last: bool


async def play_whole(
    plan: Plan, folder: Path, *, forms: Mapping[str, str], script: Script, seed: str, progress: Progress
) -> None:
    """Play all rounds that the plan's first report reads and leave report, database and transcripts in the folder.

    Args:
        plan: The plan, its pictures in it.
        folder: An empty folder.
        forms: The forms that it asks with, as Markdown by key.
        script: What people say.
        seed: Decides what is not in the script.
        progress: Told how much is filled in after each visit, of how much.

    Raises:
        TimeoutError: The bot did not answer somebody; the error shows the chat.
        StuckError: Somebody did not know how to go on; the error shows the chat.
        NoReportError: The report did not come.
    """
    zone = ZoneInfo(plan.time_zone)
    rounds = rounds_played(plan)
    start = morning(opens_at(rounds[0], plan) - timedelta(days=1), zone)
    async with trial(plan, folder, start, forms=forms) as playing:
        show = _WholePlay(playing, script, seed)
        try:
            await show.join()
            visits = sorted((one for round_ in rounds for one in visits_of(round_, plan)), key=lambda one: one.at)
            done = 0
            for visit in visits:
                await show.come(visit)
                done += len(tasks_expected(plan, visit.round)) if visit.last else 0
                progress(done, cast_of_all(plan).total)
            await show.close(rounds[-1])
        finally:
            write_chats(playing, folder / "chats", zone)


def rounds_played(plan: Plan) -> list[Round]:
    """Give the rounds that the plan's first report reads, in the order in which they open."""
    read = [one for one in plan.rounds if one.key in plan.reports[0].rounds]
    return sorted(read, key=lambda one: (opens_at(one, plan), one.key))


def cast_of_all(plan: Plan) -> Cast:
    """Say who plays in the whole plan, and how much they answer."""
    rounds = rounds_played(plan)
    tasks = [task for one in rounds for task in tasks_expected(plan, one)]
    asked = {task.actor for task in tasks if task.actor}
    return Cast(round=rounds[0], actors=tuple(one.key for one in plan.actors if one.key in asked), total=len(tasks))


def visits_of(round_: Round, plan: Plan) -> list[Visit]:
    """Say when people come to a round: once after it opened, to a long one also midway and before its end."""
    opening, end = opens_at(round_, plan), closes_at(round_, plan)
    if end - opening <= LONG:
        return [Visit(at=opening + timedelta(days=1), round=round_, last=True)]
    midway = [Visit(at=opening + (end - opening) / part, round=round_, last=False) for part in (4, 2)]
    return [*midway, Visit(at=end - BEFORE_THE_END, round=round_, last=True)]


class _WholePlay:
    """One play on its stage."""

    def __init__(self, playing: Trial, script: Script, seed: str) -> None:
        self._trial, self._script, self._seed = playing, script, seed
        self._chance = random.Random(seed)  # noqa: S311 - a play, nothing secret
        self._anybody: dict[str, Anybody] = {}
        self._said: Counter[str] = Counter()

    async def join(self) -> None:
        """Everybody opens their one-time link the day before."""
        plan, tokens = self._trial.plan, self._trial.tokens
        partners = [actor.key for actor in plan.actors if actor.key in tokens]
        names = {COORDINATOR: plan.contact.name.split()[0], COMMENTATOR: "Olga B."}
        names |= {actor: NAMES[turn % len(NAMES)] for turn, actor in enumerate(partners)}
        for key, name in names.items():
            if key in tokens:
                await self._rest()
                person = await self._trial.join(key, name)
                await person.wait_for("Připojení je hotové")
                await person.mark()
                seed, periods = f"{self._seed}:{key}", [one.period.label for one in plan.rounds]
                anybody = Anybody(person, self._script, said=self._said, periods=periods, seed=seed, rest=self._rest)
                self._anybody[key] = anybody

    async def come(self, visit: Visit) -> None:
        """Everybody answers what waits for them, who comments after the others."""
        at = morning(visit.at, ZoneInfo(self._trial.plan.time_zone))
        await self._pass_days(at)
        for key, anybody in sorted(self._anybody.items(), key=lambda one: one[0] in (COMMENTATOR, COORDINATOR)):
            if key != COORDINATOR or visit.last:
                await anybody.person.mark()
                await anybody.answer(visit.round.period.label, last=visit.last)

    async def close(self, round_: Round) -> None:
        """The last round ends by itself, the bot makes the report and delivers it."""
        plan, coordinator = self._trial.plan, self._trial.people[COORDINATOR]
        before = coordinator.last.id
        end = next_allowed(closes_at(round_, plan), plan.sending, ZoneInfo(plan.time_zone))
        await self._pass_days(end - DAY)
        await self._trial.advance(end + AFTER_CLOSING)
        keep_edition(self._trial, [one for one in coordinator.chat if one.by_bot and one.id > before])
        await self._trial.app.settle()

    async def _pass_days(self, until: datetime) -> None:
        """Let the bot work once every morning: most days of a year nothing happens."""
        zone = ZoneInfo(self._trial.plan.time_zone)
        while self._trial.clock.now() + PAUSE < until:
            following = morning(self._trial.clock.now() + DAY, zone)
            self._trial.clock.move_to(min(following, until))
            await self._trial.app.sweep()
            await self._trial.app.settle()

    async def _rest(self) -> None:
        self._trial.clock.move_by(timedelta(seconds=self._chance.uniform(QUICK, SLOW)))
