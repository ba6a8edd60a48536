from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.expressions import Expression, Named, Reads, Scope, compile_expression
from flows.faults import Fault
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_reading import Reading, run
from flows.xpath_values import Scalar, Value, text

TODAY = date(2027, 1, 11)
TOWNS = ExternalTable(rows=({"name": "a", "label": "A"}, {"name": "b", "label": "B"}))
AROUND = Surroundings(today=TODAY, external={"towns": TOWNS})
QUESTIONS = {
    "x": Named(path="/data/x"),
    "y": Named(path="/data/y"),
    "degree": Named(path="/data/degree", choices="degree"),
    "costs": Named(path="/data/costs", is_repeat=True),
    "amount": Named(path="/data/costs/amount", repeats=("costs",)),
    "note": Named(path="/data/costs/note", repeats=("costs",)),
    "parts": Named(path="/data/costs/parts", repeats=("costs",), is_repeat=True),
    "part": Named(path="/data/costs/parts/part", repeats=("costs", "parts")),
    "town": Named(path="/data/town", choices="towns", from_file=True, value_column="code", label_column="title"),
}
LISTS = {"degree": ({"name": "done", "label": "Splněno"}, {"name": "not", "label": "Nesplněno"})}
Given: TypeAlias = Value
PARTS = (Decimal(1), Decimal(1), "a", Decimal(2), Decimal(1), "b")


def compiled(source: str, here: str = "") -> Expression:
    made = compile_expression(source, Scope(here=here, questions=QUESTIONS, lists=LISTS), where="survey, row 2")
    assert isinstance(made, Expression), made
    return made


def faults(source: str, here: str = "") -> list[str]:
    made = compile_expression(source, Scope(here=here, questions=QUESTIONS, lists=LISTS), where="survey, row 2")
    assert not isinstance(made, Expression)
    return [fault.code for fault in made]


