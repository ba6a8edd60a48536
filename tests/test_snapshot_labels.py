from pathlib import Path

from flows.form import Form
from flows.snapshot_labels import form_labels
from flows.xlsform import read_form
from tests.report_sample import LABELS

SOURCE = Path(__file__).parent.parent / "flows" / "forms" / "annual_evaluation.md"


def the_form() -> Form:
    form = read_form(SOURCE.read_text(encoding="utf-8"), name=SOURCE.name)
    assert isinstance(form, Form)
    return form


def test_labels_are_taken_from_the_form_with_its_number() -> None:
    labels = form_labels(the_form(), 3)

    assert (labels.form, labels.number) == ("annual_evaluation", 3)
    assert labels.choices["degree"]["partly"] == {"cs": "Splněno částečně", "en": "Partly done"}
    assert "description" in labels.questions
    assert "description" not in labels.choices


def test_the_sample_speaks_of_the_forms_own_questions_and_choices() -> None:
    real = form_labels(the_form(), 1)

    assert set(LABELS.questions) <= set(real.questions)
    assert {name for name, choices in LABELS.choices.items() if not set(choices) <= set(real.choices[name])} == set()
