"""A typed word as the tap on a choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.choices import match_choice
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood

WORDS = {
    "done": ("Splněno",),
    "partly": ("Splněno částečně", "Částečně"),
    "ongoing": ("Průběžně", "Ongoing"),
    "not_done": ("Nesplněno",),
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("splneno.", "done"), ("SPLNĚNO", "done"), ("splněno č", "partly"), ("část", "partly"), ("průb", "ongoing"),
        ("ongoing!", "ongoing"), ("nes", "not_done"), ("2", "partly"), (" 4. ", "not_done"), ("„splněno“", "done"),
    ],
)  # fmt: skip
def test_a_typed_word_is_a_tap(text: str, wanted: str) -> None:
    assert match_choice(text, WORDS) == Understood(value=wanted)


def test_a_common_beginning_is_asked_about() -> None:
    assert match_choice("spl", WORDS) == Ambiguous(code="choice.many", options=("done", "partly"))


@pytest.mark.parametrize("text", ["", ".", "0", "5", "99999", "hotovo"])
def test_what_fits_no_choice_is_not_taken_for_one(text: str) -> None:
    assert match_choice(text, WORDS) == NotUnderstood(code="choice.none", text=text)


def test_a_label_that_is_a_number_goes_before_the_place_of_a_choice() -> None:
    assert match_choice("2", {"two": ("2",), "one": ("1",)}) == Understood(value="two")


@given(st.text())
def test_any_text_gives_a_defined_choice(text: str) -> None:
    match match_choice(text, WORDS):
        case Understood(value=value):
            assert value in WORDS
        case Ambiguous(options=options):
            assert len(options) >= 2
            assert set(options) <= set(WORDS)
        case NotUnderstood(code=code):
            assert code == "choice.none"
