"""XPath expressions of a form: compiled once, remembered by the values they read."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from elementpath import ElementPathError

from flows.faults import Fault
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_arguments import Call, find_call
from flows.xpath_functions import FUNCTIONS, SPECIAL
from flows.xpath_grammar import XFormParser
from flows.xpath_program import Builder, ListOf, Program, Reading, Row, UnsupportedError, keep, run
from flows.xpath_values import Scalar, Value

_MEMO_LIMIT = 512


class Reads(StrEnum):
    """What of a question a reference reads."""

    VALUE = "value"
    NODES = "nodes"
    EVERY = "every"
    TURNS = "turns"
    POSITION = "position"
    LAST = "last"
    INDEXED = "indexed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One value that an expression reads.

    Attributes:
        question: Name of the question, or of the repeat for TURNS and POSITION.
        reads: VALUE = the one value seen from here; NODES = the relevant values in all turns below the
            shared one; EVERY = the same with a blank for irrelevant ones; TURNS = one blank per relevant
            turn; POSITION = number of the turn; LAST = the value in the last submission; INDEXED = for each
            turn below the shared one the numbers of the turns around the value, then the value.
        depth: How many repeats the place that reads and the place that is read share.
    """

    question: str
    reads: Reads
    depth: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A question as expressions see it."""

    path: str
    repeats: tuple[str, ...] = ()
    is_repeat: bool = False
    choices: str = ""
    from_file: bool = False
    value_column: str = "name"
    label_column: str = "label"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Where an expression stands and what it may name.

    Attributes:
        here: Name of the question that carries it, "" for none.
        questions: All questions of the form.
        lists: Rows of the form's choice lists ("name", "label" and the other columns).
        rows: Name of the choice list whose rows a choice_filter picks from; None for other expressions.
        rows_from_file: That list is an external instance, whatever lists the form itself has.
        language: Language of the names that format-date writes.
    """

    here: str
    questions: Mapping[str, Named]
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rows: str | None = None
    rows_from_file: bool = False
    language: str = "en"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Expression:
    """One compiled expression: a pure function of its references, `.`, the day and the external tables.

    Attributes:
        source: As its author wrote it, with ${x}.
        references: What it reads, in the order in which `result` wants the values.
        reads_this: It reads `.`, the value that it checks (or, for once(), the one it had).
        reads_today: It reads today() or now(): its results are frozen when they are stored.
        tables: External instances that it reads.
    """

    source: str
    references: tuple[Reference, ...] = ()
    reads_this: bool = False
    reads_today: bool = False
    tables: tuple[str, ...] = ()
    program: Program
    remembered: dict[object, Value] = field(default_factory=dict, repr=False)

    def result(self, values: tuple[Value, ...], surroundings: Surroundings, this: Scalar = "") -> Value:
        """The value for these readings, from memory if it was computed before.

        Args:
            values: One for each reference.
            surroundings: The day and the external tables.
            this: The value that `.` stands for.
        """
        key: object = values
        if self.reads_this or self.reads_today or self.tables:
            key = self._key(values, surroundings, this)
        memo = self.remembered
        found = memo.get(key)
        if found is None:
            found = run(self.program, Reading(values=values, this=this, surroundings=surroundings))
            if len(memo) >= _MEMO_LIMIT:
                memo.clear()
            memo[key] = found
        return found

    def _key(self, values: tuple[Value, ...], surroundings: Surroundings, this: Scalar) -> object:
        tables: tuple[ExternalTable | None, ...] = tuple(surroundings.external.get(name) for name in self.tables)
        day = surroundings.today if self.reads_today else None
        return (values, this if self.reads_this else "", day, tables)


def constant(source: str, value: Value) -> Expression:
    """An expression that is always the same, e.g. a default written as plain text."""
    return Expression(source=source, program=lambda _reading: value)


