from bot.forms import read_known_form
from flows.answers import Answer, JsonValue, Origin, Place
from flows.estimates import estimated
from flows.form import Form


def answer(value: JsonValue) -> Answer:
    return Answer(value=value, origin=Origin.TYPED)


def test_marked_figures_are_estimates_and_those_of_gone_turns_are_not() -> None:
    form = read_known_form("annual_evaluation")
    assert isinstance(form, Form)
    answers = {
        Place(question="costs", instance="a"): answer({"order": 1, "parent": "", "gone": False}),
        Place(question="costs", instance="b"): answer({"order": 2, "parent": "", "gone": True}),
        Place(question="amount_estimate", instance="a"): answer("OK"),
        Place(question="amount_estimate", instance="b"): answer("OK"),
        Place(question="cost_estimate"): answer("OK"),
        Place(question="count_value_estimate", instance="c"): answer(None),
    }
    assert estimated(form, answers) == (Place(question="amount", instance="a"), Place(question="costs"))
