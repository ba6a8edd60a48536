"""Which round a coordinator's button means, and whether they may do there what it says."""

from bot.conversation.buttons import code
from bot.conversation.scene import Scene
from flows.board import Board, BoardTask, ItemKey
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal


def allows(scene: Scene, plan: str, action: Action) -> bool:
    """Tell whether the person may do something with a plan."""
    return not isinstance(may(scene.person.memberships, action, OnPlan(plan=plan), scene.now), Refusal)


def find_board(scene: Scene, round_id: str, action: Action = Action.SEE_STATUS) -> Board | None:
    """Find a round by its id if the person may do this there; otherwise say so."""
    for boards in scene.surrounds.boards.values():
        for board in boards:
            if board.round == round_id and allows(scene, board.plan.key, action):
                return board
    scene.say("not_yours", contact=scene.contact_of(None))
    return None


def find_task(scene: Scene, task_id: str, action: Action = Action.SEE_STATUS) -> tuple[Board, BoardTask] | None:
    """Find a task and its round if the person may do this there; otherwise say so."""
    for boards in scene.surrounds.boards.values():
        for board in boards:
            found = next((task for task in board.tasks if task.id == task_id), None)
            if found is not None and allows(scene, board.plan.key, action):
                return board, found
    scene.say("not_yours", contact=scene.contact_of(None))
    return None


def sees_people(scene: Scene, board: Board) -> bool:
    """Tell whether names and silence may be shown here: to a coordinator, in private."""
    return scene.private and allows(scene, board.plan.key, Action.NUDGE)


def actor_by_code(board: Board, wanted: str) -> str:
    """Find an actor's key by the code that buttons carry; "" if there is none."""
    keys = (*(actor.key for actor in board.plan.actors), *(task.actor for task in board.tasks))
    return next((key for key in keys if key and code(key) == wanted), "")


def item_code(key: ItemKey) -> str:
    """Give the code of an item for buttons."""
    return code("/".join(key))


def item_by_code(board: Board, wanted: str) -> ItemKey | None:
    """Find an item by its code."""
    return next((key for key in board.items if item_code(key) == wanted), None)
