"""The protocol of a round for the file, asked for in chat: /protokol."""

from bot.conversation.board.access import allows, find_board
from bot.conversation.board_effects import Wish
from bot.conversation.buttons import Tap, Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.board import Board
from flows.rights import Action


def ask_protocol(scene: Scene) -> None:
    """Have the protocol made of the only round, or ask of which."""
    boards = [
        board
        for plan, some in scene.surrounds.boards.items()
        if allows(scene, plan, Action.SEE_HISTORY)
        for board in some
    ]
    if not boards:
        scene.say("not_yours", contact=scene.contact_of(None))
    elif len(boards) == 1:
        scene.say("protocol_making")
        wish_protocol(scene, boards[0])
    else:
        buttons = [Button(label=shorten(one.title), data=button_data(Verb.PROTOCOL, one.round)) for one in boards]
        scene.say("protocol_which", rows=lay_out(buttons))


def tap_protocol(scene: Scene, read: Tap) -> None:
    """Have the protocol of a round made."""
    board = find_board(scene, read.part(0), Action.SEE_HISTORY)
    if board is not None:
        wish_protocol(scene, board)
        scene.toast("protocol_making")


def wish_protocol(scene: Scene, board: Board) -> None:
    """Wish for the files."""
    payload = {"plan": board.plan.key, "round": board.round, "title": board.title, "language": scene.language}
    scene.effects.append(Wish(kind="protocol", payload=payload))
