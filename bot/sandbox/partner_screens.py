"""Telling a screen by what is written on it, as a person does."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.botapi.seen import Message
from bot.sandbox.partner_labels import label_in


class Asked(StrEnum):
    """What a screen asks for."""

    DEGREE = "degree"
    SAME = "same"
    HINDRANCE = "hindrance"
    NEXT_STEP = "next_step"
    COSTS = "costs"
    PASSED_ON = "passed_on"
    COUNTED_IN = "counted_in"
    DESCRIPTION = "description"
    COLLECTED = "collected"
    PROJECTS = "projects"
    INDICATOR = "indicator"
    MORE = "more"
    COUNTS = "counts"
    REFERENCES = "references"
    DIFFERS = "differs"
    ECHO = "echo"
    WHICH = "which"
    CHECK = "check"
    OWNER = "owner"
    OVERVIEW = "overview"
    OPENING = "opening"
    STALE = "stale"
    PUZZLED = "puzzled"
    RECEIPT = "receipt"
    SOMETHING = "something"


# The first that fits: an echo or a check may quote what others say.
CZECH_SIGNS = (
    (Asked.RECEIPT, re.compile(r"^Podklady máme úplné")),
    (Asked.CHECK, re.compile(r"^Kontrola: ")),
    (Asked.COLLECTED, re.compile(r"^(Zapsáno: |Poslední zpráva je smazaná)")),
    (Asked.STALE, re.compile(r"^Toto tlačítko patří k dřívější otázce")),
    (Asked.PUZZLED, re.compile(r"^Co pomůže\?")),
    (Asked.DIFFERS, re.compile(r"v seznamu jich je \d")),
    (Asked.COUNTS, re.compile(r"^Které počty chcete uvést\?", re.MULTILINE)),
    (Asked.REFERENCES, re.compile(r"^Které další aktivity s touto souvisejí\?", re.MULTILINE)),
    (Asked.INDICATOR, re.compile(r"^(Počet|Podíl|Míra) [^\n]*\?$", re.MULTILINE)),
    (Asked.MORE, re.compile(r"^Co ještě doplnit\?")),
    (Asked.SAME, re.compile(r"loňská odpověď: ")),
    (Asked.WHICH, re.compile(r"Co platí\?|Které platí\?")),
    (Asked.ECHO, re.compile(r"^(Náklady \w+ [\w.]+\n|(Projekty|Počty) \(\d)")),
    (Asked.OVERVIEW, re.compile(r"^Hotovo \d+/\d+", re.MULTILINE)),
    (Asked.OPENING, re.compile(r"^Dobrý den, prosíme o podklady")),
    (Asked.OWNER, re.compile(r"kdo podle vás odpovídá\?")),
    (Asked.DEGREE, re.compile(r"Jak se dařilo .* plnit\?")),
    (Asked.HINDRANCE, re.compile(r"Co tomu .* bránilo\?")),
    (Asked.NEXT_STEP, re.compile(r"^Jak dál\?", re.MULTILINE)),
    (Asked.COSTS, re.compile(r"^Jaké byly náklady", re.MULTILINE)),
    (Asked.PASSED_ON, re.compile(r"^(Náklady podle zdrojů|Napište náklady)", re.MULTILINE)),
    (Asked.COUNTED_IN, re.compile(r"^U které \w+ jsou náklady započtené\?", re.MULTILINE)),
    (Asked.DESCRIPTION, re.compile(r"^Co se .* udělalo\?", re.MULTILINE)),
    (Asked.PROJECTS, re.compile(r"^Které projekty sem patří\?", re.MULTILINE)),
)
ENGLISH_SIGNS = (
    (Asked.RECEIPT, re.compile(r"^We have everything")),
    (Asked.CHECK, re.compile(r"^Check: ")),
    (Asked.COLLECTED, re.compile(r"^(Noted: |The last message is deleted)")),
    (Asked.STALE, re.compile(r"^This button belongs to an earlier question")),
    (Asked.PUZZLED, re.compile(r"^What would help\?")),
    (Asked.DIFFERS, re.compile(r"the list has \d")),
    (Asked.COUNTS, re.compile(r"^Which counts would you like to give\?", re.MULTILINE)),
    (Asked.REFERENCES, re.compile(r"^Which other activities belong to this one\?", re.MULTILINE)),
    (Asked.INDICATOR, re.compile(r"^(Počet|Podíl|Míra) [^\n]*\?$", re.MULTILINE)),
    (Asked.MORE, re.compile(r"^Anything to add\?")),
    (Asked.SAME, re.compile(r"last year's answer: ")),
    (Asked.WHICH, re.compile(r"Which holds\?")),
    (Asked.ECHO, re.compile(r"^(Cost of \w+ [\w.]+\n|(Projects|Counts) \(\d)")),
    (Asked.OVERVIEW, re.compile(r"^Ready \d+/\d+", re.MULTILINE)),
    (Asked.OPENING, re.compile(r"^Good day, please send us your part")),
    (Asked.OWNER, re.compile(r"who do you think is responsible\?")),
    (Asked.DEGREE, re.compile(r"How did the activity go in .*\?")),
    (Asked.HINDRANCE, re.compile(r"What stood in the way in .*\?")),
    (Asked.NEXT_STEP, re.compile(r"^What next\?", re.MULTILINE)),
    (Asked.COSTS, re.compile(r"^What were the costs in", re.MULTILINE)),
    (Asked.PASSED_ON, re.compile(r"^Write the costs in", re.MULTILINE)),
    (Asked.COUNTED_IN, re.compile(r"^At which \w+ are the costs counted\?", re.MULTILINE)),
    (Asked.DESCRIPTION, re.compile(r"^What was done in .*\?", re.MULTILINE)),
    (Asked.PROJECTS, re.compile(r"^Which projects belong here\?", re.MULTILINE)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """A language in which somebody reads screens.

    What a person means to do is told in Czech labels; `label` says what is written on that button here.

    Attributes:
        language: "cs" or "en".
        signs: What a screen asks for, by what is written on it.
        progress: Begins a list of what waits: `done` and `total`.
        waiting: A line of that list that waits for an answer: `number` and `title`.
        last: Stands before last year's answer.
        refused: Says that an answer did not do.
        edited: Says that an edited message was understood.
    """

    language: str
    signs: tuple[tuple[Asked, re.Pattern[str]], ...]
    progress: re.Pattern[str]
    waiting: re.Pattern[str]
    last: str
    refused: re.Pattern[str]
    edited: str

    def label(self, czech: str) -> str:
        """Give a label, or the beginning of one, in this language."""
        return label_in(self.language, czech)


def _waiting(*states: str) -> re.Pattern[str]:
    return re.compile(rf"^(?P<number>[\d.]+) (?P<title>.+): ({'|'.join(states)})$", re.MULTILINE)


CZECH = Tongue(
    language="cs",
    signs=CZECH_SIGNS,
    progress=re.compile(r"^Hotovo (?P<done>\d+)/(?P<total>\d+)", re.MULTILINE),
    waiting=_waiting("nezačato", "rozepsáno", "vráceno k doplnění"),
    last="\nLoni: ",
    refused=re.compile(r"neodpovídá žádná z možností"),
    edited="Opraveno podle upravené zprávy",
)
ENGLISH = Tongue(
    language="en",
    signs=ENGLISH_SIGNS,
    progress=re.compile(r"^Ready (?P<done>\d+)/(?P<total>\d+)", re.MULTILINE),
    waiting=_waiting("not begun", "begun", "returned for completion"),
    last="\nLast year: ",
    refused=re.compile(r"None of the choices fits"),
    edited="Corrected after your edited message",
)
TONGUES = (CZECH, ENGLISH)
HEAD = re.compile(r"^\w+ (?P<number>\d[\d.]*) \((?P<place>\d+)/(?P<total>\d+)\)\n(?P<title>.+)")


def what_is_asked(message: Message, tongue: Tongue = CZECH) -> Asked:
    """Tell what a message asks for; SOMETHING where the person has never seen such a question."""
    return next((asked for asked, sign in tongue.signs if sign.search(message.text)), Asked.SOMETHING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What the first question of an activity says about it; `last`: it shows last year's answer."""

    number: str
    title: str
    last: bool = False


def head_of(message: Message, tongue: Tongue = CZECH) -> Head | None:
    """Read "Aktivita 2.2.7 (2/5)" and the title below it; None: this is not the first question."""
    found = HEAD.search(message.text)
    if found is None:
        return None
    return Head(number=found["number"], title=found["title"].strip(), last=tongue.last in message.text)
