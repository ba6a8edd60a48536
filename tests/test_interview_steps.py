"""Single steps of an interview: the next gap, repeated answers, strange input."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import JsonValue, Place
from flows.evaluation import Surroundings, evaluate
from flows.form import Form
from flows.interview import (
    Accepted,
    Interview,
    Rejected,
    Set,
    interview_from_json,
    next_place,
    step,
)
from flows.xlsform import read_form

HEADER = (
    "| survey | type | name | label::cs | relevant | required | constraint | calculation | default | appearance "
    "| repeat_count |"
)
LIST = f"""
{HEADER}
| | text | a | A | | | | | | |
| | begin_repeat | turns | Kurzy | | | | | | |
| | text | b | B | | | | | | |
| | end_repeat | | | | | | | | |
| | text | c | C | | | | | | |
"""
AROUND = Surroundings(today=date(2027, 1, 11))


def opened() -> Interview:
    form = read_form(LIST, name="list")
    assert isinstance(form, Form)
    return Interview(form=form)


@pytest.mark.parametrize(
    ("after", "postponed", "expected"),
    [
        (None, (), "a"),
        ("a", (), "turns"),
        ("turns", (), "c"),
        ("c", (), "a"),
        ("a", ("turns",), "c"),
        ("c", ("a", "turns"), "c"),
        (None, ("a", "turns", "c"), "a"),
        ("nobody", (), "a"),
    ],
)
def test_the_next_question_is_the_first_gap_after_this_one(
    after: str | None, postponed: tuple[str, ...], expected: str
) -> None:
    interview = opened()
    now = evaluate(interview.form, interview.answers, surroundings=AROUND)
    here = None if after is None else Place(question=after)

    found = next_place(now, after=here, postponed=frozenset(Place(question=name) for name in postponed))

    assert found == Place(question=expected)


def test_the_same_answer_twice_is_one_revision() -> None:
    given_input = Set(place=Place(question="a"), value=["Tábor"])
    first = step(opened(), given_input, surroundings=AROUND)
    assert isinstance(first, Accepted)
    second = step(first.interview, given_input, surroundings=AROUND)
    assert isinstance(second, Accepted)

    assert (len(first.revisions), len(second.revisions)) == (1, 0)


def test_a_too_long_text_says_how_long_it_is() -> None:
    result = step(opened(), Set(place=Place(question="a"), value=["x" * 20_001]), surroundings=AROUND)

    assert isinstance(result, Rejected)
    assert result.rejection.code == "interview.too_long"
    assert result.rejection.data == {"length": "20001", "limit": "20000"}


@pytest.mark.parametrize(
    "data",
    [None, [], {}, {"form": "other", "answers": [], "head_seq": 0}, {"form": "list", "answers": {}, "head_seq": 0}],
)
def test_strange_json_is_no_interview(data: JsonValue) -> None:
    with pytest.raises(ValueError, match=r"interview"):
        interview_from_json(opened().form, data)


@given(st.text(max_size=30))
def test_any_text_is_an_answer_or_refused(written: str) -> None:
    result = step(opened(), Set(place=Place(question="a"), value=[written]), surroundings=AROUND)

    assert isinstance(result, Accepted) == bool(written.strip())
