"""What one batch both writes and takes back: a message that waits, and the act that makes it void."""

from datetime import UTC, datetime
from typing import get_args

from storage.gathering import PLACES, Row, gathered
from storage.writes import InboxOutcome, OutboxRow, OutboxVoid
from storage.writing import outbox_rows

NOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
VOID = OutboxVoid(contact="petra", fold_key="count")


def said(number: int, fold_key: str = "count", contact: str = "petra") -> OutboxRow:
    return OutboxRow(id=f"o{number}", contact=contact, payload={}, fold_key=fold_key, not_before_at=NOW, created_at=NOW)


def states(*rows: Row) -> dict[str, str]:
    return {row["id"]: row["state"] for row in outbox_rows(gathered(NOW, rows).outbox)}


def test_an_act_makes_void_what_an_earlier_act_of_its_batch_wrote() -> None:
    assert states(said(1), VOID, said(2, "")) == {"o1": "dropped", "o2": "waiting"}


def test_an_act_makes_nothing_void_that_is_written_after_it() -> None:
    assert states(VOID, said(1)) == {"o1": "waiting"}


def test_a_void_between_two_messages_of_its_key_reaches_only_the_first() -> None:
    assert states(said(1), VOID, said(2)) == {"o1": "dropped", "o2": "waiting"}


def test_a_void_spares_messages_of_other_keys_and_of_other_contacts() -> None:
    assert states(said(1, "nudge"), said(2, contact="jan"), VOID) == {"o1": "waiting", "o2": "waiting"}


def test_rows_keep_the_order_in_which_they_happened_within_their_field() -> None:
    outcomes = [InboxOutcome(id=f"u{number}", outcome="done", done_at=NOW) for number in range(3)]
    writes = gathered(NOW, [outcomes[0], said(1), outcomes[1], VOID, said(2), outcomes[2]])
    assert writes.inbox == tuple(outcomes)
    assert [row.id for row in writes.outbox] == ["o1", "o2"]
    assert writes.voids == (VOID,)


def test_every_kind_of_row_has_its_field() -> None:
    assert set(get_args(Row)) == PLACES.keys()
