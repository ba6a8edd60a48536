"""Answer tables in the conversation: asking for one, and using or dropping one that came back."""

from collections.abc import Mapping, Sequence

from bot.conversation.buttons import Tap
from bot.conversation.desk import ReturnedTable
from bot.conversation.heard import Sent
from bot.conversation.on_behalf import choose_actor, entered_plans, named_actor
from bot.conversation.plans_sent import FORM_NAMES, PLAN_NAME, TOML, plans_of
from bot.conversation.scene import LOCKED_STATES, OPEN_STATES, SENT_STATES, Scene
from bot.conversation.state import Behalf, TaskCard
from bot.conversation.town_effects import MakeTable, ReadWorkbook, SettleTable
from bot.conversation.writing import submit, write
from flows.rejection import Rejection
from flows.rights import Action, OnTask, may
from flows.tasks import Refusal

SUFFIX = ".xlsx"
NAMES = ("podklady", "answers")
"""Beginnings of the names that our tables have."""


def is_table(scene: Scene, sent: Sent) -> bool:
    """Tell whether a file is meant as a workbook to be read, not as an attachment."""
    name = sent.name.lower()
    if plans_of(scene) and (name.endswith(TOML) or name.startswith((PLAN_NAME, *FORM_NAMES))):
        return True
    if not name.endswith((SUFFIX, ".xlsm")):
        return False
    at_desk = bool(entered_plans(scene)) or bool(plans_of(scene))
    return name.startswith(NAMES) or (at_desk and scene.task(scene.dialog.task) is None)


def take_workbook(scene: Scene, sent: Sent) -> None:
    """Have a workbook read; what is in it is said in a moment."""
    scene.say("workbook_reading", name=sent.name)
    scene.effects.append(ReadWorkbook(id=scene.mint(), file=sent.file, name=sent.name))


def offer_table(scene: Scene) -> None:
    """Give the table of the person's own actors, or let a coordinator choose whose."""
    cards = [card for card in scene.tasks.values() if card.actor and not (scene.enters(card) or scene.tries(card))]
    own = {(card.plan.key, card.actor) for card in cards if scene.allowed(card, Action.ANSWER) is not None}
    if own:
        scene.say("table_making")
        scene.effects += [MakeTable(plan=plan, actor=actor) for plan, actor in sorted(own)]
    elif entered_plans(scene):
        choose_actor(scene)
    else:
        scene.say("nothing_waits", contact=scene.contact_of(None))


def make_table(scene: Scene, read: Tap) -> None:
    """Give a coordinator the table of an actor."""
    named = named_actor(scene, read)
    if named is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, actor = named
    scene.say("table_making")
    scene.effects.append(MakeTable(plan=plan.key, actor=actor.key))


def use_table(scene: Scene, read: Tap) -> None:
    """Apply a table, all of it or nothing; what is complete is sent."""
    table = scene.surrounds.tables.get(read.part(0))
    cards = {} if table is None else {task: scene.surrounds.entered.get(task) for task, _, _ in table.inputs}
    if table is None or any(card is None for card in cards.values()):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    if not table.waiting:
        scene.say("done_already")
        return
    before = scene.dialog.behalf
    if not enter_as(scene, table, [card for card in cards.values() if card is not None]):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    changed = [card for task, head, _ in table.inputs if (card := cards[task]) is not None and moved(card, head)]
    if changed:
        scene.change_dialog(behalf=before)
        scene.say("table_meanwhile", numbers=", ".join(card.number or card.title for card in changed))
        return
    apply(scene, table, {task: card for task, card in cards.items() if card is not None})
    scene.change_dialog(behalf=before)


def enter_as(scene: Scene, table: ReturnedTable, cards: Sequence[TaskCard]) -> bool:
    """Answer for oneself where one may, else on behalf of the actor by way of a table; False where neither may be."""
    if all(scene.allowed(card, Action.ANSWER) is not None for card in cards):
        return True
    scene.change_dialog(behalf=Behalf(plan=table.plan, actor=table.actor, medium="table"))
    return all(scene.allowed(card, Action.ANSWER) is not None for card in cards)


def moved(card: TaskCard, head: int) -> bool:
    """Tell whether a task is no longer as it was when the table was tried."""
    return card.head_seq != head or card.state in LOCKED_STATES or card.round.closed


def apply(scene: Scene, table: ReturnedTable, cards: Mapping[str, TaskCard]) -> None:
    """Write the inputs of a table; they were tried before, on the same answers.

    Raises:
        ValueError: An input does not hold all the same; then nothing of the act is written.
    """
    sent = 0
    for task, _, inputs in table.inputs:
        card = cards[task]
        for given in inputs:
            outcome = write(scene, card, given, holds=False)
            if isinstance(outcome, Rejection):
                raise ValueError(f"a table that was tried does not hold: {outcome.code}")  # noqa: TRY004 - no type is at fault
            card = outcome
        if not card.evaluation.missing() and card.state in OPEN_STATES | SENT_STATES:
            submit(scene, card)
            sent += 1
    scene.effects.append(SettleTable(id=table.id, used=True))
    scene.say("table_used", count=len(table.inputs), complete=sent)


def drop_table(scene: Scene, read: Tap) -> None:
    """Leave a table aside; nothing changes."""
    table = scene.surrounds.tables.get(read.part(0))
    if table is None or not table.waiting:
        scene.say("done_already")
        return
    subject = OnTask(plan=table.plan, actor=table.actor)
    wanted = (Action.ANSWER, Action.ANSWER_ON_BEHALF)
    if all(isinstance(may(scene.person.memberships, one, subject, scene.now), Refusal) for one in wanted):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    scene.effects.append(SettleTable(id=table.id, used=False))
    scene.say("table_dropped")
