"""Simulated partners: each answers for one actor by tapping and typing, in a manner and with pranks of their own.

They read only what a person sees. The same seed gives the same answers.
"""

from collections.abc import Callable

from bot.sandbox.partner_manners import MANNERS, MannerSheets
from bot.sandbox.partner_pranks import (
    ChecksCosts,
    EditsMessage,
    IsPuzzled,
    Leaves,
    PutsOff,
    SaysNotOurs,
    SendsPhoto,
    TapsTwice,
    ThinksBetter,
)
from bot.sandbox.partner_screens import Asked
from bot.sandbox.partner_walk import WAIT, Prank, Rest, StuckError, Walker
from bot.sandbox.people import Person

__all__ = ["NAMES", "Partner", "Rest", "StuckError"]

NAMES = (
    "Petra K.",
    "Jan V.",
    "Marie D.",
    "Tomáš B.",
    "Lenka S.",
    "Karel N.",
    "Hana P.",
    "Jiří M.",
    "Alena R.",
    "Pavel H.",
    "Zdena T.",
    "Ondřej L.",
)
"""Invented first names of partners, taken in turn."""

PRANKS: tuple[tuple[Prank, ...], ...] = (
    (EditsMessage(),),
    (TapsTwice(),),
    (PutsOff(at=Asked.DEGREE),),
    (IsPuzzled(),),
    (SendsPhoto(), Leaves()),
    (PutsOff(), ChecksCosts()),
    (ThinksBetter(),),
    (),
    (IsPuzzled(at=Asked.DEGREE, told="Průběžně"),),
    (Leaves(),),
    (),
    (SaysNotOurs(owner="Městská policie"),),
)


class Partner:
    """Somebody who answers for an actor.

    Attributes:
        person: The person, who has joined already.
    """

    def __init__(self, person: Person, turn: int, *, seed: str, rest: Rest, sent: Callable[[], None]) -> None:
        """Give a person their manner.

        Args:
            person: Who has joined.
            turn: Which of the manners and pranks are theirs, counted around.
            seed: Decides what they answer, such as the actor's key.
            rest: Called before each of their acts.
            sent: Called when they are done with an activity.
        """
        self.person = person
        sheets = MannerSheets(MANNERS[turn % len(MANNERS)], seed=seed)
        self._walker = Walker(person, sheets, rest=rest, sent=sent, pranks=PRANKS[turn % len(PRANKS)])

    async def answer(self) -> bool:
        """Answer from the opening message on; True: everything, the receipt has come, False: a part.

        Raises:
            TimeoutError: The bot did not answer; the error shows the chat.
            StuckError: The same screen came over and over.
        """
        opening = await self.person.wait_for("Dobrý den, prosíme o podklady", WAIT)
        return await self._walker.walk(opening)

    async def come_back(self) -> bool:
        """Go on where they stopped, from the list of activities. Returns and raises as `answer`."""
        await self._walker.rest()
        await self.person.says("/prehled")
        return await self._walker.walk(await self.person.wait_for("Hotovo ", WAIT))
