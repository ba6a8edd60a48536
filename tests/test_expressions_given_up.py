"""An expression that can have no result looks at too much, or its pattern is none: it is as blank, and is logged."""

import logging
from datetime import date

import pytest

from bot.intake.interviews import Interviews, open_interview
from flows.answers import Answer, JsonValue, Origin, Place
from flows.evaluation import Evaluation, evaluate, holds
from flows.form import Form
from flows.surroundings import ExternalTable, Surroundings
from flows.xlsform import read_form

MANY = tuple({"name": f"i{number}", "label": "x"} for number in range(2_000))
TOO_MUCH = "count(instance('items')/root/item[name < instance('items')/root/item]) > 0"
SOURCE = f"""
| settings | form_id | form_title |
| | a | A |

| survey | type | name | label | calculation | relevant | constraint | choice_filter |
| | text | pattern | Vzor | | | | |
| | text | code | Kód | | | regex(., ${{pattern}}) | |
| | text | asked | Otázka | | {TOO_MUCH} | {TOO_MUCH} | |
| | select_one_from_file items.csv | chosen | Výběr | | | | {TOO_MUCH} |
| | calculate | made | | {TOO_MUCH} | | | |
| | calculate | plain | | pow(0, -1) | | | |
"""
AROUND = Surroundings(today=date(2027, 1, 12), external={"items": ExternalTable(rows=MANY)})


@pytest.fixture(scope="module")
def form() -> Form:
    made = read_form(SOURCE, name="a")
    assert isinstance(made, Form), made
    return made


def with_pattern(form: Form, pattern: str) -> Evaluation:
    return evaluate(form, {Place(question="pattern"): typed([pattern])}, surroundings=AROUND)


def typed(value: JsonValue) -> Answer:
    return Answer(value=value, origin=Origin.TYPED)


def takes(made: Evaluation, name: str, value: str) -> bool:
    return holds(made.working, made.form.by_name[name], value, "")


def test_a_cell_whose_expression_is_given_up_is_as_blank(form: Form) -> None:
    made = evaluate(form, {}, surroundings=AROUND)
    asked, chosen, calculated = (made.at(Place(question=name)) for name in ("asked", "chosen", "made"))

    assert asked.relevant
    assert takes(made, "asked", "cokoli")
    assert len(chosen.choices) == len(MANY)
    assert calculated.value is None
    assert made.given_up == {TOO_MUCH}


@pytest.mark.parametrize(
    ("pattern", "value", "taken"), [("[a-z]+", "abc", True), ("[a-z]+", "12", False), ("(a", "12", True)]
)
def test_a_pattern_of_an_answer_that_is_none_refuses_nobody(form: Form, pattern: str, value: str, taken: bool) -> None:  # noqa: FBT001 - a table's column
    made = with_pattern(form, pattern)

    assert takes(made, "code", value) is taken
    assert ("regex(., ${pattern})" in made.given_up) is (pattern == "(a")


def test_arithmetic_without_a_result_is_not_given_up(form: Form) -> None:
    made = evaluate(form, {}, surroundings=AROUND)

    assert "pow(0, -1)" not in made.given_up


def test_what_is_given_up_is_logged_once(form: Form, caplog: pytest.LogCaptureFixture) -> None:
    interviews = Interviews()
    opened = open_interview(form, {}, head_seq=0, surroundings=AROUND, version="1", today=AROUND.today)
    with caplog.at_level(logging.WARNING, logger="bot.intake.interviews"):
        interviews.keep("t1", opened)
        interviews.keep("t2", opened)

    assert [record.getMessage() for record in caplog.records] == [f"form a: given up, and read as blank: {TOO_MUCH}"]
