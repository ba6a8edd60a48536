"""Closing a round: what is filled in is taken over, what is missing is named, the reports are called for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.scene import Mint
from bot.conversation.state import TaskCard
from bot.in_force import InForce
from bot.intake.interviews import Interviews
from bot.intake.setting import open_cards
from bot.intake.stage import Stage
from bot.intake.submitted import new_submission
from flows.evaluation_registers import register_writes
from flows.plan import Plan, Round
from flows.tasks import Refusal, Role, TaskEvent, TaskState, change
from storage.database import Tx
from storage.editions import load_last_edition
from storage.loading import load_tasks
from storage.round_events import COMPILE, RoundEvent, add_events, claim_event
from storage.rounds import close_round, load_rounds
from storage.steps import void_round
from storage.views import TaskView
from storage.writes import NewSubmission, RegisterUpdate, TaskChange, TaskEventRow, Writes
from storage.writing import write_batch

HELD = frozenset({TaskState.OPEN, TaskState.STARTED})


@dataclass(kw_only=True, slots=True)
class Closing:
    """What closing writes."""

    now: datetime
    mint: Mint
    tasks: list[TaskChange] = field(default_factory=list)
    events: list[TaskEventRow] = field(default_factory=list)
    submissions: list[NewSubmission] = field(default_factory=list)
    registers: list[RegisterUpdate] = field(default_factory=list)

    def happen(self, view: TaskView, event: TaskEvent) -> None:
        """Let the program change a task; a refusal leaves it as it is."""
        after = change(view.state, event, Role.PROGRAM)
        if isinstance(after, Refusal):
            return
        self.tasks.append(
            TaskChange(
                task=view.id,
                state=after,
                assignee=view.assignee,
                due_at=view.due_at,
                disowned_at=view.disowned_at,
                disowned_note=view.disowned_note,
                rev=view.rev + 1,
                changed_at=self.now,
            )
        )
        self.events.append(
            TaskEventRow(
                task=view.id,
                seq=view.rev + 1,
                event=event,
                before=view.state,
                after=after,
                role=Role.PROGRAM,
                at=self.now,
            )
        )

    def submit(self, view: TaskView, card: TaskCard) -> None:
        """Take over what stands in a task as it is, without anybody's confirmation."""
        number, values = view.submissions + 1, tuple(sorted(card.evaluation.submission().items()))
        self.submissions.append(
            new_submission(view.id, number=number, head_seq=view.head_seq, values=values, how="automatic", at=self.now)
        )
        if card.interview.form.entities:
            found = register_writes(card.evaluation)
            self.registers.append(
                RegisterUpdate(
                    plan=view.plan,
                    task=view.id,
                    person="",
                    writes=found,
                    new_ids=tuple(self.mint() for _ in found),
                    at=self.now,
                )
            )


async def close(
    tx: Tx, in_force: InForce, interviews: Interviews, event: RoundEvent, *, now: datetime, mint: Mint
) -> bool:
    """Close a round, once; False: it was done, or never opened."""
    index = in_force.plans[event.plan]
    round_ = next((one for one in index.plan.rounds if one.key == event.round), None)
    if not await claim_event(tx, event, at=now) or round_ is None:
        return False
    rounds = await load_rounds(tx, event.plan)
    if not any(one.id == event.round_id and one.state == "open" for one in rounds):
        return False
    views = [view for view in await load_tasks(tx, plans=[event.plan]) if view.round == event.round_id]
    still_open = [view for view in views if view.due_at is None or view.due_at <= now]
    await settle_tasks(tx, in_force, interviews, round_, still_open, now=now, mint=mint)
    await close_round(tx, event.round_id)
    await void_round(tx, event.round_id, at=now)
    closed = {one.key for one in rounds if one.state == "closed"} | {event.round}
    due = [(await compiling(tx, event.plan, key), now) for key in reports_of(index.plan, event.round, closed)]
    await add_events(tx, event.round_id, due)
    return True


async def compiling(tx: Tx, plan: str, report: str) -> str:
    """Name the event that makes a report: of a round that had closed before, the edition after the last one."""
    last = await load_last_edition(tx, plan, report)
    return f"{COMPILE}:{report}" if last is None else f"{COMPILE}:{report}:{last.number + 1}"


def reports_of(plan: Plan, closing: str, closed: set[str]) -> list[str]:
    """Give the reports that can be made now: they read the round, and every other one that they read has closed."""
    return [one.key for one in plan.reports if closing in one.rounds and set(one.rounds) <= closed]


async def settle_late(
    tx: Tx, in_force: InForce, interviews: Interviews, event: RoundEvent, *, now: datetime, mint: Mint
) -> list[TaskView]:
    """End an extension after the round has closed; give the tasks that it was about, as they stand then.

    None where everything was sent before: the coordinators were told then.
    """
    if not await claim_event(tx, event, at=now):
        return []
    index = in_force.plans[event.plan]
    round_ = next((one for one in index.plan.rounds if one.key == event.round), None)
    views = [
        view
        for view in await load_tasks(tx, plans=[event.plan], closed_too=True)
        if view.round == event.round_id and view.round_state == "closed"
    ]
    due = [view for view in views if view.due_at is not None and event.due_at == view.due_at]
    if round_ is None or not due:
        return []
    await settle_tasks(tx, in_force, interviews, round_, due, now=now, mint=mint)
    if not any(view.state in HELD for view in due):
        return []
    return await load_tasks(tx, ids=[view.id for view in due])


async def settle_tasks(
    tx: Tx,
    in_force: InForce,
    interviews: Interviews,
    round_: Round,
    views: Sequence[TaskView],
    *,
    now: datetime,
    mint: Mint,
) -> None:
    """Decide what becomes of each task that was not sent."""
    closing = Closing(now=now, mint=mint)
    stage = Stage(now=now, plans=in_force.plans, bot_name="")
    begun = [view for view in views if view.state is TaskState.STARTED]
    await open_cards(tx, stage, begun, in_force, interviews)
    cards = stage.cards(stage.tasks)
    for view in views:
        if view.state not in HELD:
            continue
        card = cards.get(view.id)
        complete = card is not None and not card.evaluation.missing()
        if card is not None and complete and round_.take_over:
            closing.submit(view, card)
            closing.happen(view, TaskEvent.SUBMITTED)
            continue
        if card is not None and round_.print_unfinished:
            closing.submit(view, card)
        closing.happen(view, TaskEvent.CLOSED_MISSING)
    await write_batch(
        tx,
        Writes(
            changed_at=now,
            tasks=tuple(closing.tasks),
            task_events=tuple(closing.events),
            submissions=tuple(closing.submissions),
            registers=tuple(closing.registers),
        ),
    )
