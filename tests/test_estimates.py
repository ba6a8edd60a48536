from datetime import date

from bot.forms import read_known_form
from flows.answers import Answer, JsonValue, Origin, Place
from flows.estimates import estimated
from flows.evaluation import evaluate
from flows.form import Form
from flows.surroundings import Surroundings

TODAY = Surroundings(today=date(2027, 1, 12))


def answer(value: JsonValue) -> Answer:
    return Answer(value=value, origin=Origin.TYPED)


def test_marked_figures_are_estimates_and_those_of_gone_turns_are_not() -> None:
    form = read_known_form("annual_evaluation")
    assert isinstance(form, Form)
    answers = {
        Place(question="degree"): answer("fulfilled"),
        Place(question="cost_kind"): answer("amount"),
        Place(question="costs", instance="a"): answer({"order": 1, "parent": "", "gone": False}),
        Place(question="costs", instance="b"): answer({"order": 2, "parent": "", "gone": True}),
        Place(question="amount", instance="a"): answer("1000"),
        Place(question="amount_estimate", instance="a"): answer("OK"),
        Place(question="amount_estimate", instance="b"): answer("OK"),
        Place(question="cost_estimate"): answer("OK"),
    }
    now = evaluate(form, answers, surroundings=TODAY)
    assert estimated(now) == (Place(question="amount", instance="a"), Place(question="costs"))


def test_a_mark_that_is_not_asked_for_any_more_calls_nothing_an_estimate() -> None:
    form = read_known_form("annual_evaluation")
    assert isinstance(form, Form)
    answers = {
        Place(question="degree"): answer("fulfilled"),
        Place(question="cost_kind"): answer("running"),
        Place(question="cost_estimate"): answer("OK"),
    }
    assert estimated(evaluate(form, answers, surroundings=TODAY)) == ()
