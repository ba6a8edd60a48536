"""Which rows the calendar of a round has: one per step, person and occasion; pure, so that they can be foreseen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.ladder import OPENING, is_too_soon, ladder_of, step_due_at
from flows.plan import Plan, Round, Step
from flows.rounds import opens_at
from flows.tasks import Role
from flows.working_days import next_allowed

COORDINATORS = "role:coordinator"
"""Addressee of what every coordinator of the plan is told."""
SNOOZE = "snooze"
"""Key of a step that a person asked for with "Teď ne": everything else waits for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """Somebody with a place in a plan.

    Attributes:
        person: Id of the person.
        actor: Key of the actor they answer for, "" for a role without one.
        zone: IANA name, "" = the plan's.
        reachable: Whether they have a contact that can be written to.
    """

    person: str
    role: Role
    actor: str = ""
    zone: str = ""
    reachable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Who is asked something in a round.

    Attributes:
        actors: Keys of actors with a task, in the plan's order.
        roles: Roles (commentator, coordinator) with a task that has no actor.
        later: Actor to the last day of an extension.
    """

    actors: tuple[str, ...]
    roles: frozenset[Role] = frozenset()
    later: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class WantedStep:
    """One row of the calendar; (step, addressee, about, occasion) is unique within the round."""

    due_at: datetime
    step: str
    addressee: str
    about: str = ""
    occasion: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it unique within its round."""
        return (self.step, self.addressee, self.about, self.occasion)


def wanted_steps(plan: Plan, round_: Round, asked: Asked, people: Iterable[Addressee]) -> tuple[WantedStep, ...]:
    """Give every row that a round's calendar has, by time.

    Args:
        plan: The plan.
        round_: One of its rounds.
        asked: Who is asked.
        people: Everybody with a valid place in the plan.
    """
    return tuple(sorted(_Calendar(plan, round_, asked, tuple(people)).rows()))


class _Calendar:
    """One round with its people at hand."""

    def __init__(self, plan: Plan, round_: Round, asked: Asked, people: Sequence[Addressee]) -> None:
        self._plan, self._round, self._asked = plan, round_, asked
        self._zone = ZoneInfo(plan.time_zone)
        self._opens = opens_at(round_, plan)
        self._moments: dict[tuple[str, str, date | None], datetime] = {}
        self._deputies = {actor.key: actor.deputy for actor in plan.actors}
        self._by_actor: dict[str, list[Addressee]] = {}
        self._by_role: dict[Role, list[Addressee]] = {}
        for one in people:
            if one.reachable and one.role is Role.PARTNER:
                self._by_actor.setdefault(one.actor, []).append(one)
            elif one.reachable:
                self._by_role.setdefault(one.role, []).append(one)

    def rows(self) -> Iterator[WantedStep]:
        found = {row.key: row for row in self._all()}
        yield from found.values()

    def _all(self) -> Iterator[WantedStep]:
        yield from self._to_everybody(None)
        for step in ladder_of(self._round):
            match step.act:
                case "remind" | "last_call":
                    yield from self._to_everybody(step)
                case "deputy":
                    yield from self._to_deputies(step)
                case "head":
                    yield from self._about_actors(step)
                case "coordinator":
                    yield from self._row(step, COORDINATORS, "")
            if step.act == "last_call":
                yield from self._later_calls(step)

    def _to_everybody(self, step: Step | None) -> Iterator[WantedStep]:
        """Write to everybody who answers; of actors without anybody the coordinators are told."""
        for actor in self._asked.actors:
            people = self._by_actor.get(actor, [])
            for one in people:
                yield from self._row(step, one.person, "", zone=one.zone)
            if not people:
                yield from self._row(step, COORDINATORS, actor)
        for role in sorted(self._asked.roles):
            for one in self._by_role.get(role, []):
                yield from self._row(step, one.person, "", zone=one.zone)

    def _to_deputies(self, step: Step) -> Iterator[WantedStep]:
        """Write to the deputy's people and, the same minute and openly, to those who have the duty."""
        for actor in self._asked.actors:
            first = self._by_actor.get(actor, [])
            deputy = self._deputies.get(actor, "")
            second = self._by_actor.get(deputy, []) if deputy else []
            if not first or not second:
                yield from self._row(step, COORDINATORS, actor)
                continue
            zone = first[0].zone
            for one in (*first, *second):
                yield from self._row(step, one.person, actor, zone=zone)

    def _about_actors(self, step: Step) -> Iterator[WantedStep]:
        for actor in self._asked.actors:
            yield from self._row(step, COORDINATORS, actor)

    def _later_calls(self, step: Step) -> Iterator[WantedStep]:
        """Call once more before the end of an extension."""
        for actor, last_day in self._asked.later.items():
            for one in self._by_actor.get(actor, []):
                yield from self._row(step, one.person, actor, zone=one.zone, deadline=last_day)

    def _row(
        self, step: Step | None, addressee: str, about: str, *, zone: str = "", deadline: date | None = None
    ) -> Iterator[WantedStep]:
        due_at = self._due_at(step, zone, deadline)
        if step is None:
            yield WantedStep(step=OPENING, addressee=addressee, about=about, due_at=due_at)
        elif not is_too_soon(step, due_at, self._opens):
            occasion = deadline.isoformat() if deadline else ""
            yield WantedStep(step=step.key, addressee=addressee, about=about, occasion=occasion, due_at=due_at)

    def _due_at(self, step: Step | None, zone: str, deadline: date | None) -> datetime:
        """Give when a step is due, the same for everybody in a zone."""
        key = (step.key if step else OPENING, zone, deadline)
        found = self._moments.get(key)
        if found is None:
            where = ZoneInfo(zone) if zone else self._zone
            found = self._moments[key] = (
                next_allowed(self._opens, self._plan.sending, where)
                if step is None
                else step_due_at(step, self._round, self._plan.sending, where, deadline=deadline)
            )
        return found
