"""One process works on one SQLite file: a lease row with a heartbeat says which."""

import os
import platform
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, insert, select, update

from storage.async_engine import AsyncConnection
from storage.faults import DatabaseInUse
from storage.tables.traffic import leases

BEAT_EVERY = timedelta(seconds=10)
STALE_AFTER = 3 * BEAT_EVERY
_NAME = "writer"
_held: Final[set[str]] = set()
"""Leases of this very process: after a restart in a container the predecessor had our pid."""


class Lease:
    """The right to write to one SQLite file."""

    def __init__(self) -> None:
        self.holder = secrets.token_hex(8)

    async def take(self, tx: AsyncConnection, at: datetime) -> None:
        """Take the lease, or raise.

        A lease whose process is gone, or whose heart stopped beating, is taken over.

        Raises:
            DatabaseInUse: Somebody living holds it.
        """
        row = (await tx.execute(select(leases).where(leases.c.name == _NAME))).one_or_none()
        if row is not None and _lives(row.holder, row.host, row.pid, row.beat_at, at):
            raise DatabaseInUse(
                f"Another process (number {row.pid} on {row.host}) works on this database. "
                "Stop it first, or use PostgreSQL to run several."
            )
        await tx.execute(delete(leases).where(leases.c.name == _NAME))
        mine = {"name": _NAME, "holder": self.holder, "host": platform.node(), "pid": os.getpid(), "beat_at": at}
        await tx.execute(insert(leases), mine)
        _held.add(self.holder)

    async def beat(self, tx: AsyncConnection, at: datetime) -> bool:
        """Say that we live; False when somebody else took the lease meanwhile."""
        mine = (leases.c.name == _NAME) & (leases.c.holder == self.holder)
        return (await tx.execute(update(leases).where(mine).values(beat_at=at))).rowcount == 1

    async def release(self, tx: AsyncConnection) -> None:
        """Give the lease back."""
        await tx.execute(delete(leases).where(leases.c.holder == self.holder))
        self.forget()

    def forget(self) -> None:
        """This process no longer claims the lease, whatever its row says."""
        _held.discard(self.holder)


def _lives(holder: str, host: str, pid: int, beat_at: datetime, at: datetime) -> bool:
    if abs(at - beat_at) > STALE_AFTER:
        return False
    if host != platform.node():
        return True
    if pid == os.getpid():
        return holder in _held
    return _runs(pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["Z"]