def value(source: str, *values: Given, this: Scalar = "") -> Value:
    return compiled(source).result(values, AROUND, this)


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("${x} + 1", (Decimal(2),), Decimal(3)),
        ("2 + 3 * 4 - 1", (), Decimal(13)),
        ("(2 + 3) * 4", (), Decimal(20)),
        ("7 mod 3", (), Decimal(1)),
        ("-${x}", (Decimal(2),), Decimal(-2)),
        ("${x} div 4", (Decimal(1),), Decimal("0.25")),
        ("0.1 + 0.2 = 0.3", (), True),
        ("${x}-1", (Decimal(2),), Decimal(1)),
        ("if(${x} > 1, 'a', 'b')", (Decimal(2),), "a"),
        ("if(${x} > 1, 'a', 'b')", ("",), "b"),
        ("coalesce(${x}, 'z')", ("",), "z"),
        ("coalesce(${x}, ${y}, 'z')", ("", "y"), "y"),
        ("selected(${x}, 'b')", ("a b",), True),
        ("selected(${x}, 'b')", ("ab",), False),
        ("count-selected(${x})", ("a b c",), Decimal(3)),
        ("selected-at(${x}, 1)", ("a b c",), "b"),
        ("concat(${x}, '-', 1)", ("a",), "a-1"),
        ("join(', ', ${amount})", (("a", "b"),), "a, b"),
        ("sum(${amount})", ((Decimal(1), "", Decimal("2.5")),), Decimal("3.5")),
        ("sum(${amount})", ((),), Decimal(0)),
        ("count(${amount})", (("", ""),), Decimal(2)),
        ("count(${costs})", (("", "", ""),), Decimal(3)),
        ("count-non-empty(${amount})", (("", "a"),), Decimal(1)),
        ("min(${amount})", ((Decimal(3), "", Decimal(2)),), Decimal(2)),
        ("max(${x}, 7)", (Decimal(3),), Decimal(7)),
        ("string-length(${x})", ("čaj",), Decimal(3)),
        ("substr(${x}, 1, 3)", ("abcd",), "bc"),
        ("substr(${x}, -2)", ("abcd",), "cd"),
        ("substring(${x}, 2, 2)", ("abcd",), "bc"),
        ("substring-before(${x}, '-')", ("a-b",), "a"),
        ("substring-after(${x}, '-')", ("a-b",), "b"),
        ("translate(${x}, 'ab', 'x')", ("abc",), "xc"),
        ("normalize-space(${x})", ("  a  b ",), "a b"),
        ("contains(${x}, 'b')", ("abc",), True),
        ("starts-with(${x}, 'b')", ("abc",), False),
        ("ends-with(${x}, 'c')", ("abc",), True),
        ("regex(${x}, '[0-9]{3}')", ("123",), True),
        ("regex(${x}, '[0-9]{3}')", ("1234",), False),
        ("int(${x})", (Decimal("-2.7"),), Decimal(-2)),
        ("round(${x})", (Decimal("2.5"),), Decimal(3)),
        ("round(${x}, 1)", (Decimal("2.25"),), Decimal("2.3")),
        ("floor(${x})", (Decimal("-2.5"),), Decimal(-3)),
        ("ceiling(${x})", (Decimal("2.1"),), Decimal(3)),
        ("abs(-3)", (), Decimal(3)),
        ("pow(2, 10)", (), Decimal(1024)),
        ("number('12.5')", (), Decimal("12.5")),
        ("string(${x})", (Decimal("12.50"),), "12.5"),
        ("true() and not(false())", (), True),
        ("${x} or ${y}", ("", "a"), True),
        ("boolean-from-string('true')", (), True),
        ("today()", (), TODAY),
        ("now() = today()", (), True),
        ("format-date(${x}, '%e. %n. %Y')", (date(2026, 3, 7),), "7. 3. 2026"),
        ("${x} > '2026-12-31'", (TODAY,), True),
        ("${x} = date('2027-01-11')", (TODAY,), True),
        ("today() - ${x}", (date(2027, 1, 1),), Decimal(10)),
        ("date(${x} + 1)", (TODAY,), TODAY + timedelta(days=1)),
        ("decimal-date-time('1970-01-02')", (), Decimal(1)),
        ("jr:choice-name(${degree}, '${degree}')", ("not",), "Nesplněno"),
        ("pulldata('towns', 'label', 'name', ${x})", ("b",), "B"),
        ("instance('towns')/root/item[name = ${x}]/label", ("b",), ("B",)),
        ("count(instance('towns')/root/item)", (), Decimal(2)),
        ("instance('degree')/root/item[2]/label", (), ("Nesplněno",)),
        ("indexed-repeat(${amount}, ${costs}, 2)", (("a", "b"),), "b"),
        ("indexed-repeat(${part}, ${costs}, 2, ${parts}, 1)", (PARTS,), "b"),
        ("indexed-repeat(${part}, ${costs}, 2, ${parts}, 2)", (PARTS,), ""),
        ("indexed-repeat(${part}, ${costs}, 1 div 0, ${parts}, 2)", ((Decimal(1), Decimal(1), "a"),), ""),
        ("concat('(', indexed-repeat(${amount}, ${costs}, if(true(), 1, 2)), ')')", (("a", "b"),), "(a)"),
        ("'indexed-repeat(1)'", (), "indexed-repeat(1)"),
        ("${x} = “a” and ${y} = ‚b‘", ("a", "b"), True),
        ("concat('„', ${x}, \"“\")", ("a",), "„a“"),
        ("format-date(${x}, '%a %e. %b')", (date(2026, 3, 7),), "Sat 7. Mar"),
        ("/data/x = 'a'", ("a",), True),
        ("once('a')", (), "a"),
    ],
)
def test_a_function_means_what_javarosa_means(source: str, values: tuple[Given, ...], expected: Value) -> None:
    found = value(source, *values)

    assert found == expected
    assert type(found) is type(expected) or isinstance(expected, tuple)


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "="])
@pytest.mark.parametrize("other", ["3", "'2026-01-01'", "today()"])
def test_a_comparison_with_a_blank_is_false(operator: str, other: str) -> None:
    assert value(f"${{x}} {operator} {other}", "") is False
    assert value(f"{other} {operator} ${{x}}", "") is False


