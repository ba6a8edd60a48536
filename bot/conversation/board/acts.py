"""What can be done with a whole round: its picture, invitations, the weekly digest, and more."""

from dataclasses import replace

from bot.conversation.board.access import actor_by_code, allows
from bot.conversation.board.pages import back_row, status_data
from bot.conversation.board.status import status_message
from bot.conversation.board_effects import SetDigest, Wish
from bot.conversation.buttons import Verb, button_data
from bot.conversation.checks import checks_button
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from flows.board import Board
from flows.rights import Action


def send_picture(scene: Scene, board: Board) -> None:
    """Have the picture of the round made and sent to this chat."""
    payload = {"plan": board.plan.key, "round": board.round, "language": scene.language}
    scene.effects.append(Wish(kind="picture", payload=payload))
    scene.toast("picture_making")


def send_invitations(scene: Scene, board: Board, what: str) -> None:
    """Have invitations made: for one organisation, or for all that have not joined."""
    actor = actor_by_code(board, what) if what else ""
    if not allows(scene, board.plan.key, Action.INVITE) or (what and not actor):
        scene.toast("unknown_button")
        return
    payload = {
        "plan": board.plan.key,
        "actor": actor,
        "person": scene.person.person,
        "language": scene.language,
    }
    scene.effects.append(Wish(kind="invitations", payload=payload))
    scene.toast("invitations_making")


def set_digest(scene: Scene, board: Board, *, on: bool) -> None:
    """Have the status sent to this group every week, or no longer."""
    if scene.private or not allows(scene, board.plan.key, Action.NUDGE):
        scene.toast("unknown_button")
        return
    scene.effects.append(SetDigest(plan=board.plan.key, on=on))
    present = scene.surrounds.digests.get(board.plan.key, frozenset())
    chat = frozenset({scene.person.contact})
    changed = present | chat if on else present - chat
    scene.surrounds = replace(scene.surrounds, digests={**scene.surrounds.digests, board.plan.key: changed})
    scene.toast("digest_will_come" if on else "digest_will_not_come")
    scene.turn_to(status_message(scene, board))


def show_acts(scene: Scene, board: Board) -> None:
    """Give what is done more seldom."""
    words, here = scene.words, board.round
    buttons = [
        Button(label=words.label("members"), data=button_data(Verb.MEMBER, "l", here, "0")),
        Button(label=words.label("newcomers"), data=button_data(Verb.MEMBER, "n", here)),
        Button(label=words.label("invitations"), data=status_data("v", here)),
        Button(label=words.label("access_requests"), data=button_data(Verb.MEMBER, "q", here, "0")),
        Button(label=words.label("protocol"), data=button_data(Verb.PROTOCOL, here)),
        Button(label=words.label("report_short"), data=button_data(Verb.REPORT)),
        Button(label=words.label("differences"), data=button_data(Verb.DIFFER, "l", here, "0")),
        Button(label=words.label("whole_round"), data=button_data(Verb.ROUND, "m", here)),
        Button(label=words.label("try_out"), data=button_data(Verb.TRY, "0")),
        checks_button(words.label("what_does_not_fit"), board.plan.key),
    ]
    rows = (*lay_out(buttons), *back_row(scene, status_data("", here)))
    scene.turn_to(Message(text=words.text("more_acts_of", round=board.title), rows=rows))
