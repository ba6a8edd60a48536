"""Answers and head_seq are projections of revisions: compare them with the history, or make them anew."""

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, and_, delete, func, insert, or_, select, update

from flows.answers import Place
from storage.database import Tx
from storage.tables.tasks import answers, revisions, tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One place where the projection is not what the history says; `place` None = the task's head_seq."""

    task: str
    place: Place | None


_COLUMNS = ("task", "question", "instance", "value", "left_out", "origin", "person", "seq")


def _newest() -> Select[tuple[object, ...]]:
    place = (revisions.c.task, revisions.c.question, revisions.c.instance)
    last = select(*place, func.max(revisions.c.seq).label("seq")).group_by(*place).subquery()
    same = and_(revisions.c.task == last.c.task, revisions.c.seq == last.c.seq)
    return select(*(revisions.c[name] for name in _COLUMNS)).join(last, same)


async def compare_projection(tx: Tx) -> list[Difference]:
    """List where answers or head_seq differ from what the revisions say; empty when all is well."""
    newest = _newest().subquery()
    same_place = and_(*(newest.c[name] == answers.c[name] for name in ("task", "question", "instance")))
    unlike = or_(
        answers.c.task.is_(None),
        *(
            newest.c[name].is_distinct_from(answers.c[name])
            for name in ("value", "left_out", "origin", "person", "seq")
        ),
    )
    missing = select(newest.c.task, newest.c.question, newest.c.instance).outerjoin(answers, same_place).where(unlike)
    invented = (
        select(answers.c.task, answers.c.question, answers.c.instance)
        .outerjoin(newest, same_place)
        .where(newest.c.task.is_(None))
    )
    found = [
        Difference(task=task, place=Place(question=question, instance=instance))
        for statement in (missing, invented)
        for task, question, instance in await tx.execute(statement)
    ]
    heads = select(tasks.c.id).where(tasks.c.head_seq != _head())
    found += [Difference(task=task, place=None) for task in (await tx.execute(heads)).scalars()]
    return sorted(found, key=lambda each: (each.task, each.place or Place(question="")))


async def rebuild_projection(tx: Tx) -> None:
    """Make answers and head_seq anew from the revisions."""
    await tx.execute(delete(answers))
    await tx.execute(insert(answers).from_select(list(_COLUMNS), _newest()))
    await tx.execute(update(tasks).values(head_seq=_head()))


def _head() -> ScalarSelect[int]:
    last = select(func.coalesce(func.max(revisions.c.seq), 0)).where(revisions.c.task == tasks.c.id)
    return last.correlate(tasks).scalar_subquery()
