"""Whoever asks to be let in again before their erasing is finished is somebody new, whose requests those are."""

from datetime import timedelta

from sqlalchemy import select

from flows.rights import Membership
from flows.tasks import Role
from storage.database import Database, Tx
from storage.tables.people import access_requests
from storage.writes import (
    AccessDecision,
    ContactChange,
    NewAccessRequest,
    NewMembership,
    NewPerson,
    PersonChange,
    Writes,
)
from storage.writing import write_batch
from tests.storage_world import NOW, new_world

ERASED_AT, ASKED_AT, GRANTED_AT = (NOW + timedelta(minutes=minutes) for minutes in (1, 2, 3))


async def erased_and_asking(tx: Tx) -> None:
    """Petra asked once, had herself erased and asks twice more before anything of her is blanked."""
    asked = {"before": NOW, "granted": ASKED_AT, "elsewhere": ASKED_AT}
    requests = tuple(
        NewAccessRequest(id=name, contact="c-petra", plan="kamenov", words=f"Klub {name}", requested_at=at)
        for name, at in asked.items()
    )
    await write_batch(tx, Writes(changed_at=NOW, access_requests=requests[:1]))
    erased = PersonChange(person="petra", name="", erased_at=ERASED_AT)
    await write_batch(tx, Writes(changed_at=ERASED_AT, person_changes=(erased,)))
    await write_batch(tx, Writes(changed_at=ASKED_AT, access_requests=requests[1:]))


def granted(request: str) -> Writes:
    """Let Eva grant a request: the contact gets somebody new in the same batch."""
    place = Membership(person="new", plan="kamenov", role=Role.PARTNER, actor="kotva", from_at=GRANTED_AT)
    decision = AccessDecision(request=request, person="eva", role=Role.PARTNER, actor="kotva", at=GRANTED_AT)
    return Writes(
        changed_at=GRANTED_AT,
        persons=(NewPerson(id="new", name="Petra", language="cs", created_at=GRANTED_AT),),
        contact_changes=(ContactChange(contact="c-petra", person="new"),),
        memberships=(NewMembership(id="m-new", membership=place),),
        access_decisions=(decision,),
    )


async def test_who_granted_what_to_whom_stays_known(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await erased_and_asking(tx)
        await write_batch(tx, granted("granted"))
        columns = (access_requests.c.decided_by, access_requests.c.granted_role, access_requests.c.granted_actor)
        one = (await tx.execute(select(*columns).where(access_requests.c.id == "granted"))).one()
    assert tuple(one) == ("eva", "partner", "kotva")


async def test_a_request_of_before_the_erasing_that_is_granted_keeps_who_granted_it_and_no_words(
    database: Database,
) -> None:
    await new_world(database)
    async with database.write() as tx:
        await erased_and_asking(tx)
        await write_batch(tx, granted("before"))
        columns = (access_requests.c.decided_by, access_requests.c.granted_role, access_requests.c.words)
        one = (await tx.execute(select(*columns).where(access_requests.c.id == "before"))).one()
    assert tuple(one) == ("eva", "partner", "")


async def test_another_request_since_then_waits_on_and_one_of_before_is_settled(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await erased_and_asking(tx)
        await write_batch(tx, granted("granted"))
        wanted = select(access_requests.c.id, access_requests.c.words, access_requests.c.decided_at)
        found = {row.id: (row.words, row.decided_at) for row in await tx.execute(wanted)}
    assert found["elsewhere"] == ("Klub elsewhere", None)
    assert found["before"] == ("", GRANTED_AT)
