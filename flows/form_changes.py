"""What a new version of a form asks differently from the one before."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from flows.form import Form, Kind, Question

Happening: TypeAlias = Literal["new", "gone", "worded", "kind", "rule", "choices"]
SILENT = frozenset({Kind.GROUP, Kind.CALCULATE})
"""Kinds that nobody is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormChange:
    """One question that is new, gone or other than before.

    Attributes:
        name: Of the question.
        label: As it is asked now, or was.
    """

    happening: Happening
    name: str
    label: str


def changes_of_form(before: Form, after: Form, language: str) -> tuple[FormChange, ...]:
    """Compare two versions of a form, question by question, in the order of the new one.

    Args:
        before: The version in use.
        after: The version to come.
        language: Of the labels that are quoted.
    """
    old, new = asked_of(before), asked_of(after)
    found = [
        FormChange(happening=what, name=name, label=label(one, after, language))
        for name, one in new.items()
        if (what := difference(old.get(name), one, before, after)) is not None
    ]
    gone = (
        FormChange(happening="gone", name=name, label=label(one, before, language))
        for name, one in old.items()
        if name not in new
    )
    return (*found, *gone)


def asked_of(form: Form) -> dict[str, Question]:
    """Give what somebody is asked, by name."""
    return {name: one for name, one in form.by_name.items() if one.kind not in SILENT}


def difference(old: Question | None, new: Question, before: Form, after: Form) -> Happening | None:
    """Say in what a question differs; the weightiest first."""
    if old is None:
        return "new"
    if old.kind is not new.kind:
        return "kind"
    if before.lists.get(old.choices, ()) != after.lists.get(new.choices, ()):
        return "choices"
    if (old.label, old.hint) != (new.label, new.hint):
        return "worded"
    return "rule" if rules(old) != rules(new) else None


def rules(question: Question) -> tuple[str, ...]:
    """Give what decides whether a question is asked and which answers it takes, as its author wrote it."""
    written = (question.required, question.relevant, question.constraint, question.choice_filter, question.repeat_count)
    return (*(one.source if one is not None else "" for one in written), *sorted(question.appearance))


def label(question: Question, form: Form, language: str) -> str:
    """Give a question's label in a language, or in the form's own."""
    return question.label.get(language) or question.label.get(form.default_language, "") or question.name
