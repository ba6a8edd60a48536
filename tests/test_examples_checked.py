"""What the checks find in the examples of all families, and why each of it is right to find."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.answers import Place
from flows.consistency import find_inconsistencies
from reports.model import Report
from tests.narrative_sample import narrative_report
from tests.programme_sample import GOALS, programme_report, programme_snapshot, programme_tasks
from tests.report_sample import report

REACHED = next(key for key, (result, _) in GOALS.items() if result == "reached")
EXAMPLES: dict[str, tuple[Callable[[], Report], dict[str, str]]] = {
    "annual evaluation": (
        report,
        {"abbreviation_unused": "PČR is listed, and the report names no police but the town's"},
    ),
    "annual narrative": (
        narrative_report,
        {
            "abbreviation_unused": "no measure of the example speaks of these two",
            "event_open": "the example has a planned event whose day has passed, and nobody says how it went",
        },
    ),
    "programme": (programme_report, {}),
    "programme ended early": (lambda: programme_report(ended=True), {}),
}


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_nothing_is_found_that_cannot_be_defended(name: str) -> None:
    make, defended = EXAMPLES[name]

    assert Counter(finding.code for finding in make().data.findings) == Counter(defended.keys())


def test_a_level_of_a_programme_that_its_text_contradicts_is_found_at_its_criterion() -> None:
    known = programme_tasks()
    levels = next(task for task in known if task.task.startswith("konec-levels"))
    place = next(place for place, value in levels.values.items() if value == "yes")
    text = Place(question="level_text", instance=place.instance)
    told = replace(levels, values={**levels.values, text: ["Nesplněno."]})
    tasks = [told if task is levels else task for task in known]
    (finding,) = find_inconsistencies(programme_snapshot(tasks))

    assert (finding.code, finding.places[0].tree) == ("level_text", "criteria")
    assert f".{finding.places[0].item}." in place.instance


def test_a_goal_that_is_reached_though_its_text_denies_it_is_found() -> None:
    tasks = [
        replace(task, values={**task.values, Place(question="goal_text"): ["Cíl nebyl naplněn."]})
        if task.values.get(Place(question="goal_result")) == "reached" and task.item == REACHED
        else task
        for task in programme_tasks()
    ]

    assert [finding.code for finding in find_inconsistencies(programme_snapshot(tasks))] == ["level_text"]