def test_blank_equals_blank_text_only() -> None:
    assert value("${x} = ''", "") is True
    assert value("${x} != ''", "") is False
    assert value("${x} = 0", "") is False
    assert value("${amount} = ''", ()) is True


@pytest.mark.parametrize(
    "source", ["1 div 0", "0 mod 0", "pow(0, -1)", "number('abc')", "round('x')", "pow(10, 1000000000)"]
)
def test_arithmetic_without_a_result_is_blank(source: str) -> None:
    assert text(value(source)) == ""


def test_once_keeps_what_it_had() -> None:
    assert value("once('new')", this="old") == "old"


def test_the_point_is_the_value_itself() -> None:
    assert value(". >= 0 and . < 10", this=Decimal(5)) is True
    assert value(". >= 0 and . < 10", this=Decimal(10)) is False


def test_references_know_whether_they_see_one_turn_or_all() -> None:
    outside = compiled("sum(${amount})", here="x").references
    inside = compiled("${amount} > 1", here="note").references
    relative = compiled("../amount > 1", here="note").references
    position = compiled("position(..)", here="note").references

    assert [(one.reads, one.depth) for one in outside] == [(Reads.NODES, 0)]
    assert [(one.reads, one.depth) for one in inside] == [(Reads.VALUE, 1)]
    assert relative == inside
    assert [(one.reads, one.question) for one in position] == [(Reads.POSITION, "costs")]


def test_a_turn_of_a_turn_is_read_from_inside_its_own_turn_too() -> None:
    nested = compiled("indexed-repeat(${part}, ${costs}, 1, ${parts}, 2)", here="x").references
    inside = compiled("indexed-repeat(${part}, ${parts}, 2)", here="note").references

    assert [(one.reads, one.depth) for one in nested] == [(Reads.INDEXED, 0)]
    assert [(one.reads, one.depth) for one in inside] == [(Reads.EVERY, 1)]


def test_dates_speak_the_language_of_the_form() -> None:
    scope = Scope(here="", questions=QUESTIONS, language="cs")
    made = compile_expression("format-date(${x}, '%a %e. %b %Y')", scope, where="here")
    assert isinstance(made, Expression)

    assert made.result((date(2026, 12, 24),), AROUND) == "čt 24. pro 2026"


def test_choice_names_come_from_the_columns_that_the_question_names() -> None:
    around = Surroundings(today=TODAY, external={"towns": ExternalTable(rows=({"code": "k", "title": "Kamenov"},))})
    made = compiled("jr:choice-name(${town}, '${town}')")

    assert made.result(("k",), around) == "Kamenov"
    assert made.tables == ("towns",)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("foo(1)", "expression.unknown_function"),
        ("uuid()", "expression.unknown_function"),
        ("${nobody} > 1", "expression.unknown_reference"),
        ("/data/nobody > 1", "expression.unknown_path"),
        ("if(${x} > 1, 'a'", "expression.unbalanced"),
        ("(${x} > 1", "expression.unbalanced"),
        ("${x} >", "expression.syntax"),
        ("${x} > 1 'a'", "expression.syntax"),
        ("if(1, 2)", "expression.syntax"),
        ("true(1)", "expression.syntax"),
        ("x > 1", "expression.unsupported"),
        ("${amount}[1]", "expression.unsupported"),
        ("sum(${amount}[../note])", "expression.unsupported"),
        ("sum(${amount}[../nobody = 1])", "expression.unknown_path"),
        ("sum(${amount}[${part} = 1])", "expression.unsupported"),
        ("sum(${x}[. = 1])", "expression.unsupported"),
        ("sum(${nobody}[. = 1])", "expression.unknown_reference"),
        ("count(${costs}[amount[1] = 1])", "expression.unsupported"),
        ("filtered(${amount}, 1, 1)", "expression.unknown_function"),
        ("//x", "expression.unsupported"),
        ("regex(${x}, '(a')", "expression.unsupported"),
        ("regex(${x}, '(?=a)b')", "expression.unsupported"),
        ("format-date(${x}, '%Y %q')", "expression.unsupported"),
        ("${last-saved#amount}", "expression.unsupported"),
        ("${last-saved#nobody}", "expression.unknown_reference"),
        ("indexed-repeat(${part}, ${parts}, 1)", "expression.unsupported"),
        ("indexed-repeat(${part}, ${parts}, 1, ${costs}, 1)", "expression.unsupported"),
        ("indexed-repeat(${part}, ${costs}, 1, ${parts})", "expression.unsupported"),
        ("indexed-repeat(${nobody}, ${costs}, 1)", "expression.unknown_reference"),
        ("indexed-repeat(${amount}, ${costs}, 1", "expression.unbalanced"),
        ("indexed-repeat(1, 2)", "expression.unsupported"),
        ("", "expression.syntax"),
    ],
)
def test_a_mistake_is_a_fault(source: str, code: str) -> None:
    assert faults(source) == [code]


