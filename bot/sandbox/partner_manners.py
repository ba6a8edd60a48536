"""Manners of answering: the same questions, answered as different people do. The same seed, the same answers."""

import random
from dataclasses import dataclass

from bot.sandbox.partner_acts import Acts, Say, SayNear, Sheet, Tap
from bot.sandbox.partner_screens import Asked, Head
from bot.sandbox.partner_topics import Topic, filled, topic_of

DEGREES = ("Splněno", "Průběžně", "Částečně", "Nesplněno")
TYPED_DEGREES = {"Splněno": "splneno", "Průběžně": "průběžně", "Částečně": "zčásti", "Nesplněno": "nesplněno"}
HINDRANCE_IN_WORDS = "Výběrové řízení se protáhlo do prosince."
HINDRANCES = (
    Tap(label="Chyběly peníze"),
    Tap(label="Chyběli lidé"),
    Say(text="čekáme"),
    Say(text=HINDRANCE_IN_WORDS),
    Say(text="Chyběla shoda s vlastníkem pozemku."),
)
NEXT_STEPS = ("Splníme v roce", "Navrhujeme změnu", "Zatím nevíme")


OF_LAST_YEAR = ("Platí, odeslat", "Upravit text")
"""What is done with last year's answer where there is one."""
TAKEN_OVER = 0.3
"""How often last year's answer is taken over as a whole where there is one."""
TAPPED = {"running": "V rámci běžné činnosti", "none": "Bez nákladů"}
BEHIND = {
    "contract": "V ceně smlouvy",
    "elsewhere": "Započteno u jiné aktivity",
    "other_budget": "Hradí jiný rozpočet",
    "unknown": "Zatím nevíme",
}
TYPED = {
    "millions": ("0,4 mil.", "město 0,25 mil.", "kraj 0,35 mil. Kč"),
    "thousands": ("{n} tis", "město {n} tis", "EU {n} tis.", "stát {n} tis."),
    "amount": ("rozpočet města {n} 500 Kč",),
    "doubtful": ("{n}",),
    "sources": ("město {n} tis., kraj 60 tis., vlastní 30 tis.",),
    "sources_in_lines": ("město {n} 000 Kč\nMV 60 000 Kč\nvlastní 12 500 Kč",),
}
"""What is typed as costs; {n} stands for a number of thousands."""


COUNTS = "Počet setkání: {n}\nPočet účastníků: {m} předběžně"
"""What is typed as counts of one's own; {n} and {m} stand for numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How somebody answers.

    Attributes:
        typed_degree: Types the degree of fulfilment instead of tapping.
        costs: Ways of giving costs, taken in turn over the activities (keys of TAPPED, BEHIND, TYPED, or passed_on).
        degrees: Weights of DEGREES.
        messages: Most messages of one description.
        projects: Lists projects where there are some.
    """

    typed_degree: bool = False
    costs: tuple[str, ...] = ("amount",)
    degrees: tuple[int, ...] = (6, 3, 2, 1)
    messages: int = 1
    projects: bool = True


MANNERS = (
    Manner(costs=("millions", "sources", "none", "thousands"), messages=3),
    Manner(typed_degree=True, costs=("running", "amount", "passed_on"), messages=2),
    Manner(costs=("sources", "running", "elsewhere"), messages=2),
    Manner(costs=("thousands", "contract", "running"), messages=1, projects=False),
    Manner(typed_degree=True, costs=("sources_in_lines", "doubtful", "thousands"), messages=3),
    Manner(costs=("none", "amount", "unknown"), degrees=(3, 3, 3, 2), messages=2),
    Manner(costs=("other_budget", "running"), messages=1),
)


