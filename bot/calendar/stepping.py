"""Turning due rows into messages: one digest a person over all plans; what has lost its point is void."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.scene import Mint
from bot.in_force import InForce
from bot.intake.cards import PlanIndex
from flows.answers import JsonValue
from flows.holding import Holds, allowed_at
from flows.ladder import OPENING, ladder_of
from flows.plan import Plan, Step
from flows.rights import Membership
from flows.steps import COORDINATORS, SNOOZE
from flows.tasks import Role, TaskState
from storage.calls import OpenKey, Reach, load_open_counts, load_reach
from storage.database import Tx
from storage.loading import load_memberships
from storage.people import load_members
from storage.steps import InHand, StepView, hand_over, load_due_steps, move_steps, void_steps, waiting_digests
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

DIGEST, CALL_LIST = "digest", "call_list"
"""Kinds of outbox rows that are rendered when they are sent; a digest's fold key is its kind."""
AT_ONCE = 20_000
NOBODY_THERE = timedelta(hours=1)
"""After so long it is looked again whether a coordinator has joined."""
NOT_THEIR_TURN = timedelta(hours=1)
"""After so long it is looked again whether the ask before is answered."""
LOUDEST = ("last_call", "remind", "coordinator", "head", "deputy", OPENING, "unreachable", SNOOZE)
ACTS = frozenset({*LOUDEST, "nudge"})
"""Everything that a row of the calendar can be."""
OPEN = (TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED)
TO: Mapping[str, tuple[TaskState, ...]] = {
    "": OPEN,
    "open": OPEN,
    "not_started": (TaskState.OPEN,),
    "started": (TaskState.STARTED,),
    "returned": (TaskState.RETURNED,),
}
HEARD = (TaskState.STARTED, TaskState.SUBMITTED, TaskState.RETURNED, TaskState.CORRECTED, TaskState.APPROVED)
Counts = Mapping[OpenKey, Counter[TaskState]]


@dataclass(kw_only=True, slots=True)
class Queue:
    """What a sweep decided about the due rows."""

    void: list[str] = field(default_factory=list)
    held: list[tuple[str, datetime]] = field(default_factory=list)
    handed: list[InHand] = field(default_factory=list)
    rows: list[OutboxRow] = field(default_factory=list)

    def hold(self, rows: Iterable[StepView], until: datetime) -> None:
        """Look at rows again later."""
        self.held += [(row.id, until) for row in rows]


async def queue_due(tx: Tx, in_force: InForce, *, now: datetime, mint: Mint) -> int:
    """Turn what is due into messages; give how many there are. Safe to run twice, and in two processes."""
    due = [row for row in await load_due_steps(tx, now=now, limit=AT_ONCE) if row.plan in in_force.plans]
    if not due:
        return 0
    queue, rounds = Queue(), {row.round for row in due}
    counts, whole = await load_open_counts(tx, rounds, in_turn=True), await load_open_counts(tx, rounds)
    people = {row.addressee for row in due if row.addressee != COORDINATORS}
    places = await load_memberships(tx, people)
    alive: list[StepView] = []
    for row in due:
        held = [one for one in places.get(row.addressee, ()) if one.holds_at(now)]
        step = step_of(in_force.plans[row.plan], row)
        if has_point(row, step, held, counts):
            alive.append(row)
        elif has_point(row, step, held, whole):
            queue.hold([row], now + NOT_THEIR_TURN)
        else:
            queue.void.append(row.id)
    await _to_people(tx, in_force, queue, [row for row in alive if row.addressee != COORDINATORS], now, mint)
    await _to_coordinators(tx, in_force, queue, [row for row in alive if row.addressee == COORDINATORS], now, mint)
    await void_steps(tx, queue.void, at=now)
    await move_steps(tx, queue.held)
    await write_batch(tx, Writes(changed_at=now, outbox=tuple(queue.rows)))
    await hand_over(tx, queue.handed, at=now)
    return len(queue.rows)


def step_of(index: PlanIndex, row: StepView) -> Step | None:
    """Find the ladder step that a row is of; None for the opening, a snooze and a notice."""
    return step_named(index.plan, row.round_key, row.step)


def step_named(plan: Plan, round_key: str, key: str) -> Step | None:
    """Find a step of a round's ladder; None where it has none of this key, or no more."""
    found = next((one for one in plan.rounds if one.key == round_key), None)
    return next((one for one in ladder_of(found) if one.key == key), None) if found is not None else None


def act_of(key: str, step: Step | None) -> str:
    """Say what a row does, by its key: the act of its step, or the key itself; a step that the ladder lost reminded."""
    if step is not None:
        return step.act
    return key if key in ACTS else "remind"


def loudness(act: str) -> int:
    """Order acts: of several that are due together the first one gives the message its wording."""
    return LOUDEST.index(act) if act in LOUDEST else len(LOUDEST)


