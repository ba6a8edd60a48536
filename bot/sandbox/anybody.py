"""Somebody who can answer any form: reads what a screen offers and does what a person would.

Nothing is known here but what a person sees: texts and labels. What they say and choose is in a script.
"""

import random
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.sandbox.botapi.seen import Message
from bot.sandbox.partner_walk import WAIT, Rest, StuckError
from bot.sandbox.people import Person

WAYS_OUT = frozenset(
    {
        *("Neuvádět", "Žádné", "Žádný", "Později", "Zpět", "Nepatří nám", "Bez textu", "Bez komentáře", "Netýká se"),
        *("Přehled", "Naše položky", "Naše aktivity", "Teď ne", "Zobrazit vše", "Seznam všech", "Bez stupně"),
        *("Odkaz na jiné", "Vybrat z loňských", "Nic se nekonalo", "Zrušit", "Opravit", "Co je před námi"),
    }
)
"""Labels that answer nothing."""
ONWARD = ("Začít", "Souhlasí", "Pokračovat", "Zapsat takto", "Další položka")
"""Labels that are tapped where they are, whatever else there is."""
RECEIPT = "Podklady máme úplné"
COLLECTED = re.compile(r"^(Zapsáno: |Poslední zpráva je smazaná)")
OVERVIEW = re.compile(r"^Hotovo (?P<done>\d+)/(?P<all>\d+)", re.MULTILINE)
WAITING = re.compile(r"^(?P<title>.+): (nezačato|rozepsáno|vráceno k doplnění)$", re.MULTILINE)
NEW_ENTRY, SEND, COMPLETE = ("Přidat zápis", "Další zápis"), "Odeslat", "Doplnit "
PLAIN = ("Proběhlo podle plánu.", "Podrobnosti má odbor prevence.", "Účast byla vyšší než jindy.")
NUMBERS = (10, 90)
"""What is said where words will not do lies between."""
MOST_SCREENS = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """What people say and choose.

    Attributes:
        texts: A part of a screen's text to what is written there, in turn.
        taps: A part of a screen's text to the beginnings of the labels tapped there, in turn; "" = nothing, go on.
        entries: How many entries are made in each period of a log, in turn.
    """

    texts: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    taps: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    entries: Sequence[int] = (2,)


def read_script(file: Path) -> Script:
    """Read the script beside an example plan; where there is none, people say what comes to mind."""
    if not file.is_file():
        return Script()
    read = tomllib.loads(file.read_text("utf-8"))
    return Script(texts=read.get("texts", {}), taps=read.get("taps", {}), entries=read.get("entries", (2,)))


