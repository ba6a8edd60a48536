"""Make docs/one-partner-one-round.md: play a round on a moved clock and write down what one partner received.

Run `.venv/bin/python docs/make_round.py` after a change of a text that a partner sees. `test_docs_round` plays it
again and compares.
"""  # noqa: INP001 -- a script, not a package

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the program need not be installed

from bot.forms import known_forms  # noqa: E402 -- found through the path above
from bot.sandbox.botapi.seen import Message  # noqa: E402 -- the same
from bot.sandbox.people import Person  # noqa: E402 -- the same
from bot.sandbox.trial import Trial, trial  # noqa: E402 -- the same
from flows.plan import Plan  # noqa: E402 -- the same
from flows.plan_reading import read_plan  # noqa: E402 -- the same
from flows.wording.days import day_month  # noqa: E402 -- the same

PAGE = ROOT / "docs" / "one-partner-one-round.md"
PLAN = ROOT / "examples" / "kamenov.toml"
ACTOR, NAME = "kotva", "Petra K."
COORDINATOR, COORDINATOR_NAME = "", "Eva S."
ZONE = ZoneInfo("Europe/Prague")
BEGIN = datetime(2027, 1, 8, 9, 0, tzinfo=ZONE)
THINKING = timedelta(seconds=20)
"""Time that somebody takes for each act."""
DAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
RECEIPT = re.compile(r"(Potvrzení \d{4}-)[A-Z0-9]{6}")
"""The number of a receipt is another one each time."""
HEAD = """\
# One partner, one round

What the bot wrote to one partner from the invitation to the report, and when. Nothing here is written by hand:
`docs/make_round.py` plays the example plan (`examples/kamenov.toml`) against the local Bot API server on a moved clock
and writes down what the partner's phone showed; `test_docs_round` plays it again and compares. The texts are Czech, as
received; `→` is what the partner did. {name} answers for {actor}, {count} activities, {opens} to {deadline} 2027.

What the plan asks for, besides the opening: a reminder nine days before the deadline, the deputy four days before it
where nothing was heard, the last call on the working day before it. Messages leave on working days from 8 to 18.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What the partner does, and how the answer can be told."""

    answer: str
    tap: str = ""
    text: str = ""


def tap(label: str, answer: str) -> Act:
    """Tap a button."""
    return Act(tap=label, answer=answer)


def say(text: str, answer: str) -> Act:
    """Write something."""
    return Act(text=text, answer=answer)


FIRST = (tap("Teď ne", "Kdy se máme ozvat?"), tap("V pondělí", "Dobře, ozveme se"))
SECOND = (
    tap("Začít", "Aktivita 2.1.1"),
    tap("Průběžně", "Jaké byly náklady"),
    say("město 120 tis., MV 60 tis., vlastní 30 tis.", "celkem 210 000 Kč"),
    tap("Souhlasí", "Co se v roce 2026 udělalo"),
    say("Klub měl otevřeno 212 dní a chodilo do něj 64 dětí.", "Zapsáno"),
    tap("Hotovo", "Počet podpořených dětí"),
    say("64", "Počet dnů"),
    say("212", "Kontrola"),
    tap("Odeslat a další", "Aktivita 2.3.1"),
    tap("Splněno", "Jaké byly náklady"),
)
THIRD = (
    tap("Pokračovat", "Pokračujeme u aktivity 2.3.1"),
    tap("V rámci běžné činnosti", "Co se v roce 2026 udělalo"),
    say("Terénní pracovnice navštívily 42 rodin, nově jich bylo 11.", "Zapsáno"),
    tap("Hotovo", "Co ještě doplnit?"),
)
FOURTH = (tap("Odeslat vyplněné", "Podklady máme úplné"),)


def example() -> Plan:
    """Read the example plan; its report is made as PDF only: nothing else goes to a partner."""
    plan = read_plan(PLAN.read_text("utf-8"), forms=known_forms())
    if not isinstance(plan, Plan):
        raise TypeError("the example plan has faults")
    reports = [one.model_copy(update={"formats": ("pdf",)}) for one in plan.reports]
    return plan.model_copy(update={"reports": tuple(reports)})


async def play(plan: Plan, folder: Path) -> list[Message]:
    """Play the round; give the partner's chat."""
    async with trial(plan, folder, BEGIN, rate=0.0) as playing:
        petra = await playing.crowd.person(NAME)
        await petra.start(playing.tokens[ACTOR])
        await petra.wait_for(lambda message: bool(message.buttons))
        await pass_time(playing, THINKING)
        await do(playing, petra, [tap("Rozumím, pokračovat", "Připojení je hotové")])
        eva = await playing.join(COORDINATOR, COORDINATOR_NAME)
        await eva.wait_for("Připojení je hotové")
        for moment, acts in (
            (datetime(2027, 1, 11, 9, 12, tzinfo=ZONE), FIRST),
            (datetime(2027, 1, 18, 9, 40, tzinfo=ZONE), SECOND),
            (datetime(2027, 1, 27, 16, 5, tzinfo=ZONE), THIRD),
            (datetime(2027, 1, 28, 10, 30, tzinfo=ZONE), FOURTH),
        ):
            await playing.advance(moment)
            await do(playing, petra, acts)
        await playing.advance(datetime(2027, 2, 1, 10, 0, tzinfo=ZONE))
        await do(playing, eva, [tap("Zveřejnit", "Zpráva je zveřejněná")])
        await petra.mark()
        await petra.taps("Otevřít zprávu")
        await petra.wait_for(lambda message: message.attachment is not None)
        return petra.history


