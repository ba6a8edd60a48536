"""Decisions about a whole round: what is possible as it stands, what still holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.decisions import Decided, Decision, Termination, extended_to, standing, termination
from flows.round_changes import LONGEST_DAYS, RoundStanding, last_decision, refusal

NOON = datetime(2027, 1, 20, 11, tzinfo=UTC)
OPEN = RoundStanding(is_open=True, deadline_on=date(2027, 1, 29), today=date(2027, 1, 20))
CLOSED = replace(OPEN, is_open=False, today=date(2027, 2, 3))
ENDED = Decision(
    id="end", kind=Decided.ENDED, body={"on": "2026-10-30", "body": "rada města", "resolution": "7/2026"}, at=NOON
)


def decision(key: str, kind: Decided, minutes: int, **more: object) -> Decision:
    at = NOON + timedelta(minutes=minutes)
    return replace(Decision(id=key, kind=kind, round="r", at=at), **more)  # type: ignore[arg-type]  # Decision checks


@pytest.mark.parametrize(
    ("kind", "at", "to", "code"),
    [
        (Decided.EXTENDED, OPEN, None, ""),
        (Decided.EXTENDED, OPEN, date(2027, 1, 30), ""),
        (Decided.EXTENDED, OPEN, date(2027, 1, 29), "round.bad_day"),
        (Decided.EXTENDED, OPEN, date(2027, 1, 10), "round.bad_day"),
        (Decided.EXTENDED, OPEN, OPEN.deadline_on + timedelta(days=LONGEST_DAYS), ""),
        (Decided.EXTENDED, OPEN, OPEN.deadline_on + timedelta(days=LONGEST_DAYS + 1), "round.bad_day"),
        (Decided.EXTENDED, CLOSED, None, "round.is_closed"),
        (Decided.CLOSED, OPEN, None, ""),
        (Decided.CLOSED, CLOSED, None, "round.is_closed"),
        (Decided.REOPENED, OPEN, None, "round.is_open"),
        (Decided.REOPENED, CLOSED, date(2027, 2, 3), ""),
        (Decided.REOPENED, CLOSED, date(2027, 2, 2), "round.bad_day"),
        (Decided.ENDED, OPEN, None, ""),
        (Decided.ENDED, CLOSED, None, ""),
        (Decided.ENDED, replace(OPEN, decisions=(ENDED,)), None, "plan.has_ended"),
    ],
)
def test_a_decision_is_possible_only_as_the_round_stands(
    kind: Decided, at: RoundStanding, to: date | None, code: str
) -> None:
    found = refusal(kind, at, to=to)

    assert (found.code if found else "") == code


def test_what_was_taken_back_does_not_stand_and_may_be_decided_again() -> None:
    back = replace(ENDED, id="back", at=NOON + timedelta(minutes=1), undoes="end")

    assert standing([ENDED, back]) == ()
    assert termination([ENDED]) == Termination(on=date(2026, 10, 30), body="rada města", resolution="7/2026")
    assert termination([ENDED, back]) is None
    assert refusal(Decided.ENDED, replace(OPEN, decisions=(ENDED, back))) is None


def test_the_newest_extension_of_this_round_counts() -> None:
    first = decision("1", Decided.EXTENDED, 0, body={"from": "2027-01-29", "to": "2027-02-03"})
    second = decision("2", Decided.EXTENDED, 1, body={"from": "2027-02-03", "to": "2027-02-10"})
    other = decision("3", Decided.EXTENDED, 2, body={"to": "2027-03-01"}, round="other")
    back = decision("4", Decided.EXTENDED, 3, undoes="2")

    assert extended_to([first, second, other], "r") == date(2027, 2, 10)
    assert extended_to([first, second, other, back], "r") == date(2027, 2, 3)
    assert extended_to([other], "r") is None


def test_decisions_are_taken_back_from_the_newest_on() -> None:
    first, second = decision("1", Decided.EXTENDED, 0), decision("2", Decided.CLOSED, 1)
    settled = decision("3", Decided.SETTLED, 2)

    assert last_decision([first, second, settled]) == second
    assert last_decision([first, second, decision("4", Decided.CLOSED, 3, undoes="2")]) == first
    assert last_decision([settled]) is None
