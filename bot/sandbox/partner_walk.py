"""A person going through their activities: reads the screen, does what it asks for, waits for the next one.

Nothing is known here but what a person sees: texts and labels.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.sandbox.botapi.seen import Message
from bot.sandbox.partner_acts import Act, Acts, Say, SayNear, Sheet, Sheets, Tap
from bot.sandbox.partner_screens import CZECH, Asked, Head, Tongue, head_of, what_is_asked
from bot.sandbox.people import Person

WAIT = 30.0
"""Seconds of real time within which the bot has to say something, on a machine that does other things as well."""
PATIENCE = 8
"""How often somebody looks at the very same screen before they give up."""
WAYS_OUT = frozenset({"Neuvádět", "Žádné", "Později", "Zpět", "Nepatří nám"})

ONE_TAP = {Asked.OPENING: "", Asked.STALE: "Otevřít", Asked.ECHO: "Souhlasí"}
"""What is tapped where nothing is to be thought over; "" = the first button."""
MORE = {Asked.PROJECTS: "Projekty", Asked.COUNTS: "Počty", Asked.REFERENCES: "Odkazy"}
"""What may be added before the check, by the label that opens it."""
ADD_MORE = "Co ještě doplnit"
TO_CHECK = ("Nic, ke kontrole", "To je vše, ke kontrole")

Rest = Callable[[], Awaitable[None]]
"""Lets the time pass that a person takes for one act."""


class StuckError(Exception):
    """A person does not know what to do; the message shows their chat."""


class Prank(Protocol):
    """Something unexpected that a person does once, at a certain question."""

    @property
    def at(self) -> Asked:
        """At which question."""
        ...

    async def play(self, walker: "Walker", screen: Message) -> Message | None:
        """Do it; give the screen on which to go on, None: the person puts the phone away."""
        ...


class Walker:
    """One person on their way through what waits for them.

    Attributes:
        person: The person.
        head: The activity they are at.
        rest: Lets time pass.
        sent: Counts an activity that is done with.
        tongue: The language that they read.
    """

    def __init__(
        self,
        person: Person,
        sheets: Sheets,
        *,
        rest: Rest,
        sent: Callable[[], None],
        pranks: Sequence[Prank] = (),
        tongue: Tongue = CZECH,
    ) -> None:
        """Take what the walk needs.

        Args:
            person: The person.
            sheets: What they will answer.
            rest: Called before each act.
            sent: Called when an activity is done with.
            pranks: What they will do besides, each once.
            tongue: The language that the bot speaks with them.
        """
        self.person, self._sheets, self.rest = person, sheets, rest
        self.sent, self._pranks, self.tongue = sent, list(pranks), tongue
        self.head = Head(number="", title="")
        self._sheet: Sheet = {}
        self._added: set[tuple[str, Asked]] = set()
        self._seen: Counter[tuple[str, str]] = Counter()

    async def walk(self, screen: Message) -> bool:
        """Go on from a screen; True: the receipt has come, False: the person put the phone away.

        Raises:
            TimeoutError: The bot did not answer; the error shows the chat.
            StuckError: The same screen came over and over.
        """
        now: Message | None = screen
        while now is not None:
            self._look_at(now)
            asked = what_is_asked(now, self.tongue)
            if asked is Asked.RECEIPT:
                return True
            prank = next((one for one in self._pranks if one.at is asked), None)
            if prank is not None:
                self._pranks.remove(prank)
                now = await prank.play(self, now)
            else:
                now = await self._react(asked, now)
        return False

    async def act(self, act: Act, screen: Message) -> Message:
        """Tap or write, and wait for the next screen."""
        await self.only(act, screen)
        return await self.next_screen(screen)

    async def only(self, act: Act, screen: Message | None = None) -> Message | None:
        """Tap or write without waiting; give the message written."""
        await self.rest()
        match act:
            case Tap(label=label):
                is_read = screen is not None and label in screen.labels
                await self.person.taps(label if is_read else self.tongue.label(label), message=screen)
                return None
            case Say(text=text):
                return await self.person.says(text)
            case SayNear():
                return await self.person.says(act.text(screen.text if screen else ""))

    async def next_screen(
        self, screen: Message, *, past: Asked | None = None, refused: re.Pattern[str] | None = None
    ) -> Message:
        """Wait for a message with buttons that is not the given one as it was, nor one that asks for `past`.

        Args:
            screen: Where the person is.
            past: A question that is behind them.
            refused: What a message without buttons says when the answer did not do; it is waited for too.
        """

        def is_next(message: Message) -> bool:
            if refused is not None and message.id > screen.id and refused.search(message.text):
                return True
            is_other = message.id > screen.id or message.labels != screen.labels
            return (
                bool(message.buttons)
                and message.id >= screen.id
                and is_other
                and what_is_asked(message, self.tongue) != past
            )

        return await self.person.wait_for(is_next, WAIT)

    async def told(self, text: str) -> Message:
        """Wait for a message that says something."""
        return await self.person.wait_for(text, WAIT)

    def acts(self, asked: Asked) -> Acts:
        """Give what the person means to do at a question of the present activity."""
        return self._sheet.get(asked, ())

    def _look_at(self, screen: Message) -> None:
        head = head_of(screen, self.tongue)
        if head is not None:
            self.head, self._sheet = head, self._sheets.sheet(head)
        key = (self.head.number, screen.text)
        self._seen[key] += 1
        if self._seen[key] > PATIENCE:
            said = "\n".join(f"{one.author}: {one.text} {list(one.labels) or ''}" for one in self.person.chat[-8:])
            raise StuckError(f"{self.person.name} goes round in circles; the chat reads:\n{said}")

    async def _react(self, asked: Asked, screen: Message) -> Message:
        if asked in ONE_TAP:
            return await self.act(Tap(label=ONE_TAP[asked] or screen.labels[0]), screen)
        match asked:
            case Asked.OVERVIEW:
                return await self._choose_item(screen)
            case Asked.DESCRIPTION:
                return await self._describe(screen)
            case Asked.COLLECTED:
                await self.only(Tap(label="Hotovo"))
                return await self.next_screen(screen, past=Asked.COLLECTED)
            case Asked.CHECK:
                return await self._send(screen)
            case Asked.WHICH:
                return await self.act(Tap(label=max(screen.labels, key=len)), screen)
            case Asked.DIFFERS:
                return await self.act(Tap(label=screen.labels[1]), screen)
            case Asked.MORE:
                return await self._add_more(screen)
            case Asked.SAME:
                return await self._answer_as_then(screen)
            case _:
                return await self._answer(asked, screen)

    async def _answer(self, asked: Asked, screen: Message) -> Message:
        for act in self.acts(asked) or (self._something(screen),):
            await self.only(act, screen)
            heard = await self.next_screen(screen, refused=self.tongue.refused)
            if self.tongue.refused.search(heard.text):
                return await self.act(self._way_out(screen), screen)
            screen = heard
        return screen

    async def _describe(self, screen: Message) -> Message:
        first, *others = self.acts(Asked.DESCRIPTION) or (Say(text="Bez dalšího popisu."),)
        collected = await self.act(first, screen)
        for act in others:
            await self.only(act)
        return collected

    async def _send(self, screen: Message) -> Message:
        if self.tongue.label(ADD_MORE) in screen.labels and any(self._means(asked) for asked in MORE):
            return await self.act(Tap(label=ADD_MORE), screen)
        label = screen.labels[0]
        following = await self.act(Tap(label=label), screen)
        if label.startswith(self.tongue.label("Odeslat")):
            self.sent()
        return following

    async def _answer_as_then(self, screen: Message) -> Message:
        following = await self._answer(Asked.SAME, screen)
        if head_of(following, self.tongue) is not None or what_is_asked(following, self.tongue) is Asked.RECEIPT:
            self.sent()
        return following

    async def _add_more(self, screen: Message) -> Message:
        """Open the next thing that there is something to say of, then go on to the check."""
        wanted = (ask for ask, label in MORE.items() if self._has_more(ask, label, screen))
        asked = next(wanted, None)
        if asked is None:
            ends = [self.tongue.label(each) for each in TO_CHECK]
            return await self.act(Tap(label=next(one for one in screen.labels if one in ends)), screen)
        self._added.add((self.head.number, asked))
        opened = await self.act(Tap(label=MORE[asked]), screen)
        return await self._answer(asked, opened) if what_is_asked(opened, self.tongue) is Asked.ECHO else opened

    def _has_more(self, asked: Asked, label: str, screen: Message) -> bool:
        return self.tongue.label(label) in screen.labels and self._means(asked)

    def _means(self, asked: Asked) -> bool:
        """Whether there is something to say of what may be added, and it is not said yet."""
        return any(isinstance(act, Say) for act in self.acts(asked)) and (self.head.number, asked) not in self._added

    async def _choose_item(self, screen: Message) -> Message:
        waiting = self.tongue.waiting.search(screen.text)
        if waiting is None:
            return await self.act(Tap(label="Další"), screen)
        self.head = Head(number=waiting["number"], title=waiting["title"])
        self._sheet = self._sheets.sheet(self.head)
        return await self.act(Tap(label=f"{waiting['number']} "), screen)

    def _way_out(self, screen: Message) -> Act:
        """Leave a question whose answer did not do: the plan knows nothing of what was named."""
        out = self._offered(screen, "Neuvádět", "Žádné", "Později")
        return Tap(label=out) if out else self._something(screen)

    def _something(self, screen: Message) -> Act:
        """Do what a person does with a question they have no answer ready for."""
        ways_out = {self.tongue.label(each) for each in WAYS_OUT}
        own = next((label for label in screen.labels if label not in ways_out), None)
        if own is not None:
            return Tap(label=own)
        out = self._offered(screen, "Neuvádět", "Žádné")
        return Tap(label=out) if out else Say(text="1")

    def _offered(self, screen: Message, *czech: str) -> str:
        """Give the first of these buttons that is there, as it is written; "" if none is."""
        return next((one for one in map(self.tongue.label, czech) if one in screen.labels), "")