def compile_expression(source: str, scope: Scope, *, where: str) -> Expression | tuple[Fault, ...]:
    """Compile an expression, or say all that is wrong with it.

    Args:
        source: As its author wrote it.
        scope: Where it stands.
        where: Its place in the author's words, for faults: "survey, row 7, column relevant".
    """
    draft = _Draft(scope=scope, where=where)
    plain = draft.rewrite(source)
    if draft.faults:
        return tuple(draft.faults)
    builder = Builder(
        lists=scope.lists,
        list_of={name: _list_of(named) for name, named in scope.questions.items() if named.choices},
        language=scope.language,
    )
    try:
        program = _program(plain, builder, scope)
    except UnsupportedError as fault:
        return (Fault(code="expression.unsupported", where=where, data={"part": str(fault), "source": source}),)
    except (ElementPathError, ValueError, LookupError, RecursionError) as fault:
        return (_syntax_fault(source, where, fault),)
    unknown = _unknown_columns(builder, scope)
    if unknown:
        return tuple(
            Fault(code="expression.unknown_column", where=where, data={"name": name, "list": scope.rows or ""})
            for name in unknown
        )
    return Expression(
        source=source,
        references=tuple(draft.references),
        reads_this=builder.reads_this,
        reads_today=builder.reads_today,
        tables=tuple(sorted(builder.tables)),
        program=program,
    )


def _program(plain: str, builder: Builder, scope: Scope) -> Program:
    token = XFormParser().parse(plain)
    if scope.rows is None:
        return builder.build(token)
    condition = builder.build(token, in_row=True)
    rows = builder.rows(scope.rows, from_file=scope.rows_from_file)
    return lambda reading: keep(rows(reading), condition, reading)


def _list_of(named: Named) -> ListOf:
    return ListOf(
        name=named.choices,
        from_file=named.from_file,
        value_column=named.value_column,
        label_column=named.label_column,
    )


def _unknown_columns(builder: Builder, scope: Scope) -> list[str]:
    if scope.rows is None or scope.rows_from_file or scope.rows not in scope.lists:
        return []
    known = {column for row in scope.lists[scope.rows] for column in row} | {"name", "label"}
    return sorted(builder.names - known)


def _syntax_fault(source: str, where: str, fault: Exception) -> Fault:
    bare = _STRING.sub("", source)
    unbalanced = bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]")
    code = "expression.unbalanced" if unbalanced else "expression.syntax"
    return Fault(code=code, where=where, data={"source": source, "detail": str(fault)})