class MannerSheets:
    """Answers in one manner. An activity gets the same answers however often it is asked for."""

    def __init__(self, manner: Manner, *, seed: str) -> None:
        """Take a manner and a seed, such as the actor's key with the demo's number."""
        self._manner, self._seed = manner, seed
        self._known: dict[str, Sheet] = {}

    def sheet(self, head: Head) -> Sheet:
        """Give the answers to an activity."""
        if head.number not in self._known:
            chance = random.Random(f"{self._seed}:{head.number}")  # noqa: S311 - a play, nothing secret
            self._known[head.number] = _sheet(self._manner, head, len(self._known), chance)
        return self._known[head.number]


def _sheet(manner: Manner, head: Head, turn: int, chance: random.Random) -> Sheet:
    topic = topic_of(head.title)
    degree = chance.choices(DEGREES, manner.degrees)[0]
    hindrance = chance.choice(HINDRANCES)
    way = manner.costs[turn % len(manner.costs)] if degree != "Nesplněno" else "none"
    acts: dict[Asked, Acts] = {
        Asked.DEGREE: (Say(text=TYPED_DEGREES[degree]) if manner.typed_degree else Tap(label=degree),),
        Asked.HINDRANCE: (hindrance,),
        Asked.NEXT_STEP: (Tap(label=chance.choice(NEXT_STEPS)),),
        Asked.COUNTED_IN: (Say(text="1.1.1"),),
        Asked.WHICH: (),
        Asked.DESCRIPTION: _description(topic, degree, manner.messages, chance),
        Asked.PROJECTS: _projects(topic, degree, manner, chance),
        Asked.INDICATOR: (SayNear(share=0.6 + chance.randrange(3, 90) / 180, tail=chance.choice(("", " předběžně"))),),
    }
    if degree != "Nesplněno" and turn % 3 == 1:
        acts[Asked.COUNTS] = (Say(text=COUNTS.format(n=chance.randrange(4, 30), m=chance.randrange(40, 400))),)
    if degree != "Nesplněno" and turn % 5 == 2:
        acts[Asked.REFERENCES] = (Say(text="1.1.1"), Tap(label="Hotovo"))
    if head.last and chance.random() < TAKEN_OVER:
        acts |= {Asked.DEGREE: (Tap(label="Stejné jako loni"),), Asked.SAME: (Tap(label=chance.choice(OF_LAST_YEAR)),)}
    return {Asked.PASSED_ON: (Say(text="město 130 tis., kraj 70 tis."),)} | acts | _costs(way, chance)


def _description(topic: Topic, degree: str, most: int, chance: random.Random) -> Acts:
    if degree == "Nesplněno":
        return (Say(text="V roce 2026 jsme se k realizaci nedostali, přípravy jsou hotové."),)
    sentences = [filled(one, chance) for one in topic.sentences]
    if most == 1:
        return (Say(text=" ".join(sentences)),)
    return tuple(Say(text=one) for one in sentences[:most])


def _projects(topic: Topic, degree: str, manner: Manner, chance: random.Random) -> Acts:
    if not manner.projects or not topic.projects or degree == "Nesplněno":
        return (Tap(label="Žádné"),)
    amounts = (" 150 tis", ", 40 000 Kč", "", " – 0,11 mil. Kč")
    return (Say(text="\n".join(f"{name}{chance.choice(amounts)}" for name in topic.projects)),)


def _costs(way: str, chance: random.Random) -> dict[Asked, Acts]:
    """Give the acts at the questions about money, for one of the ways to answer them."""
    thousands = chance.randrange(20, 480, 5)
    if way == "passed_on":
        return {Asked.COSTS: _behind("Jen předané dál"), Asked.PASSED_ON: (Say(text=f"město {thousands} tis."),)}
    if way in BEHIND:
        return {Asked.COSTS: _behind(BEHIND[way])}
    if way in TAPPED:
        return {Asked.COSTS: (Tap(label=TAPPED[way]),)}
    return {Asked.COSTS: (Say(text=chance.choice(TYPED[way]).format(n=thousands)),)}


def _behind(label: str) -> Acts:
    return (Tap(label="Jinak"), Tap(label=label))
