"""What several actors say of one item, loaded where a coordinator looks at it."""

from collections.abc import Sequence

from bot.conversation.buttons import Verb, read_button
from bot.conversation.heard import Commanded, Tapped
from bot.in_force import InForce
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.differences import differences
from storage.database import Tx
from storage.snapshot import load_shared_items

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
