"""A round as its coordinator sees it: counts over tasks and people, and whom a reminder reaches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.board import (
    Board,
    BoardPerson,
    BoardTask,
    begun,
    below,
    changes_since,
    not_joined,
    silent,
    silent_since,
    tally,
    unfinished,
)
from flows.nudges import Addressee, Hindrance, addressees
from flows.tasks import Role, TaskState
from tests.storage_world import plan

NOW = datetime(2027, 1, 20, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=5)


def task(subject: str, actor: str, state: TaskState, **more: object) -> BoardTask:
    known = BoardTask(
        id=f"{subject}-{actor}",
        subject=subject,
        tree="t",
        actor=actor,
        role="lead",
        state=state,
        disowned_at=None,
        due_at=None,
        rev=1,
        changed_at=LONG_AGO,
        ask="asked",
        begun=False,
    )
    return known._replace(**more)  # type: ignore[arg-type]  # checked by BoardTask itself


def person(name: str, actor: str, **more: object) -> BoardPerson:
    known = BoardPerson(
        membership=f"m-{name}-{actor}",
        person=name,
        name=name,
        language="cs",
        role=Role.PARTNER,
        actor=actor,
        contact=f"c-{name}",
        address=name,
        contact_state="active",
        joined_at=LONG_AGO,
        checked_at=None,
        heard_at=LONG_AGO,
    )
    return replace(known, **more)  # type: ignore[arg-type]  # checked by BoardPerson itself


def board(tasks: list[BoardTask], people: list[BoardPerson], **more: object) -> Board:
    the_plan = plan()
    items = {(item.tree, item.key): item for item in the_plan.items}
    known = Board(
        plan=the_plan,
        round="r",
        key="r2026",
        title="Sběr",
        label="2026",
        opens_on=date(2027, 1, 11),
        deadline_on=date(2027, 1, 29),
        is_open=True,
        items=items,
        order={key: place for place, key in enumerate(items)},
        tasks=tuple(tasks),
        people=tuple(people),
    )
    return replace(known, **more)  # type: ignore[arg-type]  # checked by Board itself


TASKS = [
    task("a1", "kotva", TaskState.OPEN),
    task("a2", "kotva", TaskState.SUBMITTED, changed_at=NOW - timedelta(hours=2)),
    task("a3", "policie", TaskState.OPEN),
]


def test_silent_is_not_the_same_as_not_joined() -> None:
    nobody = board(TASKS, [person("petra", "kotva")])
    there = board(TASKS, [person("petra", "kotva"), person("jan", "policie")])

    assert (silent(nobody), not_joined(nobody)) == ((), ("policie",))
    assert (silent(there), not_joined(there)) == (("policie",), ())
    assert begun(there) == {"kotva"}


def test_a_coordinator_who_joined_makes_no_actor_joined() -> None:
    eva = person("eva", "", role=Role.COORDINATOR)

    assert not_joined(board(TASKS, [eva])) == ("kotva", "policie")


def test_silence_is_counted_from_the_last_sign_of_anybody_there() -> None:
    two = [person("jan", "policie"), person("ota", "policie", heard_at=NOW - timedelta(days=1))]

    assert silent_since(board(TASKS, two), "policie") == NOW - timedelta(days=1)
    assert silent_since(board(TASKS, []), "policie") is None


def test_what_is_cancelled_is_not_expected() -> None:
    counts = tally([*TASKS, task("a1", "policie", TaskState.CANCELLED)])

    assert (counts.sent, counts.total) == (1, 3)


def test_items_are_counted_at_every_level() -> None:
    here = board(TASKS, [])
    tops, leaves = below(here, None), below(here, ("t", "p1"))

    assert [*tops] == [("t", "p1")]
    assert [*leaves] == [("t", "a1"), ("t", "a2"), ("t", "a3")]
    assert (tops["t", "p1"].sent, tops["t", "p1"].total) == (1, 3)
    assert [one.sent for one in leaves.values()] == [0, 1, 0]
    assert below(here, ("t", "a2")) == {}


def test_what_is_asked_of_no_organisation_is_counted_nowhere() -> None:
    here = board([*TASKS, task("a1", "", TaskState.OPEN)], [])

    assert below(here, None)["t", "p1"].total == 3


def test_changes_are_those_since_an_instant() -> None:
    joined = person("petra", "kotva", joined_at=NOW - timedelta(hours=1))
    changes = changes_since(board(TASKS, [joined]), NOW - timedelta(days=1))

    assert (changes.sent, changes.joined, changes.returned) == (1, 1, 0)
    assert not changes_since(board(TASKS, [joined]), NOW).any


@pytest.mark.parametrize(
    ("more", "world", "hindrance"),
    [
        ({}, {}, None),
        ({"contact_state": "blocked"}, {}, Hindrance.GONE),
        ({}, {"reminded": {"jan": NOW - timedelta(hours=3)}}, Hindrance.REMINDED),
        ({}, {"reminded": {"jan": NOW - timedelta(hours=30)}}, None),
        ({}, {"away": {"jan": date(2027, 1, 25)}}, Hindrance.AWAY),
        ({"heard_at": NOW - timedelta(minutes=10)}, {}, Hindrance.ANSWERING),
    ],
)
def test_a_reminder_names_why_somebody_is_left_out(
    more: dict[str, object], world: dict[str, object], hindrance: Hindrance | None
) -> None:
    found = addressees(board(TASKS, [person("jan", "policie", **more)], **world), ["policie"], NOW)

    assert [one.hindrance for one in found] == [hindrance]


def test_a_reminder_reaches_a_person_once_for_all_their_actors_and_names_whom_nobody_joined() -> None:
    both = [person("jan", "policie"), person("jan", "kotva", membership="m2")]
    found = addressees(board(TASKS, both), ["kotva", "policie"], NOW)

    assert [(one.actors, one.waits) for one in found] == [(("policie", "kotva"), 2)]
    assert addressees(board(TASKS, []), ["policie"], NOW) == (
        Addressee(
            person="", contact="", name="", language="", actors=("policie",), waits=1, hindrance=Hindrance.NOT_JOINED
        ),
    )


def test_whoever_has_nothing_left_to_do_is_not_reminded() -> None:
    done = board([task("a3", "policie", TaskState.SUBMITTED)], [person("jan", "policie")])
    disowned = board([task("a3", "policie", TaskState.OPEN, disowned_at=NOW)], [person("jan", "policie")])

    assert unfinished(done) == unfinished(disowned) == ()
    assert addressees(done, ["policie"], NOW) == addressees(disowned, ["policie"], NOW) == ()
