"""`plneni` run beside a bot that runs: on its database, with its clock."""

import asyncio
import contextlib
import io
from dataclasses import dataclass
from pathlib import Path

from bot.cli import main
from tests.chat_stage import ChatStage


@dataclass(frozen=True, kw_only=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TerminalShell:
    """Runs commands; files go into `folder`."""

    stage: ChatStage
    folder: Path
    language: str = "cs"

    async def run(self, *words: str) -> Ran:
        """Run a command and let the bot send what it left."""
        out, err = io.StringIO(), io.StringIO()
        url = self.stage.app.config.database.url
        call = [*words, "--database", url, "--language", self.language]

        def inside() -> int:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                return main(call, clock=self.stage.clock)

        code = await asyncio.to_thread(inside)
        await self.stage.app.sweep()
        await self.stage.quiet()
        return Ran(code=code, out=out.getvalue(), err=err.getvalue())
