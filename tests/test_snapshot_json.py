import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import JsonValue, Place
from flows.snapshot import FORMAT_VERSION, Turn
from flows.snapshot_json import SnapshotError, snapshot_from_json, snapshot_sha256, snapshot_to_json
from tests.report_sample import DEGREES, TASKS, plan, snapshot

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
places = st.builds(lambda question, turn: Place(question=question, instance=turn), st.text(), st.text(max_size=3))


def test_the_sample_survives_json() -> None:
    assert snapshot_from_json(snapshot_to_json(snapshot())) == snapshot()


@given(answers=st.dictionaries(places, values, max_size=5), left_out=st.frozensets(places, max_size=3))
def test_any_answers_survive_json(answers: dict[Place, JsonValue], left_out: frozenset[Place]) -> None:
    turns = (Turn(repeat="costs", instance="b"), Turn(repeat="costs", instance="a", parent="b"))
    task = replace(TASKS[0], values=answers, left_out=left_out, turns=turns)

    assert snapshot_from_json(snapshot_to_json(snapshot([task]))).tasks == (task,)


@given(st.text(st.characters(exclude_categories=())))
def test_any_letters_can_be_hashed_and_stored(text: str) -> None:
    task = replace(TASKS[0], values={Place(question="description"): [text]})
    written = snapshot_to_json(snapshot([task]))

    assert written.encode().decode() == written
    assert len(snapshot_sha256(snapshot([task]))) == 64


def test_half_a_letter_survives_json() -> None:
    task = replace(TASKS[0], values={Place(question="description"): ["č\ud83d konec"]})

    assert snapshot_from_json(snapshot_to_json(snapshot([task]))).tasks == (task,)


def test_the_order_in_which_values_were_put_in_does_not_show() -> None:
    task = TASKS[4]
    turned = replace(task, values=dict(reversed(list(task.values.items()))))

    assert list(turned.values) != list(task.values)
    assert snapshot_to_json(snapshot([turned])) == snapshot_to_json(snapshot([task]))


def test_the_same_moment_in_another_zone_is_the_same_text() -> None:
    prague = timezone(timedelta(hours=1))
    moved = replace(snapshot(), made_at=snapshot().made_at.astimezone(prague))

    assert snapshot_sha256(moved) == snapshot_sha256(snapshot())


def test_another_answer_gives_another_hash() -> None:
    other = replace(TASKS[0], values={**TASKS[0].values, Place(question="degree"): "partly"})

    assert snapshot_sha256(snapshot([other, *TASKS[1:]])) != snapshot_sha256(snapshot())


def test_a_float_is_refused_when_written() -> None:
    task = replace(TASKS[0], values={Place(question="amount"): 1.5})  # type: ignore[dict-item]  # what a caller must not do

    with pytest.raises(SnapshotError, match=r"1\.5"):
        snapshot_to_json(snapshot([task]))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"format_version":1}', '{"format_version":1.5}', "NaN"])
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        snapshot_from_json(text)


def test_a_newer_format_is_refused() -> None:
    document = json.loads(snapshot_to_json(snapshot()))
    document["format_version"] = FORMAT_VERSION + 1

    with pytest.raises(SnapshotError, match="newer"):
        snapshot_from_json(json.dumps(document))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        replace(snapshot(), made_at=datetime(2027, 1, 30))  # noqa: DTZ001 -- the very mistake


def test_the_authors_order_of_tables_survives() -> None:
    short = {"PČR": "Policie České republiky", "MěÚ": "městský úřad", "AA": "první v abecedě"}
    page = {"Zpracovatel": "Eva Sojková", "Předkladatel": "rada", "Garant": "místostarosta"}
    written = plan()
    defined = written.reports[0].model_copy(update={"title_page": page})
    turned = snapshot(of=written.model_copy(update={"abbreviations": short, "reports": (defined,)}))
    again = snapshot_from_json(snapshot_to_json(turned))

    assert list(again.plan.abbreviations) == list(short)
    assert list(again.plan.reports[0].title_page) == list(page)
    assert list(again.forms[0].choices["degree"]) == list(DEGREES)
    assert snapshot_to_json(again) == snapshot_to_json(turned)


def test_a_snapshot_of_the_first_format_keeps_its_hash() -> None:
    first = replace(snapshot(), format_version=1)
    text = snapshot_to_json(first)

    assert snapshot_to_json(snapshot_from_json(text)) == text
    assert list(json.loads(text)) == sorted(json.loads(text))
