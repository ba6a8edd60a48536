"""Invites, requests for access, and who has joined."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, insert, select, update

from flows.ids import token_hash
from flows.steps import Addressee
from flows.tasks import Role
from storage.database import Tx
from storage.faults import WriteConflict
from storage.statements import among, pairs_among, portions
from storage.tables.people import access_requests, contacts, invites, memberships, persons
from storage.views import AccessRequestView, InviteView
from storage.writes import InviteUse


@dataclass(frozen=True, kw_only=True, slots=True)
class NewInvite:
    """An invite to be stored; the token leaves the program in the link only.

    Attributes:
        actor: Key of the actor, "" for a role that answers for none.
        created_by: Id of the person, "" = the command line.
    """

    id: str
    token: str
    plan: str
    role: Role
    actor: str
    created_by: str = ""
    created_at: datetime
    expires_at: datetime


async def create_invites(tx: Tx, new: Sequence[NewInvite]) -> None:
    """Store invites: of the token only its hash."""
    if not new:
        return
    rows = [
        {
            "id": invite.id,
            "plan": invite.plan,
            "role": invite.role.value,
            "actor": invite.actor,
            "token_hash": token_hash(invite.token),
            "created_by": invite.created_by,
            "created_at": invite.created_at,
            "expires_at": invite.expires_at,
        }
        for invite in new
    ]
    await tx.execute(insert(invites), rows)


async def load_invites(tx: Tx, hashes: Collection[str]) -> dict[str, InviteView]:
    """Load invites by token hash, used and expired ones too."""
    rows = await tx.execute(select(invites).where(invites.c.token_hash.in_(list(hashes))))
    return {row.token_hash: _invite(row) for row in rows}


async def use_invites(tx: Tx, uses: Sequence[InviteUse]) -> None:
    """Use up the invites of a batch.

    Raises:
        WriteConflict: One of them is no longer good; nothing of the batch may stand.
    """
    for use in uses:
        used = await tx.execute(_USE, {"b_hash": use.token_hash, "b_at": use.at, "b_person": use.person})
        if used.one_or_none() is None:
            raise WriteConflict("An invite of this batch was used or withdrawn meanwhile.")


_USE = (
    update(invites)
    .where(
        invites.c.token_hash == bindparam("b_hash"),
        invites.c.used_at.is_(None),
        invites.c.withdrawn_at.is_(None),
        invites.c.expires_at > bindparam("b_at"),
    )
    .values(used_at=bindparam("b_at", type_=invites.c.used_at.type), used_by=bindparam("b_person"))
    .returning(invites)
)


def _invite(row: Row[Any]) -> InviteView:
    return InviteView(
        id=row.id,
        plan=row.plan,
        role=Role(row.role),
        actor=row.actor,
        token_hash=row.token_hash,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        withdrawn_at=row.withdrawn_at,
    )


async def load_access_requests(tx: Tx, plans: Collection[str]) -> list[AccessRequestView]:
    """Load the undecided requests of plans, oldest first."""
    statement = (
        select(access_requests, contacts.c.person, contacts.c.name, persons.c.erased_at)
        .join(contacts, contacts.c.id == access_requests.c.contact)
        .outerjoin(persons, persons.c.id == contacts.c.person)
        .where(access_requests.c.plan.in_(list(plans)), access_requests.c.decided_at.is_(None))
        .order_by(access_requests.c.requested_at, access_requests.c.id)
    )
    return [
        AccessRequestView(
            id=row.id,
            plan=row.plan,
            contact=row.contact,
            person="" if row.erased_at else row.person,
            name=row.name,
            words=row.words,
            requested_at=row.requested_at,
        )
        for row in await tx.execute(statement)
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A valid membership with the ways to reach the person; `language` and `zone` "" = the plan's."""

    person: str
    name: str
    language: str
    plan: str
    role: Role
    actor: str
    contact: str
    channel: str
    address: str
    contact_state: str
    zone: str = ""


async def load_members(tx: Tx, plan: str, *, at: datetime, roles: Collection[Role] = tuple(Role)) -> list[Member]:
    """Load who is what in a plan at an instant, one row per membership and contact."""
    wanted = _MEMBERS.where(memberships.c.plan == plan, memberships.c.role.in_([role.value for role in roles]))
    return [_member(row) for row in await tx.execute(wanted, {"at": at})]


async def load_addressees(tx: Tx, plan: str, *, at: datetime) -> tuple[Addressee, ...]:
    """Load who can be asked in a plan at an instant, once for each place; reachable if any of their contacts is.

    Of a person it takes what the calendar asks and no more: of a plan with thousands all are in memory at once.
    """
    rows = await tx.execute(_ADDRESSEES, {"plan": plan, "at": at})
    return tuple(
        Addressee(person=person, role=Role(role), actor=actor, zone=zone, reachable=bool(reachable))
        for person, role, actor, zone, reachable in rows
    )


async def load_partners(tx: Tx, actors: Collection[tuple[str, str]], *, at: datetime) -> list[Member]:
    """Load who answers for actors, given as (plan, actor), at an instant; one row per membership and contact."""
    found: list[Member] = []
    for some in portions(sorted(set(actors))):
        found += [_member(row) for row in await tx.execute(_PARTNERS, {"at": at, **pairs_among(some)})]
    return found


def _member(row: Row[Any]) -> Member:
    return Member(**{**row._asdict(), "role": Role(row.role)})


_VALID = (memberships.c.from_at <= bindparam("at")) & (
    memberships.c.to_at.is_(None) | (memberships.c.to_at > bindparam("at"))
)
_ADDRESSEES: Select[Any] = (
    select(
        memberships.c.person,
        memberships.c.role,
        memberships.c.actor,
        persons.c.zone,
        func.max(case((contacts.c.state == "active", 1), else_=0)),
    )
    .join(persons, persons.c.id == memberships.c.person)
    .join(contacts, contacts.c.person == persons.c.id)
    .where(memberships.c.plan == bindparam("plan"), _VALID)
    .group_by(memberships.c.person, memberships.c.role, memberships.c.actor, persons.c.zone)
    .order_by(func.min(memberships.c.from_at), func.min(memberships.c.id))
)
_MEMBERS: Select[Any] = (
    select(
        memberships.c.person,
        persons.c.name,
        persons.c.language,
        memberships.c.plan,
        memberships.c.role,
        memberships.c.actor,
        contacts.c.id.label("contact"),
        contacts.c.channel,
        contacts.c.address,
        contacts.c.state.label("contact_state"),
        persons.c.zone,
    )
    .join(persons, persons.c.id == memberships.c.person)
    .join(contacts, contacts.c.person == persons.c.id)
    .where(_VALID)
    .order_by(memberships.c.from_at, memberships.c.id, contacts.c.id)
)
_PARTNERS = _MEMBERS.where(memberships.c.role == Role.PARTNER.value, among(memberships.c.plan, memberships.c.actor))
