"""Whom an act tells something besides the person who acts, loaded when the act is known."""

from collections.abc import Sequence

from bot.conversation.effects import Effect, Submit, Tell, TellActor
from bot.conversation.town_effects import ChangeFact, TellReworded
from bot.intake.differing import plans_that_differ
from bot.intake.setting import load_partner_contacts, load_recipients
from bot.intake.stage import Stage
from flows.tasks import Role
from storage.database import Tx

REACHING = (Tell, ChangeFact, Submit, TellActor, TellReworded)
"""Effects that may reach somebody else."""


async def load_audience(tx: Tx, stage: Stage, effects: Sequence[Effect]) -> None:
    """Load the coordinators and partners whom these effects are to reach."""
    reaching = [one for one in effects if isinstance(one, REACHING)]
    if not reaching:
        return
    wanted = {(one.plan, one.role) for one in reaching if isinstance(one, Tell | ChangeFact)}
    differing = plans_that_differ(stage, [one for one in reaching if isinstance(one, Submit)])
    wanted |= {(plan, Role.COORDINATOR) for plan in differing}
    wanted -= stage.recipients.keys()
    if wanted:
        await load_recipients(tx, stage, wanted | stage.recipients.keys())
    actors = {(one.plan, one.actor) for one in reaching if isinstance(one, TellActor | TellReworded)}
    actors -= stage.partners.keys()
    if actors:
        await load_partner_contacts(tx, stage, actors | stage.partners.keys())
