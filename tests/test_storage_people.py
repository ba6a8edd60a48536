"""Invites, requests for access, members."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from flows.ids import token_hash
from flows.tasks import Role
from storage.batch import load_people, write_batch
from storage.database import Database
from storage.faults import WriteConflict
from storage.people import (
    NewInvite,
    create_invites,
    load_access_requests,
    load_invites,
    load_members,
)
from storage.tables.people import invites, persons
from storage.views import InviteView
from storage.writes import AccessDecision, InviteUse, MembershipEnd, NewAccessRequest, Writes
from tests.storage_world import NOW, new_world

WEEK = timedelta(days=7)


def invite(number: int = 1) -> NewInvite:
    return NewInvite(
        id=f"i{number}",
        token=f"token{number}",
        plan="kamenov",
        role=Role.PARTNER,
        actor="kotva",
        created_at=NOW,
        expires_at=NOW + WEEK,
    )


async def invited(database: Database) -> None:
    await new_world(database)
    async with database.write() as tx:
        await create_invites(tx, [invite(1), invite(2)])


async def use(database: Database, token: str, person: str, at: datetime = NOW) -> InviteView | WriteConflict:
    """Let somebody join with a token; give the invite as it then is, or why not."""
    hashed = token_hash(token)
    try:
        async with database.write() as tx:
            await write_batch(
                tx, Writes(changed_at=at, invites_used=(InviteUse(token_hash=hashed, person=person, at=at),))
            )
            return (await load_invites(tx, [hashed]))[hashed]
    except WriteConflict as conflict:
        return conflict


async def test_an_invite_is_used_once(database: Database) -> None:
    await invited(database)
    first = await use(database, "token1", "petra")
    assert isinstance(first, InviteView)
    assert (first.actor, first.role, first.used_at) == ("kotva", Role.PARTNER, NOW)
    assert isinstance(await use(database, "token1", "jan"), WriteConflict)
    async with database.read() as tx:
        assert (await tx.execute(select(invites.c.used_by).where(invites.c.id == "i1"))).scalar_one() == "petra"


async def test_of_two_who_use_an_invite_at_once_one_succeeds(database: Database) -> None:
    await invited(database)
    results = await asyncio.gather(use(database, "token1", "petra"), use(database, "token1", "jan"))

    assert sorted(isinstance(result, InviteView) for result in results) == [False, True]


async def test_expired_withdrawn_and_unknown_invites_let_nobody_in(database: Database) -> None:
    await invited(database)
    async with database.write() as tx:
        await tx.execute(update(invites).where(invites.c.id == "i2").values(withdrawn_at=NOW))
    for token, at in [("token1", NOW + WEEK), ("token2", NOW), ("guess", NOW)]:
        assert isinstance(await use(database, token, "petra", at), WriteConflict)


async def test_the_token_itself_is_not_stored(database: Database) -> None:
    await invited(database)
    async with database.read() as tx:
        stored = (await tx.execute(select(invites))).all()
        found = await load_invites(tx, [token_hash("token1"), token_hash("guess")])

    assert "token1" not in str(stored)
    assert [view.id for view in found.values()] == ["i1"]
    assert found[token_hash("token1")].usable_at(NOW)
    assert not found[token_hash("token1")].usable_at(NOW + WEEK)


async def test_a_batch_with_a_used_invite_leaves_nothing(database: Database) -> None:
    await invited(database)
    again = InviteUse(token_hash=token_hash("token1"), person="petra", at=NOW)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, invites_used=(again,)))
        before = (await tx.execute(select(persons.c.id))).all()
    with pytest.raises(WriteConflict):
        async with database.write() as tx:
            await write_batch(tx, Writes(changed_at=NOW, invites_used=(again,)))

    async with database.read() as tx:
        assert (await tx.execute(select(persons.c.id))).all() == before


async def test_a_request_for_access_waits_until_it_is_decided(database: Database) -> None:
    await new_world(database)
    request = NewAccessRequest(id="r1", contact="c-jan", plan="kamenov", words="Klub Kotva", requested_at=NOW)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, access_requests=(request,)))
        waiting = await load_access_requests(tx, ["kamenov"])
        assert [(each.id, each.words, each.person) for each in waiting] == [("r1", "Klub Kotva", "jan")]
        decision = AccessDecision(request="r1", person="eva", role=Role.PARTNER, actor="kotva", at=NOW)
        await write_batch(tx, Writes(changed_at=NOW, access_decisions=(decision,)))
        assert await load_access_requests(tx, ["kamenov"]) == []


async def test_members_are_those_whose_time_has_not_run_out(database: Database) -> None:
    await new_world(database)
    end = MembershipEnd(person="petra", plan="kamenov", actor="kotva", to_at=NOW)
    async with database.write() as tx:
        assert {each.person for each in await load_members(tx, "kamenov", at=NOW)} == {"petra", "jan", "eva"}
        await write_batch(tx, Writes(changed_at=NOW, membership_ends=(end,)))
        assert {each.person for each in await load_members(tx, "kamenov", at=NOW)} == {"jan", "eva"}
        coordinators = await load_members(tx, "kamenov", at=NOW, roles=[Role.COORDINATOR])
        petra = (await load_people(tx, [("telegram", "petra")]))["telegram", "petra"]

    assert [(each.person, each.contact, each.language) for each in coordinators] == [("eva", "c-eva", "cs")]
    assert petra.memberships[0].to_at == NOW
