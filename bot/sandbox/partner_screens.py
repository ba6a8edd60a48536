"""Telling a screen by what is written on it, as a person does."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.botapi.seen import Message


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
SIGNS = (
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
LAST = "\nLoni: "
HEAD = re.compile(r"^\w+ (?P<number>\d[\d.]*) \((?P<place>\d+)/(?P<total>\d+)\)\n(?P<title>.+)")


def what_is_asked(message: Message) -> Asked:
    """Tell what a message asks for; SOMETHING where the person has never seen such a question."""
    return next((asked for asked, sign in SIGNS if sign.search(message.text)), Asked.SOMETHING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What the first question of an activity says about it; `last`: it shows last year's answer."""

    number: str
    title: str
    last: bool = False


def head_of(message: Message) -> Head | None:
    """Read "Aktivita 2.2.7 (2/5)" and the title below it; None: this is not the first question."""
    found = HEAD.search(message.text)
    return Head(number=found["number"], title=found["title"].strip(), last=LAST in message.text) if found else None
