"""A coordinator's session at a terminal: act, read what is said, go on."""

import asyncio
import base64
import shutil
from collections.abc import Awaitable, Iterable
from pathlib import Path

from bot.commands.context import Context
from bot.conversation.buttons import Verb, button_data
from bot.conversation.heard import Commanded, Heard, Said, Sent, Tapped
from bot.conversation.state import Mode
from bot.delivery.courier import WISHES, Expand
from bot.delivery.row import OutRow
from bot.terminal.intake import TerminalIntake
from bot.terminal.screen import Choice, choice_line, choices_of, chosen, is_page, plain_lines
from bot.words import words_for

HERE = "terminal"
"""Names the message under which a tap at a terminal is made: another page of it is another page here."""
LARGEST_LIST = 200
"""Pages that are turned to print a whole list."""


class Session:
    """One person's acts, one after another.

    Attributes:
        choices: The buttons that can be tapped now.
        changed: Something was written or sent to others.
    """

    def __init__(self, *, intake: TerminalIntake, expand: Expand, context: Context, folder: Path) -> None:
        """Take what a session needs.

        Args:
            intake: Plays the acts.
            expand: Makes what is wished for: files, pictures.
            context: Prints.
            folder: Where files go.
        """
        self._intake, self._expand, self._context, self._folder = intake, expand, context, folder
        self.choices: list[Choice] = []
        self.changed = False
        self._held: list[str] | None = None
        self.words = words_for(context.language)

    @property
    def mode(self) -> Mode:
        """What the next text means."""
        return self._intake.dialog.mode

    async def command(self, name: str, rest: str = "") -> None:
        """Say a command of the chat, without its slash."""
        await self.act(Commanded(name=name, rest=rest, ref=""))

    async def tap(self, verb: Verb, *parts: str) -> None:
        """Tap a button that says this."""
        await self._tap(button_data(verb, *parts))

    async def quietly(self, verb: Verb, *parts: str) -> None:
        """Tap a button on the way to another one: what is said to it is not printed."""
        self._held = []
        await self.tap(verb, *parts)
        self._held = None

    async def on_the_way(self, act: Awaitable[object], *asking: Mode) -> bool:
        """Do something that is to be asked about; True: it asks, and the question is not printed.

        Args:
            act: What is done.
            asking: Modes in which it asks; in any other what was said is printed, since it says why not.
        """
        self._held = []
        await act
        held, self._held = self._held, None
        if self.mode in asking:
            return True
        for line in held:
            self._write(line)
        return False

    async def utter(self, text: str) -> None:
        """Write a text."""
        await self.act(Said(text=text, ref=""))

    async def send(self, file: Path) -> None:
        """Send a workbook."""
        size = (await asyncio.to_thread(file.stat)).st_size
        await self.act(Sent(file=str(file), name=file.name, size=size, media_type="", kind="document", ref=""))

    async def press(self, said: str) -> bool:
        """Tap the button that is meant by a number or the beginning of its label; False: there is none."""
        found = chosen(self.choices, said)
        if found is None:
            return False
        await self._tap(found.data)
        return True

    async def rest_of_list(self) -> None:
        """Print the further pages of a list, as long as there are any."""
        seen: set[str] = set()
        for _ in range(LARGEST_LIST):
            more = next((one for one in self.choices if one.label == self.words.label("more_items")), None)
            if more is None or more.data in seen:
                return
            seen.add(more.data)
            if more.data.endswith(":0"):  # the list begins anew
                return
            await self._tap(more.data)

    async def _tap(self, data: str) -> None:
        self._intake.forget_tap()
        await self.act(Tapped(data=data, query="", ref=HERE))

    async def act(self, heard: Heard) -> None:
        """Do something and print what is said to it."""
        answered = await self._intake.act(heard)
        self.changed = self.changed or answered.changed
        rows: list[OutRow] = []
        for row in answered.rows:
            rows += await self._expand(row) if row.kind in WISHES else [row]
        for toast in answered.toasts:
            self._write(toast)
        await self._show(rows)

    async def _show(self, rows: Iterable[OutRow]) -> None:
        offered: list[Choice] = []
        for row in rows:
            if row.kind in {"document", "photo"}:
                await self._keep(row)
            elif is_page(row):
                for line in plain_lines(str(row.payload["text"])):
                    self._write(line)
                offered += choices_of(row)
        if offered:
            self.choices = offered

    def offer(self) -> None:
        """Print what can be tapped now."""
        if self.choices:
            self._context.write(choice_line(self.choices))

    def _write(self, line: str) -> None:
        if self._held is None:
            self._context.write(line)
        else:
            self._held.append(line)

    async def _keep(self, row: OutRow) -> None:
        """Write a file that would be sent."""
        target = await asyncio.to_thread(kept_file, row, self._folder)
        for line in plain_lines(str(row.payload.get("caption") or "")):
            self._write(line)
        self._write(str(target))


def kept_file(row: OutRow, folder: Path) -> Path:
    """Put a file into a folder; what must not stay on the disk elsewhere is taken off it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = str(row.payload.get("path") or "")
    target = folder / (str(row.payload.get("name") or "") or Path(path).name)
    if path:
        shutil.copyfile(path, target)
        if row.payload.get("keep") is False:
            Path(path).unlink()
    else:
        target.write_bytes(base64.b64decode(str(row.payload["base64"])))
    return target
