"""Where several processes work, what is in force here is compared with the database before a batch is played."""

from bot.in_force import InForce
from storage.database import Tx
from storage.plans import load_plan_revisions


class OutdatedError(Exception):
    """Another process has imported a plan that is not yet in force in this one."""


async def must_be_up_to_date(tx: Tx, in_force: InForce) -> None:
    """Look for newer plans; nothing to do on SQLite, where one process works and every sweep looks.

    Raises:
        OutdatedError: There is one.
    """
    if tx.dialect.name != "postgresql":
        return
    revisions = await load_plan_revisions(tx)
    if any(in_force.needs(plan, number) for plan, number in revisions.items()):
        raise OutdatedError
