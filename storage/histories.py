"""What happened to a task: its events, reviews and answers in one list, each with whoever did it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from flows.answers import JsonValue
from flows.board import HistoryLine
from storage.authors import IS_ERASED, NAME
from storage.database import Tx
from storage.statements import portions
from storage.tables.people import persons
from storage.tables.tasks import reviews, revisions, task_events

Lines = dict[str, list[HistoryLine]]


async def load_histories(tx: Tx, tasks: Collection[str]) -> dict[str, tuple[HistoryLine, ...]]:
    """Load the histories of a few tasks, oldest line first; a task without one is absent."""
    found: Lines = {}
    for some in portions(tasks):
        await _events(tx, some, found)
        await _reviews(tx, some, found)
        await _answers(tx, some, found)
    return {task: tuple(sorted(lines, key=lambda line: (line.at, line.seq))) for task, lines in found.items()}


async def _events(tx: Tx, tasks: list[str], found: Lines) -> None:
    statement: Select[Any] = (
        select(task_events, NAME, IS_ERASED)
        .outerjoin(persons, persons.c.id == task_events.c.person)
        .where(task_events.c.task.in_(tasks), task_events.c.event != "answered")
    )
    for row in await tx.execute(statement):
        found.setdefault(row.task, []).append(
            HistoryLine(
                at=row.at,
                what=row.event,
                seq=row.seq,
                person=row.name,
                is_erased=row.is_erased,
                detail=row.reason,
                old=row.from_state,
                new=row.to_state,
                undoes=row.undoes or 0,
                due_before=row.due_before,
            )
        )


async def _reviews(tx: Tx, tasks: list[str], found: Lines) -> None:
    statement: Select[Any] = (
        select(reviews, NAME, IS_ERASED)
        .outerjoin(persons, persons.c.id == reviews.c.person)
        .where(reviews.c.task.in_(tasks), reviews.c.question != "")
    )
    for row in await tx.execute(statement):
        found.setdefault(row.task, []).append(
            HistoryLine(
                at=row.at,
                what="review",
                person=row.name,
                is_erased=row.is_erased,
                detail=row.reason,
                question=row.question,
                new=row.verdict,
            )
        )


async def _answers(tx: Tx, tasks: list[str], found: Lines) -> None:
    statement: Select[Any] = (
        select(revisions, NAME, IS_ERASED)
        .outerjoin(persons, persons.c.id == revisions.c.person)
        .where(revisions.c.task.in_(tasks), revisions.c.origin.not_in(("default", "calculated")))
    )
    for row in await tx.execute(statement):
        found.setdefault(row.task, []).append(
            HistoryLine(
                at=row.at,
                what="answer",
                person=row.name,
                is_erased=row.is_erased,
                question=row.question,
                values=_shown(row.value),
                on_behalf=row.on_behalf,
            )
        )


def _shown(value: JsonValue) -> tuple[str, ...]:
    """Give a value as texts, one for each choice of several; a turn of a repeat has none of its own."""
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    return () if value is None or isinstance(value, dict) else (str(value),)
