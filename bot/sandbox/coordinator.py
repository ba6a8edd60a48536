"""The simulated coordinator: states the totals of each priority that the books and lists of the town give.

They read only what a person sees. What they know nothing of they leave out.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.sandbox.botapi.seen import Message
from bot.sandbox.partner_screens import CZECH, Asked, Tongue, what_is_asked
from bot.sandbox.partner_walk import WAIT, Rest, StuckError
from bot.sandbox.people import Person

QUESTIONS: Mapping[str, Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "cs": {
            "total": re.compile(r"celkové náklady"),
            "town": re.compile(r"Kolik z toho zaplatilo"),
            "other": re.compile(r"dalších zdrojů"),
            "subjects": re.compile(r"Kolik subjektů"),
            "services": re.compile(r"Kolik sociálních služeb"),
            "activities": re.compile(r"Kolik preventivních aktivit"),
        },
        "en": {
            "total": re.compile(r"total costs"),
            "town": re.compile(r"How much of it did the town"),
            "other": re.compile(r"other sources\?"),
            "subjects": re.compile(r"How many subjects"),
            "services": re.compile(r"How many social services"),
            "activities": re.compile(r"How many preventive activities"),
        },
    }
)
"""What is asked for, by what is written on the screen, in each language."""
BOOKS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "1": {"total": "440 500", "town": "160 500", "subjects": "3"},
        "2": {"total": "1,95 mil.", "town": "695 tis", "other": "1 255 000 Kč", "subjects": "6"},
        "3": {"total": "530 000", "activities": "3"},
        "4": {"total": "640 tis", "town": "416 tis", "services": "2"},
    }
)
"""What the town's books say of each priority, by its number; the answers add up to other sums here and there."""
HEAD = re.compile(r"^\w+ (?P<number>[\d.]+) \(\d+/\d+\)$", re.MULTILINE)
MOST_SCREENS = 200


class Coordinator:
    """The coordinator at the questions that are put to them.

    Attributes:
        person: The person, who has joined already.
    """

    def __init__(
        self, person: Person, *, rest: Rest, books: Mapping[str, Mapping[str, str]] = BOOKS, tongue: Tongue = CZECH
    ) -> None:
        """Give a person what they know.

        Args:
            person: Who has joined.
            rest: Called before each of their acts.
            books: What they state, by the item's number and the figure.
            tongue: The language that the bot speaks with them.
        """
        self.person, self._rest, self._books, self._tongue = person, rest, books, tongue
        self._number = ""

    async def state_totals(self) -> None:
        """Answer everything that waits, from the list of items to the receipt; nothing where nothing waits.

        Raises:
            TimeoutError: The bot did not answer; the error shows the chat.
            StuckError: It never came to an end.
        """
        screen = await self._says("/prehled")
        for _ in range(MOST_SCREENS):
            if not screen.buttons or what_is_asked(screen, self._tongue) is Asked.RECEIPT:
                return
            screen = await self._react(screen)
        raise StuckError(f"{self.person.name} never comes to an end; the last screen: {screen.text}")

    async def _react(self, screen: Message) -> Message:
        asked = what_is_asked(screen, self._tongue)
        if asked is Asked.CHECK:
            return await self._taps(self._tongue.label("Odeslat"), screen)
        if asked is Asked.OVERVIEW:
            return await self._taps(screen.labels[0], screen)
        head = HEAD.search(screen.text)
        self._number = head["number"] if head else self._number
        figure = next((name for name, sign in QUESTIONS[self._tongue.language].items() if sign.search(screen.text)), "")
        stated = self._books.get(self._number, {}).get(figure)
        return await (self._says(stated) if stated else self._taps(self._tongue.label("Neuvádět"), screen))

    async def _says(self, text: str) -> Message:
        await self._rest()
        last = self.person.last.id
        await self.person.says(text)
        return await self._after(last)

    async def _taps(self, label: str, screen: Message) -> Message:
        await self._rest()
        last = self.person.last.id
        await self.person.taps(label, message=screen)
        return await self._after(last)

    async def _after(self, last: int) -> Message:
        """Wait for the next screen; changes of older messages come too, and are none."""
        return await self.person.wait_for(lambda message: message.id > last and bool(message.buttons), WAIT)
