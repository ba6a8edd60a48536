"""What a batch of updates needs to know, loaded with a few set-wise statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select

from flows.answers import Answer, Origin, Place
from flows.rights import Membership
from flows.tasks import Role
from storage.database import Tx
from storage.statements import among, by_first, insert_new, pairs_among, portions
from storage.submission_body import body_from_json
from storage.tables.people import contacts, memberships, persons
from storage.tables.rounds import asks, form_versions, rounds
from storage.tables.tasks import answers, submissions, tasks
from storage.tables.traffic import dialogs, inbox, message_links, outbox
from storage.task_rows import TASKS, view_of
from storage.views import Address, Dialog, Link, PersonView, SubmissionView, TaskView
from storage.writes import InboxRow


async def register_updates(tx: Tx, rows: Sequence[InboxRow]) -> set[str]:
    """Store updates as they came; give the external ids of those that are new.

    A repeated update, within the batch or against an earlier one, is not in the answer.
    """
    if not rows:
        return set()
    statement = insert_new(tx, inbox, on=("channel", "external_id"), returning="external_id")
    values = [
        {
            "id": row.id,
            "channel": row.channel,
            "external_id": row.external_id,
            "chat": row.chat,
            "raw": row.raw,
            "received_at": row.received_at,
            "outcome": "",
        }
        for row in rows
    ]
    return set((await tx.execute(statement, values)).scalars())


# Statements are built once, with the wanted keys as a parameter: building and hashing one costs more than running it.
_SOME: BindParameter[Any] = bindparam("some", expanding=True)
_PERSON_COLUMNS = (
    contacts.c.id.label("contact"),
    contacts.c.channel,
    contacts.c.address,
    contacts.c.state.label("contact_state"),
    contacts.c.name.label("contact_name"),
    contacts.c.person,
    func.coalesce(persons.c.name, "").label("name"),
    func.coalesce(persons.c.language, "").label("language"),
    func.coalesce(persons.c.zone, "").label("zone"),
    persons.c.consent_at,
    persons.c.erased_at,
    dialogs.c.focus_task,
    dialogs.c.focus_question,
    dialogs.c.focus_instance,
    dialogs.c.mode,
    dialogs.c.screen,
    dialogs.c.screen_outbox,
    dialogs.c.seen_seq,
    dialogs.c.state.label("dialog_state"),
    dialogs.c.rev,
    func.coalesce(outbox.c.message_ref, "").label("screen_ref"),
)
_PEOPLE: Select[Any] = (
    select(*_PERSON_COLUMNS)
    .select_from(
        contacts.outerjoin(persons, persons.c.id == contacts.c.person)
        .outerjoin(dialogs, dialogs.c.contact == contacts.c.id)
        .outerjoin(outbox, outbox.c.id == dialogs.c.screen_outbox)
    )
    .where(contacts.c.channel == bindparam("channel"), contacts.c.address.in_(_SOME))
)
_MEMBERSHIPS = (
    select(
        memberships.c.person,
        memberships.c.plan,
        memberships.c.role,
        memberships.c.actor,
        memberships.c.from_at,
        memberships.c.to_at,
    )
    .where(memberships.c.person.in_(_SOME))
    .order_by(memberships.c.from_at, memberships.c.id)
)


async def load_people(tx: Tx, addresses: Collection[Address]) -> dict[Address, PersonView]:
    """Load whoever is known under the addresses, with memberships and dialog."""
    by_channel: dict[str, list[str]] = {}
    for channel, address in addresses:
        by_channel.setdefault(channel, []).append(address)
    rows = [
        row
        for channel, wanted in by_channel.items()
        for some in portions(wanted)
        for row in await tx.execute(_PEOPLE, {"channel": channel, "some": some})
    ]
    members = await load_memberships(tx, {row.person for row in rows if row.person})
    people = [_person(tuple(row), members) for row in rows]
    return {(one.channel, one.address): one for one in people}


async def load_memberships(tx: Tx, people: Collection[str]) -> dict[str, tuple[Membership, ...]]:
    """Load all memberships of some persons, ended ones too."""
    found: dict[str, list[Membership]] = {}
    for some in portions(people):
        rows = await tx.execute(_MEMBERSHIPS, {"some": some})
        for person, plan, role, actor, from_at, to_at in rows:
            found.setdefault(person, []).append(
                Membership(person=person, plan=plan, role=Role(role), actor=actor, from_at=from_at, to_at=to_at)
            )
    return {person: tuple(theirs) for person, theirs in found.items()}


def _person(row: tuple[Any, ...], members: Mapping[str, tuple[Membership, ...]]) -> PersonView:
    contact, channel, address, contact_state, contact_name, person, name, language, zone, consent, erased, *rest = row
    *dialog, screen_ref = rest
    return PersonView(
        contact=contact,
        channel=channel,
        address=address,
        contact_state=contact_state,
        contact_name=contact_name,
        person=person,
        name=name,
        language=language,
        zone=zone,
        consent_at=consent,
        erased_at=erased,
        memberships=members.get(person, ()),
        dialog=_dialog(contact, dialog),
        screen_ref=screen_ref,
    )


def _dialog(contact: str, stored: Sequence[Any]) -> Dialog | None:
    task, question, instance, mode, screen, screen_outbox, seen_seq, state, rev = stored
    if mode is None:
        return None
    return Dialog(
        contact=contact,
        focus_task=task,
        focus=Place(question=question, instance=instance),
        mode=mode,
        screen=screen,
        screen_outbox=screen_outbox,
        seen_seq=seen_seq,
        state=state,
        rev=rev,
    )


_HAS_MORE_TIME = (tasks.c.due_at > rounds.c.closes_at) & tasks.c.state.in_(["open", "started", "returned"])
"""An extension outlives its round; its end settles the task."""
_IN_ROUND = rounds.c.state.in_(bindparam("states", expanding=True)) | _HAS_MORE_TIME
_TASKS_OF_ACTORS = TASKS.where(tasks.c.plan == bindparam("plan"), tasks.c.actor.in_(_SOME), _IN_ROUND)
_TASKS_OF_PLANS = TASKS.where(tasks.c.plan.in_(_SOME), _IN_ROUND)
_TASKS_BY_ID = TASKS.where(tasks.c.id.in_(_SOME))


async def load_tasks(
    tx: Tx,
    *,
    actors: Collection[tuple[str, str]] = (),
    ids: Collection[str] = (),
    plans: Collection[str] = (),
    closed_too: bool = False,
) -> list[TaskView]:
    """Load tasks: those of (plan, actor) pairs and of whole plans in open rounds, and those with given ids.

    Args:
        tx: The transaction.
        actors: Pairs of plan and actor key; actor "" finds the tasks put to a role.
        ids: Tasks of any round, e.g. of an old button.
        plans: Every task of these plans.
        closed_too: Whether `actors` and `plans` find tasks of closed rounds as well.
    """
    found: dict[str, TaskView] = {}
    states = ["open", "closed"] if closed_too else ["open"]
    for plan, theirs in by_first(actors):
        await _find(tx, _TASKS_OF_ACTORS, {"plan": plan, "some": theirs, "states": states}, found)
    for keys in portions(sorted(set(plans))):
        await _find(tx, _TASKS_OF_PLANS, {"some": keys, "states": states}, found)
    for some in portions(sorted(set(ids) - found.keys())):
        await _find(tx, _TASKS_BY_ID, {"some": some}, found)
    return [found[task] for task in sorted(found)]


_TASKS_OF_ASKS = TASKS.where(rounds.c.id == bindparam("round"), asks.c.key.in_(_SOME))


async def load_tasks_of_asks(tx: Tx, wanted: Collection[tuple[str, str]]) -> list[TaskView]:
    """Load all tasks of asks, named by the round's id and the ask's key."""
    found: dict[str, TaskView] = {}
    for round_, keys in by_first(wanted):
        await _find(tx, _TASKS_OF_ASKS, {"round": round_, "some": keys}, found)
    return [found[task] for task in sorted(found)]


async def _find(tx: Tx, wanted: Select[Any], parameters: dict[str, Any], found: dict[str, TaskView]) -> None:
    for row in await tx.execute(wanted, parameters):
        found[row[0]] = view_of(tuple(row))


_ORIGINS = {origin.value: origin for origin in Origin}
_ANSWERS = (
    select(
        answers.c.task,
        answers.c.question,
        answers.c.instance,
        answers.c.value,
        answers.c.origin,
        answers.c.left_out,
        answers.c.seq,
        answers.c.person,
    )
    .where(answers.c.task.in_(_SOME))
    .order_by(answers.c.task, answers.c.seq)
)


async def load_answers(tx: Tx, task_ids: Collection[str]) -> dict[str, dict[Place, Answer]]:
    """Load the newest answers of tasks, in the order in which they were last changed; {} for one without."""
    found: dict[str, dict[Place, Answer]] = {task: {} for task in task_ids}
    for some in portions(found):
        rows = (await tx.execute(_ANSWERS, {"some": some})).all()
        for task, question, instance, value, origin, left_out, seq, person in rows:
            found[task][Place(question=question, instance=instance)] = Answer(
                value=value, origin=_ORIGINS[origin], left_out=left_out, seq=seq, person=person
            )
    return found


_SUBMISSIONS: Select[Any] = select(
    submissions,
    tasks.c.plan,
    tasks.c.subject_kind,
    tasks.c.tree,
    tasks.c.subject,
    tasks.c.actor,
    asks.c.form,
    rounds.c.id.label("round"),
    rounds.c.key.label("round_key"),
    rounds.c.covers_label,
    func.coalesce(form_versions.c.number, 0).label("form_number"),
).select_from(
    submissions.join(tasks, tasks.c.id == submissions.c.task)
    .join(asks, asks.c.id == tasks.c.ask)
    .join(rounds, rounds.c.id == asks.c.round)
    .outerjoin(form_versions, form_versions.c.id == asks.c.form_version)
)
_SUBMISSIONS_ABOUT = _SUBMISSIONS.where(tasks.c.plan == bindparam("plan"), tasks.c.subject.in_(_SOME)).order_by(
    submissions.c.at.desc(), submissions.c.number.desc()
)
_SUBMISSIONS_OF = _SUBMISSIONS.where(submissions.c.task.in_(_SOME)).order_by(submissions.c.number)


async def load_last(tx: Tx, wanted: Iterable[TaskView]) -> dict[str, SubmissionView]:
    """Load "last time" for tasks: the latest submission of another round with the same form and subject.

    Any actor, any version of the form.

    Returns:
        By task id; tasks without an earlier submission are absent.
    """
    asked = {task.id: task for task in wanted}
    latest: dict[tuple[str, ...], list[Row[Any]]] = {}
    for plan, subjects in by_first((task.plan, task.subject) for task in asked.values()):
        for row in await tx.execute(_SUBMISSIONS_ABOUT, {"plan": plan, "some": subjects}):
            latest.setdefault((row.plan, row.form, row.subject_kind, row.tree, row.subject), []).append(row)
    found = {}
    for task in asked.values():
        candidates = latest.get((task.plan, task.form, task.subject_kind, task.tree, task.subject), ())
        earlier = [row for row in candidates if row.round != task.round]
        if earlier:
            found[task.id] = _submission(earlier[0])
    return found


async def load_submissions(tx: Tx, task_ids: Collection[str]) -> dict[str, SubmissionView]:
    """Load the last submission of tasks; those never submitted are absent."""
    found = {}
    for some in portions(task_ids):
        for row in await tx.execute(_SUBMISSIONS_OF, {"some": some}):
            found[row.task] = _submission(row)
    return found


def _submission(row: Row[Any]) -> SubmissionView:
    values, left_out, turns = body_from_json(row.body)
    return SubmissionView(
        task=row.task,
        number=row.number,
        head_seq=row.head_seq,
        actor=row.actor,
        round_key=row.round_key,
        covers_label=row.covers_label,
        form_number=row.form_number,
        person=row.person,
        how=row.how,
        at=row.at,
        values=values,
        left_out=left_out,
        turns=turns,
    )


_LINKS = (
    select(message_links)
    .where(among(message_links.c.contact, message_links.c.message_ref))
    .order_by(message_links.c.part)
)


async def load_links(tx: Tx, messages: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Link, ...]]:
    """Load the links of (contact, message ref) pairs; messages without links are absent."""
    found: dict[tuple[str, str], list[Link]] = {}
    for some in portions(sorted(set(messages))):
        for row in await tx.execute(_LINKS, pairs_among(some)):
            found.setdefault((row.contact, row.message_ref), []).append(
                Link(
                    contact=row.contact,
                    message_ref=row.message_ref,
                    part=row.part,
                    direction=row.direction,
                    task=row.task,
                    place=Place(question=row.question, instance=row.instance),
                    seq=row.seq,
                )
            )
    return {message: tuple(links) for message, links in found.items()}
