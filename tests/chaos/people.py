"""People in a storm: those who write and change their mind, and those who go through their activities."""

import asyncio
import random
from dataclasses import dataclass, field

from bot.sandbox.botapi.seen import NoSuchButtonError
from bot.sandbox.people import Message, Person
from tests.town import Town

PATIENT = 400.0
"""Seconds that somebody waits for the bot while it is killed again and again."""
GLANCE = 0.1
A_LIFE = 8
"""Acts of a writer in one life of the bot, however long a busy machine makes it."""
TEXT_LIMIT = 380
"""Texts that fit into one answer."""


@dataclass(kw_only=True, slots=True)
class Writer:
    """Writes texts into one answer, and changes them where updates come in order.

    Attributes:
        said: What was written, as it reads now.
        files: How many files were sent.
        left: How much they do still in this life of the bot.
    """

    person: Person
    chance: random.Random
    changes: bool
    said: list[str] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    files: int = 0
    left: int = A_LIFE

    async def live(self, over: asyncio.Event) -> None:
        """Act until it is over; the last word is a text, so that there is one of everybody."""
        while not over.is_set():
            if self.left:
                self.left -= 1
                await self.acts()
            await asyncio.sleep(self.chance.uniform(0.05, 0.6))
        await self._writes()

    async def acts(self) -> None:
        """Do one thing."""
        deed = self.chance.random()
        if deed < 0.12 and self.changes and self.sent:
            await self._changes()
        elif deed < 0.18:
            await self._deletes()
        elif deed < 0.22:
            await self.person.blocks()
            await self.person.unblocks()
        elif deed < 0.26:
            self.files += 1
            await self.person.sends_document(f"{self.files}.pdf", f"%PDF-1.7 {self.person.id} {self.files}".encode())
        elif len(self.said) < TEXT_LIMIT:
            await self._writes()

    async def _writes(self) -> None:
        text = f"Osoba {self.person.id}, věta {len(self.said)}."
        self.sent.append(await self.person.says(text))
        self.said.append(text)

    async def _changes(self) -> None:
        number = max(0, len(self.sent) - self.chance.randint(1, 4))
        text = f"{self.said[number].partition(' změna')[0]} změna {self.chance.randint(1, 999)}."
        await self.person.edits(self.sent[number], text)
        self.said[number] = text

    async def _deletes(self) -> None:
        """Delete what the bot said last: it may be about to change it."""
        await self.person.refresh()
        said = [one for one in self.person.chat if one.by_bot]
        if said:
            await self.person.deletes(said[-1])


@dataclass(kw_only=True, slots=True)
class Walker:
    """Joins and goes through activities, each time waiting for the bot.

    Attributes:
        sent: How many activities were sent and answered with the next one.
    """

    town: Town
    token: str
    activities: int
    sent: int = 0

    async def live(self) -> None:
        """Go through everything."""
        person = await self.town.crowd.person("Jan V.")
        self.town.people.append(person)
        await person.start(self.token)
        await person.wait_for("", seconds=PATIENT)
        await self._taps(person, "Rozumím, pokračovat", "prosíme o podklady")
        await self._taps(person, "Začít", "Jak se dařilo")
        for number in range(self.activities):
            await self._taps(person, "Splněno", "náklady")
            await self._taps(person, "Bez nákladů", "Co se v roce")
            await self._taps(person, "Neuvádět", "Co ještě doplnit")
            await self._taps(person, "Nic, ke kontrole", "Kontrola: ")
            is_last = number + 1 == self.activities
            await self._taps(person, "Odeslat", "Podklady máme úplné" if is_last else "Jak se dařilo")
            self.sent += 1

    async def _taps(self, person: Person, label: str, heard: str) -> None:
        """Tap a button once it is there, and wait for what it brings."""
        before = max(one.id for one in person.history)
        async with asyncio.timeout(PATIENT):
            while not await self._has_tapped(person, label):  # noqa: ASYNC110 - another process makes the button
                await asyncio.sleep(GLANCE)
        await person.wait_for(lambda one: one.id > before and heard in one.text, seconds=PATIENT)

    async def _has_tapped(self, person: Person, label: str) -> bool:
        try:
            await person.taps(label)
        except NoSuchButtonError:
            return False
        return True
