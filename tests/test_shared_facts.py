from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.shared_facts import SharedFact, figure, other_figures, read_facts, with_figure, written

APK = {"APK": "asistent prevence kriminality"}


def fact(value: str = "41", words: str = "asistenti prevence kriminality") -> SharedFact:
    return SharedFact(
        key="asistenti",
        label="asistenti placení z dotace",
        value=Decimal(value),
        unit="osob",
        as_of=date(2026, 8, 31),
        source="kraj",
        words=words,
        owner="osv",
    )


def found(text: str, shared: SharedFact | None = None) -> list[tuple[Decimal, str]]:
    return [(one.value, text[one.start : one.end]) for one in other_figures(text, shared or fact(), APK)]


@pytest.mark.parametrize(
    "text",
    [
        "V kraji pracuje 38 asistentů prevence kriminality.",
        "V kraji pracuje 38 APK ve 12 obcích.",
        "Konalo se 15 porad a 38 nových asistentů prevence kriminality nastoupilo.",
        "Od 20. 5. 2026 pracuje 38 asistentů prevence kriminality.",
        "Nic jiného.\nV obcích je **38** asistentů prevence kriminality",
    ],
)
def test_another_figure_for_a_fact_is_found(text: str) -> None:
    assert found(text) == [(Decimal(38), "38")]


@pytest.mark.parametrize(
    "text",
    [
        "V kraji pracuje 41 asistentů prevence kriminality.",
        "V kraji pracuje 41 asistentů prevence kriminality, z toho 12 asistentů prevence kriminality na venkově.",
        "Peníze šly na 12 ze 41 asistentů prevence kriminality.",
        "V roce 2024 pracovalo 35 asistentů prevence kriminality.",
        "Přibylo o 3 asistenty prevence kriminality více.",
        "Dne 5. března asistenti prevence kriminality prošli kurzem.",
        "Práci má 90 % asistentů prevence kriminality.",
        "Konalo se 15 porad, asistenti prevence kriminality přišli také.",
        "Zaměstnáváme 38 asistentů pedagoga.",
        "",
    ],
)
def test_what_may_well_speak_of_something_else_is_not_compared(text: str) -> None:
    assert found(text) == []


def test_words_of_four_letters_name_a_fact_too() -> None:
    shared = fact("17", "zapojené obce")

    assert found("V systému je 19 zapojených obcí.", shared) == [(Decimal(19), "19")]
    assert found("Pracuje tu 38 APK, do systému je zapojeno 17 zapojených obcí.", shared) == []


def test_grouped_digits_are_one_figure() -> None:
    assert found("Vyškolili jsme 1 038 asistentů prevence kriminality.") == [(Decimal(1038), "1 038")]


def test_the_right_figure_takes_the_place_of_the_other() -> None:
    text = "Máme 38 APK a v obcích 36 asistentů prevence kriminality."

    assert with_figure(text, other_figures(text, fact(), APK), Decimal(41)) == (
        "Máme 41 APK a v obcích 41 asistentů prevence kriminality."
    )


@given(st.text(alphabet="0123456789 APKasistentprv.,\n", max_size=80))
def test_a_text_that_was_mended_holds_no_other_figure_in_the_same_places(text: str) -> None:
    mentions = other_figures(text, fact(), APK)
    mended = with_figure(text, mentions, Decimal(41))

    assert all(text[one.start : one.end].strip() for one in mentions)
    assert other_figures(mended, fact(), APK) == () or mentions == ()


def test_an_entry_without_a_figure_is_no_fact_and_a_day_that_is_none_is_left_out() -> None:
    rows = [
        {"name": "a", "label": "obce", "value": "1 250,5", "as_of": "31. 12. 2026"},
        {"name": "b", "label": "obce", "value": "několik"},
        {"name": "c", "label": "obce"},
    ]

    (only,) = read_facts(rows)
    assert (only.key, only.value, only.as_of, only.words) == ("a", Decimal("1250.5"), None, "obce")


def test_figures_are_written_as_czech_texts_write_them() -> None:
    assert [written(Decimal(one)) for one in ("41", "1.5")] == ["41", "1,5"]
    assert figure("1 041,5") == Decimal("1041.5")
    assert figure("asi 40") is None
