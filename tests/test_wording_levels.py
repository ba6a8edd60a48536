"""Level names, and the order of numbers and Czech words."""

from hypothesis import given
from hypothesis import strategies as st

from flows.wording.levels import count_of, level_name, waiting
from flows.wording.order import czech_key, natural_key


def test_things_are_counted_in_their_right_form() -> None:
    level = level_name("Aktivita", "cs")
    assert [count_of(level, n) for n in (1, 2, 5)] == ["1\u00a0aktivita", "2\u00a0aktivity", "5\u00a0aktivit"]


def test_the_verb_agrees_with_what_is_waiting() -> None:
    level = level_name("cíl", "cs")
    assert [waiting(level, n) for n in (1, 2, 5)] == ["čeká 1\u00a0cíl", "čekají 2\u00a0cíle", "čeká 5\u00a0cílů"]
    assert waiting(level_name("cíl", "en"), 2) == "2\u00a0goals are waiting"


def test_a_level_is_found_by_its_name_in_either_language() -> None:
    assert level_name("measure", "cs").many == "opatření"
    assert level_name("opatření", "en").many == "measures"


def test_an_unknown_level_is_an_item() -> None:
    assert level_name("okruh", "cs").accusative == "položku"
    assert level_name("okruh", "en").nominative == "item"


def test_item_numbers_sort_as_people_read_them() -> None:
    assert sorted(["10.1", "1.10", "1.2a", "1.2"], key=natural_key) == ["1.2", "1.2a", "1.10", "10.1"]


@given(st.text(), st.text())
def test_any_two_numbers_have_an_order(one: str, other: str) -> None:
    assert isinstance(natural_key(one) < natural_key(other), bool)


def test_czech_words_sort_by_the_czech_alphabet() -> None:
    assert sorted(["chata", "hora", "čas", "cena"], key=czech_key) == ["cena", "čas", "hora", "chata"]
