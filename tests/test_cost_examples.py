"""The examples of amounts that people are shown, in their language, are understood as they stand."""

import re
from decimal import Decimal

import pytest

from bot.conversation.list_reading import list_reading
from bot.forms import form_source
from bot.words import words_for
from flows.form import Form
from flows.reading.money import read_amount
from flows.reading.outcome import Understood
from flows.xlsform import read_form
from tests.storage_world import plan

SAID = {
    "cs": re.compile(r"(?:třeba|za sebou)[: ]+(.+?)(?:\. (?=[VZ])|$)"),
    "en": re.compile(r"(?:e\.g\.|another|example)[: ]+(.+?)(?:\. (?=[WT])|$)"),
}
"""What stands behind "for example" and "one after another", up to the next sentence."""
LANGUAGES = ("cs", "en")


def built_in(key: str) -> Form:
    form = read_form(form_source(key) or "", name=key)
    assert isinstance(form, Form)
    return form


def examples(text: str, language: str) -> list[str]:
    return SAID[language].findall(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_question_about_costs_are_read_as_amounts_and_sources(language: str) -> None:
    form = built_in("annual_evaluation")
    kind, costs = form.by_name["cost_kind"], form.by_name["costs"]
    one, several = examples(kind.hint[language], language)
    (by_source,) = examples(costs.label[language], language)

    assert read_amount(one) == Understood(value=Decimal(210_000))
    for text, amounts in ((several, (120_000, 60_000, 30_000)), (by_source, (120_000, 60_000))):
        reading = list_reading(form, plan(), costs, text)
        assert isinstance(reading, Understood)
        assert [(turn["source"], Decimal(str(turn["amount"]))) for turn in reading.value] == list(
            zip(("town", "region", "own"), map(Decimal, amounts), strict=False)
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_total_is_read_as_an_amount(language: str) -> None:
    (said,) = examples(built_in("priority_totals").by_name["stated_total"].hint[language], language)
    assert read_amount(said) == Understood(value=Decimal(4_600_000))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["amount_not_understood", "amount_negative"])
def test_the_examples_beside_an_amount_that_was_not_understood_are_understood(language: str, key: str) -> None:
    (said,) = examples(words_for(language).text(key, text="x"), language)
    for example in re.split(" nebo | or ", said):
        assert read_amount(example) == Understood(value=Decimal(210_000))
