"""Whether the plan has the data that a form reads: the external instances and their columns."""

import difflib
from collections.abc import Collection, Iterator, Mapping

from flows.expressions import Expression
from flows.faults import Fault
from flows.form import Form, Question


def table_faults(form: Form, tables: Mapping[str, Collection[str]]) -> tuple[Fault, ...]:
    """A fault for each external instance, or column of its choices, that a form names and the plan does not have.

    Args:
        form: The compiled form.
        tables: Columns by name of the instance, as the plan will give them in `Surroundings.external`.
    """
    return tuple(fault for question in form.by_name.values() for fault in _faults(question, tables))


def _faults(question: Question, tables: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    if question.from_file and question.choices not in tables:
        yield _unknown("form.unknown_table", question, "type", question.choices, tables)
    elif question.from_file:
        for column in (question.value_column, question.label_column):
            if column not in tables[question.choices]:
                yield _unknown("form.unknown_table_column", question, "parameters", column, tables[question.choices])
    for column, expression in _expressions(question):
        for table in expression.tables if expression else ():
            if table not in tables and table != question.choices:
                yield _unknown("form.unknown_table", question, column, table, tables)


def _expressions(question: Question) -> Iterator[tuple[str, Expression | None]]:
    yield "relevant", question.relevant
    yield "required", question.required
    yield "constraint", question.constraint
    yield "calculation", question.calculation
    yield "default", question.default
    yield "choice_filter", question.choice_filter
    yield "repeat_count", question.repeat_count


def _unknown(code: str, question: Question, column: str, name: str, known: Collection[str]) -> Fault:
    near = difflib.get_close_matches(name, list(known), n=1)
    where = f"survey, row {question.row}, column {column}"
    return Fault(code=code, where=where, data={"name": name, "near": near[0] if near else ""})
