"""Different answers put to a coordinator unasked (G7): found when the message leaves, with what can be decided."""

from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.conversation.board.differing import decision_of, of_board, page_message
from bot.conversation.scene import Mint, Scene, Surrounds
from bot.conversation.state import Dialog, PersonCard
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.boards import load_board
from bot.intake.cards import PlanIndex
from flows.board import Board
from flows.differences import differences
from flows.tasks import Role
from storage.database import Database, Tx
from storage.snapshot import load_shared_items


def differing_maker(database: Database, in_force: InForce, clock: Clock, mint: Mint) -> Expand:
    """Give the function that shows the first difference about an item that still waits for a word; none is none."""

    async def expand(row: OutRow) -> list[OutRow]:
        index, now = in_force.plans[str(row.payload["plan"])], clock.now()
        async with database.read() as tx:
            boards = await load_board(tx, index, now)
            board = next((one for one in boards if one.round == row.payload["round"]), None)
            if board is None:
                return []
            scene = await scene_of(tx, in_force, index, board, row.contact, now, mint)
        if scene is None:
            return []
        about = (str(row.payload["tree"]), str(row.payload["item"]))
        found = of_board(scene, board)
        waiting = [
            place
            for place, one in enumerate(found)
            if (one.tree, one.item) == about and decision_of(board, one) is None
        ]
        if not waiting:
            return []
        return [replace(row, kind="send", payload=message_payload(page_message(scene, board, str(waiting[0]))))]

    return expand


async def scene_of(
    tx: Tx, in_force: InForce, index: PlanIndex, board: Board, contact: str, now: datetime, mint: Mint
) -> Scene | None:
    """Set the scene for somebody who coordinates now; None for whoever does no longer."""
    coordinators = (each for each in board.people if each.role is Role.COORDINATOR)
    person = next((each for each in coordinators if each.contact == contact), None)
    if person is None:
        return None
    shared = await load_shared_items(tx, index.plan, [board.key])
    surrounds = Surrounds(
        plans={index.plan.key: index.plan},
        invites={},
        requests={},
        opens={},
        bot_name="",
        boards={index.plan.key: (board,)},
        differences={index.plan.key: differences([task for task, _ in shared], index.plan)},
        history_forms={task.task: in_force.form(version) for task, version in shared},
    )
    card = PersonCard(contact=contact, address=person.address, language=person.language or index.plan.language)
    return Scene(now=now, mint=mint, person=card, dialog=Dialog(contact=contact), tasks={}, surrounds=surrounds)
