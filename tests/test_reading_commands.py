"""Words that mean the same at every question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.commands import Word, read_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("hotovo", Word.DONE), ("Done.", Word.DONE), ("zpet", Word.BACK), ("Zpět", Word.BACK), ("back", Word.BACK),
        ("později", Word.LATER), ("later", Word.LATER), ("neuvádět", Word.LEAVE_OUT), ("leave out", Word.LEAVE_OUT),
        ("nevím", Word.PUZZLED), ("?", Word.PUZZLED), ("???", Word.PUZZLED), ("Nevíme?", Word.PUZZLED),
        ("pomoc", Word.PUZZLED), ("help", Word.PUZZLED), ("nic", Word.NOTHING), ("žádné", Word.NOTHING),
        ("ŽÁDNÝ", Word.NOTHING), ("none", Word.NOTHING), ("stejné", Word.SAME), ("jako loni", Word.SAME),
        ("same", Word.SAME), ("odeslat", Word.SEND), ("send", Word.SEND), ("souhlasí", Word.AGREE), ("ano", Word.AGREE),
        ("yes", Word.AGREE), ("přehled", Word.OVERVIEW), ("overview", Word.OVERVIEW), ("zrušit", Word.CANCEL),
        ("cancel", Word.CANCEL), ("nepatří nám", Word.NOT_OURS), ("not ours", Word.NOT_OURS),
    ],
)  # fmt: skip
def test_a_word_typed_alone_is_recognised(text: str, word: Word) -> None:
    assert read_word(text) is word


@pytest.mark.parametrize("text", ["", "  ", "nic moc", "Hotovo máme dvě akce.", "zpětná vazba", "ano, ale", "64"])
def test_a_word_inside_a_text_is_not_a_command(text: str) -> None:
    assert read_word(text) is None


@pytest.mark.parametrize("word", list(Word))
def test_every_word_can_be_typed(word: Word) -> None:
    typed = ["hotovo", "zpět", "později", "neuvádět", "nevím", "nic", "stejné", "odeslat", "ano", "přehled", "zrušit"]
    assert word in {read_word(one) for one in [*typed, "nepatří nám"]}


@given(st.text())
def test_any_text_is_a_word_or_none(text: str) -> None:
    assert read_word(text) in {None, *Word}
