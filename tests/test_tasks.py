"""The table of the task's states."""

from itertools import product

import pytest

from flows.tasks import Refusal, Role, TaskEvent, TaskState, change

S, E, R = TaskState, TaskEvent, Role


@pytest.mark.parametrize(("state", "event", "role"), list(product(S, E, R)))
def test_every_state_event_and_role_has_an_answer(state: TaskState, event: TaskEvent, role: Role) -> None:
    answer = change(state, event, role, before=S.STARTED)

    assert isinstance(answer, TaskState | Refusal)
    if role in {R.READER, R.ADMIN}:
        assert answer == Refusal(code="task.role")


# One row per state; columns are what the partner, then the coordinator, then the program gets; "." = refused.
TABLE = """
state          | event                 | partner        | coordinator    | program
open           | answered              | started        | started        | started
started        | answered              | started        | started        | started
submitted      | answered              | submitted      | submitted      | submitted
returned       | answered              | returned       | returned       | returned
corrected      | answered              | corrected      | corrected      | corrected
approved       | answered              | .              | approved       | .
not_supplied   | answered              | started        | started        | started
not_applicable | answered              | started        | started        | started
cancelled      | answered              | .              | .              | .
open           | submitted             | submitted      | submitted      | .
started        | submitted             | submitted      | submitted      | submitted
submitted      | submitted             | submitted      | submitted      | .
returned       | submitted             | corrected      | corrected      | .
corrected      | submitted             | corrected      | corrected      | .
approved       | submitted             | .              | submitted      | .
not_supplied   | submitted             | submitted      | submitted      | .
not_applicable | submitted             | submitted      | submitted      | .
cancelled      | submitted             | .              | .              | .
returned       | kept                  | corrected      | corrected      | .
submitted      | kept                  | .              | .              | .
open           | returned              | .              | .              | .
submitted      | returned              | .              | returned       | .
corrected      | returned              | .              | returned       | .
approved       | returned              | .              | returned       | .
returned       | returned              | .              | .              | .
submitted      | approved              | .              | approved       | .
corrected      | approved              | .              | approved       | .
approved       | approved              | .              | .              | .
returned       | approved              | .              | .              | .
open           | closed_missing        | .              | not_supplied   | not_supplied
started        | closed_missing        | .              | not_supplied   | not_supplied
returned       | closed_missing        | .              | .              | .
submitted      | closed_missing        | .              | .              | .
open           | marked_not_applicable | not_applicable | not_applicable | not_applicable
submitted      | marked_not_applicable | .              | not_applicable | .
not_applicable | marked_not_applicable | .              | .              | .
open           | disowned              | open           | open           | .
started        | disowned              | started        | started        | .
submitted      | disowned              | .              | .              | .
started        | reclaimed             | started        | started        | .
started        | handed_over           | .              | cancelled      | .
submitted      | handed_over           | .              | .              | .
not_supplied   | extended              | .              | started        | started
open           | extended              | .              | open           | open
not_supplied   | reopened              | .              | open           | open
cancelled      | reopened              | .              | open           | open
approved       | reopened              | .              | submitted      | submitted
open           | reopened              | .              | .              | .
submitted      | cancelled             | .              | cancelled      | cancelled
open           | opened                | .              | .              | .
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()[1:]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_states_change_as_the_table_says(row: list[str]) -> None:
    state, event, *expected = row

    for role, cell in zip((R.PARTNER, R.COORDINATOR, R.PROGRAM), expected, strict=True):
        answer = change(S(state), E(event), role)
        assert ("." if isinstance(answer, Refusal) else answer.value) == cell, role


def test_an_undo_gives_back_the_state_before() -> None:
    assert change(S.SUBMITTED, E.UNDONE, R.PARTNER, before=S.STARTED) is S.STARTED
    assert change(S.CANCELLED, E.UNDONE, R.COORDINATOR, before=S.RETURNED) is S.RETURNED


@pytest.mark.parametrize("state", [S.NOT_SUPPLIED, S.NOT_APPLICABLE, S.CANCELLED])
def test_what_is_opened_again_goes_on_with_the_answers_that_it_has(state: TaskState) -> None:
    assert change(state, E.REOPENED, R.COORDINATOR, begun=True) is S.STARTED
    assert change(state, E.REOPENED, R.COORDINATOR) is S.OPEN


def test_a_partner_cannot_take_back_what_the_coordinator_decided() -> None:
    assert change(S.APPROVED, E.UNDONE, R.PARTNER, before=S.SUBMITTED) == Refusal(code="task.decided_by_coordinator")


def test_an_undo_of_nothing_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="must name the state"):
        change(S.SUBMITTED, E.UNDONE, R.PARTNER)