class Anybody:
    """A person at what is asked of them.

    Attributes:
        person: The person, who has joined already.
    """

    def __init__(
        self, person: Person, script: Script, *, said: Counter[str], periods: Sequence[str], seed: str, rest: Rest
    ) -> None:
        """Give a person their script.

        Args:
            person: Who has joined.
            script: What they say.
            said: How often each part of the script was used, by all who play.
            periods: Names of the times that the rounds cover; a screen of a log names its own.
            seed: Decides what is not in the script.
            rest: Called before each of their acts.
        """
        self.person, self._script, self._rest = person, script, rest
        self._chance = random.Random(seed)  # noqa: S311 - a play, nothing secret
        self._periods = sorted(periods, key=len, reverse=True)
        self._said = said
        self._turn: Counter[str] = Counter()
        self._made: Counter[str] = Counter()

    async def answer(self, period: str, *, last: bool = True) -> None:
        """Answer everything that waits; of a period's log one entry now, and all the rest only at the last visit.

        Raises:
            TimeoutError: The bot did not answer; the error shows the chat.
            StuckError: It never came to an end.
        """
        screen: Message | None = await self._says("/prehled", None)
        for _ in range(MOST_SCREENS):
            if screen is None or not self._waits(screen):
                return
            screen = await self._react(screen, period, last=last)
        raise StuckError(f"{self.person.name} never comes to an end; the last screen: {screen and screen.text}")

    def _waits(self, screen: Message) -> bool:
        if screen.text.startswith(RECEIPT) or not screen.buttons:
            return False
        return OVERVIEW.search(screen.text) is None or WAITING.search(screen.text) is not None

    async def _react(self, screen: Message, period: str, *, last: bool) -> Message | None:
        labels = screen.labels
        if OVERVIEW.search(screen.text):
            return await self._open(screen)
        if COLLECTED.search(screen.text):
            return await self._taps("Hotovo", screen)
        onward = next((label for label in ONWARD if label in labels), None)
        if onward:
            return await self._taps(onward, screen)
        entry = next((label for label in NEW_ENTRY if label in labels), None)
        if entry:
            about = next((one for one in self._periods if one in screen.text), "")
            return await self._log(entry, screen, last=last) if about == period else None
        if completing := next((one for one in labels if one.startswith(COMPLETE)), None):
            return await self._taps(completing, screen)
        if sending := next((one for one in labels if one.startswith(SEND)), None):
            return await self._taps(sending, screen)
        return await self._question(screen)

    async def _open(self, screen: Message) -> Message | None:
        """Open the first item that waits; its button says the line's beginning."""
        found = WAITING.search(screen.text)
        title = found["title"].strip() if found else ""
        label = max(screen.labels, key=lambda one: _alike(one, title))
        return await self._taps(label, screen)

    async def _log(self, label: str, screen: Message, *, last: bool) -> Message | None:
        wanted = self._script.entries[self._turn["entries"] % len(self._script.entries)]
        if not last and label in NEW_ENTRY[1:]:
            return None
        if self._made["entries"] < wanted:
            self._made["entries"] += 1
            prompt = await self._taps(label, screen, buttons=False)
            return await self._says(self._text(prompt.text if prompt else ""), prompt)
        if not last:
            return None
        if "Odeslat" not in " ".join(screen.labels) and "Nic se nekonalo" not in screen.labels:
            return await self._says("/prehled", screen)
        self._made.clear()
        self._turn["entries"] += 1
        sending = next((one for one in screen.labels if one.startswith(SEND)), "Nic se nekonalo")
        return await self._taps(sending, screen)

    async def _question(self, screen: Message) -> Message | None:
        scripted = self._scripted(self._script.taps, screen.text)
        own = [label for label in screen.labels if label not in WAYS_OUT]
        if scripted is not None:
            label = next((one for one in screen.labels if one.startswith(scripted)), "")
            if label:
                return await self._taps(label, screen)
        if "Hotovo" in own:
            return await self._tick(own, screen)
        if own and scripted is None:
            return await self._taps(self._chance.choice(own), screen)
        heard = await self._says(self._text(screen.text), screen, buttons=False)
        refused = heard is not None and not heard.buttons
        return await self._says(str(self._chance.randrange(*NUMBERS)), screen) if refused else heard

    async def _tick(self, labels: Sequence[str], screen: Message) -> Message | None:
        """Tick one or two of several, then go on."""
        ticked = sum(label.startswith("✓") for label in labels)
        free = [label for label in labels if label != "Hotovo" and not label.startswith("✓")]
        if free and ticked < 1 + self._chance.randrange(2):
            return await self._taps(self._chance.choice(free), screen)
        return await self._taps("Hotovo", screen)

    def _text(self, asked: str) -> str:
        scripted = self._scripted(self._script.texts, asked)
        return scripted if scripted is not None else self._chance.choice(PLAIN)

    def _scripted(self, script: Mapping[str, Sequence[str]], asked: str) -> str | None:
        sign = next((sign for sign in script if sign in asked), None)
        if sign is None:
            return None
        said = script[sign][self._said[sign] % len(script[sign])]
        self._said[sign] += 1
        return said

    async def _says(self, text: str, screen: Message | None, *, buttons: bool = True) -> Message | None:
        await self._rest()
        await self.person.says(text)
        return await self._next(screen, buttons=buttons)

    async def _taps(self, label: str, screen: Message, *, buttons: bool = True) -> Message | None:
        await self._rest()
        await self.person.taps(label, message=screen)
        return await self._next(screen, buttons=buttons)

    async def _next(self, screen: Message | None, *, buttons: bool = True) -> Message | None:
        """Wait for what the bot shows next: a new message, or the present one with another text or other buttons."""

        def is_next(message: Message) -> bool:
            if screen is None:
                return True
            if message.id > screen.id:
                return bool(message.buttons) or not buttons
            seen = (message.text, message.labels)
            return message.id == screen.id and bool(message.buttons) and seen != (screen.text, screen.labels)

        return await self.person.wait_for(is_next, WAIT)


def _alike(label: str, title: str) -> int:
    """Count the letters in which a label and a title begin alike."""
    return next(
        (at for at, (one, other) in enumerate(zip(label, title, strict=False)) if one != other),
        min(len(label), len(title)),
    )
