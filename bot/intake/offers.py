"""Loading what people can still send of a round that has closed: only for those for whom nothing else waits."""

from bot.conversation.calendar_cards import OfferCard
from bot.intake.cards import last_day, order_of
from bot.intake.stage import Stage
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.loading import load_tasks
from storage.views import TaskView


async def load_offers(tx: Tx, stage: Stage) -> None:
    """Load, for each actor without a task in an open round, what was not supplied in the newest closed one."""
    busy = {(view.plan, view.actor) for view in stage.views.values()}
    pairs = {
        (one.plan, one.actor)
        for person in stage.people.values()
        for one in person.memberships
        if one.role is Role.PARTNER and one.plan in stage.plans and one.holds_at(stage.now)
    } - busy
    if not pairs:
        return
    found = [view for view in await load_tasks(tx, actors=pairs, closed_too=True) if view.closes_at is not None]
    offers: dict[tuple[str, str], OfferCard] = {}
    for pair in sorted(pairs):
        theirs = [view for view in found if (view.plan, view.actor) == pair]
        newest = max(theirs, key=lambda view: (view.closes_at, view.round), default=None)
        missing = [view for view in theirs if newest and view.round == newest.round and is_missing(view)]
        if newest is not None and missing:
            offers[newest.round, newest.actor] = offer_card(stage, missing)
            stage.views.update((view.id, view) for view in missing)
    stage.offers = offers


def is_missing(view: TaskView) -> bool:
    """Tell whether the end of its round found nothing sent in a task."""
    return view.round_state == "closed" and view.state is TaskState.NOT_SUPPLIED and view.disowned_at is None


def offer_card(stage: Stage, missing: list[TaskView]) -> OfferCard:
    """Make the card of what an actor did not supply in a round."""
    first = missing[0]
    index = stage.plans[first.plan]
    ordered = sorted(missing, key=lambda view: (order_of(index, view), view.id))
    return OfferCard(
        plan=first.plan,
        round=first.round,
        actor=first.actor,
        deadline_on=last_day(first.deadline_at, index.plan),
        tasks=tuple(view.id for view in ordered),
    )
