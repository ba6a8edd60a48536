"""Plays a dialogue file: what people write and tap, and word for word what the bot says to it.

A line is one thing that happens; an indented line goes on with the one before; `#` begins a comment.

    Petra K. joins: kotva              opens a fresh link, acknowledges; what was said counts as read
    Eva Sojková joins: coordinator
    Petra K. opens the link: kotva     only opens it; "used link" and "expired link" likewise
    Jan V. is new                      has Telegram, nothing else
    Petra K.: [Začít]                  taps, by the whole label or its beginning
    Petra K.: text                     writes
    Petra K. edits "beginning": text   changes an own message
    Petra K. answers 1.1: text         walks through an item with the shortest answers and sends it; counts as read
    Petra K. sends photo: foto.jpg     or document, voice, video; a .docx has bullets in it
    Petra K. shares: 50.1, 14.4        a place
    Petra K. replies to "beginning": text   to a message of the bot
    B: text                            the next new message to whoever acted last; "…" stands for anything
    B to Eva Sojková: text             the next new message to somebody else
    B edits: text                      a message that was changed now
    B flashes: text                    the word that answers a tap
    buttons: [A] [B] / [C]             of the message just named, exactly; "none" for none
    later: 31 days                     or seconds, hours; "clock: 2027-02-12 10:00" in Prague
    stored 1.1 degree: "fulfilled"     the answer in the database as JSON; a list where there are more
    state 1.1: submitted
    nothing stored                     no revision, submission or event since the last such line

Every new message must be named: a dialogue is the whole record. A hard space is a space.
"""

import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.people import Message, Person
from tests.bullets_document import bullets_document
from tests.chat_stage import PACE, PRAGUE, ChatStage, newest_id

