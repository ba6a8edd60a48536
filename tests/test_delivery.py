"""The outbox on its way out: order per chat, one repeat at most, whatever Telegram does."""

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as NoConnectionInTime

from bot.conversation.message import Message
from bot.delivery.pacing import BulkBudget, ChatBudget
from bot.delivery.row import OutRow
from bot.intake.act import message_payload
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.people import Person
from flows.answers import JsonValue
from storage.ids import random_mint
from storage.tables.people import contacts
from storage.tables.traffic import outbox
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch
from tests.chat_stage import TUESDAY, ChatStage, chat_stage

RETRIED = [FaultKind.TOO_MANY_REQUESTS, FaultKind.SERVER_ERROR, FaultKind.BAD_GATEWAY, FaultKind.CUT_BEFORE]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


@pytest.fixture
async def petra(stage: ChatStage) -> Person:
    return await stage.join("Petra K.", "kotva")


async def contact_of(stage: ChatStage, person: Person) -> str:
    return str((await stage.rows(select(contacts.c.id).where(contacts.c.address == str(person.id))))[0][0])


async def put(
    stage: ChatStage,
    person: Person,
    texts: Sequence[str],
    *,
    kind: str = "send",
    payload: dict[str, JsonValue] | None = None,
) -> None:
    """Commit messages to somebody; nothing carries them yet."""
    now, contact = stage.clock.now(), await contact_of(stage, person)
    rows = tuple(
        OutboxRow(
            id=random_mint(),
            contact=contact,
            kind=kind,
            payload=payload or message_payload(Message(text=text)),
            not_before_at=now,
            created_at=now,
        )
        for text in texts
    )
    async with stage.app.database.write() as tx:
        await write_batch(tx, Writes(changed_at=now, outbox=rows))


def received(person: Person, texts: Sequence[str]) -> list[str]:
    return [one.text for one in person.chat if one.text in texts]


async def deliver_all(stage: ChatStage, minutes: int = 12) -> None:
    for _ in range(minutes):
        await stage.pass_time(timedelta(minutes=1))


@pytest.mark.parametrize("kind", RETRIED)
@pytest.mark.parametrize("times", [1, 3])
async def test_a_message_that_did_not_go_out_goes_out_later_in_its_place(
    stage: ChatStage, petra: Person, kind: FaultKind, times: int
) -> None:
    texts = [f"zpráva {number}" for number in range(5)]
    stage.server.faults.order(kind, times=times, method="sendMessage", retry_after=7)
    await put(stage, petra, texts)
    await deliver_all(stage)
    assert received(petra, texts) == texts


async def test_a_lost_answer_repeats_one_message_at_most(stage: ChatStage, petra: Person) -> None:
    texts = [f"zpráva {number}" for number in range(4)]
    stage.server.faults.order(FaultKind.CUT_AFTER, method="sendMessage")
    await put(stage, petra, texts)
    await deliver_all(stage)
    assert received(petra, texts) == [texts[0], *texts]


@pytest.mark.parametrize("seed", range(6))
async def test_any_mixture_of_faults_keeps_the_order_of_every_chat(stage: ChatStage, petra: Person, seed: int) -> None:
    chance = random.Random(seed)
    jan = await stage.join("Jan V.", "mp")
    texts = [f"zpráva {number}" for number in range(8)]
    kinds = [*RETRIED, FaultKind.CUT_AFTER]
    ordered = [chance.choice(kinds) for _ in range(chance.randrange(1, 7))]
    for kind in ordered:
        chat = chance.choice([petra.id, jan.id, None])
        stage.server.faults.order(kind, method="sendMessage", chat_id=chat, retry_after=chance.randrange(1, 30))
    for person in (petra, jan):
        await put(stage, person, texts)
    await deliver_all(stage, 20)
    lost = ordered.count(FaultKind.CUT_AFTER)
    for person in (petra, jan):
        got = received(person, texts)
        assert list(dict.fromkeys(got)) == texts
        assert got == sorted(got)
        assert len(got) - len(texts) <= lost


async def test_a_chat_that_must_rest_holds_up_no_other(stage: ChatStage, petra: Person) -> None:
    jan = await stage.join("Jan V.", "mp")
    fault = stage.server.faults.order(
        FaultKind.TOO_MANY_REQUESTS, times=1, method="sendMessage", chat_id=petra.id, retry_after=600
    )
    for person in (petra, jan):
        await put(stage, person, ["první", "druhá"])
    await stage.pass_time(timedelta(seconds=30))
    assert received(jan, ["první", "druhá"]) == ["první", "druhá"]
    assert received(petra, ["první", "druhá"]) == []
    assert fault.times == 0
    await stage.pass_time(timedelta(minutes=11))
    await stage.pass_time(timedelta(seconds=1))
    assert received(petra, ["první", "druhá"]) == ["první", "druhá"]


