"""XPath expressions of a form: compiled once, remembered by the values they read."""

from dataclasses import dataclass, field

from elementpath import ElementPathError

from flows.faults import Fault
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_draft import Draft
from flows.xpath_parsing import DEEPEST, TooDeepError, parsed, without_strings
from flows.xpath_program import Builder, ListOf, UnsupportedError
from flows.xpath_reading import Program, Reading, run
from flows.xpath_regex_pattern import TooLargePatternError
from flows.xpath_rows import keep
from flows.xpath_scope import LAST_SAVED, Named, Reads, Reference, Scope
from flows.xpath_values import Scalar, Value

__all__ = ["LAST_SAVED", "Expression", "Named", "Reads", "Reference", "Scope", "compile_expression", "constant"]

_MEMO_LIMIT = 512


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
    draft = Draft(scope=scope, where=where)
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
    except TooLargePatternError:
        return (Fault(code="expression.pattern_too_large", where=where),)
    except (TooDeepError, RecursionError):
        return (Fault(code="expression.too_deep", where=where, data={"limit": str(DEEPEST)}),)
    except (ElementPathError, ValueError, LookupError) as fault:
        return (_syntax_fault(source, where, fault),)
    unknown = _unknown_columns(builder, scope, where)
    if unknown:
        return unknown
    return Expression(
        source=source,
        references=tuple(draft.references),
        reads_this=builder.reads_this,
        reads_today=builder.reads_today,
        tables=tuple(sorted(builder.tables)),
        program=program,
    )


def _program(plain: str, builder: Builder, scope: Scope) -> Program:
    token = parsed(plain)
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


def _unknown_columns(builder: Builder, scope: Scope, where: str) -> tuple[Fault, ...]:
    if scope.rows is None or scope.rows_from_file or scope.rows not in scope.lists:
        return ()
    known = {column for row in scope.lists[scope.rows] for column in row} | {"name", "label"}
    return tuple(
        Fault(code="expression.unknown_column", where=where, data={"name": name, "list": scope.rows})
        for name in sorted(builder.names - known)
    )


def _syntax_fault(source: str, where: str, fault: Exception) -> Fault:
    bare = without_strings(source)
    unbalanced = bare.count("(") != bare.count(")") or bare.count("[") != bare.count("]")
    code = "expression.unbalanced" if unbalanced else "expression.syntax"
    return Fault(code=code, where=where, data={"source": source, "detail": str(fault)})
