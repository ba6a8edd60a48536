"""From elementpath's tokens to a program: closures over the values that an expression reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from elementpath.xpath_tokens import XPathFunction, XPathToken

from flows.xpath_dates import format_date, unknown_signs
from flows.xpath_functions import FUNCTIONS, pick, pick_nested
from flows.xpath_operators import OPERATORS, chained, links, signed
from flows.xpath_reading import Program, Reading, Row, outside
from flows.xpath_regex import compiled
from flows.xpath_regex_pattern import BadPatternError, TooLargePatternError
from flows.xpath_rows import cell, external, keep, kept_turns
from flows.xpath_values import Rows, Texts, Value, boolean, several, text


class UnsupportedError(Exception):
    """The expression is XPath, but of a kind that the engine does not run; the text is the part in question."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOf:
    """Where the choices of a select question come from."""

    name: str
    from_file: bool = False
    value_column: str = "name"
    label_column: str = "label"


@dataclass(kw_only=True, slots=True)
class Builder:
    """Builds a program and notes what it depends on besides its references.

    Attributes:
        lists: Rows of the form's own choice lists, by name.
        list_of: The choice list of each select question.
        language: Language of the names that format-date writes.
        columns: Names that a bare name may have (in a choice_filter); None outside rows.
    """

    lists: Mapping[str, tuple[Row, ...]]
    list_of: Mapping[str, ListOf]
    language: str = "en"
    reads_this: bool = False
    reads_today: bool = False
    tables: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def build(self, token: XPathToken, *, in_row: bool = False) -> Program:
        """The program of a token. Raises UnsupportedError."""
        symbol = token.symbol
        if symbol in {"(string)", "(integer)", "(decimal)", "(float)"}:
            return _constant(token.value)
        if symbol == "(" and len(token) == 1:
            return self.build(token[0], in_row=in_row)
        if symbol == "$":
            return _reference(str(token[0].value))
        if symbol == "." and not in_row:
            self.reads_this = True
            return lambda reading: reading.this
        if symbol == "(name)" and in_row:
            return self._column(str(token.value))
        if symbol in {"/", "["}:
            return outside(self._path(token)) if in_row else self._path(token)
        if isinstance(token, XPathFunction):
            return self._function(token, in_row=in_row)
        if symbol in OPERATORS:
            return self._operator(token, in_row=in_row)
        raise UnsupportedError(token.source)

    def _column(self, name: str) -> Program:
        self.names.add(name)
        return lambda reading: (reading.row or {}).get(name, "")

    def _operator(self, token: XPathToken, *, in_row: bool) -> Program:
        if len(token) == 1:
            return signed(token.symbol, self.build(token[0], in_row=in_row))
        first, chain = links(token)
        return chained(
            self.build(first, in_row=in_row), [(symbol, self.build(side, in_row=in_row)) for symbol, side in chain]
        )

    def _function(self, token: XPathFunction, *, in_row: bool) -> Program:
        name = token.symbol
        if name == "instance":
            raise UnsupportedError(token.source)
        if name == "filtered":
            return self._filtered(token)
        if name == "jr-choice-name":
            return self._choice_name(token, in_row=in_row)
        arguments = [self.build(argument, in_row=in_row) for argument in token]
        if name in {"today", "now"}:
            self.reads_today = True
            return lambda reading: reading.surroundings.today
        if name == "position":
            return _position(token, in_row=in_row)
        if name == "once":
            self.reads_this = True
        if name == "pulldata":
            return self._pulldata(token, arguments)
        if name in {"format-date", "format-date-time"}:
            return self._format_date(token, arguments)
        if name == "regex" and token[1].symbol == "(string)":
            _check_pattern(str(token[1].value))
        special = _SPECIAL.get(name)
        return _call(name, arguments) if special is None else special(arguments)

    def _filtered(self, token: XPathFunction) -> Program:
        values, shown, condition = (self.build(argument) for argument in token)
        if token[2].symbol not in _YES_OR_NO:
            raise UnsupportedError(token[2].source)
        return lambda reading: kept_turns(several(values(reading)), several(shown(reading)), condition, reading)

    def _choice_name(self, token: XPathFunction, *, in_row: bool) -> Program:
        quoted = token[1].value if token[1].symbol == "(string)" else None
        question = str(quoted or "").strip().removeprefix("${").removesuffix("}").strip().rpartition("/")[2]
        its = self.list_of.get(question, ListOf(name=""))
        rows = self.rows(its.name, from_file=its.from_file)
        value, key, label = self.build(token[0], in_row=in_row), its.value_column, its.label_column
        return lambda reading: cell(rows(reading), key, text(value(reading)), label)

    def _format_date(self, token: XPathToken, arguments: list[Program]) -> Program:
        unknown = unknown_signs(str(token[1].value)) if token[1].symbol == "(string)" else []
        if unknown:
            raise UnsupportedError(" ".join(unknown))
        value, pattern = arguments
        language = self.language
        return lambda reading: format_date(value(reading), pattern(reading), language)

    def _pulldata(self, token: XPathFunction, arguments: list[Program]) -> Program:
        if any(token[index].symbol != "(string)" for index in range(3)):
            raise UnsupportedError(token.source)
        table, column, key = (str(token[index].value) for index in range(3))
        rows, wanted = self.rows(table), arguments[3]
        return lambda reading: cell(rows(reading), key, text(wanted(reading)), column)

    def rows(self, name: str, *, from_file: bool = False) -> Callable[[Reading], Rows]:
        """The rows of a list of the form, or of an external instance, which is noted as read."""
        if name in self.lists and not from_file:
            own = Rows(self.lists[name])
            return lambda _reading: own
        if not name:
            return lambda _reading: Rows()
        self.tables.add(name)
        return lambda reading: external(reading.surroundings, name)

    def _path(self, token: XPathToken) -> Program:
        """`instance('x')/root/item[...]...` and a column of it, the only paths left in an expression."""
        steps = _steps(token)
        if len(steps) not in {3, 4} or steps[0].symbol != "instance" or steps[0][0].symbol != "(string)":
            raise UnsupportedError(token.source)
        if _name(steps[1]) != "root":
            raise UnsupportedError(token.source)
        rows = self._items(str(steps[0][0].value), steps[2])
        if len(steps) == 3:
            return rows
        column = _name(steps[3])
        return lambda reading: Texts(row.get(column, "") for row in rows(reading))

    def _items(self, table: str, step: XPathToken) -> Callable[[Reading], Rows]:
        if step.symbol == "[":
            rows, condition = self._items(table, step[0]), self.build(step[1], in_row=True)
            return lambda reading: keep(rows(reading), condition, reading)
        if _name(step) != "item":
            raise UnsupportedError(step.source)
        return self.rows(table)


