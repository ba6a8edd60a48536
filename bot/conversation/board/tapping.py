"""A coordinator's tap: which page or act it means. Rights are asked for each, whatever the button says."""

from collections.abc import Callable

from bot.conversation.board import (
    deciding,
    differing,
    ending,
    handing,
    lists,
    members,
    moving,
    nudging,
    questions,
    reaching,
    requests,
    years,
)
from bot.conversation.board.access import find_board, sees_people
from bot.conversation.board.acts import send_invitations, send_picture, set_digest, show_acts
from bot.conversation.board.protocol import tap_protocol
from bot.conversation.board.status import status_message
from bot.conversation.buttons import Tap, Verb
from bot.conversation.checks import tap_checks
from bot.conversation.coordinating import tap_report
from bot.conversation.scene import Scene
from flows.board import Board
from flows.rights import Action
from flows.wording.days import time_short

View = Callable[[Scene, Board, str, str], None]


def first_page(scene: Scene, board: Board, what: str, _page: str) -> None:
    """Show the numbers as they are now; a refreshed page says so even where nothing changed."""
    if what == "r":
        scene.toast("as_of_now", moment=time_short(scene.now.astimezone(scene.zone(board.plan)).time()))
    scene.turn_to(status_message(scene, board))


PUBLIC: dict[str, View] = {
    "": first_page,
    "a": lists.by_actor,
    "o": lists.one_actor,
    "i": lists.by_item,
    "y": years.by_year,
    "p": lambda scene, board, _what, _page: send_picture(scene, board),
}
"""Pages of numbers, for whoever may see the status; in groups too."""
PERSONAL: dict[str, View] = {
    "s": reaching.show_silent,
    "j": reaching.show_not_joined,
    "n": lambda scene, board, _what, _page: nudging.choose_whom(scene, board),
    "m": lambda scene, board, _what, _page: show_acts(scene, board),
    "v": lambda scene, board, what, _page: send_invitations(scene, board, what),
}
"""Pages about persons and ways to reach them, for a coordinator in private."""


def status(scene: Scene, read: Tap) -> None:
    """Open a page of the status."""
    view, round_id, what, page = (read.part(place) for place in range(4))
    board = find_board(scene, round_id)
    if board is None:
        return
    if view in PUBLIC:
        PUBLIC[view](scene, board, what, page)
    elif view == "w":
        set_digest(scene, board, on=what == "on")
    elif view in PERSONAL and sees_people(scene, board):
        PERSONAL[view](scene, board, what, page)
    else:
        scene.toast("unknown_button")


def nudge(scene: Scene, read: Tap) -> None:
    """Do something with a reminder in the making."""
    board = find_board(scene, read.part(1), Action.NUDGE)
    act = nudging.ACTS.get(read.part(0))
    if board is None:
        return
    if act is None:
        scene.toast("unknown_button")
    else:
        act(scene, board, read.part(2), read.part(3))


def question(scene: Scene, read: Tap) -> None:
    """List partners' questions, or answer one."""
    act = questions.ACTS.get(read.part(0))
    if act is None:
        scene.toast("unknown_button")
    else:
        act(scene, read.part(1), read.part(2))


def member(scene: Scene, read: Tap) -> None:
    """List who has joined or asks to, say that they are right, change what they are, or end it."""
    act = members.ACTS.get(read.part(0))
    other = {**moving.ACTS, **requests.ACTS}.get(read.part(0))
    if act is not None:
        act(scene, read.part(1), read.part(2))
    elif other is not None:
        other(scene, read.part(1), read.part(2), read.part(3))
    else:
        scene.toast("unknown_button")


def decide(scene: Scene, read: Tap) -> None:
    """Show a task to a coordinator, or decide about it."""
    act = {**deciding.ACTS, **handing.ACTS}.get(read.part(0))
    if act is None:
        scene.toast("unknown_button")
    else:
        act(scene, read.part(1), read.part(2), read.part(3))


def whole_round(scene: Scene, read: Tap) -> None:
    """Decide about a whole round."""
    act = ending.ACTS.get(read.part(0))
    if act is None:
        scene.toast("unknown_button")
    else:
        act(scene, read.part(1), read.part(2))


def differ(scene: Scene, read: Tap) -> None:
    """Show or decide different answers about one item."""
    act = differing.ACTS.get(read.part(0))
    if act is None:
        scene.toast("unknown_button")
    else:
        act(scene, read.part(1), read.part(2), read.part(3), read.part(4))


BOARD_TAPS: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.STATUS: status,
    Verb.NUDGE: nudge,
    Verb.QUESTION: question,
    Verb.MEMBER: member,
    Verb.DECIDE: decide,
    Verb.ROUND: whole_round,
    Verb.DIFFER: differ,
    Verb.REPORT: tap_report,
    Verb.CHECKS: tap_checks,
    Verb.PROTOCOL: tap_protocol,
}
BOARD_REPEATED = frozenset(BOARD_TAPS) - {Verb.REPORT, Verb.PROTOCOL}
"""Verbs that may be tapped again and again; of the others a double tap would make files twice."""
