"""Answers to one question of a round, for its picture: from the projection, never from the history."""

from sqlalchemy import select

from storage.database import Tx
from storage.tables.rounds import asks
from storage.tables.tasks import answers, tasks


async def load_lead_form(tx: Tx, round_id: str) -> str:
    """Give the form version that the leads of a round answer about items; "" if they are asked nothing."""
    statement = (
        select(asks.c.form_version)
        .where(asks.c.round == round_id, asks.c.role == "lead", asks.c.subject_kind == "item")
        .order_by(asks.c.sort)
    )
    return (await tx.execute(statement)).scalars().first() or ""


async def load_degrees(tx: Tx, round_id: str, question: str) -> dict[str, str]:
    """Load the answers to a question outside repeats, by task."""
    statement = (
        select(answers.c.task, answers.c.value)
        .join(tasks, tasks.c.id == answers.c.task)
        .join(asks, asks.c.id == tasks.c.ask)
        .where(asks.c.round == round_id, answers.c.question == question, answers.c.instance == "")
    )
    return {task: value for task, value in await tx.execute(statement) if isinstance(value, str)}