async def test_whoever_blocked_us_is_marked_and_written_to_no_more(stage: ChatStage, petra: Person) -> None:
    await petra.blocks()
    stage.server.world.updates.clear()  # the news of it is lost
    await put(stage, petra, ["první", "druhá"])
    await stage.pass_time(timedelta(seconds=5))
    assert await stage.contact_state(petra) == "blocked"
    calls = len(stage.server.calls)
    await deliver_all(stage, 5)
    assert [one for one in list(stage.server.calls)[calls:] if one.method == "sendMessage"] == []
    await petra.unblocks()
    await stage.quiet()
    said = await stage.new_after(petra, petra.start())
    assert await stage.contact_state(petra) == "active"
    assert any("prosíme o podklady" in one.text for one in said)


async def test_a_deleted_account_is_gone(stage: ChatStage, petra: Person) -> None:
    await petra.deletes_account()
    await put(stage, petra, ["první"])
    await stage.pass_time(timedelta(seconds=5))
    assert await stage.contact_state(petra) == "gone"


async def test_an_edit_that_is_refused_does_not_delay_the_next_question(stage: ChatStage, petra: Person) -> None:
    stage.server.faults.order(FaultKind.SERVER_ERROR, times=1, method="editMessageText")
    said = await stage.taps(petra, "Začít")
    assert said[0].text.startswith("Aktivita 1.1")
    await deliver_all(stage, 2)
    opening = next(one for one in petra.chat if one.by_bot and "prosíme o podklady" in one.text)
    assert opening.buttons == ()


async def test_a_row_that_can_never_be_sent_fails_alone(stage: ChatStage, petra: Person) -> None:
    await put(stage, petra, [""], kind="dance", payload={"text": "x"})
    await put(stage, petra, [""], kind="document", payload={"path": "/nowhere/at/all.html", "name": "a.html"})
    await put(stage, petra, [""], payload={"rows": []})
    await put(stage, petra, ["<b>nedokončené"], payload=None)
    await put(stage, petra, ["poslední"])
    await deliver_all(stage, 2)
    assert received(petra, ["poslední"]) == ["poslední"]
    states = await stage.rows(select(outbox.c.state).order_by(outbox.c.position.desc()).limit(5))
    assert [row[0] for row in states] == ["sent", "failed", "failed", "failed", "failed"]


async def test_a_database_that_is_busy_for_the_moment_loses_no_row(
    stage: ChatStage, petra: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    async def busy_once(row: OutRow) -> list[OutRow]:
        tries.append(row.id)
        if len(tries) == 1:
            raise NoConnectionInTime("no connection in time")
        return [replace(row, kind="send", payload=message_payload(Message(text="hotovo")))]

    monkeypatch.setattr(stage.app.courier, "_expand", busy_once)
    await put(stage, petra, [""], kind="my_data", payload={"language": "cs"})
    await stage.app.sweep()
    await stage.quiet()
    await stage.pass_time(timedelta(seconds=30))

    assert len(tries) == 2
    assert received(petra, ["hotovo"]) == ["hotovo"]
    assert {row[0] for row in await stage.rows(select(outbox.c.state))} == {"sent"}


async def test_what_waits_is_kept_as_long_as_telegram_is_away(stage: ChatStage, petra: Person) -> None:
    away = stage.server.faults.order(FaultKind.BAD_GATEWAY, times=10_000, method="sendMessage")
    await put(stage, petra, ["první", "druhá"])
    await deliver_all(stage, 10)
    assert received(petra, ["první", "druhá"]) == []
    assert away.times < 10_000
    waiting = await stage.rows(select(outbox.c.state).where(outbox.c.state == "waiting"))
    assert len(waiting) == 2
    stage.server.faults.clear()
    await deliver_all(stage, 10)
    assert received(petra, ["první", "druhá"]) == ["první", "druhá"]


@given(steps=st.lists(st.integers(min_value=0, max_value=400), min_size=31, max_size=120))
def test_bulk_keeps_thirty_a_second_whatever_else_is_sent(steps: list[int]) -> None:
    budget, now, sent = BulkBudget(), TUESDAY, []
    for step in steps:
        now += timedelta(milliseconds=step)
        now += budget.wait(now)
        budget.spend(now)
        sent.append(now)
    assert all(later - earlier > timedelta(seconds=1) for earlier, later in zip(sent, sent[30:], strict=False))


@given(acts=st.lists(st.booleans(), max_size=60))
def test_a_chat_takes_five_at_once_then_one_a_second_and_one_for_each_act(acts: list[bool]) -> None:
    budget, now, sent, given_back = ChatBudget(), TUESDAY, 0, 0
    for act in acts:
        if act:
            budget.give_back("chat", now)
            given_back += 1
        else:
            now += budget.wait("chat", now)
            budget.spend("chat", now)
            sent += 1
        assert sent <= 5 + given_back + (now - TUESDAY).total_seconds() + 1e-6
