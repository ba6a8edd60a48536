"""`plneni check --online` asks Telegram about the token and the time; the token is in no line."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.sandbox.botapi import BotApiServer
from bot.sandbox.people import Crowd
from tests.cli_world import Ran, Shell

STRANGE = "987654321:AAFsomebody-elses-token-0123456789abcd"


async def asked(shell: Shell, url: str, *, token: str, off: timedelta = timedelta(), admin: int = 0) -> Ran:
    """Run the check against a server, with a clock that is off."""
    rest = f'[database]\nurl = "{shell.url}"\n[bot]\nadmin_chat = {admin}\n'
    shell.write("config.toml", f'[telegram]\napi_url = "{url}"\n{rest}')
    shell.clock = MovableClock(datetime.now(UTC) + off)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLNENI_TELEGRAM_TOKEN", token)
        ran = await asyncio.to_thread(shell.run, "check", "--online")
    assert token not in ran.out + ran.err
    return ran


async def test_a_token_that_is_taken_and_a_clock_that_agrees_are_ok(shell: Shell) -> None:
    async with BotApiServer() as server:
        ran = await asked(shell, server.url, token=server.token)

    assert "Telegram ho přijal, bot se jmenuje @" in ran.out
    assert "hodiny: jdou stejně" in ran.out
    assert ran.code == 0


async def test_a_token_that_is_not_taken_is_a_fault_with_its_remedy(shell: Shell) -> None:
    async with BotApiServer() as server:
        ran = await asked(shell, server.url, token=STRANGE)

    assert "chyba       Telegram token bota nepřijal. Zkopírujte ho od @BotFather znovu celý." in ran.out
    assert ran.code == 1


@pytest.mark.parametrize("minutes", [-5, 5])
async def test_a_clock_that_is_off_is_a_fault_with_its_remedy(shell: Shell, minutes: int) -> None:
    async with BotApiServer() as server:
        ran = await asked(shell, server.url, token=server.token, off=timedelta(minutes=minutes))

    assert "chyba       hodiny: liší se od Telegramu o" in ran.out
    assert "NTP" in ran.out
    assert ran.code == 1


async def test_an_administrators_chat_that_cannot_be_written_to_is_a_fault_with_its_remedy(shell: Shell) -> None:
    async with BotApiServer() as server:
        admin = await Crowd(server).person("Správce")
        await admin.start()
        known = await asked(shell, server.url, token=server.token, admin=admin.id)
        strange = await asked(shell, server.url, token=server.token, admin=-100123)

    assert "v pořádku   chat správců" in known.out
    assert "chyba       chat správců (bot.admin_chat): bot do něj psát nemůže. Napište mu v něm /start" in strange.out
    assert (known.code, strange.code) == (0, 1)


@pytest.mark.parametrize(("token", "admin"), [("", 0), (STRANGE, -100123)])
async def test_nothing_is_asked_about_a_chat_that_is_not_there_or_with_a_token_that_is_not_taken(
    shell: Shell, token: str, admin: int
) -> None:
    async with BotApiServer() as server:
        await asked(shell, server.url, token=token or server.token, admin=admin)
        assert [one.method for one in server.calls if one.method == "getChat"] == []


@pytest.mark.parametrize("answer", ["[]", '{"result": []}', '"login"', "<html>"])
async def test_a_proxy_that_answers_instead_of_telegram_is_a_note_and_the_rest_is_checked(
    shell: Shell, answer: str
) -> None:
    async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(answer)}\r\n\r\n{answer}".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(give, "127.0.0.1", 0) as proxy:
        ran = await asked(shell, f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}", token=STRANGE)

    assert "upozornění  Telegram neodpovídá (" in ran.out
    assert "Databáze zatím není" in ran.out
    assert ran.code == 0


async def test_telegram_out_of_reach_is_a_note_and_the_rest_is_checked(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there, and nobody else begins to
        ran = await asked(shell, f"http://127.0.0.1:{taken.getsockname()[1]}", token=STRANGE)

    assert "upozornění  Telegram neodpovídá (" in ran.out
    assert "Databáze zatím není" in ran.out
    assert ran.code == 0
