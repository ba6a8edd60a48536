from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.answers import JsonValue, Place
from flows.consistency_finding import Finding
from flows.consistency_shared import events_left_open, texts_beside_facts
from flows.current_registers import with_current_entries
from flows.plan import Plan
from flows.plan_walk import owners, tasks_expected
from flows.register_book import BookEntry
from flows.snapshot import Snapshot
from flows.snapshot_questions import EVALUATION
from tests.narrative_sample import narrative_plan, narrative_snapshot


def said(*bullets: str, apart: tuple[str, ...] = ()) -> Snapshot:
    """Give the sample with these bullets at its first measure, and nothing said at the others."""
    sample = narrative_snapshot()
    first = next(task for task in sample.tasks if task.number)
    values: dict[Place, JsonValue] = {
        Place(question="bullet", instance=str(at)): [text] for at, text in enumerate(bullets)
    }
    values[Place(question="facts_apart")] = list(apart)
    return replace(sample, tasks=(replace(first, values=values),))


def facts(snapshot: Snapshot) -> list[Finding]:
    return list(texts_beside_facts(snapshot, EVALUATION))


def test_a_text_with_another_figure_than_the_shared_fact_is_found_with_both() -> None:
    (finding,) = facts(said("V obcích pracuje 38 APK.", "Zapojených je 17 zapojených obcí."))

    assert (finding.code, finding.stated, finding.computed) == ("shared_fact", Decimal(38), Decimal(41))
    assert finding.data == {
        "fact": "asistenti",
        "name": "asistenti prevence kriminality v obcích kraje",
        "text": "V obcích pracuje 38 APK.",
    }
    assert finding.places[0].instance == "0"


@pytest.mark.parametrize("text", ["V obcích pracuje 41 APK.", "V obcích pracují APK.", "Konalo se 38 besed."])
def test_the_same_figure_and_other_figures_are_not_found(text: str) -> None:
    assert facts(said(text)) == []


def test_what_its_author_set_apart_is_not_found() -> None:
    assert facts(said("V obcích pracuje 38 APK.", apart=("asistenti",))) == []
    assert len(facts(said("V obcích pracuje 38 APK.", apart=("obce",)))) == 1


def test_nothing_of_the_example_contradicts_its_shared_facts() -> None:
    assert facts(narrative_snapshot()) == []


def event(values: Mapping[str, str]) -> Snapshot:
    sample = narrative_snapshot()
    register = next(each for each in sample.plan.registers if each.key == "event")
    entry = register.entries[0].model_copy(update={"values": dict(values)})
    kept = register.model_copy(update={"entries": (entry,)})
    return replace(sample, plan=sample.plan.model_copy(update={"registers": (kept,)}))


def test_an_event_that_is_still_planned_after_its_last_day_is_found() -> None:
    (finding,) = events_left_open(event({"state": "planned", "from_on": "2026-11-12"}), EVALUATION)

    assert finding.code == "event_open"
    assert finding.data == {"name": "konference Prevence nahlas"}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "held", "from_on": "2026-11-12"},
        {"state": "planned", "from_on": "2026-11-12", "to_on": "2099-01-01"},
        {"state": "planned"},
        {},
    ],
)
def test_what_was_told_lies_ahead_or_has_no_day_is_not_found(values: Mapping[str, str]) -> None:
    assert list(events_left_open(event(values), EVALUATION)) == []


def test_who_owns_a_fact_or_a_planned_event_is_asked_once_and_nobody_else() -> None:
    plan = narrative_plan()
    asked = [task.subject for task in tasks_expected(plan, plan.rounds[-1]) if task.ask == "shared"]

    assert owners(plan, ["fact"]) == ("osv", "pcr")
    assert owners(plan, ["event"]) == ("skolstvi",)
    assert asked == ["osv", "skolstvi", "pcr"]


def test_what_forms_wrote_into_a_register_goes_before_what_the_plan_prepared() -> None:
    plan = narrative_plan()
    held = BookEntry(id="1", register="fact", key="obce", label="obce kraje", values={"value": "18"})
    other = BookEntry(id="2", register="fact", key="jine", label="jiné", values={"value": "1"})

    now = with_current_entries(plan, {"fact": (held, other)})

    assert values(now)["obce"] == ("obce kraje", "18")
    assert values(now)["asistenti"] == values(plan)["asistenti"]
    assert values(now).keys() == values(plan).keys()


def values(plan: Plan) -> dict[str, tuple[str, str]]:
    entries = (entry for register in plan.registers if register.key == "fact" for entry in register.entries)
    return {entry.key: (entry.label, entry.values["value"]) for entry in entries}
