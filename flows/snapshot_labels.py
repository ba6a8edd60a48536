"""The labels of a form as a report prints them."""

from flows.form import Form
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
    )
