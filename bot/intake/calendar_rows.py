"""Effects of the calendar's buttons as rows: extensions, duties taken over, what is done once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

from bot.conversation.effects import (
    ClaimOnce,
    Extend,
    FillLate,
    TakeDuty,
)
from bot.intake.act import Act
from bot.intake.binding import bind
from flows.rounds import end_of_day
from flows.tasks import Role, TaskEvent, TaskState, change
from storage.gathering import Row
from storage.round_events import LATE
from storage.views import TaskView
from storage.writes import NewRoundEvent, TaskChange, TaskEventRow

CalendarEffect: TypeAlias = Extend | FillLate | TakeDuty | ClaimOnce


def calendar_rows(act: Act, effect: CalendarEffect) -> tuple[Row, ...]:
    """Turn one effect into rows."""
    match effect:
        case Extend():
            given = [(task, state, extended(act, task, state)) for task, state in effect.tasks]
            return extend_rows(act, effect, given, Role.COORDINATOR)
        case FillLate():
            return fill_rows(act, effect)
        case TakeDuty():
            return bind(act, effect.plan, Role.PARTNER, effect.actor)
        case ClaimOnce():
            return (claim_row(act, effect),)
        case _:
            assert_never(effect)


def fill_rows(act: Act, effect: FillLate) -> tuple[Row, ...]:
    """Open what was not supplied once more: as begun where something is answered, else as new."""
    given = [(task, act.views[task].state, extended(act, task, act.views[task].state)) for task in effect.tasks]
    return extend_rows(act, effect, given, Role.PROGRAM)


def extended(act: Act, task: str, state: TaskState) -> TaskEvent:
    """Say what more time is to a task: one that ended without any answer begins anew."""
    is_new = state is TaskState.NOT_SUPPLIED and not act.views[task].head_seq
    return TaskEvent.REOPENED if is_new else TaskEvent.EXTENDED


def extend_rows(
    act: Act, effect: Extend | FillLate, given: Sequence[tuple[str, TaskState, TaskEvent]], role: Role
) -> tuple[Row, ...]:
    """Give tasks a later last day; its end is an event of the round."""
    plan = act.stage.plans[effect.plan].plan
    due_at = end_of_day(effect.until, plan)
    changes: list[TaskChange] = []
    events: list[TaskEventRow] = []
    for task, state, event in given:
        after = change(state, event, role)
        if not isinstance(after, TaskState):
            continue
        view = act.views[task]
        grown = replace(view, state=after, due_at=due_at, rev=view.rev + 1, changed_at=act.now)
        act.views[task] = grown
        changes.append(changed(grown))
        events.append(
            TaskEventRow(
                task=task,
                seq=grown.rev,
                event=event,
                before=state,
                after=after,
                role=role,
                person=act.person.person,
                reason=effect.until.isoformat(),
                at=act.now,
            )
        )
    late = NewRoundEvent(round=effect.round, event=f"{LATE}:{effect.until.isoformat()}", due_at=due_at)
    return (*changes, *events, late)


def changed(view: TaskView) -> TaskChange:
    """Give the changeable part of a task."""
    return TaskChange(
        task=view.id,
        state=view.state,
        assignee=view.assignee,
        due_at=view.due_at,
        disowned_at=view.disowned_at,
        disowned_note=view.disowned_note,
        rev=view.rev,
        changed_at=view.changed_at,
    )


def claim_row(act: Act, effect: ClaimOnce) -> NewRoundEvent:
    """Note that something was done, or is the calendar's to do."""
    return NewRoundEvent(
        round=effect.round, event=effect.what, due_at=act.now, done_at=None if effect.is_due else act.now
    )
