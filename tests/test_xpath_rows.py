"""Rows within rows: what a condition finds, and that it is found for a whole plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.expressions import Expression, Scope, compile_expression
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_operators import OPERATORS
from flows.xpath_values import NAN, Scalar, Texts, Value

COLUMNS = ("name", "parent", "label")
WORDS = ("a", "b", "")
ALL = "instance('items')/root/item"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A condition as it is written, and what it means of a row when every row is looked at anew."""

    source: str
    holds: Callable[[Row, tuple[Row, ...]], bool]


def texts(column: str, where: Found) -> Callable[[tuple[Row, ...]], list[str]]:
    return lambda rows: [row[column] for row in rows if where.holds(row, rows)] or [""]


def compared(column: str, sign: str, other: str, where: Found) -> Found:
    of_rows = texts(other, where)

    def holds(row: Row, rows: tuple[Row, ...]) -> bool:
        return any((row[column] == found) is (sign == "=") for found in of_rows(rows))

    return Found(f"{column} {sign} {ALL}[{where.source}]/{other}", holds)


def both(one: Found, other: Found) -> Found:
    return Found(
        f"({one.source}) and ({other.source})", lambda row, rows: one.holds(row, rows) and other.holds(row, rows)
    )


def written(column: str, sign: str, word: str) -> Found:
    return Found(f"{column} {sign} '{word}'", lambda row, _rows: (row[column] == word) is (sign == "="))


COLUMN, SIGN = st.sampled_from(COLUMNS), st.sampled_from(["=", "!="])
CONDITIONS = st.recursive(
    st.builds(written, COLUMN, SIGN, st.sampled_from(WORDS)),
    lambda inner: st.builds(compared, COLUMN, SIGN, COLUMN, inner) | st.builds(both, inner, inner),
    max_leaves=4,
)
ROWS = st.lists(st.fixed_dictionaries({column: st.sampled_from(WORDS) for column in COLUMNS}), max_size=6).map(tuple)


def value(source: str, rows: tuple[Row, ...]) -> Value:
    made = compile_expression(source, Scope(here="", questions={}), where="survey, row 2")
    assert isinstance(made, Expression), made
    return made.result((), Surroundings(today=date(2027, 1, 11), external={"items": ExternalTable(rows=rows)}))


@given(condition=CONDITIONS, rows=ROWS)
def test_rows_are_those_that_looking_at_every_row_anew_would_find(condition: Found, rows: tuple[Row, ...]) -> None:
    expected = sum(condition.holds(row, rows) for row in rows)

    assert value(f"count({ALL}[{condition.source}])", rows) == Decimal(expected)


def test_a_path_in_a_condition_reads_its_own_rows_and_the_condition_those_around_it() -> None:
    rows = tuple({"name": name, "parent": parent} for name, parent in ("ab", "bc", "cb"))

    assert value(f"count({ALL}[parent = {ALL}[position() = 1]/parent and position() > 1])", rows) == Decimal(1)


CELLS = ("", "0", "1.0", "1", "-2", "x", "1970-01-02", "1970-01-03")
SCALARS: st.SearchStrategy[Scalar] = st.sampled_from(
    [*CELLS, Decimal(1), Decimal("0.5"), Decimal(-2), NAN, Decimal("Infinity"), date(1970, 1, 2), True, False]
)
COMPARED: st.SearchStrategy[Value] = SCALARS | st.lists(SCALARS, max_size=3).map(tuple)
CELL_LISTS = st.lists(st.sampled_from(CELLS), max_size=4)


@pytest.mark.parametrize("sign", ["=", "!=", "<", "<=", ">", ">="])
@given(one=COMPARED | CELL_LISTS.map(Texts), cells=CELL_LISTS)
def test_what_is_compared_with_a_column_at_once_is_as_if_compared_with_each_cell(
    sign: str, one: Value, cells: list[str]
) -> None:
    run, column, each = OPERATORS[sign], Texts(cells), tuple(cells)
    plain = tuple(one) if isinstance(one, Texts) else one

    assert run(one, column) == run(plain, each)
    assert run(column, one) == run(each, plain)


PLAN = tuple(
    {"name": f"i{number}", "parent": f"i{number // 7}", "label": "x", "n": str(number)} for number in range(2_000)
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"count({ALL}[parent = {ALL}[name = 'i9']/parent])", 7),
        (f"count({ALL}[parent = {ALL}[label = 'x']/name])", 2_000),
        (f"count({ALL}[name = {ALL}/parent])", 286),
        (f"count({ALL}[name != {ALL}/parent])", 2_000),
        (f"count({ALL}[parent = {ALL}[parent = {ALL}[name = 'i9']/parent]/name])", 49),
        (f"count({ALL}[number(n) = {ALL}/n])", 2_000),
        (f"count({ALL}[number(n) + 1 != {ALL}[position() = 2]/n])", 1_999),
        (f"count({ALL}[n < {ALL}/n])", 1_999),
        (f"count({ALL}[n >= {ALL}/n])", 2_000),
        (f"count({ALL}[{ALL}/n > n])", 1_999),
    ],
)
def test_a_lookup_in_all_items_of_a_large_plan_has_a_result_at_once(source: str, expected: int) -> None:
    began = process_time()

    assert value(source, PLAN) == Decimal(expected)
    assert process_time() - began < 2
