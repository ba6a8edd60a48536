"""Bullets as people paste and type them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.bullets import DEEPEST, Bullet, read_bullets


def outline(text: str, *, after: str = "") -> list[tuple[int, str]]:
    return [(bullet.level, bullet.text) for bullet in read_bullets(text, after=after)]


def test_a_paragraph_is_a_bullet_and_a_line_with_a_dash_its_sub_item() -> None:
    text = "Kraj vydal brožuru.\nKonaly se besedy:\n- v Lipnici\n- v Dubné\nKatalog je na webu."
    assert outline(text) == [
        (1, "Kraj vydal brožuru."),
        (1, "Konaly se besedy:"),
        (2, "v Lipnici"),
        (2, "v Dubné"),
        (1, "Katalog je na webu."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "•\tJedna\no\tDvě\n▪\tTři\n•\tČtyři",
        "• Jedna\n  – Dvě\n    * Tři\n• Čtyři",
        "- Jedna\n  - Dvě\n    - Tři\n- Čtyři",
        "1. Jedna\na) Dvě\n- Tři\n2. Čtyři",
        "\uf0b7 Jedna\n– Dvě\n○ Tři\n\uf0b7 Čtyři",
        "● Jedna\n◦ Dvě\n■ Tři\n● Čtyři",
    ],
)
def test_levels_follow_from_whatever_marks_and_indents_there_are(text: str) -> None:
    assert outline(text) == [(1, "Jedna"), (2, "Dvě"), (3, "Tři"), (1, "Čtyři")]


def test_an_o_is_a_mark_where_words_says_so_and_a_word_elsewhere() -> None:
    assert outline("• Besedy\no Senioři a bezpečí\no Děti na síti") == [
        (1, "Besedy"),
        (2, "Senioři a bezpečí"),
        (2, "Děti na síti"),
    ]
    assert outline("o prevenci jsme psali v novinách.") == [(1, "o prevenci jsme psali v novinách.")]


def test_a_paragraph_broken_into_lines_is_one_bullet() -> None:
    assert outline("Kraj zajistil školení pro obce\na pro poskytovatele služeb.\nDalší bod.") == [
        (1, "Kraj zajistil školení pro obce a pro poskytovatele služeb."),
        (1, "Další bod."),
    ]
    assert outline("• Kraj zajistil školení.\n  Zúčastnily se ho obce.\n• Další") == [
        (1, "Kraj zajistil školení. Zúčastnily se ho obce."),
        (1, "Další"),
    ]


def test_a_plain_paragraph_among_marked_ones_stands_beside_them() -> None:
    assert outline("- Jedna.\n- Dvě.\nPrůběh byl dobrý.\n- Tři.") == [
        (1, "Jedna."),
        (1, "Dvě."),
        (1, "Průběh byl dobrý."),
        (1, "Tři."),
    ]
    assert outline("• Jedna.\nKraj dále:\n- učí\n- radí\n• Tři.") == [
        (1, "Jedna."),
        (1, "Kraj dále:"),
        (2, "učí"),
        (2, "radí"),
        (1, "Tři."),
    ]


def test_a_date_a_range_and_bold_words_are_no_marks() -> None:
    assert outline("1. října začala kampaň.\n12. 11. 2026 se konal kurz.\n**Tučně** začíná věta.") == [
        (1, "1. října začala kampaň."),
        (1, "12. 11. 2026 se konal kurz."),
        (1, "**Tučně** začíná věta."),
    ]


def test_a_message_that_goes_on_after_a_colon_brings_sub_items() -> None:
    assert outline("- v Lipnici\n- v Dubné\nDalší.", after="Besedy se konaly:") == [
        (2, "v Lipnici"),
        (2, "v Dubné"),
        (1, "Další."),
    ]
    assert outline("- v Lipnici", after="Besedy se konaly.") == [(1, "v Lipnici")]


def test_footnotes_of_a_word_processor_stand_where_they_belong() -> None:
    assert outline("Služba běží v osmi obcích[1].\nDalší bod[2]\n[1] Stav k 31. 8. 2026.\n[2]: Zdroj: kraj.") == [
        (1, "Služba běží v osmi obcích^[Stav k 31. 8. 2026.]."),
        (1, "Další bod^[Zdroj: kraj.]"),
    ]


def test_empty_bullets_and_blank_lines_are_nothing() -> None:
    assert outline("•\n\n-\n") == []
    assert outline("Jedna\n\n•\n\nDvě") == [(1, "Jedna"), (1, "Dvě")]
    assert outline("\n".join("-–—‑−•●·∙⁃○◦⚬▪■□▫‣➢►➤✓❖*+")) == []


@given(st.text(max_size=60) | st.text(alphabet=" \t\n-–•o○▪1.)a[]:AbČ", max_size=60))
def test_no_bullet_is_empty_and_none_is_more_than_one_level_deeper(text: str) -> None:
    found = read_bullets(text)
    levels = [0, *(bullet.level for bullet in found)]
    assert all(bullet.text.strip() for bullet in found)
    assert all(1 <= now <= min(before + 1, DEEPEST) for before, now in pairwise(levels))


@given(st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=12))
def test_an_outline_written_with_indents_is_read_back(levels: list[int]) -> None:
    even = [1]
    for level in levels:
        even.append(min(level, even[-1] + 1))
    text = "\n".join(f"{'  ' * (level - 1)}- Bod {at}" for at, level in enumerate(even))
    assert read_bullets(text) == tuple(Bullet(text=f"Bod {at}", level=level) for at, level in enumerate(even))
