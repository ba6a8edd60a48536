"""Names found by a typed part of them."""

import pytest

from flows.reading.parts import match_part

NAMES = {
    "mp": ("Městská policie Kamenov",),
    "pcr": ("Policie ČR, obvodní oddělení",),
    "kotva": ("Klub Kotva, z. s.",),
    "item": ("Poradna pro oběti", "2.2.1"),
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("policie", ("mp", "pcr")),
        ("mestska policie", ("mp",)),
        ("policie městská", ("mp",)),
        ("KOTVA", ("kotva",)),
        ("2.2.1", ("item",)),
        ("obětí", ("item",)),
        ("hasiči", ()),
        ("policie hasiči", ()),
        ("…", ()),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(text: str, wanted: tuple[str, ...]) -> None:
    assert match_part(text, NAMES) == wanted
