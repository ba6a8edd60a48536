"""Costs split by sources."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.money import MOST
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood
from flows.reading.sources import SourceAmount, read_sources

CHOICES = {
    "town": ("rozpočet města", "město", "městský rozpočet"),
    "state": ("státní rozpočet", "stát", "ministerstvo", "MV", "MŠMT"),
    "region": ("kraj", "krajský úřad"),
    "eu": ("EU", "evropské fondy"),
    "own": ("vlastní zdroje organizace", "vlastní"),
    "other": ("jiné",),
}


def split(*amounts: tuple[str | None, int, str]) -> tuple[SourceAmount, ...]:
    return tuple(SourceAmount(source=source, amount=Decimal(crowns), label=label) for source, crowns, label in amounts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("kraj: 60 tis.; EU 1,2 mil.", split(("region", 60000, ""), ("eu", 1200000, ""))),
        ("město 120 tis\nkraj 60 tis", split(("town", 120000, ""), ("region", 60000, ""))),
        ("- město: 120 000 Kč\n- kraj: 60 000 Kč", split(("town", 120000, ""), ("region", 60000, ""))),
        ("120 tis město, 30 tis kraj", split(("town", 120000, ""), ("region", 30000, ""))),
        ("120 tis. z rozpočtu města", split(("town", 120000, ""))),
        ("MESTO 120 tis + Kraje 30 tis", split(("town", 120000, ""), ("region", 30000, ""))),
        ("dotace MŠMT 60 tis., město 30 tis.", split(("state", 60000, "MŠMT"), ("town", 30000, ""))),
        ("z ministerstva 60 000 Kč", split(("state", 60000, "ministerstva"))),
        ("evropských fondů 5 mil. Kč", split(("eu", 5000000, "evropských fondů"))),
        ("celkem 210 000 Kč, z toho město 120 000, kraj 90 000 Kč", split(("town", 120000, ""), ("region", 90000, ""))),
        ("město 0, kraj 50 000", split(("town", 0, ""), ("region", 50000, ""))),
        ("město 2026, kraj 50 000", split(("town", 2026, ""), ("region", 50000, ""))),
        ("jiný zdroj 5 tis", split(("other", 5000, "jiný zdroj"))),
        ("210 000 Kč", split((None, 210000, ""))),
        ("asi 210 000 Kč", split((None, 210000, ""))),
    ],
)
def test_amounts_go_to_the_sources_they_are_written_with(text: str, wanted: tuple[SourceAmount, ...]) -> None:
    assert read_sources(text, CHOICES) == Understood(value=wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("město 120 tis. (na klub), kraj 60 tis.", (("town", "na klub"), ("region", ""))),
        ("město 120 tis., kraj 60 000 Kč (provoz)", (("town", ""), ("region", "provoz"))),
        ("120 tis. (město), 60 tis. (kraj)", (("town", ""), ("region", ""))),
        ("město 120 tis. (MV), kraj 60 tis.", None),
        ("město 120 tis. (z toho 20 tis. mzdy)", None),
        ("město 120 tis. (celkem)", (("town", ""),)),
        ("město 120 tis. (2026)", None),
    ],
)
def test_words_in_brackets_behind_an_amount_are_its_wording(
    text: str, wanted: tuple[tuple[str, str], ...] | None
) -> None:
    reading = read_sources(text, CHOICES)

    assert isinstance(reading, NotUnderstood | Ambiguous if wanted is None else Understood), reading
    if isinstance(reading, Understood):
        assert tuple((one.source, one.wording) for one in reading.value) == wanted


def test_a_small_number_beside_thousands_is_asked_about() -> None:
    before = (("town", 120000, ""), ("state", 60000, "MV"))
    wanted = (split(*before, ("own", 30000, "")), split(*before, ("own", 30, "")))
    reading = read_sources("město 120 tis, MV 60 000, vlastní 30", CHOICES)
    assert reading == Ambiguous(code="amount.scale", options=wanted)


def test_a_dot_before_three_digits_is_asked_about_as_thousands_first() -> None:
    wanted = (split(("town", 12500, "")), (SourceAmount(source="town", amount=Decimal("12.50"), label=""),))
    assert read_sources("město 12.500", CHOICES) == Ambiguous(code="amount.scale", options=wanted)


def test_several_bare_amounts_are_asked_about_as_two() -> None:
    wanted = (split((None, 180000, "")), split((None, 120000, "")), split((None, 60000, "")))
    assert read_sources("120 tis, 60 tis", CHOICES) == Ambiguous(code="amount.two", options=wanted)


@pytest.mark.parametrize(
    ("text", "code", "quoted"),
    [
        ("nadace 50 tis", "source.unknown", "nadace"),
        ("město 120 tis, nadace 50 tis", "source.unknown", "nadace"),
        ("rozpočet 5000", "source.unknown", "rozpočet"),
        ("celkem 300 000, město 120 000, kraj 90 000", "source.unknown", "celkem"),
        ("město 120 tis., vlastní, kraj 30 tis.", "source.unknown", "vlastní"),
        ("město, kraj", "amount.none", "město, kraj"),
        ("město 100-200 tis", "amount.none", "město 100-200 tis"),
        ("", "amount.none", ""),
        ("město -5 000 Kč", "amount.negative", "město -5 000 Kč"),
    ],
)
def test_what_cannot_be_split_says_why(text: str, code: str, quoted: str) -> None:
    assert read_sources(text, CHOICES) == NotUnderstood(code=code, text=quoted)


PIECES = st.lists(
    st.sampled_from(
        [*"0123456789 ,;.-+\n", "město ", "kraj ", "MV ", " tis.", "000", " Kč", "celkem ", "nadace ", "2026", " mil"]
    ),
    max_size=14,
).map("".join)


@given(st.text() | PIECES)
def test_any_text_gives_a_defined_split(text: str) -> None:
    match read_sources(text, CHOICES):
        case Understood(value=value):
            assert value
            assert all(0 <= one.amount <= MOST for one in value)
        case Ambiguous(code=code, options=options):
            assert code in {"amount.two", "amount.scale"}
            assert len(set(options)) == len(options) >= 2
        case NotUnderstood(code=code):
            assert code in {"amount.none", "amount.negative", "source.unknown"}
