"""Expressions over turns give what plain Python gives over the same lists."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.answers import Answer, JsonValue, Origin, Place
from flows.evaluation import Surroundings, evaluate
from flows.form import Form
from flows.xlsform import read_form

SOURCE = """
| survey | type | name | label | relevant | calculation |
| | select_one kind | wanted | Který? | | |
| | integer | outer_at | Kolikátý? | | |
| | integer | inner_at | Kolikátý uvnitř? | | |
| | begin_repeat | outer | Vně | | |
| | select_one kind | kind | Druh | | |
| | begin_repeat | inner | Uvnitř | ${kind} != 'b' | |
| | integer | amount | Částka | | |
| | end_repeat | | | | |
| | calculate | large | | | count(${inner}[amount > 1]) |
| | end_repeat | | | | |
| | calculate | fitting | | | sum(${amount}[${kind} = ${wanted}]) |
| | calculate | kinds | | | count(${outer}[kind = 'a']) |
| | calculate | at | | | indexed-repeat(${amount}, ${outer}, ${outer_at}, ${inner}, ${inner_at}) |

| choices | list_name | name | label |
| | kind | a | A |
| | kind | b | B |
"""
AROUND = Surroundings(today=date(2027, 1, 11))


def made() -> Form:
    form = read_form(SOURCE, name="turns")
    assert isinstance(form, Form), form
    return form


FORM = made()
KINDS = st.sampled_from(["a", "b", ""])
TURNS = st.lists(st.tuples(KINDS, st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=3)), max_size=4)


def typed(value: JsonValue) -> Answer:
    return Answer(value=None if value == "" else value, origin=Origin.TYPED)


def answers(turns: list[tuple[str, list[int | None]]]) -> dict[Place, Answer]:
    found: dict[Place, Answer] = {}
    for index, (kind, amounts) in enumerate(turns):
        turn = f"o{index}"
        found[Place(question="outer", instance=turn)] = typed({"order": index, "parent": "", "gone": False})
        found[Place(question="kind", instance=turn)] = typed(kind)
        for number, amount in enumerate(amounts):
            inner = f"{turn}i{number}"
            found[Place(question="inner", instance=inner)] = typed({"order": number, "parent": turn, "gone": False})
            found[Place(question="amount", instance=inner)] = typed(amount)
    return found


@given(turns=TURNS, wanted=KINDS, outer_at=st.integers(-1, 5), inner_at=st.integers(-1, 4))
def test_conditions_and_indexes_find_what_python_finds(
    turns: list[tuple[str, list[int | None]]], wanted: str, outer_at: int, inner_at: int
) -> None:
    given_answers = answers(turns) | {
        Place(question="wanted"): typed(wanted),
        Place(question="outer_at"): typed(outer_at),
        Place(question="inner_at"): typed(inner_at),
    }
    now = evaluate(FORM, given_answers, surroundings=AROUND)

    shown = [(kind, amounts if kind != "b" else []) for kind, amounts in turns]
    fitting = sum(amount or 0 for kind, amounts in shown if kind == wanted for amount in amounts)
    assert now.at(Place(question="fitting")).value == fitting
    assert now.at(Place(question="kinds")).value == sum(kind == "a" for kind, _amounts in turns)
    for index, (_kind, amounts) in enumerate(shown):
        expected = sum(amount is not None and amount > 1 for amount in amounts)
        assert now.at(Place(question="large", instance=f"o{index}")).value == expected
    inside = shown[outer_at - 1][1] if 1 <= outer_at <= len(shown) else []
    found = inside[inner_at - 1] if 1 <= inner_at <= len(inside) else None
    assert now.at(Place(question="at")).value == (None if found is None else found)
