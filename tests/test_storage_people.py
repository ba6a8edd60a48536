"""Invites, requests for access, members."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.ids import token_hash
from flows.tasks import Refusal, Role
from storage.batch import load_people, write_batch
from storage.database import Database
from storage.faults import WriteConflict
from storage.people import (
    NewInvite,
    create_invites,
    load_access_requests,
    load_invites,
    load_members,
    redeem_invite,
    withdraw_invites,
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


async def test_an_invite_is_redeemed_once(database: Database) -> None:
    await invited(database)
    async with database.write() as tx:
        first = await redeem_invite(tx, "token1", person="petra", at=NOW)
        assert isinstance(first, InviteView)
        assert (first.actor, first.role, first.used_at) == ("kotva", Role.PARTNER, NOW)
    async with database.write() as tx:
        assert await redeem_invite(tx, "token1", person="jan", at=NOW) == Refusal(code="invite.used")
        assert (await tx.execute(select(invites.c.used_by).where(invites.c.id == "i1"))).scalar_one() == "petra"


async def test_of_two_who_redeem_at_once_one_succeeds(database: Database) -> None:
    await invited(database)

    async def redeem(person: str) -> InviteView | Refusal:
        async with database.write() as tx:
            return await redeem_invite(tx, "token1", person=person, at=NOW)

    results = await asyncio.gather(redeem("petra"), redeem("jan"))

    assert sorted(isinstance(result, InviteView) for result in results) == [False, True]


async def test_expired_withdrawn_and_unknown_invites_say_so(database: Database) -> None:
    await invited(database)
    async with database.write() as tx:
        await withdraw_invites(tx, ["i2"], at=NOW)
        found = [
            await redeem_invite(tx, token, person="petra", at=at)
            for token, at in [("token1", NOW + WEEK), ("token2", NOW), ("guess", NOW)]
        ]

    assert found == [Refusal(code=f"invite.{why}") for why in ("expired", "withdrawn", "unknown")]


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
    use = InviteUse(token_hash=token_hash("token1"), person="petra", at=NOW)
    async with database.write() as tx:
        await write_batch(tx, Writes(changed_at=NOW, invites_used=(use,)))
        before = (await tx.execute(select(persons.c.id))).all()
    with pytest.raises(WriteConflict):
        async with database.write() as tx:
            await write_batch(tx, Writes(changed_at=NOW, invites_used=(use,)))

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
