"""The labels of a form as a report prints them."""

from collections.abc import Iterator

from flows.form import Form, Question, Texts
from flows.snapshot import FormLabels


def form_labels(form: Form, number: int) -> FormLabels:
    """Take a form version's printed labels.

    Args:
        form: The compiled form.
        number: Number of the version, as tasks name it.
    """
    return FormLabels(
        form=form.key,
        number=number,
        questions={name: dict(question.label) for name, question in form.by_name.items()},
        choices={
            name: {choice.name: dict(choice.label) for choice in form.lists.get(question.choices, ())}
            for name, question in form.by_name.items()
            if question.choices
        },
        sections=dict(_sections(form)),
    )


def _sections(form: Form) -> Iterator[tuple[str, Texts]]:
    """Give the section of each question, or of the repeat around it, where one is named."""
    for name, question in form.by_name.items():
        around = (form.by_name[repeat] for repeat in reversed(question.repeats))
        found = next((named for one in (question, *around) if (named := _section(one))), None)
        if found:
            yield name, found


def _section(question: Question) -> Texts:
    named = {"cs": question.settings.get("section", ""), "en": question.settings.get("section_en", "")}
    return {language: text for language, text in named.items() if text}