def _constant(value: object) -> Program:
    fixed: Value = value if isinstance(value, str) else Decimal(str(value))
    return lambda _reading: fixed


def _reference(name: str) -> Program:
    """`$r3` = what is read third; `$t3` = the same in the turn that a condition looks at."""
    index = int(name[1:])
    if name[0] == "r":
        return lambda reading: reading.values[index]
    return lambda reading: several(reading.values[index])[reading.position - 1]


def _position(token: XPathToken, *, in_row: bool) -> Program:
    if not in_row:
        raise UnsupportedError(token.source)
    return lambda reading: Decimal(reading.position)


def _call(name: str, arguments: list[Program]) -> Program:
    run = FUNCTIONS[name].run
    return lambda reading: run(*(argument(reading) for argument in arguments))


def _if(arguments: list[Program]) -> Program:
    condition, yes, no = arguments
    return lambda reading: yes(reading) if boolean(condition(reading)) else no(reading)


def _coalesce(arguments: list[Program]) -> Program:
    def first(reading: Reading) -> Value:
        for argument in arguments:
            value = argument(reading)
            if text(value) != "":
                return value
        return ""

    return first


def _once(arguments: list[Program]) -> Program:
    value = arguments[0]
    return lambda reading: reading.this if text(reading.this) != "" else value(reading)


def _indexed(arguments: list[Program]) -> Program:
    nodes, *indexes = arguments
    if len(indexes) == 1:
        index = indexes[0]
        return lambda reading: pick(nodes(reading), index(reading))
    return lambda reading: pick_nested(nodes(reading), tuple(index(reading) for index in indexes))


def _check_pattern(source: str) -> None:
    try:
        compiled(source)
    except TooLargePatternError:
        raise
    except BadPatternError as fault:
        raise UnsupportedError(f"regex {source}") from fault


_SPECIAL: dict[str, Callable[[list[Program]], Program]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "indexed-repeat": _indexed,
}


def _steps(token: XPathToken) -> list[XPathToken]:
    if token.symbol == "/" and len(token) == 2:
        return [*_steps(token[0]), *_steps(token[1])]
    return [token]


def _name(token: XPathToken) -> str:
    if token.symbol != "(name)":
        raise UnsupportedError(token.source)
    return str(token.value)


_YES_OR_NO = frozenset(
    {"=", "!=", "<", "<=", ">", ">=", "and", "or", "not", "selected", "regex", "contains", "starts-with", "ends-with"}
)
