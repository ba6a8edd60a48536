"""What the town worded anew in an actor's answers, for the digest that tells the authors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from flows.answers import JsonValue, Place
from storage.database import Tx
from storage.tables.tasks import revisions, submissions, tasks
from storage.tables.traffic import outbox

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewording:
    """One text before and after; `tree` and `subject` say of what."""

    task: str
    tree: str
    subject: str
    place: Place
    old: JsonValue
    new: JsonValue


async def told_until(tx: Tx, contact: str, fold_key: str) -> datetime:
    """Say until when a contact was told of rewordings by a digest of this key."""
    last = select(func.max(outbox.c.sent_at)).where(
        outbox.c.contact == contact, outbox.c.fold_key == fold_key, outbox.c.state == "sent"
    )
    return (await tx.execute(last)).scalar_one_or_none() or _LONG_AGO


async def load_rewordings(tx: Tx, plan: str, actor: str, *, since: datetime) -> list[Rewording]:
    """Load the texts of an actor that read differently since an instant by the town's hand."""
    edits = await tx.execute(
        select(submissions.c.task, submissions.c.at, tasks.c.tree, tasks.c.subject)
        .join(tasks, tasks.c.id == submissions.c.task)
        .where(tasks.c.plan == plan, tasks.c.actor == actor, submissions.c.how == "edited", submissions.c.at > since)
    )
    moments: dict[str, set[datetime]] = {}
    about: dict[str, tuple[str, str]] = {}
    for edit in edits:
        moments.setdefault(edit.task, set()).add(edit.at)
        about[edit.task] = (edit.tree, edit.subject)
    history = await tx.execute(
        select(revisions.c.task, revisions.c.question, revisions.c.instance, revisions.c.value, revisions.c.origin,
               revisions.c.at)
        .where(revisions.c.task.in_(sorted(moments)))
        .order_by(revisions.c.task, revisions.c.seq)
    )  # fmt: skip
    told: dict[tuple[str, Place], tuple[JsonValue, JsonValue]] = {}
    before: dict[tuple[str, Place], JsonValue] = {}
    for row in history:
        key = (row.task, Place(question=row.question, instance=row.instance))
        if row.at in moments[row.task] and row.origin in {"edited", "undone"}:
            old = told[key][0] if key in told else before.get(key)
            told[key] = (old, row.value)
        before[key] = row.value
    return [
        Rewording(task=task, tree=about[task][0], subject=about[task][1], place=place, old=old, new=new)
        for (task, place), (old, new) in told.items()
        if old != new
    ]
