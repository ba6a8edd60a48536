"""What a person taps and types to answer for the activities of Ostrava's report for 2019."""

from typing import Any, Final

from bot.sandbox.partner_acts import Acts, Say, Sheet, Tap
from bot.sandbox.partner_screens import Asked, Head

DEGREES: Final = {
    "fulfilled": "Splněno",
    "partly": "Částečně",
    "ongoing": "Průběžně",
    "not_fulfilled": "Nesplněno",
}
PRINTED: Final = {
    "fulfilled": "Splněno",
    "partly": "Splněno částečně",
    "ongoing": "Plněno průběžně",
    "not_fulfilled": "Nesplněno",
}
"""Degree of fulfilment as the report prints it."""
IN_WORDS: Final = {
    "running_costs": (Tap(label="V rámci běžné činnosti"),),
    "zero": (Tap(label="Bez nákladů"),),
    "none": (Tap(label="Jinak"), Tap(label="V ceně smlouvy")),
    "outside_budget": (Tap(label="Jinak"), Tap(label="Hradí jiný rozpočet")),
    "counted_elsewhere": (Tap(label="Jinak"), Tap(label="Započteno u jiné aktivity")),
}
"""Costs that have no amount, by their kind in the data."""
PRINTED_COSTS: Final = {
    "running_costs": "v rámci běžné činnosti",
    "zero": "bez nákladů",
    "none": "v ceně smlouvy",
    "outside_budget": "mimo rozpočet strategie",
    "counted_elsewhere": "započteno",
}
Activity = dict[str, Any]


class OstravaSheets:
    """The answers of all activities, by number."""

    def __init__(self, activities: list[Activity]) -> None:
        self._sheets = {each["number"]: sheet_of(each, turn) for turn, each in enumerate(activities)}

    def sheet(self, head: Head) -> Sheet:
        return self._sheets[head.number]


def sheet_of(activity: Activity, turn: int) -> Sheet:
    """Give the acts for one activity; descriptions come in one message, or a message a paragraph, in turn."""
    parts = activity["description"].split("\n\n") if turn % 2 else [activity["description"]]
    return {
        Asked.DEGREE: (Tap(label=DEGREES[activity["status"]]),),
        Asked.HINDRANCE: (Tap(label="Neuvádět"),),
        Asked.NEXT_STEP: (Tap(label="Neuvádět"),),
        Asked.COSTS: costs_of(activity),
        Asked.PASSED_ON: (Say(text=amounts_of(activity)),),
        Asked.COUNTED_IN: (Say(text=" a ".join(activity["cost_refs"]) or "u jiných aktivit"),),
        Asked.DESCRIPTION: tuple(Say(text=part) for part in parts),
        Asked.PROJECTS: (Tap(label="Žádné"),),
    }


def costs_of(activity: Activity) -> Acts:
    if not activity["costs"]:
        return IN_WORDS[activity["cost_kind"]]
    if is_passed_on(activity):
        return (Tap(label="Jinak"), Tap(label="Jen předané dál"))
    return (Say(text=amounts_of(activity)),)


def is_passed_on(activity: Activity) -> bool:
    return activity.get("counts_in_priority_sum") is False


def amounts_of(activity: Activity) -> str:
    """Write the amounts, each on a line after the words that the data name it with."""
    return "\n".join(f"{line['label']} {amount(line['amount_czk'])}".strip() for line in activity["costs"])


def amount(crowns: int) -> str:
    """Write an amount as people and reports do: 15 570 000 Kč."""
    return f"{crowns:,} Kč".replace(",", " ")


def labels_of(activities: list[Activity]) -> list[str]:
    """List the words by which the data name amounts."""
    return sorted({line["label"] for each in activities for line in each["costs"] if line["label"]})


def paragraphs_of(activity: Activity) -> list[str]:
    """List the paragraphs and list items of a description, without dashes."""
    lines = (line.strip() for line in activity["description"].splitlines())
    return [line.removeprefix("- ") for line in lines if line]