MOST_ROWS = 6
LONGEST_LABEL = 30
SHORTEST = (
    *("Odeslat", "Splněno", "V rámci běžné činnosti", "Hotovo", "Nic, ke kontrole", "Žádné", "Neuvádět"),
    *("Send", "Done", "Within normal activity", "Nothing", "None", "Leave out"),
)
"""Buttons that lead through an item, the first one that is there."""
MOST_STEPS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing that happens, with its place in the file."""

    number: int
    head: str
    text: str


@dataclass(kw_only=True, slots=True)
class Known:
    """A person of the dialogue and what the bot said that no line has named yet."""

    person: Person
    unnamed: deque[Message] = field(default_factory=deque)
    seen_id: int = 0
    edits: dict[int, int] = field(default_factory=dict)
    changed: list[Message] = field(default_factory=list)
    seen_toasts: int = 0


class WrongDialogueError(AssertionError):
    """The chat went another way than the file says."""


def read_lines(text: str) -> list[Line]:
    """Read a dialogue file into its lines."""
    found: list[Line] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        if raw.startswith(" ") and found:
            last = found[-1]
            found[-1] = Line(number=last.number, head=last.head, text=f"{last.text}\n{raw.strip()}")
            continue
        head, _, rest = raw.partition(":")
        found.append(Line(number=number, head=head.strip(), text=rest.strip()))
    return found


def plain(text: str) -> str:
    """Give a text with plain spaces, without blanks at the ends of lines and without empty lines."""
    spaced = text.replace("\u00a0", " ").replace("\u202f", " ")
    return "\n".join(line.strip() for line in spaced.splitlines() if line.strip())


def says(expected: str, text: str) -> bool:
    """Tell whether a text is what a line expects; "…" stands for anything."""
    pattern = ".*".join(re.escape(part.strip(" ")) for part in plain(expected).split("…"))
    shown = re.sub(r" *… *", "…", plain(text))
    return (
        re.fullmatch(pattern, plain(text), re.DOTALL) is not None or re.fullmatch(pattern, shown, re.DOTALL) is not None
    )


def rows_of(text: str) -> list[list[str]]:
    """Read `[A] [B] / [C]`."""
    return [] if text == "none" else [re.findall(r"\[([^\]]+)\]", row) for row in re.split(r"\s/\s", text)]


class Player:
    """Plays one dialogue on a stage."""

    def __init__(self, stage: ChatStage) -> None:
        self._stage = stage
        self._cast: dict[str, Known] = {}
        self._tokens: dict[str, str] = {}
        self._acting = ""
        self._named: Message | None = None
        self._kept: tuple[int, ...] = ()

    async def play(self, text: str) -> None:
        """Play a dialogue to its end.

        Raises:
            WrongDialogueError: It went another way; the error names the line and shows the chat.
        """
        self._kept = await self._stage.kept()
        for line in read_lines(text):
            try:
                await self._play(line)
            except (AssertionError, LookupError, TimeoutError) as error:
                raise WrongDialogueError(
                    f"line {line.number}, {line.head}: {line.text}\n{error}\n{self._shown()}"
                ) from error
        try:
            self._all_named()
            await self._stage.check_books()
        except AssertionError as error:
            raise WrongDialogueError(f"at the end\n{error}\n{self._shown()}") from error

    def person(self, name: str) -> Person:
        """Give somebody of the dialogue."""
        return self._cast[name].person

    async def _play(self, line: Line) -> None:
        for pattern, act in SENTENCES:
            match = re.fullmatch(pattern, line.head)
            if match:
                await act(self, *match.groups(), line.text)
                return
        raise WrongDialogueError(f"no such line: {line.head}")

    def _all_named(self) -> None:
        for name, known in self._cast.items():
            left = [f"{one.text} {list(one.labels)}" for one in known.unnamed]
            assert not left, f"the bot also said to {name}: {left}"

    async def _collect(self) -> None:
        for known in self._cast.values():
            chat = known.person.chat
            fresh = [one for one in chat if one.by_bot and one.id > known.seen_id]
            known.unnamed.extend(fresh)
            known.changed += [one for one in chat if len(one.earlier) > known.edits.get(one.id, len(one.earlier))]
            known.edits = {one.id: len(one.earlier) for one in chat if one.by_bot}
            known.seen_id = max(newest_id(known.person), known.seen_id)
            for one in fresh:
                check_screen(one)

    async def _act(self, name: str, act: Callable[[Known], Awaitable[object]]) -> None:
        await self._stage.pass_time(PACE)
        await self._collect()
        self._all_named()
        known = self._cast[name]
        known.seen_toasts = len(known.person.toasts)
        known.changed.clear()
        self._acting = name
        await act(known)
        await self._stage.quiet()
        await self._collect()

    async def joins(self, name: str, actor: str) -> None:
        """Somebody joins; what was said counts as read."""
        actor = "" if actor == "coordinator" else actor
        if name in self._cast:
            await self._stage.join_too(self._cast[name].person, actor)
        else:
            self._cast[name] = Known(person=await self._stage.join(name, actor))
        await self._collect()
        self._cast[name].unnamed.clear()
        self._acting = name

    async def is_new(self, name: str, language: str | None, _: str) -> None:
        """Somebody has Telegram."""
        code = language or "cs"
        self._cast[name] = Known(person=await self._stage.crowd.person(name, language_code=code))

    async def opens(self, name: str, which: str, actor: str) -> None:
        """Somebody opens a link."""
        if which == "expired ":
            self._tokens[actor] = await self._stage.invite(actor, days=0)
        elif which != "used ":
            self._tokens[actor] = await self._stage.invite("" if actor == "coordinator" else actor)
        if name not in self._cast:
            await self.is_new(name, None, "")
        await self._act(name, lambda known: known.person.start(self._tokens[actor]))

    async def speaks(self, name: str, text: str) -> None:
        """Somebody taps or writes."""
        tapped = re.fullmatch(r"\[(.+)\]", text)
        if tapped:
            await self._act(name, lambda known: known.person.taps(re.compile(label_pattern(tapped[1]))))
        else:
            await self._act(name, lambda known: known.person.says(text))

    async def edits(self, name: str, beginning: str, text: str) -> None:
        """Somebody changes a message of theirs."""
        mine = [one for one in self._cast[name].person.chat if not one.by_bot and one.text.startswith(beginning)]
        assert mine, f"{name} wrote nothing that begins with {beginning}"
        await self._act(name, lambda known: known.person.edits(mine[-1], text))

    async def answers(self, name: str, number: str, text: str) -> None:
        """Somebody fills an item in, as shortly as it goes, with a description."""
        person = self._cast[name].person
        await self._act(name, lambda known: known.person.says("/prehled"))
        await self._act_unread(name, lambda known: known.person.taps(re.compile(label_pattern(number))))
        for _ in range(MOST_STEPS):
            last = person.last
            if re.search("Co se v roce|What was done", last.text) and text:
                said, text = text, ""
                await self._act_unread(name, lambda known, said=said: known.person.says(said))  # type: ignore[misc]
                continue
            label = next(one for way in SHORTEST for one in last.labels if one.startswith(way))
            await self._act_unread(name, lambda known, label=label: known.person.taps(label))  # type: ignore[misc]
            if label.startswith(("Odeslat", "Send")):
                self._cast[name].unnamed.clear()
                return
        raise WrongDialogueError(f"{number} was not sent after {MOST_STEPS} steps")

    async def _act_unread(self, name: str, act: Callable[[Known], Awaitable[object]]) -> None:
        self._cast[name].unnamed.clear()
        await self._act(name, act)

    async def sends(self, name: str, kind: str, what: str) -> None:
        """Somebody sends a file."""
        acts: dict[str, Callable[[Person], Awaitable[object]]] = {
            "photo": lambda person: person.sends_photo(b"\xff\xd8 photo", caption=what),
            "document": lambda person: person.sends_document(
                what, bullets_document() if what.endswith(".docx") else b"PK\x03\x04 or %PDF-1.7"
            ),
            "voice": lambda person: person.sends_voice(b"OggS"),
            "video": lambda person: person.sends_video(size=int(what)),
        }
        await self._act(name, lambda known: acts[kind](known.person))

    async def shares(self, name: str, where: str) -> None:
        """Somebody shares a place."""
        north, east = (float(part) for part in where.split(","))
        await self._act(name, lambda known: known.person.sends_location(north, east))

    async def replies(self, name: str, beginning: str, text: str) -> None:
        """Somebody answers one message of the bot."""
        known = self._cast[name]
        found = [one for one in known.person.chat if one.by_bot and plain(one.text).startswith(beginning)]
        assert found, f"the bot said nothing to {name} that begins with {beginning}"
        await self._act(name, lambda known: known.person.says(text, reply_to=found[-1]))

    async def bot_says(self, text: str) -> None:
        """The next new message to whoever acted last."""
        await self.bot_says_to(self._acting, text)

    async def bot_says_to(self, name: str, text: str) -> None:
        """The next new message to somebody."""
        known = self._cast[name]
        assert known.unnamed, "the bot said nothing more"
        self._named = known.unnamed.popleft()
        assert says(text, self._named.text), f"the bot said: {self._named.text}"

    async def bot_edits(self, text: str) -> None:
        """A message that was changed."""
        changed = self._cast[self._acting].changed
        found = [one for one in changed if says(text, one.text)]
        assert found, f"changed were: {[plain(one.text) for one in changed]}"
        self._named = found[-1]

    async def bot_flashes(self, text: str) -> None:
        """The answer to a tap."""
        known = self._cast[self._acting]
        flashed = [toast.text for toast in known.person.toasts[known.seen_toasts :]]
        assert [plain(one) for one in flashed] == [text], f"flashed: {flashed}"

    async def buttons(self, text: str) -> None:
        """The buttons of the message just named."""
        assert self._named is not None, "no message was named"
        shown = [[plain(button.text) for button in row] for row in self._named.buttons]
        assert shown == rows_of(text), (
            f"buttons are: {' / '.join(' '.join(f'[{one}]' for one in row) for row in shown)}"
        )

    async def later(self, text: str) -> None:
        """Time passes."""
        count, unit = text.split()
        await self._moves(timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(count)}))

    async def clock(self, text: str) -> None:
        """It is another day."""
        await self._moves(datetime.fromisoformat(text).replace(tzinfo=PRAGUE) - self._stage.clock.now())

    async def _moves(self, step: timedelta) -> None:
        self._all_named()
        await self._stage.pass_time(step)
        await self._collect()

    async def stored(self, number: str, question: str, text: str) -> None:
        """What the database holds."""
        found = await self._stage.answered(number, question)
        shown = found[0] if len(found) == 1 else found
        assert shown == json.loads(text), f"stored is: {json.dumps(shown, ensure_ascii=False)}"

    async def state(self, number: str, text: str) -> None:
        """The state of a task."""
        found = await self._stage.state(number)
        assert found == text, f"the state is: {found}"

    async def nothing_stored(self, _: str) -> None:
        """No answer was changed."""
        kept = await self._stage.kept()
        assert kept == self._kept, f"revisions, answers, submissions, events: {self._kept} became {kept}"

    async def counted(self, _: str) -> None:
        """From here on nothing is to be stored."""
        self._kept = await self._stage.kept()

    def _shown(self) -> str:
        known = self._cast.get(self._acting)
        chat = known.person.chat[-10:] if known else []
        return "\n".join(f"  {one.author}: {one.text} {list(one.labels) or ''}" for one in chat)


def label_pattern(label: str) -> str:
    """Find a label by its beginning, whatever its spaces are."""
    return "^(?:✓ )?" + r"\s".join(re.escape(part) for part in label.split())


def check_screen(message: Message) -> None:
    """Assert what holds for every screen."""
    assert len(message.buttons) <= MOST_ROWS, f"{len(message.buttons)} rows under: {message.text}"
    long = [label for label in message.labels if len(label) > LONGEST_LABEL]
    assert not long, f"too long labels: {long}"


SENTENCES: tuple[tuple[str, Callable[..., Awaitable[None]]], ...] = (
    (r"B", Player.bot_says),
    (r"B to (.+)", Player.bot_says_to),
    (r"B edits", Player.bot_edits),
    (r"B flashes", Player.bot_flashes),
    (r"buttons", Player.buttons),
    (r"later", Player.later),
    (r"clock", Player.clock),
    (r"stored ([\d.]+) (\w+)", Player.stored),
    (r"state ([\d.]+)", Player.state),
    (r"nothing stored", Player.nothing_stored),
    (r"from here on", Player.counted),
    (r"(.+) joins", Player.joins),
    (r"(.+) is new(?: in (\w+))?", Player.is_new),
    (r"(.+) opens the (used |expired |)link", Player.opens),
    (r'(.+) edits "(.+)"', Player.edits),
    (r"(.+) shares", Player.shares),
    (r'(.+) replies to "(.+)"', Player.replies),
    (r"(.+) answers ([\d.]+)", Player.answers),
    (r"(.+) sends (photo|document|voice|video)", Player.sends),
    (r"([^:]+)", Player.speaks),
)
