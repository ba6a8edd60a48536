"""What several actors say of one item, loaded where a coordinator looks at it; coordinators are told of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.conversation.buttons import Verb, read_button
from bot.conversation.effects import Submit
from bot.conversation.heard import Commanded, Tapped
from bot.in_force import InForce
from bot.intake.act import Act
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.differences import CONTRIBUTOR, differences
from flows.plan import Plan
from flows.tasks import Role
from flows.working_days import next_allowed
from storage.database import Tx
from storage.snapshot import load_shared_items
from storage.views import TaskView
from storage.writes import OutboxRow

DIFFERENCES = frozenset({"rozdily", "differences"})


def asks_for_differences(one: Incoming) -> bool:
    """Tell whether an update is about different answers."""
    heard = one.heard
    if isinstance(heard, Tapped):
        read = read_button(heard.data)
        return read is not None and read.verb is Verb.DIFFER
    return isinstance(heard, Commanded) and heard.name in DIFFERENCES


async def load_differences(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce) -> None:
    """Load what differs in the rounds that are on the stage."""
    if not any(asks_for_differences(one) for one in batch):
        return
    found, forms = {}, dict(stage.history_forms)
    for plan, boards in stage.boards.items():
        shared = await load_shared_items(tx, stage.plans[plan].plan, [board.key for board in boards])
        found[plan] = differences([task for task, _ in shared], stage.plans[plan].plan)
        forms |= {task.task: in_force.form(version) for task, version in shared}
    stage.differences, stage.history_forms = found, forms


def may_differ(plan: Plan, view: TaskView) -> bool:
    """Tell whether others may answer about the same item in the same round."""
    asked = (ask for one in plan.rounds if one.key == view.round_key for ask in one.asks)
    return view.subject_kind == "item" and any(ask.role == CONTRIBUTOR for ask in asked)


def difference_rows(act: Act, effect: Submit) -> tuple[OutboxRow, ...]:
    """Have coordinators told of a submission that differs from another one; which does is found when that leaves."""
    view = act.views.get(effect.task)
    plan = act.stage.plans[view.plan].plan if view is not None else None
    if view is None or plan is None or not may_differ(plan, view):
        return ()
    leaves = next_allowed(act.now, plan.sending, ZoneInfo(plan.time_zone))
    return tuple(
        OutboxRow(
            id=act.mint(),
            contact=one.contact,
            kind="differences",
            payload={"plan": view.plan, "round": view.round, "tree": view.tree, "item": view.subject},
            fold_key=f"differences:{view.round}:{view.subject}",
            not_before_at=leaves,
            created_at=act.now,
        )
        for one in act.stage.recipients.get((view.plan, Role.COORDINATOR), ())
    )


def plans_that_differ(stage: Stage, submitted: Sequence[Submit]) -> set[str]:
    """Give the plans whose coordinators may have to be told of these submissions."""
    views = (stage.views[one.task] for one in submitted if one.task in stage.views)
    return {view.plan for view in views if may_differ(stage.plans[view.plan].plan, view)}
