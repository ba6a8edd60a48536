"""Entering a returned table without the chat: the same rules, the same rows, nobody's own act."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from bot.answer_table.inputs import read_content
from bot.answer_table.received import TableRead
from bot.conversation.desk import ReturnedTable
from bot.conversation.effects import Effect, Say, TellActor
from bot.conversation.scene import Scene, Surrounds
from bot.conversation.state import Behalf, Dialog, PersonCard
from bot.conversation.tables import apply
from bot.conversation.town_effects import SettleTable
from bot.in_force import InForce
from bot.intake.act import Act
from bot.intake.carrying_out import carry_out
from bot.intake.interviews import Interviews
from bot.intake.setting import load_partner_contacts, open_cards
from bot.intake.stage import Stage
from flows.answers import JsonValue
from flows.rights import Membership
from flows.tasks import Role
from storage.database import Tx
from storage.gathering import gathered
from storage.loading import load_tasks
from storage.writing import write_batch


async def enter_table(tx: Tx, read: TableRead, in_force: InForce, *, now: datetime, mint: Callable[[], str]) -> bool:
    """Write what a table says, on behalf of its actor; False where something changed since it was read.

    The partner is told as if a coordinator had entered it in the chat.
    """
    stage = Stage(now=now, plans=in_force.plans, bot_name="")
    views = await load_tasks(tx, actors=[(read.plan, read.actor)])
    await open_cards(tx, stage, views, in_force, Interviews())
    inputs = read_content(cast("JsonValue", read.content))
    if any(stage.tasks[task].head_seq != head for task, head, _ in inputs):
        return False
    member = Membership(person="", plan=read.plan, role=Role.COORDINATOR, from_at=now)
    town = PersonCard(contact="", address="", name=in_force.plans[read.plan].plan.contact.name, memberships=(member,))
    scene = Scene(
        now=now,
        mint=mint,
        person=town,
        dialog=Dialog(contact="", behalf=Behalf(plan=read.plan, actor=read.actor, medium="table")),
        tasks=stage.tasks,
        surrounds=Surrounds(
            plans={key: index.plan for key, index in in_force.plans.items()},
            invites={},
            requests={},
            opens={},
            bot_name="",
        ),
    )
    table = ReturnedTable(id="", plan=read.plan, actor=read.actor, inputs=inputs, waiting=True)
    apply(scene, table, stage.cards(task for task, _, _ in inputs))
    if any(isinstance(one, TellActor) for one in scene.effects):
        await load_partner_contacts(tx, stage, {(read.plan, read.actor)})
    act = Act(
        stage=stage, mint=mint, inbox="", person=town, views=dict(stage.views), toasts=[], invites={}, requests={}
    )
    effects: list[Effect] = [one for one in scene.effects if not isinstance(one, Say | SettleTable)]
    await write_batch(tx, gathered(now, carry_out(act, effects)))
    return True
