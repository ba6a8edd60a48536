import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import Answer, JsonValue, Origin, Place
from flows.evaluation import Surroundings, evaluate
from flows.form import Form
from flows.xlsform import read_form

ANNUAL = (Path(__file__).parent / "dialogues" / "engine" / "forms" / "small_annual.md").read_text()
AROUND = Surroundings(today=date(2027, 1, 11))


def annual() -> Form:
    made = read_form(ANNUAL, name="annual")
    assert isinstance(made, Form)
    return made


FORM = annual()


def typed(value: JsonValue) -> Answer:
    return Answer(value=value, origin=Origin.TYPED)


def turn(order: int) -> Answer:
    return typed({"order": order, "parent": "", "gone": False})


FULL = {
    Place(question="degree"): typed("fulfilled"),
    Place(question="cost_kind"): typed("amount"),
    Place(question="description"): typed(["Klub měl otevřeno 212 dní."]),
    Place(question="attachments"): Answer(value=None, origin=Origin.TAPPED, left_out=True),
    **{Place(question="costs", instance=f"c{index}"): turn(index) for index in range(4)},
    **{Place(question="source", instance=f"c{index}"): typed("town") for index in range(4)},
    **{Place(question="amount", instance=f"c{index}"): typed("1000.10") for index in range(4)},
    **{Place(question="projects", instance=f"p{index}"): turn(index) for index in range(2)},
    **{Place(question="project_name", instance=f"p{index}"): typed(["Maják"]) for index in range(2)},
}


def test_a_full_annual_evaluation_has_no_gaps() -> None:
    now = evaluate(FORM, FULL, surroundings=AROUND)

    assert (now.gaps(), now.missing()) == ((), ())
    assert not any(node.violated for node in now.nodes)
    assert now.at(Place(question="cost_total")).value == "4000.4"
    assert now.at(Place(question="project_count")).value == 2


def test_only_what_is_relevant_is_submitted() -> None:
    answers = {**FULL, Place(question="degree"): typed("not_applicable")}

    assert evaluate(FORM, answers, surroundings=AROUND).submission() == {
        Place(question="degree"): "not_applicable",
        Place(question="attachments"): None,
    }


def test_an_amount_needs_at_least_one_source() -> None:
    answers = {Place(question="degree"): typed("fulfilled"), Place(question="cost_kind"): typed("amount")}

    assert evaluate(FORM, answers, surroundings=AROUND).missing() == (Place(question="costs"),)


NAMES = sorted(FORM.by_name)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(["fulfilled", "not_fulfilled", "amount", "running", "other", "town", "12", "-1", "OK"]),
    st.integers(min_value=-3, max_value=3),
    st.lists(st.text(max_size=3), max_size=2),
    st.fixed_dictionaries({"order": st.integers(0, 3), "parent": st.sampled_from(["", "t1"]), "gone": st.booleans()}),
    st.fixed_dictionaries({"attachment": st.just("at1")}),
)
ANSWERS = st.dictionaries(
    st.builds(Place, question=st.sampled_from([*NAMES, "nobody"]), instance=st.sampled_from(["", "t1", "t2"])),
    st.builds(Answer, value=VALUES, origin=st.sampled_from(Origin), left_out=st.booleans()),
    max_size=14,
)


@given(answers=ANSWERS)
def test_any_answers_have_an_evaluation_and_memory_does_not_change_it(answers: dict[Place, Answer]) -> None:
    remembered = evaluate(FORM, answers, surroundings=AROUND)
    for expression in every_expression():
        expression.clear()
    FORM.blank.clear()
    computed = evaluate(FORM, answers, surroundings=AROUND)

    assert remembered.nodes == computed.nodes
    assert remembered.submission() == computed.submission()


def every_expression() -> list[dict[object, object]]:
    found = []
    for question in FORM.by_name.values():
        for name in ("relevant", "required", "constraint", "calculation", "default", "choice_filter"):
            expression = getattr(question, name)
            if expression is not None:
                found.append(expression.remembered)
    return found


@given(answers=ANSWERS)
def test_what_holds_of_every_evaluation(answers: dict[Place, Answer]) -> None:
    now = evaluate(FORM, answers, surroundings=AROUND)
    places = [node.place for node in now.nodes]
    submission = now.submission()

    assert len(set(places)) == len(places)
    assert set(now.gaps()) <= {node.place for node in now.nodes if node.relevant and not node.answered}
    assert all(node.value is None for node in now.nodes if not node.relevant)
    assert {node.place for node in now.nodes if node.value is not None} <= set(submission)
    assert json.loads(json.dumps(list(submission.values()))) == list(submission.values())


@pytest.mark.parametrize("origin", [Origin.TYPED, Origin.COPIED, Origin.ON_BEHALF, Origin.FILE])
def test_an_answer_counts_whoever_wrote_it(origin: Origin) -> None:
    answers = {Place(question="degree"): Answer(value="partly", origin=origin)}

    assert evaluate(FORM, answers, surroundings=AROUND).at(Place(question="degree")).answered


def test_a_full_pass_over_the_annual_form_takes_well_under_a_millisecond() -> None:
    evaluate(FORM, FULL, surroundings=AROUND)
    fastest = min(_timed() for _turn in range(50))

    assert fastest < 0.001


def _timed() -> float:
    started = time.perf_counter()
    evaluate(FORM, FULL, surroundings=AROUND)
    return time.perf_counter() - started
