"""What one batch both writes and takes back: a message that waits, and the act that makes it void."""

from datetime import UTC, datetime

from storage.writes import OutboxRow, OutboxVoid, Writes, joined
from storage.writing import outbox_rows

NOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
VOID = Writes(changed_at=NOW, voids=(OutboxVoid(contact="petra", fold_key="count"),))


def said(number: int, fold_key: str = "count") -> Writes:
    row = OutboxRow(id=f"o{number}", contact="petra", payload={}, fold_key=fold_key, not_before_at=NOW, created_at=NOW)
    return Writes(changed_at=NOW, outbox=(row,))


def states(writes: Writes) -> dict[str, str]:
    return {row["id"]: row["state"] for row in outbox_rows(writes.outbox)}


def test_an_act_makes_void_what_an_earlier_act_of_its_batch_wrote() -> None:
    assert states(joined((said(1), VOID, said(2, "")))) == {"o1": "dropped", "o2": "waiting"}


def test_an_act_makes_nothing_void_that_is_written_after_it() -> None:
    assert states(joined((VOID, said(1)))) == {"o1": "waiting"}


def test_a_void_joined_with_what_follows_it_still_reaches_only_what_came_before() -> None:
    whole_act = joined((VOID, said(2)))
    assert states(joined((said(1), whole_act))) == {"o1": "dropped", "o2": "waiting"}


def test_a_void_spares_messages_of_other_keys() -> None:
    assert states(joined((said(1, "nudge"), VOID))) == {"o1": "waiting"}