_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_PIECE = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')
    |(?P<curly>[“”„][^“”„"]*[“”]|[‘’‚][^‘’‚']*[‘’])
    |(?P<position>position\s*\(\s*(?P<up>\.\.(?:/\.\.)*)\s*\))
    |\$\{\s*(?P<reference>[^}]*?)\s*\}
    |(?P<relative>(?:current\(\)\s*/\s*)?(?:\.\./)+[\w.-]+(?:/[\w.-]+)*)
    |(?P<absolute>(?<![\w)\]}*.])/[\w.-]+(?:/[\w.-]+)+)
    |(?P<function>[^\W\d][\w.-]*(?::[\w.-]+)?)(?=\s*\()""",
    re.VERBOSE,
)
_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
LAST_SAVED = "last-saved#"
_WORDS_BEFORE_BRACKET = frozenset({"and", "or", "div", "mod"})


@dataclass(kw_only=True, slots=True)
class _Draft:
    """Rewrites ${x}, paths and position(..) into numbered variables and collects the faults."""

    scope: Scope
    where: str
    references: list[Reference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def rewrite(self, source: str) -> str:
        call = find_call(source, "indexed-repeat")
        if call is None:
            return _PIECE.sub(self._piece, source)
        before = _PIECE.sub(self._piece, source[: call.start])
        return before + self._indexed(call) + self.rewrite(source[call.end :])

    def _piece(self, found: re.Match[str]) -> str:
        if found["string"]:
            return found[0]
        if found["curly"]:  # what a word processor makes of quotes
            quote = '"' if found["curly"][0] in "“”„" else "'"
            return f"{quote}{found['curly'][1:-1]}{quote}"
        if found["function"]:
            return self._function(found["function"])
        if found["position"]:
            return self._position(found["up"].count(".."))
        if found["reference"] is not None:
            return self._named(found["reference"])
        path = found["absolute"] or self._absolute(found["relative"])
        return self._at_path(path, found[0])

    def _function(self, name: str) -> str:
        plain = name.replace("jr:", "jr-")
        if plain not in FUNCTIONS and plain not in SPECIAL and name not in _WORDS_BEFORE_BRACKET:
            near = difflib.get_close_matches(name, [*FUNCTIONS, *SPECIAL], n=1)
            self._fault("expression.unknown_function", name=name, near=near[0] if near else "")
        return plain

    def _here(self) -> tuple[str, ...]:
        named = self.scope.questions.get(self.scope.here)
        return named.repeats if named else ()

    def _position(self, levels: int) -> str:
        named = self.scope.questions.get(self.scope.here)
        path = named.path if named else ""
        for _level in range(levels):
            path = path.rpartition("/")[0]
        around = next((name for name, one in self.scope.questions.items() if one.path == path), "")
        if around not in self._here():
            self._fault("expression.no_turn", source=f"position({'/'.join(['..'] * levels)})")
            return "0"
        return self._variable(Reference(question=around, reads=Reads.POSITION, depth=self._here().index(around) + 1))

    def _named(self, name: str) -> str:
        if name.startswith(LAST_SAVED):
            question = name.removeprefix(LAST_SAVED)
            last = self._known(question)
            if last is None:
                return "0"
            if last.repeats or last.is_repeat:
                self._fault("expression.unsupported", part=f"${{{name}}}", source=f"${{{name}}}")
            return self._variable(Reference(question=question, reads=Reads.LAST))
        named = self._known(name)
        if named is None:
            return "0"
        if name == self.scope.here and not named.is_repeat:
            return " . "
        return self._read(name, named)

    def _read(self, name: str, named: Named) -> str:
        depth = _shared(self._here(), named.repeats)
        if named.is_repeat:
            return self._variable(Reference(question=name, reads=Reads.TURNS, depth=depth))
        reads = Reads.VALUE if depth == len(named.repeats) else Reads.NODES
        return self._variable(Reference(question=name, reads=reads, depth=depth))

    def _indexed(self, call: Call) -> str:
        names = [_NAMED.fullmatch(part) for part in (*call.arguments[:1], *call.arguments[1::2])]
        source = f"indexed-repeat({', '.join(call.arguments)})"
        if len(names) < 2 or None in names or len(call.arguments) % 2 == 0:
            self._fault("expression.unsupported", part="indexed-repeat", source=source)
            return "0"
        name, *repeats = [found[1] for found in names if found]
        known = [self._known(each) for each in (name, *repeats)]
        named = known[0]
        if named is None or None in known:
            return "0"
        depth = len(named.repeats) - len(repeats)
        if named.repeats[depth:] != tuple(repeats) or _shared(self._here(), named.repeats[:depth]) != depth:
            self._fault("expression.unsupported", part="indexed-repeat", source=source)
            return "0"
        reads = Reads.EVERY if len(repeats) == 1 else Reads.INDEXED
        indexes = ", ".join(self.rewrite(index) for index in call.arguments[2::2])
        return f"indexed-repeat({self._variable(Reference(question=name, reads=reads, depth=depth))}, {indexes})"

    def _absolute(self, relative: str) -> str:
        named = self.scope.questions.get(self.scope.here)
        path = named.path if named else ""
        for part in relative.replace("current()", "").strip().lstrip("/").split("/"):
            path = path.rpartition("/")[0] if part == ".." else f"{path}/{part.strip()}"
        return path

    def _at_path(self, path: str, source: str) -> str:
        for name, named in self.scope.questions.items():
            if named.path == path:
                return self._named(name)
        self._fault("expression.unknown_path", path=source.strip())
        return "0"

    def _known(self, name: str) -> Named | None:
        named = self.scope.questions.get(name)
        if named is None:
            near = difflib.get_close_matches(name, self.scope.questions, n=1)
            self._fault("expression.unknown_reference", name=name, near=near[0] if near else "")
        return named

    def _variable(self, reference: Reference) -> str:
        if reference not in self.references:
            self.references.append(reference)
        return f" $r{self.references.index(reference)} "

    def _fault(self, code: str, **data: str) -> None:
        self.faults.append(Fault(code=code, where=self.where, data=data))


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
