"""What can never be written is told from what the database does not take for the moment."""

from typing import Any

import pytest
from sqlalchemy import Table, insert

from storage.database import Database
from storage.faults import is_not_about_it
from storage.tables.traffic import leases, message_links
from tests.storage_world import NOW

LEASE = {"name": "other", "holder": "x", "host": "h", "pid": 1, "beat_at": NOW}
LINK = {"contact": "nobody", "message_ref": "1", "part": 0, "direction": "in", "question": "", "instance": "", "seq": 0}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (leases, LEASE | {"pid": 1 << 80}),
        (leases, LEASE | {"beat_at": NOW.replace(tzinfo=None)}),
        (leases, LEASE | {"host": object()}),
        (message_links, LINK),
    ],
)
async def test_a_row_that_never_fits_is_not_tried_for_ever(
    database: Database, table: Table, row: dict[str, Any]
) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - what each engine raises is what is asked about
        async with database.write() as tx:
            await tx.execute(insert(table), [row])
    assert isinstance(refused.value, Exception)
    assert not is_not_about_it(refused.value)


async def test_a_database_that_takes_nothing_now_is_tried_again(database: Database) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - what each engine raises is what is asked about
        async with database.read() as tx:
            await tx.execute(insert(leases), [LEASE])
    assert isinstance(refused.value, Exception)
    assert is_not_about_it(refused.value)


@pytest.mark.parametrize("error", [OSError("no route"), TimeoutError(), ConnectionRefusedError()])
def test_a_server_that_is_away_is_tried_again(error: Exception) -> None:
    assert is_not_about_it(error)
