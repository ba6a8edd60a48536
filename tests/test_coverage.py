"""Points of a description that no bullet tells of."""

import pytest

from flows.coverage import same_word, uncovered
from flows.description_points import Point, points_of
from flows.plan import Item

POINTS = tuple(
    Point(key=text, text=text)
    for text in ("stránka o bezpečí na webu kraje", "brožury pro seniory", "kulaté stoly v obcích", "letáky a spoty")
)


def left(*texts: str) -> list[str]:
    return [point.text for point in uncovered(POINTS, texts)]


def test_a_point_of_which_nothing_was_written_is_found() -> None:
    assert left("Kraj má na webu stránku o bezpečí.", "Senioři dostali brožuru.") == [
        "kulaté stoly v obcích",
        "letáky a spoty",
    ]


def test_other_forms_of_the_words_tell_of_it_too() -> None:
    assert left(
        "Na stránkách kraje je oddíl o bezpečí.",
        "Seniorům jsme rozdali 400 brožur.",
        "U kulatého stolu se sešlo 12 starostů.",
        "Policie rozdávala leták o podvodech.",
    ) == []  # fmt: skip


def test_an_abbreviation_tells_of_what_it_means() -> None:
    points = (Point(key="ic", text="intervenční centrum"),)
    assert uncovered(points, ["IC přijalo 212 lidí."], {"IC": "intervenční centrum"}) == ()
    assert uncovered(points, ["IC přijalo 212 lidí."]) == points


def test_without_any_text_every_point_is_left() -> None:
    assert len(left()) == len(POINTS)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("brozury", "brozuru", True),
        ("leta", "letak", True),
        ("letaky", "letak", True),
        ("policie", "politika", False),
        ("obec", "obecny", True),
        ("stul", "stoly", False),
    ],
)
def test_forms_of_a_word_are_one_word(one: str, other: str, *, same: bool) -> None:
    assert same_word(one, other) is same


def test_the_points_of_a_description_are_its_bullets_without_lead_ins() -> None:
    item = Item(
        key="o", tree="s", number="1.1", level=1, title="Opatření", body="Úvodní věta.\n- web:\n  - stránka,\n- noviny."
    )
    assert [(point.key, point.text) for point in points_of(item)] == [
        ("stranka", "stránka"),
        ("noviny", "noviny"),
    ]


def test_a_description_of_paragraphs_alone_has_no_points() -> None:
    item = Item(key="o", tree="s", number="1.1", level=1, title="Opatření", body="Jen odstavec.\n\nA druhý.")
    assert points_of(item) == ()
