"""An installation as its administrator runs it: started, asked, backed up while it runs, stopped, restored."""

import asyncio
import re
import signal
import sys
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.sandbox.botapi.server import BotApiServer
from bot.sandbox.people import Crowd
from tests.cli_world import Ran, Shell
from tests.test_archive import tables_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shell.clock = SystemClock()  # type: ignore[assignment]  # the process that runs has the machine's clock too
    return shell


def configured(shell: Shell, server: BotApiServer) -> None:
    """Set it up as docs/administrator.md says: the example with a few keys changed, the token in a file of its own."""
    shell.write("token", f"{server.token}\n")
    example = (ROOT / "config.example.toml").read_text("utf-8")
    ours = {"token_file": str(shell.folder / "token"), "api_url": server.url, "file_url": f"{server.url}/file"}
    for key, value in ours.items():
        example = re.sub(f'(?m)^{key} = ".*"$', f'{key} = "{value}"', example)
    shell.write("config.toml", example)


async def plneni(shell: Shell, *words: str) -> Ran:
    return await asyncio.to_thread(shell.run, *words)


async def test_it_is_checked_run_backed_up_while_it_runs_stopped_and_restored(shell: Shell) -> None:
    elsewhere = f"sqlite+aiosqlite:///{shell.folder / 'new.sqlite3'}"
    async with BotApiServer() as server:
        configured(shell, server)
        await asyncio.to_thread(shell.import_kamenov)
        checked = await plneni(shell, "check", "--online")
        assert (checked.code, "chyba " in checked.out) == (0, False)

        with (shell.folder / "bot.log").open("wb") as log:
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.cli", "run", cwd=shell.folder, stdout=log, stderr=log
            )
        try:
            await server.wait_until_polled(120)
            assert (await plneni(shell, "health")).code == 0
            link = re.search(r"start=(\S+)", (await plneni(shell, "invite", "mp", "--bot", "plneni_bot")).out)
            assert link is not None
            petra = await Crowd(server).person("Petra K.")
            await petra.start(link[1])
            await petra.wait_for("Odpovídáte za", seconds=60)
            await petra.taps("Rozumím, pokračovat")
            await petra.wait_for("Připojení je hotové", seconds=60)
            assert (await plneni(shell, "backup", "a.zip")).code == 0
        finally:
            bot.send_signal(signal.SIGTERM)
            stopped = await asyncio.wait_for(bot.wait(), 60)
        assert stopped == 0
        said = (shell.folder / "bot.log").read_text("utf-8")
        assert ("Traceback" in said, "Petra" in said, server.token in said) == (False, False, False)
        assert "Bot neběží" in (await plneni(shell, "health")).out

    assert (await plneni(shell, "restore", "a.zip", "--check")).code == 0
    assert (await plneni(shell, "restore", "a.zip", "--database", elsewhere)).code == 0
    assert "Petra K." in (await plneni(shell, "person", "Petra", "--database", elsewhere)).out
    assert (await plneni(shell, "check", "--database", elsewhere)).code == 0
    assert (await plneni(shell, "backup", "b.zip", "--database", elsewhere)).code == 0
    assert tables_of(shell.folder / "b.zip") == tables_of(shell.folder / "a.zip")
    for name in ("plneni.sqlite3", "new.sqlite3", "a.zip"):
        assert (shell.folder / name).stat().st_mode & 0o077 == 0
