"""An outline of bullets: moved, deepened, raised and taken away with what is under them."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from flows.outline import Change, Row, Rows, can, changed, children, numbers
from flows.reading.bullets import DEEPEST


def rows(*levels: int) -> Rows:
    return tuple(Row(key=f"{at}", level=level, text=f"Bod {at}") for at, level in enumerate(levels, start=1))


def keys(found: Rows) -> str:
    return " ".join(f"{row.key}/{row.level}" for row in found)


def test_bullets_are_numbered_with_their_sub_items() -> None:
    assert numbers(rows(1, 2, 2, 3, 1, 2)) == ("1", "1.1", "1.2", "1.2.1", "2", "2.1")


def test_a_bullet_moves_with_what_is_under_it() -> None:
    assert keys(changed(rows(1, 2, 1, 2), "3", "up")) == "3/1 4/2 1/1 2/2"
    assert keys(changed(rows(1, 2, 1, 2), "1", "down")) == "3/1 4/2 1/1 2/2"


def test_a_sub_item_does_not_leave_its_bullet() -> None:
    assert not can(rows(1, 2, 1, 2), "4", "up")
    assert not can(rows(1, 2, 1, 2), "2", "down")


def test_a_bullet_becomes_a_sub_item_of_the_one_before_and_back() -> None:
    deeper = changed(rows(1, 1, 2, 1), "2", "in")
    assert keys(deeper) == "1/1 2/2 3/3 4/1"
    assert keys(changed(deeper, "2", "out")) == "1/1 2/1 3/2 4/1"
    assert not can(rows(1, 1), "1", "in")
    assert not can(rows(1, 2, 3, 3), "4", "in")


def test_taking_a_bullet_away_takes_its_sub_items() -> None:
    assert keys(changed(rows(1, 2, 3, 1), "1", "drop")) == "4/1"
    assert [row.key for row in children(rows(1, 2, 3, 2, 1), 0)] == ["2", "4"]


@given(
    st.lists(st.integers(min_value=1, max_value=3), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(get_args(Change))), max_size=6),
)
def test_whatever_is_done_no_bullet_hangs_in_the_air_and_none_is_doubled(
    levels: list[int], acts: list[tuple[int, Change]]
) -> None:
    even = [1]
    for level in levels:
        even.append(min(level, even[-1] + 1))
    now = rows(*even)
    for at, act in acts:
        if at < len(now):
            now = changed(now, now[at].key, act)
    assert len({row.key for row in now}) == len(now)
    before = 0
    for row in now:
        assert 1 <= row.level <= min(before + 1, DEEPEST)
        before = row.level
