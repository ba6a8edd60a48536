"""Loading what people can still send of a round that has closed: only for those for whom nothing else waits."""

from bot.conversation.calendar_cards import OfferCard, SentCard
from bot.intake.cards import last_day, level_names, order_of
from bot.intake.stage import Stage
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.loading import load_tasks
from storage.views import TaskView

SENT = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.APPROVED, TaskState.RETURNED})


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
    ended: dict[str, SentCard] = {}
    for pair in sorted(pairs):
        theirs = [view for view in found if (view.plan, view.actor) == pair]
        newest = max(theirs, key=lambda view: (view.closes_at, view.round), default=None)
        missing = [view for view in theirs if newest and view.round == newest.round and is_missing(view)]
        ended |= {view.id: sent_card(stage, view) for view in theirs if newest and is_sent(view, newest.round)}
        if newest is not None and missing:
            offers[newest.round, newest.actor] = offer_card(stage, missing)
            stage.views.update((view.id, view) for view in missing)
    stage.offers, stage.ended = offers, dict(sorted(ended.items(), key=lambda one: place_of(stage, one[1])))


def is_missing(view: TaskView) -> bool:
    """Tell whether the end of its round found nothing sent in a task."""
    return view.round_state == "closed" and view.state is TaskState.NOT_SUPPLIED and view.disowned_at is None


def is_sent(view: TaskView, round_id: str) -> bool:
    """Tell whether something was sent in a task of a closed round."""
    return view.round == round_id and view.round_state == "closed" and view.submissions > 0 and view.state in SENT


def sent_card(stage: Stage, view: TaskView) -> SentCard:
    """Make the card of what an actor has sent in a round that is over."""
    index = stage.plans[view.plan]
    item = index.items.get((view.tree, view.subject))
    return SentCard(
        task=view.id,
        plan=view.plan,
        actor=view.actor,
        actor_name=index.actors.get(view.actor, ""),
        number=item.number if item else "",
        title=item.title if item else index.plan.title,
        levels=level_names(index.plan, item),
        deadline_on=last_day(view.deadline_at, index.plan),
    )


def place_of(stage: Stage, card: SentCard) -> tuple[str, int, str]:
    """Give where it stands in the document."""
    numbers = [item.number for item in stage.plans[card.plan].items.values()]
    return card.plan, numbers.index(card.number) if card.number in numbers else -1, card.task


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