async def do(playing: Trial, person: Person, acts: Sequence[Act]) -> None:
    """Let a person act, at a person's pace."""
    for act in acts:
        await (person.taps(act.tap) if act.tap else person.says(act.text))
        await person.wait_for(partial(says, act.answer))
        await pass_time(playing, THINKING)


def says(wanted: str, message: Message) -> bool:
    """Tell whether a message says something; hard spaces are blanks."""
    return wanted in plain(message.text)


def plain(text: str) -> str:
    """Write hard spaces as blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


async def pass_time(playing: Trial, step: timedelta) -> None:
    """Let time pass as for a bot that runs."""
    await playing.advance(playing.clock.now() + step)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that the partner saw or did.

    Attributes:
        order: Among those of one moment: what was done comes before what it led to.
        of_itself: The bot wrote without being asked.
    """

    at: datetime
    order: tuple[int, int]
    lines: tuple[str, ...]
    by_bot: bool = True
    of_itself: bool = False


def entries(chat: Sequence[Message]) -> list[Entry]:
    """Give a chat in order, each message as it came, before it was edited."""
    acted = {pressed.at for one in chat for pressed in one.taps} | {one.at for one in chat if not one.by_bot}
    found = [_message(one, of_itself=one.at not in acted) for one in chat]
    found += [
        Entry(at=pressed.at, order=(0, one.id), lines=(f"→ {pressed.label}",), by_bot=False)
        for one in chat
        for pressed in one.taps
    ]
    return sorted(found, key=lambda one: (one.at, one.order))


def _message(one: Message, *, of_itself: bool) -> Entry:
    if not one.by_bot:
        said = "(link of the invitation)" if one.text.startswith("/start") else plain(one.text)
        return Entry(at=one.at, order=(1, one.id), lines=(f"→ {said}",), by_bot=False)
    if one.attachment is not None:
        return Entry(at=one.at, order=(1, one.id), lines=(f"`{one.attachment.name}`",))
    first = one.earlier[0] if one.earlier else None
    text = RECEIPT.sub(r"\1……", plain(first.text if first else one.text))
    rows = first.labels if first else tuple(tuple(button.text for button in row) for row in one.buttons)
    keys = " / ".join(" ".join(f"`[ {label} ]`" for label in row) for row in rows)
    lines = tuple(escaped(line) for line in text.splitlines())
    return Entry(at=one.at, order=(1, one.id), lines=(*lines, *([keys] if keys else [])), of_itself=of_itself)


def escaped(line: str) -> str:
    """Keep Markdown from reading marks into a text."""
    return re.sub(r"([\\`*_\[\]<>~])", r"\\\1", line)


def page(plan: Plan, chat: Sequence[Message]) -> str:
    """Write the page."""
    round_, found = plan.rounds[0], entries(chat)
    days = {"opens": round_.opens_at, "deadline": round_.deadline_on}
    name = next(one.name for one in plan.actors if one.key == ACTOR)
    count = sum(item.lead == ACTOR for item in plan.items)
    head = HEAD.format(name=NAME, actor=name, count=count, **{key: f"{day:%d. %m.}" for key, day in days.items()})
    table = [f"| {when(one.at)} | {one.lines[0]} |" for one in found if one.of_itself]
    return "\n".join([head, "| of its own accord | begins |", "| --- | --- |", *table, *_days(found)]) + "\n"


def _days(found: Sequence[Entry]) -> Iterator[str]:
    day = ""
    for one in found:
        if (today := long_day(one.at)) != day:
            day = today
            yield f"\n## {day}"
        moment = f"{one.at.astimezone(ZONE):%H:%M}"
        if one.by_bot:
            yield "\n" + "\n".join(f"> {line}  " if line else ">" for line in (f"**{moment}**", *one.lines))
        else:
            yield f"\n{moment} {one.lines[0]}"


def long_day(at: datetime) -> str:
    """Write "Pondělí 11. ledna"."""
    local = at.astimezone(ZONE).date()
    return f"{DAYS[local.weekday()].capitalize()} {plain(day_month(local, 'cs', today=local))}"


def when(at: datetime) -> str:
    """Write "pondělí 11. ledna, 08:00"."""
    return f"{long_day(at).lower()}, {at.astimezone(ZONE):%H:%M}"


async def made(folder: Path) -> str:
    """Play, and write the page."""
    plan = example()
    return page(plan, await play(plan, folder))


def main() -> None:
    """Write the page where it stands."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(asyncio.run(made(Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
