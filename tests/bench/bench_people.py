"""Persons who have joined long ago, written as the bot writes them."""

from collections.abc import Sequence
from datetime import datetime

from flows.plan import Plan
from flows.rights import Membership
from flows.tasks import Role
from storage.database import Tx
from storage.writes import NewContact, NewMembership, NewPerson, Writes
from storage.writing import write_batch

PEOPLE_AN_ACTOR = 10


async def know(tx: Tx, plan: Plan, ids: Sequence[str], since: datetime, chats: Sequence[str] = ()) -> None:
    """Write persons down, spread over the plan's actors in turn.

    Args:
        tx: The transaction.
        plan: Whose actors they are of.
        ids: The persons' ids.
        since: When they joined, UTC.
        chats: The numbers of their chats; none: nobody's number, so that nothing is ever delivered.
    """
    keys = [actor.key for actor in plan.actors]
    addresses = chats or [str(9_000_000_000 + number) for number in range(len(ids))]
    persons = tuple(NewPerson(id=one, name="Jana", language="cs", consent_at=since, created_at=since) for one in ids)
    contacts = tuple(
        NewContact(id=f"c{one}", person=one, channel="telegram", address=address, created_at=since)
        for one, address in zip(ids, addresses, strict=True)
    )
    places = tuple(
        NewMembership(
            id=f"m{one}",
            membership=Membership(
                person=one, plan=plan.key, role=Role.PARTNER, actor=keys[-1 - turn % len(keys)], from_at=since
            ),
        )
        for turn, one in enumerate(ids)
    )
    await write_batch(tx, Writes(changed_at=since, persons=persons, contacts=contacts, memberships=places))
