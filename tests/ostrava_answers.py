"""What a person taps and types to answer for the activities of Ostrava's report for 2019."""

import re
from typing import Any, Final

from bot.sandbox.partner_acts import Acts, Say, Sheet, Tap
from bot.sandbox.partner_screens import Asked, Head

PRINTED: Final = {
    "fulfilled": "Splněno",
    "partly": "Splněno částečně",
    "ongoing": "Plněno průběžně",
    "not_fulfilled": "Nesplněno",
}
"""Degree of fulfilment as the report prints it."""
WORDINGS: Final = {
    "ongoing": ["Průběžně plněno", "Plněno"],
    "partly": ["Částečně splněno"],
    "not_fulfilled": ["Neplněno"],
    "running": ["V rámci běžných činností"],
    "none": ["Bez finančních nákladů"],
    "contract": ["Bez dalších nákladů, zajištěno servisní smlouvou", "Zajištěno servisní smlouvou"],
}
"""Wordings of the data that are no label of the form, by the code that they mean."""
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
        Asked.DEGREE: (Say(text=activity["status_text"]),),
        Asked.HINDRANCE: (Tap(label="Neuvádět"),),
        Asked.NEXT_STEP: (Tap(label="Neuvádět"),),
        Asked.COSTS: costs_of(activity),
        Asked.PASSED_ON: worded(activity),
        Asked.COUNTED_IN: (Say(text=" a ".join(activity["cost_refs"]) or "u jiných aktivit"),),
        Asked.DESCRIPTION: tuple(Say(text=part) for part in parts),
        Asked.PROJECTS: tuple(Say(text=text) for text in ["\n".join(activity["projects"])] if text),
        Asked.COUNTS: tuple(Say(text=text) for text in [counts_of(activity)] if text),
        Asked.REFERENCES: (Say(text=", ".join(activity["refs"])), Tap(label="Hotovo")) if activity["refs"] else (),
    }


def costs_of(activity: Activity) -> Acts:
    """Type the costs as the data word them; amounts that are counted elsewhere stand behind a choice."""
    if is_passed_on(activity):
        return (Tap(label="Jinak"), Tap(label="Jen předané dál"))
    if is_of_the_town(activity):
        return (Say(text=f"rozpočet města {amounts_of(activity)}"),)
    return worded(activity) if is_labelled(activity) else (Say(text=activity["cost_text"]),)


def is_of_the_town(activity: Activity) -> bool:
    """Tell whether the data name the town as the source: in the first priority no other source paid anything."""
    is_bare = activity["cost_kinds"] == ["amount"] and not any(line["label"] for line in activity["costs"])
    return is_bare and activity["number"].startswith("1.")


def is_labelled(activity: Activity) -> bool:
    """Tell whether the costs are nothing but amounts with names."""
    return activity["cost_kinds"] == ["amount"] and any(line["label"] for line in activity["costs"])


def worded(activity: Activity) -> Acts:
    """Write the amounts, then the words in which the report prints them."""
    wording = Say(text=activity["cost_text"])
    return (Say(text=amounts_of(activity)), Tap(label="Znění do zprávy"), wording)


def counts_of(activity: Activity) -> str:
    """Write the counts that are no line of the description: those are offered from there."""
    lines = {part.rstrip(".") for line in activity["description"].splitlines() for part in sentences_of(line.strip())}
    said = [f"{count['name']}: {count['value']}" for count in activity["indicators"]]
    return "\n".join(line for line in said if line not in lines)


def sentences_of(line: str) -> list[str]:
    """Part a line whose every sentence is a count ("Počet besed: 12. Počet výstav: 3."); any other is one."""
    parts = re.split(r"(?<=[0-9])\. (?=\w)", line)
    return parts if line.startswith("Počet") and all(re.search(r": \d+\.?$", part) for part in parts) else [line]


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
