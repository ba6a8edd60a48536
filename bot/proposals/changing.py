"""Which plans somebody may change."""

from datetime import datetime

from flows.rights import Action, Membership, OnPlan, may
from flows.tasks import Refusal
from storage.database import Tx
from storage.loading import load_memberships
from storage.plans import load_plan_revisions


async def may_change(tx: Tx, person: str, now: datetime) -> dict[str, int]:
    """Give the plans that somebody may change, with the number of the revision in force."""
    members: tuple[Membership, ...] = (await load_memberships(tx, [person])).get(person, ())
    return {
        key: number
        for key, number in (await load_plan_revisions(tx)).items()
        if not isinstance(may(members, Action.IMPORT_PLAN, OnPlan(plan=key), now), Refusal)
    }
