"""Amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.money import MOST, read_amount, tenfold
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood
from flows.wording.numbers import amount

ONE_MEANING = [
    ("1,2 mil. Kč", "1200000"),
    ("110 tis.", "110000"),
    ("110 tis", "110000"),
    ("210tis", "210000"),
    ("210 tis.Kč", "210000"),
    ("9.794.193,- Kč", "9794193"),
    ("15 117 000 Kč", "15117000"),
    ("15\u00a0117\u00a0000\u00a0Kč", "15117000"),
    ("15\u202f117\u202f000 Kč", "15117000"),
    ("36.212.000,00 Kč", "36212000"),
    ("1 570 tis. Kč", "1570000"),
    ("2,5 mld. Kč", "2500000000"),
    ("2 miliardy", "2000000000"),
    ("1.234,50", "1234.50"),
    ("12 345,60 Kč", "12345.60"),
    ("520,50", "520.50"),
    ("Kč 15 000", "15000"),
    ("CZK 210,000", "210000"),
    ("CZK 1,234.50", "1234.50"),
    ("1,234,567", "1234567"),
    ("210000", "210000"),
    ("210 000", "210000"),
    ("210 000.", "210000"),
    ("0", "0"),
    ("0 Kč", "0"),
    ("12.500 Kč", "12500"),
    ("30 Kč", "30"),
    ("30,-", "30"),
    ("150.000,-Kč", "150000"),
    ("210 000,– Kč", "210000"),
    ("celkem 210.000,- Kč", "210000"),
    ("50 tisíc korun", "50000"),
    ("2 tisíce", "2000"),
    ("3 miliony Kč", "3000000"),
    ("1,234 mil. Kč", "1234000"),
    ("cca 50 tis", "50000"),
    ("120k", "120000"),
    ("2 million CZK", "2000000"),
    ("100000 KC", "100000"),
    ("rok 2019 281 000 Kč", "281000"),
    ("v roce 2026 to bylo 210 000 Kč", "210000"),
    ("3 projekty za 210 000 Kč", "210000"),
    ("za 1. čtvrtletí 50 000 Kč", "50000"),
    ("2026", "2026"),
    ("1 000 000 000 000 Kč", "1000000000000"),
]


@pytest.mark.parametrize(("text", "crowns"), ONE_MEANING)
def test_an_amount_is_understood_in_every_common_form(text: str, crowns: str) -> None:
    assert read_amount(text) == Understood(value=Decimal(crowns))


@pytest.mark.parametrize(
    ("text", "last", "code", "options"),
    [
        ("1.234", None, "amount.scale", ("1234", "1.23")),
        ("12.500", None, "amount.scale", ("12500", "12.50")),
        ("520", "500000", "amount.scale", ("520", "520000")),
        ("30", None, "amount.scale", ("30", "30000")),
        ("2500", "2400000", "amount.scale", ("2500", "2500000")),
        ("1,2", None, "amount.scale", ("1.20", "1200", "1200000")),
        ("1.570 tis. Kč", None, "amount.scale", ("1570", "1570000")),
        ("120 tis + 60 tis", None, "amount.two", ("180000", "120000", "60000")),
        ("120 tis, 60 000 a 30 000 Kč", None, "amount.two", ("210000", "120000", "60000", "30000")),
        ("2000 + 60 000", None, "amount.two", ("62000", "2000", "60000")),
    ],
)
def test_an_amount_of_two_meanings_is_asked_about(
    text: str, last: str | None, code: str, options: tuple[str, ...]
) -> None:
    reading = read_amount(text, last=None if last is None else Decimal(last))
    assert reading == Ambiguous(code=code, options=tuple(Decimal(one) for one in options))


@pytest.mark.parametrize(
    "text",
    [
        "asi jako loni", "V rámci běžné činnosti", "87 aktivit, 42 %", "64 dětí", "", "500 EUR", "€ 500", "000",
        "100-200 tis", "100 000 až 200 000", "100 000 – 200 000 Kč", "2 x 500 Kč", "31. 12. 2026", "31.12.2026",
        "jako v roce 2026", "1536/ZM1418/24", "120 000,60 000", "9999999999999", "1" * 500, "٣٤٥",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_not_taken_for_one(text: str) -> None:
    assert read_amount(text) == NotUnderstood(code="amount.none", text=text)


@pytest.mark.parametrize("text", ["-1 234 Kč", "−5 000", "–5 000 Kč", "minus 500 Kč", "ztráta -5000 Kč", "-CZK 5"])
def test_a_negative_amount_is_named_as_such(text: str) -> None:
    assert read_amount(text) == NotUnderstood(code="amount.negative", text=text)


def test_a_small_number_beside_a_small_last_year_is_meant_as_it_stands() -> None:
    assert read_amount("520", last=Decimal(450)) == Understood(value=Decimal(520))


@pytest.mark.parametrize(
    ("last", "new", "wanted"), [(210000, 2100000, True), (210000, 2099999, False), (0, 5000, False), (10, 5000, True)]
)
def test_ten_times_last_year_is_noticed(last: int, new: int, wanted: bool) -> None:  # noqa: FBT001 - a table's column
    assert tenfold(Decimal(last), Decimal(new)) is wanted


@given(
    hellers=st.integers(min_value=0, max_value=int(MOST) * 100),
    lang=st.sampled_from(["cs", "en"]),
    last=st.none() | st.decimals(min_value=0, max_value=MOST, places=2),
)
def test_a_printed_amount_reads_back_as_itself(hellers: int, lang: str, last: Decimal | None) -> None:
    value = Decimal(hellers) / 100
    assert read_amount(amount(value, lang), last=last) == Understood(value=value)


PIECES = st.lists(
    st.sampled_from(
        [
            *" 0123456789",
            ".",
            ",",
            "-",
            "–",
            "/",
            "Kč",
            "CZK",
            " tis",
            " mil.",
            "k",
            "město ",
            "\n",
            "\u00a0",
            "(",
            "000",
            "2026",
            " až ",
        ]
    ),
    max_size=14,
).map("".join)


@given(text=st.text() | PIECES, last=st.none() | st.decimals(min_value=0, max_value=MOST, places=2))
def test_any_text_gives_a_defined_result(text: str, last: Decimal | None) -> None:
    match read_amount(text, last=last):
        case Understood(value=value):
            assert 0 <= value <= MOST
            assert value == round(value, 2)
        case Ambiguous(code=code, options=options):
            assert code in {"amount.two", "amount.scale"}
            assert len(set(options)) == len(options) >= 2
            assert all(0 <= one <= MOST for one in options)
        case NotUnderstood(code=code):
            assert code in {"amount.none", "amount.negative"}
