"""The rows of tasks with what their ask, form version and round say of them, and the views made of them."""

from typing import Any

from sqlalchemy import Select, func, select

from flows.tasks import TaskState
from storage.tables.people import persons
from storage.tables.rounds import asks, form_versions, rounds
from storage.tables.tasks import revisions, submissions, tasks
from storage.views import TaskView

_LAST_NUMBER = (
    select(func.coalesce(func.max(submissions.c.number), 0))
    .where(submissions.c.task == tasks.c.id)
    .correlate(tasks)
    .scalar_subquery()
)
TASKS: Select[Any] = (
    select(
        tasks.c.id,
        tasks.c.plan,
        rounds.c.id.label("round"),
        rounds.c.key.label("round_key"),
        rounds.c.state.label("round_state"),
        rounds.c.deadline_at,
        rounds.c.closes_at,
        asks.c.id.label("ask"),
        asks.c.key.label("ask_key"),
        asks.c.role.label("ask_role"),
        asks.c.form,
        asks.c.form_version,
        func.coalesce(form_versions.c.number, 0).label("form_number"),
        tasks.c.subject_kind,
        tasks.c.tree,
        tasks.c.subject,
        tasks.c.actor,
        tasks.c.state,
        tasks.c.assignee,
        tasks.c.due_at,
        tasks.c.disowned_at,
        tasks.c.disowned_note,
        tasks.c.head_seq,
        tasks.c.rev,
        _LAST_NUMBER.label("submissions"),
        tasks.c.changed_at,
        revisions.c.at.label("touched_at"),
        func.coalesce(revisions.c.person, "").label("touched_by"),
        func.coalesce(persons.c.name, "").label("touched_name"),
    )
    .select_from(
        tasks.join(asks, asks.c.id == tasks.c.ask)
        .join(rounds, rounds.c.id == asks.c.round)
        .outerjoin(form_versions, form_versions.c.id == asks.c.form_version)
        .outerjoin(revisions, (revisions.c.task == tasks.c.id) & (revisions.c.seq == tasks.c.head_seq))
        .outerjoin(persons, persons.c.id == revisions.c.person)
    )
    .order_by(tasks.c.id)
)
_COLUMNS = tuple(TASKS.selected_columns.keys())
_STATES = {state.value: state for state in TaskState}
VIEWS_KEPT = 4_000
"""Some 1 kB each; where there are more, they are collected anew."""


class _ReadBefore:
    """Rows with their views, by task: while people answer, nine rows of ten are as they were read before."""

    def __init__(self) -> None:
        self._views: dict[str, tuple[tuple[Any, ...], TaskView]] = {}

    def view_of(self, row: tuple[Any, ...]) -> TaskView:
        """Give the view of a row, the same one as long as the row is the same."""
        known = self._views.get(row[0])
        if known is not None and known[0] == row:
            return known[1]
        if len(self._views) >= VIEWS_KEPT:
            self._views.clear()
        values = dict(zip(_COLUMNS, row, strict=True))
        view = TaskView(**{**values, "state": _STATES[values["state"]]})
        self._views[row[0]] = row, view
        return view


view_of = _ReadBefore().view_of
