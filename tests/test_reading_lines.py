"""Lists typed one a line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.lines import NamedLine, read_named_lines


@pytest.mark.parametrize(
    ("line", "name", "crowns"),
    [
        ("Klub Maják 150 tis", "Klub Maják", "150000"),
        ("Prázdniny jinak – tábor, 40 000 Kč", "Prázdniny jinak – tábor", "40000"),
        ("Doučování", "Doučování", None),
        ("Hřiště 2", "Hřiště 2", None),
        ("Léto 2026", "Léto 2026", None),
        ("Akce v roce 1999", "Akce v roce 1999", None),
        ("• Klub Maják: 12.500,- Kč", "Klub Maják", "12500"),
        ("\uf0b7 Klub Maják", "Klub Maják", None),
        ("1. Klub Maják 20000", "Klub Maják", "20000"),
        ("2) Tábor -40 000 Kč", "Tábor", "40000"),
        ("3x3 basket 20 000", "3x3 basket", "20000"),
        ("Kniha (30 000 Kč)", "Kniha", "30000"),
        ("2026 ples 5 tis.", "2026 ples", "5000"),
        ("50 000 Kč na tábor", "50 000 Kč na tábor", None),
        ("Prevence 2025–2029", "Prevence 2025–2029", None),
        ("10 000", "10 000", None),
        ("Sbírka 1,2 mil. Kč.", "Sbírka", "1200000"),
    ],
)
def test_only_a_closing_amount_is_taken_off(line: str, name: str, crowns: str | None) -> None:
    wanted = NamedLine(name=name, amount=None if crowns is None else Decimal(crowns))
    assert read_named_lines(line) == (wanted,)


def test_each_line_with_words_is_one_entry() -> None:
    names = [line.name for line in read_named_lines("Klub Maják 150 tis\n\nTábor, 40 000 Kč\r\nDoučování\n")]
    assert names == ["Klub Maják", "Tábor", "Doučování"]


@given(st.text() | st.text(alphabet=" -•1230.,)\nKčtisA"))
def test_every_name_is_kept_and_none_is_empty(text: str) -> None:
    assert all(line.name.strip() for line in read_named_lines(text))
