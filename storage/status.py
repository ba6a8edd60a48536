"""What a coordinator's screens show of a round, loaded with a few statements; never from the history of answers."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Select, bindparam, func, select

from flows.board import BoardPerson, BoardQuestion, BoardTask
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.tables.coordination import plan_groups, questions
from storage.tables.people import absences, contacts, memberships, persons
from storage.tables.rounds import asks, steps
from storage.tables.tasks import tasks
from storage.tables.traffic import dialogs

_STATES = {state.value: state for state in TaskState}
_TASKS = (
    select(
        tasks.c.id,
        tasks.c.subject,
        tasks.c.tree,
        tasks.c.actor,
        asks.c.role,
        tasks.c.state,
        tasks.c.disowned_at,
        tasks.c.due_at,
        tasks.c.rev,
        tasks.c.changed_at,
        tasks.c.ask,
        tasks.c.head_seq > 0,
    )
    .join(asks, asks.c.id == tasks.c.ask)
    .where(asks.c.round == bindparam("round"))
    .order_by(tasks.c.id)
)


async def load_board_tasks(tx: Tx, round_id: str) -> tuple[BoardTask, ...]:
    """Load every task of a round."""
    rows = await tx.execute(_TASKS, {"round": round_id})
    return tuple(
        BoardTask(id_, subject, tree, actor, role, _STATES[state], *rest)
        for id_, subject, tree, actor, role, state, *rest in rows
    )


_PERSON_COLUMNS = (
    memberships.c.id.label("membership"),
    memberships.c.person,
    persons.c.name,
    persons.c.language,
    memberships.c.role,
    memberships.c.actor,
    contacts.c.id.label("contact"),
    contacts.c.address,
    contacts.c.state.label("contact_state"),
    memberships.c.from_at.label("joined_at"),
    memberships.c.checked_at,
    dialogs.c.changed_at.label("heard_at"),
)
_PEOPLE: Select[tuple[object, ...]] = (
    select(*_PERSON_COLUMNS)
    .join(persons, persons.c.id == memberships.c.person)
    .join(contacts, contacts.c.person == persons.c.id)
    .outerjoin(dialogs, dialogs.c.contact == contacts.c.id)
    .where(
        memberships.c.plan == bindparam("plan"),
        memberships.c.from_at <= bindparam("at"),
        memberships.c.to_at.is_(None) | (memberships.c.to_at > bindparam("at")),
    )
    .order_by(memberships.c.from_at, memberships.c.id, contacts.c.id)
)


async def load_board_people(tx: Tx, plan: str, at: datetime) -> tuple[BoardPerson, ...]:
    """Load everybody who is anything in a plan now, by joining."""
    rows = await tx.execute(_PEOPLE, {"plan": plan, "at": at})
    return tuple(BoardPerson(**{**row._asdict(), "role": Role(row.role)}) for row in rows)


async def load_former(tx: Tx, ids: Collection[str], plans: Collection[str]) -> dict[tuple[str, str], BoardPerson]:
    """Load ended memberships of some plans, by plan and id; not of erased persons, who cannot be brought back."""
    statement = (
        select(*_PERSON_COLUMNS, memberships.c.plan)
        .join(persons, persons.c.id == memberships.c.person)
        .join(contacts, contacts.c.person == persons.c.id)
        .outerjoin(dialogs, dialogs.c.contact == contacts.c.id)
        .where(memberships.c.id.in_(list(ids)), memberships.c.plan.in_(list(plans)), memberships.c.to_at.is_not(None))
        .where(persons.c.erased_at.is_(None))
    )
    found = {}
    for row in await tx.execute(statement):
        values = row._asdict()
        plan = values.pop("plan")
        found[plan, row.membership] = BoardPerson(**{**values, "role": Role(row.role)})
    return found


async def load_ended_names(tx: Tx, plan: str) -> list[tuple[str, str]]:
    """Load the ended memberships of a plan with the person's name, the one that ended last first."""
    statement = (
        select(memberships.c.id, persons.c.name)
        .join(persons, persons.c.id == memberships.c.person)
        .where(memberships.c.plan == plan, memberships.c.to_at.is_not(None))
        .order_by(memberships.c.to_at.desc(), memberships.c.id)
    )
    return [(row.id, row.name) for row in await tx.execute(statement)]


async def load_board_questions(tx: Tx, plan: str) -> tuple[BoardQuestion, ...]:
    """Load the questions of a plan that wait for an answer, oldest first."""
    statement = (
        select(
            questions.c.id,
            questions.c.task,
            questions.c.contact,
            func.coalesce(persons.c.language, "").label("language"),
            func.coalesce(persons.c.name, contacts.c.name).label("name"),
            func.coalesce(tasks.c.actor, "").label("actor"),
            questions.c.words.label("text"),
            questions.c.asked_at,
        )
        .join(contacts, contacts.c.id == questions.c.contact)
        .outerjoin(persons, persons.c.id == contacts.c.person)
        .outerjoin(tasks, tasks.c.id == questions.c.task)
        .where(questions.c.plan == plan, questions.c.answered_at.is_(None))
        .order_by(questions.c.asked_at, questions.c.id)
    )
    return tuple(BoardQuestion(**row._asdict()) for row in await tx.execute(statement))


async def load_reminded(tx: Tx, round_id: str) -> dict[str, datetime]:
    """Load when each person was last reminded of a round, by the ladder or by hand."""
    statement = (
        select(steps.c.addressee, func.max(steps.c.done_at).label("at"))
        .where(steps.c.round == round_id, steps.c.state.in_(("sent", "folded")), steps.c.done_at.is_not(None))
        .group_by(steps.c.addressee)
    )
    return {row.addressee: row.at for row in await tx.execute(statement)}


async def load_away(tx: Tx, people: Collection[str], today: date) -> dict[str, date]:
    """Load until which day people are away today."""
    statement = (
        select(absences.c.person, func.max(absences.c.to_on).label("to_on"))
        .where(absences.c.from_on <= today, absences.c.to_on >= today)
        .group_by(absences.c.person)
    )
    wanted = set(people)
    return {row.person: row.to_on for row in await tx.execute(statement) if row.person in wanted}


async def load_plan_groups(tx: Tx, plan: str) -> dict[str, str]:
    """Load the groups that get a plan's digest: contact to address, those that can be written to."""
    statement = (
        select(plan_groups.c.contact, contacts.c.address)
        .join(contacts, contacts.c.id == plan_groups.c.contact)
        .where(plan_groups.c.plan == plan, contacts.c.state == "active")
        .order_by(plan_groups.c.at, plan_groups.c.contact)
    )
    return {row.contact: row.address for row in await tx.execute(statement)}