def has_point(row: StepView, step: Step | None, places: Sequence[Membership], counts: Counts) -> bool:
    """Tell whether a row still has something to say: a task that waits, or an actor of whom nothing was heard."""
    test = _silent if step is not None and step.act in {"deputy", "head"} and not step.to else _waits(step)
    if row.about:
        return test(counts.get((row.round, row.about, Role.PARTNER), Counter()))
    if row.addressee == COORDINATORS:
        return any(test(counter) for (round_id, _, _), counter in counts.items() if round_id == row.round)
    mine = ((row.round, one.actor if one.role is Role.PARTNER else "", one.role) for one in places)
    return any(test(counts.get(key, Counter())) for key in mine)


def _waits(step: Step | None) -> Callable[[Counter[TaskState]], bool]:
    states = TO[step.to if step is not None else ""]
    return lambda counter: any(counter[state] for state in states)


def _silent(counter: Counter[TaskState]) -> bool:
    return counter[TaskState.OPEN] > 0 and not any(counter[state] for state in HEARD)


async def _to_people(
    tx: Tx, in_force: InForce, queue: Queue, rows: Sequence[StepView], now: datetime, mint: Mint
) -> None:
    by_person: dict[str, list[StepView]] = defaultdict(list)
    for row in rows:
        by_person[row.addressee].append(row)
    reach = await load_reach(tx, by_person, today=now.date() - timedelta(days=1))
    ready: dict[str, list[StepView]] = {}
    for person, theirs in by_person.items():
        one = reach.get(person)
        if one is None or not one.contact:
            queue.void += [row.id for row in theirs]
            continue
        until = _allowed(one, theirs, in_force, now)
        if until > now:
            queue.hold(theirs, until)
        else:
            ready[one.contact] = [*ready.get(one.contact, []), *theirs]
    waiting = await waiting_digests(tx, ready, DIGEST)
    for contact, theirs in ready.items():
        _hand(queue, theirs, in_force, contact, waiting.get(contact, ""), now, mint)


def _allowed(reach: Reach, rows: Sequence[StepView], in_force: InForce, now: datetime) -> datetime:
    """Give the first moment at which every plan that speaks lets the person be written to."""
    chosen, at = chosen_at(rows), now
    for key in sorted({row.plan for row in rows}):
        plan = in_force.plans[key].plan
        at = max(at, allowed_at(now, holds(reach, plan.time_zone), plan.sending, chosen_at=chosen))
    return at


def chosen_at(rows: Iterable[StepView]) -> datetime | None:
    """Give the last moment that the person chose themselves, of those that rows stand for."""
    return max((row.due_at for row in rows if row.step == SNOOZE), default=None)


def holds(reach: Reach, time_zone: str) -> Holds:
    """Say what may hold a message to a person back."""
    return Holds(
        zone=ZoneInfo(reach.zone or time_zone),
        busy_at=reach.busy_at,
        away_from_on=reach.away_from_on,
        away_to_on=reach.away_to_on,
        snoozed_until=reach.snoozed_until,
    )


def _hand(
    queue: Queue, rows: Sequence[StepView], in_force: InForce, contact: str, waiting: str, now: datetime, mint: Mint
) -> None:
    """Let one message carry the rows, the loudest first; one that waits already takes them in."""
    ordered = sorted(rows, key=lambda row: (loudness(act_of(row.step, step_of(in_force.plans[row.plan], row))), row.id))
    outbox = waiting or mint()
    queue.handed.append(InHand(outbox=outbox, steps=tuple(row.id for row in ordered), is_joined=bool(waiting)))
    if not waiting:
        queue.rows.append(intent(outbox, contact, DIGEST, now))


def intent(outbox: str, contact: str, kind: str, now: datetime, **payload: JsonValue) -> OutboxRow:
    """Write a message that is rendered when it is sent."""
    return OutboxRow(
        id=outbox,
        contact=contact,
        lane="bulk",
        kind=kind,
        payload=dict(payload),
        fold_key=DIGEST if kind == DIGEST else "",
        not_before_at=now,
        created_at=now,
    )


async def _to_coordinators(
    tx: Tx, in_force: InForce, queue: Queue, rows: Sequence[StepView], now: datetime, mint: Mint
) -> None:
    by_plan: dict[str, list[StepView]] = defaultdict(list)
    for row in rows:
        by_plan[row.plan].append(row)
    for key, theirs in by_plan.items():
        plan = in_force.plans[key].plan
        until = allowed_at(now, Holds(zone=ZoneInfo(plan.time_zone)), plan.sending)
        members = await load_members(tx, key, at=now, roles=[Role.COORDINATOR])
        contacts = dict.fromkeys(one.contact for one in members if one.contact_state == "active")
        if until > now or not contacts:
            queue.hold(theirs, until if until > now else now + NOBODY_THERE)
            continue
        ids: list[JsonValue] = [row.id for row in theirs]
        written = [intent(mint(), contact, CALL_LIST, now, plan=key, steps=ids) for contact in contacts]
        queue.rows += written
        queue.handed.append(InHand(outbox=written[0].id, steps=tuple(row.id for row in theirs)))
