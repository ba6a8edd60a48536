from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.reading.counts import Count, find_counts, leading_count, read_counts
from flows.reading.estimates import estimates_among, says_estimate, without_estimate
from flows.reading.lines import read_named_lines
from flows.reading.outcome import NotUnderstood, Understood


def count(name: str, value: str, *items: str, estimated: bool = False) -> Count:
    return Count(name=name, value=Decimal(value), items=items, estimated=estimated)


def test_each_line_is_a_count_and_lines_below_it_are_its_names() -> None:
    read = read_counts("Počet besed: 12\n- Bezpečně na síti\nPeníze a dluhy\nÚčastníků: 1 240 předběžně")
    assert read == Understood(
        value=(
            count("Počet besed", "12", "Bezpečně na síti", "Peníze a dluhy"),
            count("Účastníků", "1240", estimated=True),
        )
    )


def test_a_message_without_a_count_is_told_so() -> None:
    assert read_counts("hodně besed\nPočet: 3") == NotUnderstood(code="count.none", text="hodně besed")
    assert isinstance(read_counts(""), NotUnderstood)


def test_counts_of_a_description_are_whole_lines_with_their_bullets() -> None:
    found = find_counts("Klub běžel.\n\nPočet akcí: 2\n\n- Tábor\n- Výlet\n\nJinak: 5\nPočet lidí: 30. Bylo jich víc.")
    assert found.counts == (count("Počet akcí", "2", "Tábor", "Výlet"),)
    assert found.rest == "Klub běžel.\n\nJinak: 5\nPočet lidí: 30. Bylo jich víc."


def test_several_counts_may_stand_on_one_line_as_sentences() -> None:
    line = "Počet jednání celkem: 17. Proběhly semináře: 7."
    both = (count("Počet jednání celkem", "17"), count("Proběhly semináře", "7"))
    assert find_counts(line).counts == both
    assert read_counts(line) == Understood(value=both)
    assert find_counts("Počet jednání: 17. Na jednom jich bylo 7.").counts == ()


def test_a_count_may_stand_above_a_list() -> None:
    assert leading_count("Počet projektů: 5\nKlub\nTábor") == (count("Počet projektů", "5"), "Klub\nTábor")
    assert leading_count("Klub 5\nTábor") == (None, "Klub 5\nTábor")


@given(st.text(max_size=60))
def test_any_text_is_read_to_a_defined_result(text: str) -> None:
    assert isinstance(read_counts(text), Understood | NotUnderstood)
    assert isinstance(find_counts(text).rest, str)


def test_an_estimate_is_told_by_its_word_and_the_word_is_taken_off() -> None:
    assert says_estimate("město 120 tis. (předběžně)")
    assert not says_estimate("předmět 120 tis.")
    assert without_estimate("město 120 tis. (předběžně)\nkraj 3") == "město 120 tis.\nkraj 3"
    assert estimates_among("město 120 odhad\nkraj 60", 2) == (True, False)
    assert estimates_among("město 120, kraj 60, předběžně", 2) == (True, True)


def test_a_project_may_say_its_estimate_and_the_part_of_the_town() -> None:
    first, second, third = read_named_lines("Klub 150 tis, z toho město 60 tis\nTábor 20 tis odhad\nOdhad rizik")
    assert (first.name, first.amount, first.town) == ("Klub", Decimal(150_000), Decimal(60_000))
    assert (second.name, second.amount, second.estimated) == ("Tábor", Decimal(20_000), True)
    assert (third.name, third.amount, third.estimated) == ("Odhad rizik", None, False)
