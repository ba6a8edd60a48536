"""A form that people answer already goes on being asked, whatever the program takes by now."""

import logging

import pytest

from bot.calendar.in_use import compiled, refresh
from bot.in_force import InForce
from flows.answers import Place
from flows.evaluation import evaluate
from flows.form import Form
from flows.surroundings import Surroundings
from flows.xlsform import read_form
from storage.database import Database
from storage.forms import FormVersion
from tests.storage_world import NOW, new_world

DEEP = "not(" * 200 + "1" + ")" * 200
SOURCE = f"""
| settings | form_id | form_title |
| | annual | Roční |

| survey | type | name | label | calculation | relevant | constraint | choice_filter | repeat_count | required |
| | text | a | A | | {DEEP} | {DEEP} | | | {DEEP} |
| | calculate | b | | {DEEP} | | | | | |
| | select_one c | c | C | | | | {DEEP} | | |
| | begin repeat | d | D | | | | | {DEEP} | |
| | text | e | E | | ${{a}} = 'x' | | | | |
| | end repeat | | | | | | | | |

| choices | list_name | name | label |
| | c | one | Jedna |
"""


def stored(source: str) -> FormVersion:
    return FormVersion(
        id="v1",
        form="annual",
        number=3,
        source=source,
        source_hash="",
        xform="<xform/>",
        compatible_with=None,
        at=NOW,
    )


def test_an_expression_that_is_taken_no_more_is_blank_in_a_stored_form_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, logger="bot.calendar.in_use"):
        form = compiled(stored(SOURCE))
    asked, worth, chosen, repeat, inner = (form.by_name[name] for name in "abcde")

    assert (asked.relevant, asked.constraint, asked.required) == (None, None, None)
    assert (worth.calculation, chosen.choice_filter, repeat.repeat_count) == (None, None, None)
    assert inner.relevant is not None
    assert evaluate(form, {}, surroundings=Surroundings(today=NOW.date())).at(Place(question="a")).relevant
    assert len(caplog.records) == len(form.refused) == 6
    assert caplog.records[0].getMessage() == (
        "form annual 3, survey, row 2, column required: expression.too_deep, read as blank"
    )


def test_the_same_form_is_refused_when_it_is_new() -> None:
    found = read_form(SOURCE, name="annual")

    assert isinstance(found, tuple)
    assert {fault.code for fault in found} == {"expression.too_deep"}


def test_a_new_form_has_nothing_refused() -> None:
    form = read_form(SOURCE.replace(DEEP, "1"), name="annual")

    assert isinstance(form, Form)
    assert form.refused == ()


async def test_a_stored_form_that_is_none_stops_neither_the_bot_nor_a_plan(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    world, in_force = await new_world(database), InForce()
    with caplog.at_level(logging.ERROR, logger="bot.calendar.in_use"):
        await refresh(database, in_force)

    assert set(in_force.plans) == {"kamenov"}
    assert not in_force.has_form(world.tasks["a1"].form_version)
    assert "the stored form annual 1" in caplog.text
