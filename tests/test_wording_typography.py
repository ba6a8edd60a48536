"""Czech typography of free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.wording.typography import typeset

PAIRS = [
    ("v roce a v létě", "v·roce a·v·létě"),
    ("V Kamenově (u řeky) i „k lesu“", "V·Kamenově (u·řeky) i·„k·lesu“"),
    ("dotace 15 117 000 Kč", "dotace 15·117·000·Kč"),
    ("rok 2019 281 000 Kč", "rok 2019 281·000·Kč"),
    ("42 % a 42% sleva", "42·% a·42% sleva"),
    ("5 str. a 120 osob", "5·str. a·120·osob"),
    ("1,2 mil. Kč", "1,2·mil.·Kč"),
    ("podle § 4 a č. 9, s. 12", "podle §·4 a·č.·9, s.·12"),
    ("dne 31. 12. 2026", "dne 31.·12.·2026"),
    ("dne 31.12.2026", "dne 31.12.2026"),
    ("v pátek 29. ledna 2027", "v·pátek 29.·ledna 2027"),
    ("Klub Kotva, z. s.", "Klub Kotva, z.·s."),
    ("Stavby, s. r. o., Ing. Novák", "Stavby, s.·r.·o., Ing.·Novák"),
    ("Č. j. MK 12/2027, sp. zn. 5 C 3/2026", "Č.·j. MK 12/2027, sp.·zn. 5 C 3/2026"),
    ("J. A. Komenský, pan J. Novák, Ch. Dickens", "J.·A.·Komenský, pan J.·Novák, Ch.·Dickens"),
    ("v bodě A. Dále b. a c.", "v·bodě A.·Dále b. a·c."),
    ("Stavby s.r.o.", "Stavby s.r.o."),
    ("v letech 2025-2029", "v·letech 2025–2029"),
    ("pro 15-26 let", "pro 15–26·let"),
    ("tábor - pro děti", "tábor·– pro děti"),
    ('klub "Maják" hrál', "klub „Maják“ hrál"),
    ("klub “Maják” hrál", "klub „Maják“ hrál"),
    ('úhlopříčka 15" obrazovky', 'úhlopříčka 15" obrazovky'),
    ("česko-polský, Ostrava-Jih, 1536/ZM1418/24", "česko-polský, Ostrava-Jih, 1536/ZM1418/24"),
    ("tel. 123-456-789, 2026-01-02", "tel.·123-456-789, 2026-01-02"),
    ("- první\n- druhý", "- první\n- druhý"),
    ("v roce 2026 bylo otevřeno", "v·roce 2026 bylo otevřeno"),
]


@pytest.mark.parametrize(("plain", "wanted"), PAIRS)
def test_each_rule_of_czech_typography(plain: str, wanted: str) -> None:
    assert typeset(plain, "cs") == wanted.replace("·", "\N{NO-BREAK SPACE}")


@given(st.one_of(st.text(), st.text(alphabet=' \xa0\t\nkvsaA1259.,-–—"„“”()§č%Kz/')))
def test_typesetting_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text, "cs")
    assert typeset(once, "cs") == once


@given(st.one_of(st.text(), st.text(alphabet=' \xa0\nkvsaA1259.,-–"„“”č%Kz')))
def test_letters_and_digits_never_change(text: str) -> None:
    assert [c for c in typeset(text, "cs") if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.text())
def test_english_text_comes_back_unchanged(text: str) -> None:
    assert typeset(text, "en") == text
