"""Items and actors that a plan has, or had: a new workbook may speak of them without their keys."""

from sqlalchemy import select

from flows.workbook.known import KnownPart
from storage.database import Tx
from storage.tables.plans import actors, items


async def load_known(tx: Tx, plan: str) -> list[KnownPart]:
    """Load every item and actor of a plan, the retired ones too."""
    of_items = select(items.c.tree, items.c.key, items.c.number, items.c.title, items.c.retired_at.is_not(None))
    of_actors = select(actors.c.key, actors.c.name, actors.c.retired_at.is_not(None))
    found = [
        KnownPart(kind="item", tree=tree, key=key, number=number, title=title, retired=bool(retired))
        for tree, key, number, title, retired in await tx.execute(of_items.where(items.c.plan == plan))
    ]
    return found + [
        KnownPart(kind="actor", key=key, title=name, retired=bool(retired))
        for key, name, retired in await tx.execute(of_actors.where(actors.c.plan == plan))
    ]
