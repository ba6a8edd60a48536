"""An update that fails takes nobody with it: its effects are dropped, its row says why, the person is told."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.conversation.buttons import Verb, button_data
from bot.sandbox.people import Person
from storage.tables.people import contacts
from storage.tables.tasks import revisions
from storage.tables.traffic import dialogs, inbox
from tests.chat_stage import ChatStage, chat_stage

OUR_FAULT = "Omlouváme se, odpověď se teď nepodařilo uložit. Pošlete ji prosím znovu za chvíli."
SENDER = {"id": 1, "is_bot": False, "first_name": "X"}
UNREADABLE: list[tuple[str, Any]] = [
    ("message", {"message_id": 1, "date": "yesterday", "chat": {"id": 1, "type": "private"}, "from": SENDER}),
    ("message", {"message_id": 1}),
    ("message", "text"),
    ("callback_query", {"id": "1"}),
    ("edited_message", []),
    ("my_chat_member", {"chat": None}),
]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[ChatStage]:
    async with chat_stage(tmp_path) as played:
        yield played


@pytest.fixture
async def petra(stage: ChatStage) -> Person:
    person = await stage.join("Petra K.", "kotva")
    await stage.taps(person, "Začít")
    return person


@pytest.fixture
async def jan(stage: ChatStage) -> Person:
    person = await stage.join("Jan V.", "mp")
    await stage.taps(person, "Začít")
    return person


async def failed(stage: ChatStage) -> list[str]:
    return [one for one in await stage.outcomes() if one.startswith("failed")]


async def dialog_of(stage: ChatStage, person: Person) -> str:
    return str((await stage.rows(select(contacts.c.id).where(contacts.c.address == str(person.id))))[0][0])


async def spoil_dialog(stage: ChatStage, person: Person, task: str) -> None:
    """Leave a dialog as no program of ours writes it: its next tap raises in the middle of the conversation."""
    state = {"stash": {"text": "x", "part": "no number", "question": "description", "instance": ""}}
    async with stage.app.database.write() as tx:
        wrong = update(dialogs).where(dialogs.c.contact == await dialog_of(stage, person))
        await tx.execute(wrong.values(mode="edit", focus_task=task, state=state))


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
async def test_an_update_that_nobody_can_read_is_stored_as_failed_and_the_others_go_on(
    stage: ChatStage,
    petra: Person,
    kind: str,
    body: Any,  # noqa: ANN401 - anything may come
) -> None:
    updates = stage.server.world.updates
    updates.hold()
    updates.add(kind, body)
    await petra.says("splněno")
    updates.add(kind, body)
    updates.release()
    await stage.quiet()
    assert await stage.answered("1.1", "degree") == ["fulfilled"]
    assert len(await failed(stage)) + len([one for one in await stage.outcomes() if one == "ignored"]) >= 2
    assert not updates


async def test_an_update_whose_handling_raises_is_dropped_alone(stage: ChatStage, petra: Person, jan: Person) -> None:
    task = await stage.task_id("1.1")
    await stage.taps(petra, "Splněno")
    await spoil_dialog(stage, petra, task)
    before = await stage.kept()
    updates = stage.server.world.updates
    updates.hold()
    await petra.taps_data(button_data(Verb.AMEND, task, "1"))
    await jan.says("splněno")
    updates.release()
    await stage.quiet()
    assert petra.last.text == OUR_FAULT
    assert await stage.answered("2.1", "degree") == ["fulfilled"]
    assert await failed(stage) == ["failed: ValueError"]
    after = await stage.kept()
    assert (after[0] - before[0], after[2]) == (1, before[2])
    assert len(petra.toasts) >= 3  # the button stops turning all the same


async def test_after_a_failure_the_person_goes_on(stage: ChatStage, petra: Person) -> None:
    task = await stage.task_id("1.1")
    await spoil_dialog(stage, petra, task)
    await petra.taps_data(button_data(Verb.AMEND, task, "1"))
    await stage.quiet()
    assert (await stage.says(petra, "/prehled"))[0].text.startswith("Klub Kotva, z. s.")
    await stage.taps(petra, "1.1")
    await stage.taps(petra, "Splněno")
    assert await stage.answered("1.1", "degree") == ["fulfilled"]


async def test_a_failure_speaks_the_persons_language(stage: ChatStage, petra: Person) -> None:
    await stage.says(petra, "/jazyk")
    await stage.taps(petra, "English")
    task = await stage.task_id("1.1")
    await spoil_dialog(stage, petra, task)
    await petra.taps_data(button_data(Verb.AMEND, task, "1"))
    await stage.quiet()
    assert petra.last.text.startswith("We are sorry")


async def test_a_batch_that_cannot_be_written_is_repeated_update_by_update(
    stage: ChatStage, petra: Person, jan: Person
) -> None:
    task = await stage.task_id("1.1")
    async with stage.app.database.write() as tx:  # a revision that the task does not know: the next one clashes
        await tx.execute(
            insert(revisions).values(
                task=task,
                seq=1,
                question="degree",
                instance="",
                value="partly",
                left_out=False,
                origin="typed",
                on_behalf="",
                base_seq=0,
                at=stage.clock.now(),
            )
        )
    updates = stage.server.world.updates
    updates.hold()
    await jan.says("splněno")
    await petra.says("splněno")
    await jan.says("nic")
    updates.release()
    await stage.quiet()
    assert petra.last.text == OUR_FAULT
    assert await stage.answered("1.1", "degree") == []
    assert await stage.answered("2.1", "degree") == ["fulfilled"]
    assert await stage.answered("2.1", "cost_kind") == ["none"]
    assert len(await failed(stage)) == 1
    asked = [one.text for one in jan.chat if one.by_bot and one.text.startswith("Co se v roce")]
    assert len(asked) == 1  # what was played twice is said once


async def test_updates_that_come_late_or_in_reverse_have_their_effect_once(stage: ChatStage, petra: Person) -> None:
    for label in ("Splněno", "Bez nákladů"):
        await stage.taps(petra, label)
    updates = stage.server.world.updates
    updates.reverse_next(1)
    updates.repeat_next(3)
    updates.hold()
    for number in range(3):
        await petra.says(f"Věta {number}.")
    updates.release()
    await stage.quiet()
    await stage.says(petra, "Poslední.")
    parts = (await stage.answered("1.1", "description"))[0]
    assert sorted(parts) == ["Poslední.", "Věta 0.", "Věta 1.", "Věta 2."]
    ids = [row[0] for row in await stage.rows(select(inbox.c.external_id))]
    assert len(ids) == len(set(ids))
    await stage.check_books()


async def test_somebody_whose_rows_cannot_even_be_read_holds_up_nobody(
    stage: ChatStage, petra: Person, jan: Person
) -> None:
    await stage.taps(petra, "Splněno")
    wrong = update(dialogs).where(dialogs.c.contact == await dialog_of(stage, petra))
    async with stage.app.database.write() as tx:  # as no program of ours writes it: loading it raises
        await tx.execute(wrong.values(state={"behalf": ["kamenov"]}))
    updates = stage.server.world.updates
    updates.hold()
    await petra.says("nic")
    await jan.says("splněno")
    await petra.says("nic")
    updates.release()
    await stage.quiet()
    assert await stage.answered("2.1", "degree") == ["fulfilled"]
    assert await failed(stage) == ["failed: ValueError"] * 2
    assert not updates
    said = [one.text for one in jan.chat if one.by_bot and "náklady" in one.text]
    assert len(said) == 1