def test_all_faults_of_an_expression_come_at_once() -> None:
    assert faults("foo(${nobody}) + bar(${x})") == [
        "expression.unknown_function",
        "expression.unknown_reference",
        "expression.unknown_function",
    ]


def test_a_fault_names_what_was_meant() -> None:
    made = compile_expression(
        "${degre} = 'a'", Scope(here="", questions=QUESTIONS), where="survey, row 7, column relevant"
    )

    assert made == (
        Fault(
            code="expression.unknown_reference",
            where="survey, row 7, column relevant",
            data={"name": "degre", "near": "degree"},
        ),
    )


@given(st.text(max_size=40))
def test_any_text_compiles_or_is_a_fault(source: str) -> None:
    made = compile_expression(source, Scope(here="x", questions=QUESTIONS), where="here")

    assert isinstance(made, Expression) or made


SCALARS = st.one_of(
    st.just(""),
    st.text(alphabet="ab 12.-", max_size=5),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=2),
    st.integers(min_value=-5, max_value=5).map(Decimal),
    st.dates(min_value=date(2026, 12, 1), max_value=date(2027, 2, 1)),
)
SOURCES = (
    "${x} + ${y}",
    "${x} = ${y}",
    "${x} > ${y}",
    "concat(${x}, '/', ${y})",
    "if(${x} = '', ${y}, ${x})",
    "string(${x}) = string(${y})",
    "sum(${amount}) + count(${amount})",
    "join('|', ${amount})",
    "${x} > today() or . = ${y}",
    "once(concat(${x}, ${y}))",
    "pulldata('towns', 'label', 'name', ${x})",
)
SHARED = {source: compiled(source) for source in SOURCES}


@given(data=st.data(), source=st.sampled_from(SOURCES))
def test_remembering_changes_no_result(data: st.DataObject, source: str) -> None:
    expression = SHARED[source]
    day = data.draw(st.dates(min_value=date(2026, 12, 1), max_value=date(2027, 2, 1)))
    table = data.draw(st.sampled_from([TOWNS, ExternalTable(rows=({"name": "a", "label": "other"},))]))
    around = Surroundings(today=day, external={"towns": table})
    this = data.draw(SCALARS)
    values = tuple(
        tuple(data.draw(st.lists(SCALARS, max_size=3))) if one.reads is Reads.NODES else data.draw(SCALARS)
        for one in expression.references
    )

    remembered = [expression.result(values, around, this) for _turn in range(2)]
    computed = run(expression.program, Reading(values=values, this=this, surroundings=around))

    assert [repr(found) for found in map(text, remembered)] == [repr(text(computed))] * 2


def test_memory_is_bounded() -> None:
    expression = compiled("${x} + 1")
    for number in range(2000):
        expression.result((Decimal(number),), AROUND)

    assert len(expression.remembered) <= 512
