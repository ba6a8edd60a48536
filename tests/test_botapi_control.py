import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.sandbox.botapi import CannotActError, NoSuchButtonError
from bot.sandbox.botapi.server import DEFAULT_TOKEN
from bot.sandbox.people import Crowd, Person
from bot.sandbox.stage import RemoteStage
from bot.telegram_http import TelegramRequest
from tests.botapi_rehearsal import keyboard

OPENING = "2027-01-11T08:00:00+00:00"


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A server in a process of its own, whose clock stands still."""
    command = (sys.executable, "-m", "bot.sandbox.botapi", "--at", OPENING, "--rate", "0")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    yield (await process.stdout.readline()).decode().strip()
    process.send_signal(signal.SIGTERM)
    _, status = await asyncio.gather(process.stdout.read(), process.wait())
    assert status == 0


@pytest.fixture
async def stage(url: str) -> AsyncIterator[RemoteStage]:
    opened = RemoteStage(url)
    yield opened
    await opened.close()


@asynccontextmanager
async def polling_bot(url: str) -> AsyncIterator[Bot]:
    async with Bot(
        DEFAULT_TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=TelegramRequest(),
        get_updates_request=TelegramRequest(),
    ) as bot:
        yield bot


async def test_people_talk_with_a_bot_over_the_control_api(url: str, stage: RemoteStage) -> None:
    petra = await Crowd(stage).person("Petra")
    await petra.start("abc")
    async with polling_bot(url) as bot:
        await bot.send_message(
            petra.id, "<b>Jak</b> se dařilo?", parse_mode="HTML", reply_markup=keyboard(("Splněno",))
        )
        question = await petra.wait_for("dařilo")
        tapped = await petra.taps("Spl")
        updates = await bot.do_api_request("getupdates")
        await bot.answer_callback_query(tapped["query_id"], "Zapsáno")
    await petra.refresh()
    assert (question.html, question.buttons[0][0].data) == ("<b>Jak</b> se dařilo?", "d:Splněno")
    assert [list(update)[1] for update in updates] == ["message", "callback_query"]
    assert [toast.text for toast in petra.toasts] == ["Zapsáno"]
    assert petra.last.taps[0].label == "Splněno"


async def test_files_sent_over_the_control_api_arrive(url: str, stage: RemoteStage) -> None:
    petra = await Crowd(stage).person("Petra")
    sent = await petra.sends_document("zápis.txt", "žluť".encode(), mime="text/plain")
    assert sent.attachment is not None
    async with polling_bot(url) as bot:
        [update] = await bot.do_api_request("getupdates")
        file = await bot.get_file(update["message"]["document"]["file_id"])
        assert (await file.download_as_bytearray()).decode() == "žluť"


async def test_waiting_over_the_control_api_ends_with_the_message(url: str, stage: RemoteStage) -> None:
    petra = await Crowd(stage).person("Petra")
    await petra.start()
    waiting = asyncio.create_task(petra.wait_for("díky"))
    async with polling_bot(url) as bot:
        await bot.send_message(petra.id, "díky")
    assert (await waiting).text == "díky"


async def test_refusals_come_back_as_the_same_errors(stage: RemoteStage) -> None:
    petra = await Crowd(stage).person("Petra")
    with pytest.raises(NoSuchButtonError, match="Hotovo"):
        await petra.taps("Hotovo")
    await petra.blocks()
    with pytest.raises(CannotActError, match="unblock it first"):
        await petra.says("x")
    with pytest.raises(CannotActError, match="there is no person 1"):
        await Person(stage, 1, "nobody").says("x")


async def test_the_clock_is_read_and_moved(stage: RemoteStage) -> None:
    assert await stage.get("clock") == {"now": OPENING, "rate": 0.0}
    moved = await stage.post("clock", {"by_seconds": 3600})
    assert moved["now"] == "2027-01-11T09:00:00+00:00"
    assert (await stage.post("clock", {"at": "2027-01-12T09:00:00+01:00"}))["now"] == "2027-01-12T08:00:00+00:00"
    with pytest.raises(CannotActError, match="does not go back"):
        await stage.post("clock", {"at": OPENING})
    with pytest.raises(CannotActError, match="no time zone"):
        await stage.post("clock", {"at": "2028-01-11T08:00:00"})


async def test_faults_updates_and_limits_are_ordered(url: str, stage: RemoteStage) -> None:
    petra = await Crowd(stage).person("Petra")
    await stage.post("updates", {"hold": True})
    await petra.start()
    await stage.post("faults", {"kind": "too_many_requests", "method": "sendMessage", "retry_after": 3})
    assert (await stage.get("faults"))["faults"][0]["times"] == 1
    async with polling_bot(url) as bot:
        assert await bot.do_api_request("getupdates") == []
        assert await stage.post("updates", {"hold": False}) == {"waiting": 1}
        with pytest.raises(RetryAfter):
            await bot.send_message(petra.id, "x")
        await stage.post("limits", {"enforced": True, "chat_burst": 1})
        await bot.send_message(petra.id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(petra.id, "x")
    calls = [(call["method"], call["status"]) for call in (await stage.get("calls"))["calls"][-3:]]
    assert calls == [("sendMessage", 429), ("sendMessage", 200), ("sendMessage", 429)]


async def test_what_the_control_api_does_not_know_is_refused(stage: RemoteStage) -> None:
    for path, body in (("nothing", {}), ("faults", {"kind": "fire"}), ("limits", {"x": 1}), ("people", {"name": "x"})):
        with pytest.raises(CannotActError, match=r"known|not a valid|limits are|unexpected keyword"):
            await stage.post(path, body)
