"""The bot's token comes from the environment or a file, and is in nothing that the program says, keeps or serves."""

import asyncio
import zipfile
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.archive.making import make_archive
from bot.attachments import attachments_folder
from bot.cli import COMMANDS
from bot.config import Log, Telegram
from bot.health.page import health_page
from bot.logs import set_up_logs
from bot.sandbox.botapi.faults import FaultKind
from bot.sandbox.botapi.server import DEFAULT_TOKEN, BotApiServer
from tests.chat_stage import chat_stage
from tests.cli_world import Shell

pytestmark = pytest.mark.usefixtures("root_logger")
TOKEN = "123456:AAtopsecret_token-value"  # noqa: S105 - nobody's
SECRET = "topsecret"  # noqa: S105 - the same
OTHER = "654321:AAanother-token-than-the-servers"
ADDRESSES = ("http://127.0.0.1:1", "http://[::1", "http://a..b", "http://host:abc", "http://127.0.0.1:99999")
"""Where nobody listens, and what is no address: libraries quote it whole in their errors, with the token in it."""


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("PLNENI_TELEGRAM_TOKEN", TOKEN)
    return shell


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("command", ["run", "tick", "check --online"])
def test_no_command_says_the_token_when_telegram_cannot_be_reached(
    command: str, address: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLNENI_TELEGRAM_API_URL", address)
    ran = shell.run(*command.split())

    assert ran.out + ran.err != ""
    assert SECRET not in ran.out + ran.err


async def test_no_command_says_the_token_when_telegram_does_not_know_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with BotApiServer(token=OTHER) as server:
        monkeypatch.setenv("PLNENI_TELEGRAM_API_URL", server.url)
        for command in ("tick", "check --online"):
            ran = await asyncio.to_thread(_in_a_thread, shell, command)
            assert SECRET not in ran


def _in_a_thread(shell: Shell, command: str) -> str:
    ran = shell.run(*command.split())
    return ran.out + ran.err


def test_the_token_is_in_no_form_of_the_configuration_that_can_be_shown() -> None:
    made = Telegram(token=SecretStr(TOKEN))

    for shown in (repr(made), str(made), f"{made}", str(made.model_dump()), made.model_dump_json(), str(vars(made))):
        assert SECRET not in shown


async def test_a_played_round_leaves_the_token_in_no_file_backup_page_or_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Log.model_validate({"level": "debug", "json": True}))
    async with chat_stage(tmp_path) as stage:
        petra = await stage.join("Petra K.", "kotva")
        for label in ("Začít", "Splněno"):
            await stage.taps(petra, label)
        stage.server.faults.order(FaultKind.BAD_GATEWAY, times=2, method="getFile")
        stage.server.faults.order(FaultKind.SERVER_ERROR, times=2, method="sendMessage")
        await stage.new_after(petra, petra.sends_document("zápis.pdf", b"%PDF-1.7"))
        await stage.says(petra, "/moje_data")
        database, config = stage.app.database, stage.app.config
        archive = tmp_path / "zaloha.zip"
        await make_archive(
            database,
            archive,
            attachments=attachments_folder(config.reports.folder),
            program="1",
            made_at=stage.clock.now(),
        )
        async with health_page("127.0.0.1:0", database, stage.clock) as port, aiohttp.ClientSession() as session:
            for page in ("health", "metrics"):
                async with session.get(f"http://127.0.0.1:{port}/{page}") as answer:
                    assert DEFAULT_TOKEN not in await answer.text() + str(answer.headers)
        said = capsys.readouterr()
        assert len(files_in(tmp_path)) > 1
        assert [name for name, content in files_in(tmp_path).items() if DEFAULT_TOKEN.encode() in content] == []
    assert DEFAULT_TOKEN not in said.out + said.err


def files_in(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder, and what is in archives."""
    found = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name in [name for name in found if name.endswith(".zip")]:
        with zipfile.ZipFile(name) as packed:
            found |= {f"{name}/{each}": packed.read(each) for each in packed.namelist()}
    return found


def test_no_command_takes_the_token_as_a_word_of_its_call(shell: Shell) -> None:
    for command in COMMANDS:
        said = shell.run(command, "--help")
        assert said.code == 0
        assert "--token" not in said.out
