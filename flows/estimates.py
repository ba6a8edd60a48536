"""Which figures of an answer are estimates: they are asked again before the collection closes."""

from flows.answers import Answers, Place
from flows.form import Form, Kind

ENDING = "_estimate"


def estimated(form: Form, answers: Answers) -> tuple[Place, ...]:
    """Give the places of the figures that were called estimates; a mark for a whole list stands for the list.

    Args:
        form: The form version.
        answers: The newest answer of each place, or those of a submission.
    """
    gone = {
        place.instance
        for place, answer in answers.items()
        if isinstance(answer.value, dict) and answer.value.get("gone") is True
    }
    marks = {
        question.name: question.settings["toggle"]
        for question in form.by_name.values()
        if question.kind is Kind.ACKNOWLEDGE and question.settings.get("toggle") in form.by_name
    }
    return tuple(
        _figure(form, place, marks[place.question])
        for place, answer in answers.items()
        if place.question in marks and answer.value is not None and place.instance not in gone
    )


def _figure(form: Form, mark: Place, toggles: str) -> Place:
    named = mark.question.removesuffix(ENDING)
    return Place(question=named if named in form.by_name else toggles, instance=mark.instance)
