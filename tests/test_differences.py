"""Different answers of several actors about one item: found, decided, and the report follows the decision."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from flows.answers import JsonValue
from flows.consistency import find_inconsistencies
from flows.consistency_finding import Finding
from flows.decisions import Decided, Decision
from flows.differences import Difference, differences, undecided
from flows.plan import Ask, Plan
from flows.settling import settled, settlement_body, settlements
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_json import snapshot_from_json, snapshot_to_json
from flows.snapshot_questions import EVALUATION
from flows.snapshot_values import amount_of
from tests.report_sample import plan, report, snapshot, task

NUMBER = "2.2.7"


def two_ask() -> Plan:
    whole = plan()
    helps = Ask(key="help", form="annual_evaluation", tree="strategy", role="contributor")
    return whole.model_copy(
        update={"rounds": tuple(one.model_copy(update={"asks": (*one.asks, helps)}) for one in whole.rounds)}
    )


def lead(counts: dict[str, str], costs: dict[str, str] | None = None, **said: JsonValue) -> TaskSnapshot:
    rows = {
        "counts": [{"count_name": name, "count_value": value} for name, value in counts.items()],
        "costs": [{"source": source, "amount": value} for source, value in (costs or {}).items()],
    }
    degree = said.pop("degree", "fulfilled")
    return task(NUMBER, "submitted", how="person", repeats=rows, degree=degree, **said)


def helper(counts: dict[str, str], costs: dict[str, str] | None = None, **said: JsonValue) -> TaskSnapshot:
    return replace(lead(counts, costs, **said), task="help", ask="help", actor="sluzby")


def found(*tasks: TaskSnapshot) -> tuple[Difference, ...]:
    return differences(tasks, two_ask())


def decision(difference: Difference, holds: str, *, key: str = "d", undoes: str = "") -> Decision:
    body = settlement_body(difference, holds)
    at = datetime(2027, 1, 20, tzinfo=UTC)
    return Decision(id=key, kind=Decided.SETTLED, round="r", body=body, at=at, undoes=undoes)


def picture(*tasks: TaskSnapshot, decided: tuple[Decision, ...] = ()) -> Snapshot:
    return replace(snapshot(tasks, of=two_ask()), settlements=settlements(decided))


SIX, SEVEN = lead({"Asistenti": "6"}), helper({"asistenti": "7"})


def test_a_count_of_the_same_name_that_differs_is_found_with_the_lead_first() -> None:
    (difference,) = found(SEVEN, SIX)[1:]

    assert [(side.actor, side.amount, side.is_lead) for side in difference.sides] == [
        (SIX.actor, Decimal(6), True),
        ("sluzby", Decimal(7), False),
    ]
    assert (difference.name, difference.total, difference.same) == ("Asistenti", Decimal(13), False)


def test_what_both_say_the_same_needs_no_decision() -> None:
    some = found(lead({}, {"town": "315000"}), helper({}, {"town": "315000.00"}))

    assert [(one.question, one.same) for one in some] == [("degree", True), ("amount", True)]
    assert undecided(some, ()) == ()


def test_a_degree_differs_too_and_cannot_be_added_up() -> None:
    (difference,) = found(lead({}), helper({}, degree="partly"))

    assert (difference.question, difference.total) == ("degree", None)


@pytest.mark.parametrize(
    "other",
    [
        helper({"Hlídky": "7"}),
        helper({}, {"state": "1"}),
        replace(SEVEN, state="cancelled"),
        replace(SEVEN, number=0, values={}, turns=()),
        replace(SEVEN, round="2025"),
    ],
)
def test_only_the_same_thing_of_the_same_item_and_round_is_compared(other: TaskSnapshot) -> None:
    assert [one for one in found(SIX, other) if one.question != EVALUATION.degree] == []


def differing(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Give the findings about different answers; the sample's plan lacks other things too."""
    return tuple(one for one in find_inconsistencies(snapshot) if one.code == "differs")


def test_until_it_is_decided_the_leads_answer_holds_and_the_draft_says_so() -> None:
    undone = picture(SIX, SEVEN)
    (finding,) = differing(undone)

    assert (finding.code, finding.stated, finding.computed) == ("differs", Decimal(6), Decimal(7))
    assert settled(undone) == undone
    assert any("Asistenti" in one.text for one in report(undone).data.findings)


@pytest.mark.parametrize(("holds", "value"), [("task-2.2.7", 6), ("help", 7), ("", 13)])
def test_the_report_reads_what_was_decided(holds: str, value: int) -> None:
    difference = found(SIX, SEVEN)[1]
    decided = picture(SIX, SEVEN, decided=(decision(difference, holds),))
    after = settled(decided)

    assert [amount_of(one, "count_value", one.turns[0].instance) for one in after.tasks] == [value, 7]
    assert differing(decided) == differing(after) == ()
    assert not any("Asistenti" in one.text for one in report(decided).data.findings)


def test_costs_that_are_decided_move_the_total() -> None:
    mine = lead({}, {"town": "100", "state": "50"}, cost_kind="amount", cost_total="150")
    theirs = helper({}, {"town": "30"}, cost_kind="amount", cost_total="30")
    difference = next(one for one in found(mine, theirs) if one.question == "amount")
    after = settled(picture(mine, theirs, decided=(decision(difference, ""),)))

    assert amount_of(after.tasks[0], "cost_total") == 180
    assert differing(after) == ()


def test_a_later_answer_makes_the_decision_void() -> None:
    difference = found(SIX, SEVEN)[1]
    eight = helper({"asistenti": "8"})
    decided = picture(SIX, eight, decided=(decision(difference, "help"),))

    assert settled(decided) == decided
    assert len(differing(decided)) == 1


def test_a_decision_taken_back_is_none() -> None:
    difference = found(SIX, SEVEN)[1]
    both = (decision(difference, "help"), decision(difference, "help", key="e", undoes="d"))

    assert settlements(both) == ()


def test_decisions_are_part_of_the_frozen_picture() -> None:
    difference = found(SIX, SEVEN)[1]
    decided = picture(SIX, SEVEN, decided=(decision(difference, ""),))

    assert snapshot_from_json(snapshot_to_json(decided)) == decided
