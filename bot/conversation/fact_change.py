"""A shared fact that gets another figure, wherever it was said."""

from decimal import Decimal

from bot.conversation.state import TaskCard
from bot.conversation.town_effects import ChangeFact
from flows.shared_facts import SharedFact, written


def fact_change(task: TaskCard, fact: SharedFact, value: Decimal) -> ChangeFact:
    """Give the effect: the register takes the figure, the coordinators learn what is to be read again."""
    return ChangeFact(
        plan=task.plan.key,
        round=task.round.key,
        task=task.id,
        actor=task.actor,
        fact=fact.key,
        value=f"{value:f}",
        before=written(fact.value),
    )
