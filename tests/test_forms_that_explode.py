"""A form of a few lines that would fill the memory or stop the bot is worth nothing, at once, and stops nobody."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from bot.faults_text import fault_sentence
from flows.evaluation import Evaluation, evaluate
from flows.form import Form
from flows.surroundings import ExternalTable, Surroundings
from flows.xlsform import read_form
from flows.xpath_parsing import DEEPEST
from flows.xpath_values import LONGEST_MADE

MANY = tuple({"name": f"i{number}", "label": "x"} for number in range(2_000))
HEAD = """
| settings | form_id | form_title |
| | a | A |

| survey | type | name | label | calculation | relevant | repeat_count |
"""
QUESTION = "| | text | q | Otázka | | {} | |\n"


def calculated(*sources: str) -> str:
    """A form of calculations c0, c1 and so on, and a question."""
    rows = (f"| | calculate | c{number} | | {source} | | |\n" for number, source in enumerate(sources))
    return HEAD + "".join(rows) + QUESTION.format("")


def asked_if(relevant: str) -> str:
    return HEAD + QUESTION.format(relevant)


def within(depth: int) -> str:
    """Rows whose condition looks at all rows whose condition looks at all rows."""
    names = "name"
    for _ in range(depth):
        names = f"instance('items')/root/item[name = {names}]/name"
    return f"count({names}) > 0"


def turns(depth: int) -> str:
    """Two hundred turns in each of two hundred turns in each."""
    begins = "".join(f"| | begin repeat | r{number} | Opakování | | | 200 |\n" for number in range(depth))
    return HEAD + begins + QUESTION.format("") + "| | end repeat | | | | | |\n" * depth


def evaluated(source: str) -> Evaluation:
    form = read_form(source, name="a")
    assert isinstance(form, Form), form
    surroundings = Surroundings(today=date(2027, 1, 12), external={"items": ExternalTable(rows=MANY)})
    return evaluate(form, {}, surroundings=surroundings)


DOUBLED = calculated("'aaaaaaaa'", *(f"concat(${{c{number}}}, ${{c{number}}})" for number in range(40)))
FORMS = {
    "a text that doubles forty times": DOUBLED,
    "a text joined with itself": calculated("'aaaaaaaa'", *(f"join(${{c{n}}}, ${{c{n}}}, 'b')" for n in range(40))),
    "a power of a million digits": calculated("pow(10, 999999)", "int(${c0}) + 1", "round(${c0}, 15)"),
    "a place in a text beyond all texts": calculated(
        "pow(10, 999999)", "substr('abc', ${c0})", "substr('abc', -${c0}, ${c0})", "substring('abc', ${c0}, ${c0})"
    ),
    "a number of turns without end": asked_if("") + "| | begin repeat | r | R | | | pow(10, 999999) |\n"
    "| | text | s | S | | | |\n| | end repeat | | | | | |\n",
    "conditions within conditions": asked_if(within(5)),
    "every row compared with every row": asked_if(
        "instance('items')/root/item/name = instance('items')/root/item/label"
    ),
    "repeats within repeats": turns(4),
}  # fmt: skip


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_that_grows_as_it_is_evaluated_is_evaluated_at_once(kind: str) -> None:
    began = process_time()
    made = evaluated(FORMS[kind])

    assert len(made.nodes) < 5_000
    assert process_time() - began < 30  # any of them took minutes, or all the memory


def test_a_text_that_an_expression_makes_ends_where_it_would_be_too_long() -> None:
    texts = [node.value for node in evaluated(DOUBLED).nodes if node.question.name.startswith("c")]
    lengths = [len(str(text or "")) for text in texts]

    assert 8 < max(lengths) <= LONGEST_MADE


def test_rows_within_rows_of_a_plan_of_usual_size_are_still_compared() -> None:
    inner = "instance('items')/root/item[label = 'x']/name"
    form = read_form(asked_if(f"count(instance('items')/root/item[name = {inner}]) = 300"), name="a")
    assert isinstance(form, Form)
    few = Surroundings(today=date(2027, 1, 12), external={"items": ExternalTable(rows=MANY[:300])})

    assert [node.relevant for node in evaluate(form, {}, surroundings=few).nodes] == [True]


DEEP: dict[str, Callable[[int], str]] = {
    "brackets": lambda depth: "(" * depth + "1" + ")" * depth,
    "rows": lambda depth: within(depth // 4),
    "functions": lambda depth: "not(" * depth + "1" + ")" * depth,
    "signs": lambda depth: "-" * depth + "1",
}


@pytest.mark.parametrize("kind", DEEP)
def test_an_expression_too_deep_for_a_running_bot_is_a_fault_when_the_form_is_read(kind: str) -> None:
    deep, deeper = (asked_if(DEEP[kind](depth)) for depth in (DEEPEST - 10, DEEPEST + 10))

    assert isinstance(read_form(asked_if(DEEP[kind](5_000)), name="a"), tuple)
    assert isinstance(read_form(deeper, name="a"), tuple)
    assert under(150, lambda: evaluated(deep)).nodes


CHAINS = {
    "a sum": "1" + " + 1" * 4_999 + " = 5000",
    "a sum and a difference": "9999" + " + 1 - 2" * 4_999 + " = 5000",
    "all of many": " and ".join(["1 = 1"] * 5_000),
    "any of many": " or ".join(["1 = 2"] * 4_999) + " or 1 = 1",
}


@pytest.mark.parametrize("kind", CHAINS)
def test_a_chain_of_operators_is_not_deep_however_long_it_is(kind: str) -> None:
    made = under(150, lambda: evaluated(asked_if(CHAINS[kind])))

    assert [node.relevant for node in made.nodes] == [True]


@pytest.mark.parametrize("language", ["cs", "en"])
def test_what_is_too_large_is_called_so_and_not_bad_grammar(language: str) -> None:
    faults = {
        "expression.too_deep": read_form(asked_if(DEEP["signs"](5_000)), name="a"),
        "expression.pattern_too_large": read_form(asked_if("regex(., '((a{1,99}){99}){99}')"), name="a"),
    }

    for code, found in faults.items():
        assert isinstance(found, tuple)
        assert [fault.code for fault in found] == [code]
        assert fault_sentence(found[0], language).count(".") == 2


def under(calls: int, act: Callable[[], Evaluation]) -> Evaluation:
    """Act with so many more calls on the stack: a running bot has some."""
    return act() if calls == 0 else under(calls - 1, act)
