"""A conversation line by line: what is typed is said, a line that begins with a dot taps a button."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from bot.terminal.desk import Desk

END = frozenset({".", "/konec", "/quit"})
PROMPT = "> "
READ_HERE = frozenset({".xlsx", ".toml", ".docx"})


async def converse(desk: Desk, lines: Sequence[str]) -> bool:
    """Say the lines, or what is typed until its end; False: some line could not be understood.

    `.3` or `.V pořádku` taps a button, `/stav` is a command, `@plan.xlsx` sends a workbook, the rest is text.
    """
    understood = True
    async for line in _given(lines) if lines else _typed(desk):
        if line in END:
            break
        understood = await hear(desk, line) and understood
        desk.session.offer()
    return understood


async def hear(desk: Desk, line: str) -> bool:
    """Do what one line says."""
    if line.startswith("."):
        if await desk.session.press(line[1:].strip()):
            return True
        desk.context.complain("chat.no_button", value=line[1:].strip())
        return False
    if line.startswith("@"):
        return await send(desk, Path(line[1:].strip()))
    if line.startswith("/"):
        name, _, rest = line[1:].partition(" ")
        await desk.session.command(name.lower(), rest)
    else:
        await desk.session.utter(line)
    return True


async def send(desk: Desk, file: Path) -> bool:
    """Send a file that is read: a plan, a form, an answer table, bullets from Word."""
    if file.suffix.lower() not in READ_HERE:
        desk.context.complain("chat.only_workbooks", file=file)
        return False
    if desk.context.file_bytes(file) is None:
        return False
    await desk.session.send(file)
    return True


async def _given(lines: Sequence[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def _typed(desk: Desk) -> AsyncIterator[str]:
    if sys.stdin.isatty():
        desk.context.show("chat.how")
    while True:
        if sys.stdin.isatty():
            sys.stdout.write(PROMPT)
            sys.stdout.flush()
        line = await asyncio.to_thread(sys.stdin.readline)
        if not line:
            return
        if line.strip():
            yield line.rstrip("\n")
