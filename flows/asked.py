"""Which questions of a form are asked, and which of them one by one."""

from collections.abc import Mapping

from flows.answer_values import ASKED
from flows.form import Kind, Question

LISTS = frozenset({"lines", "sources", "counts", "files", "outline"})
"""Appearances of a repeat that is entered as a list in one message: its turns' questions are not asked one by one."""


def askable(question: Question) -> bool:
    """Whether a person answers the question at all: no note, calculation, group or counted repeat."""
    if question.kind is Kind.REPEAT:
        return question.repeat_count is None
    return question.kind in ASKED and question.calculation is None and not question.read_only


def listed(question: Question) -> bool:
    """Whether a repeat is entered as lines, sources or files."""
    return question.kind is Kind.REPEAT and bool(question.appearance & LISTS)


def hangs_on(question: Question) -> str:
    """Name the question that a mark or a wording hangs on; it is never asked by itself. "" for any other question."""
    return question.settings.get("toggle") or question.settings.get("beside", "")


def asked_alone(by_name: Mapping[str, Question]) -> frozenset[str]:
    """Name the questions that are asked by themselves: not inside a list, and not what hangs on another answer."""
    return frozenset(
        name
        for name, question in by_name.items()
        if askable(question)
        and not hangs_on(question)
        and not any(listed(by_name[repeat]) for repeat in question.repeats)
    )
