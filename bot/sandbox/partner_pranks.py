"""What people do besides answering, each once: edit a message, tap an old button, send a photo, leave and come back."""

import struct
import zlib
from dataclasses import dataclass

from bot.sandbox.botapi.seen import Message
from bot.sandbox.partner_acts import Say, Tap
from bot.sandbox.partner_screens import Asked
from bot.sandbox.partner_walk import StuckError, Walker


@dataclass(frozen=True, kw_only=True, slots=True)
class EditsMessage:
    """Changes the first message of a description after it was counted."""

    at: Asked = Asked.COLLECTED

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Add a sentence to the first message of the description."""
        first = next(act for act in walker.acts(Asked.DESCRIPTION) if isinstance(act, Say))
        written = next(one for one in reversed(walker.person.chat) if one.text == first.text and not one.by_bot)
        await walker.person.edits(written, f"{first.text} Počet je k 31. prosinci.")
        await walker.told(walker.tongue.edited)
        return screen


@dataclass(frozen=True, kw_only=True, slots=True)
class TapsTwice:
    """Taps a degree and at once another one: the second tap is on a button that is old by then."""

    at: Asked = Asked.DEGREE

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Give a degree, tap another one, read what the bot says, and go on where it leads."""
        await walker.only(walker.acts(Asked.DEGREE)[0], screen)
        await walker.person.taps("Nesplněno", message=screen)
        return await walker.told("Toto tlačítko patří k dřívější otázce")


@dataclass(frozen=True, kw_only=True, slots=True)
class SendsPhoto:
    """Adds a photo while writing the description."""

    at: Asked = Asked.COLLECTED

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Send it and read that it is kept."""
        await walker.person.sends_photo(picture())
        await walker.told("Příloha je uložená")
        return screen


@dataclass(frozen=True, kw_only=True, slots=True)
class SaysNotOurs:
    """Says that the activity belongs to somebody else, and to whom."""

    owner: str
    at: Asked = Asked.DEGREE

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Hand the activity over and go on with the next one."""
        asked = await walker.act(Tap(label="Nepatří nám"), screen)
        following = await walker.act(Say(text=self.owner), asked)
        walker.sent()
        return following


@dataclass(frozen=True, kw_only=True, slots=True)
class ThinksBetter:
    """Says that the activity is not theirs, and takes it back."""

    at: Asked = Asked.DEGREE

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Tap "Nepatří nám", then "Patří nám"."""
        asked = await walker.act(Tap(label="Nepatří nám"), screen)
        return await walker.act(Tap(label="Patří nám"), asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class PutsOff:
    """Puts a question off; it comes back by itself."""

    at: Asked = Asked.COSTS

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Tap "Později"."""
        return await walker.act(Tap(label="Později"), screen)


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaves:
    """Puts the phone away in the middle of a description."""

    at: Asked = Asked.DESCRIPTION

    async def play(self, walker: Walker, screen: Message) -> None:
        """Do nothing more today."""
        del walker, screen


@dataclass(frozen=True, kw_only=True, slots=True)
class IsPuzzled:
    """Does not know, has the question explained (`told` is a part of it), and answers it after all."""

    at: Asked = Asked.COSTS
    told: str = "Napište částku"

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Type "?" and tap "Vysvětlit otázku"."""
        offered = await walker.act(Say(text="?"), screen)
        await walker.only(Tap(label="Vysvětlit otázku"), offered)
        await walker.told(self.told)
        if not screen.buttons:
            raise StuckError(f"{walker.person.name} has lost the question")
        return screen


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecksCosts:
    """Opens the costs from the check screen and gives another amount."""

    at: Asked = Asked.CHECK

    async def play(self, walker: Walker, screen: Message) -> Message:
        """Tap the number of the costs, write an amount, agree."""
        number = next(line.partition(" ")[0] for line in screen.text.splitlines() if " Náklady: " in line)
        asked = await walker.act(Tap(label=number), screen)
        return await walker.act(Say(text="95 tis. Kč"), asked)


def picture() -> bytes:
    """Make a small grey picture (PNG)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    side = 16
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([128]) * side for _ in range(side))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
