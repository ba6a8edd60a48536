"""A member answers for another organisation from now on, or is something else in the plan; taken back at a tap."""

from collections.abc import Callable

from bot.conversation.board.access import actor_by_code, find_board
from bot.conversation.board.members import REMOVABLE, find_member, place_text
from bot.conversation.board.pages import back_row, cut_page, turning
from bot.conversation.board_effects import MoveMember, RemoveMember, Write
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.words import Words, words_for
from flows.board import Board, BoardPerson
from flows.rights import Action
from flows.tasks import Role

ACTORS_ON_A_PAGE = 4
GIVEN = (Role.COMMENTATOR, Role.READER)
"""Roles that a coordinator gives; coordinators are made at the command line only, partners by their organisation."""


def choose_actor(scene: Scene, membership: str, round_id: str, page: str) -> None:
    """Ask for which organisation somebody answers instead."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    board, one = found
    others = sorted(
        (each for each in board.plan.actors if each.key != one.actor), key=lambda each: each.name.casefold()
    )
    here = cut_page(others, page, ACTORS_ON_A_PAGE)
    rows = (
        *(
            (
                Button(
                    label=shorten(each.name),
                    data=button_data(Verb.MEMBER, "M", membership, round_id, code(each.key)),
                ),
            )
            for each in here.shown
        ),
        *lay_out(turning(scene, here, lambda number: button_data(Verb.MEMBER, "m", membership, round_id, str(number)))),
        *back_row(scene, button_data(Verb.MEMBER, "c", membership, round_id)),
    )
    scene.turn_to(Message(text=scene.words.text("member_to_actor", name=one.name), rows=rows))


def choose_role(scene: Scene, membership: str, round_id: str, _: str) -> None:
    """Ask what somebody is from now on."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    words, one = scene.words, found[1]
    data = [button_data(Verb.MEMBER, "O", membership, round_id, role.value) for role in GIVEN]
    labels = (words.label("role_commentator"), words.label("role_reader"))
    buttons = [
        Button(label=label, data=each)
        for label, each, role in zip(labels, data, GIVEN, strict=True)
        if role is not one.role
    ]
    rows = (*lay_out(buttons), *back_row(scene, button_data(Verb.MEMBER, "c", membership, round_id)))
    scene.turn_to(Message(text=words.text("member_to_role", name=one.name), rows=rows))


def to_actor(scene: Scene, membership: str, round_id: str, actor_code: str) -> None:
    """Let somebody answer for another organisation."""
    found = find_member(scene, round_id, membership)
    actor = actor_by_code(found[0], actor_code) if found is not None else ""
    if found is None:
        return
    if not actor or actor not in {one.key for one in found[0].plan.actors}:
        scene.toast("unknown_button")
        return
    move(scene, *found, Role.PARTNER, actor)


def to_role(scene: Scene, membership: str, round_id: str, role: str) -> None:
    """Make somebody something else in the plan."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    chosen = next((one for one in GIVEN if one.value == role), None)
    if chosen is None:
        scene.toast("unknown_button")
        return
    move(scene, *found, chosen, "")


def move(scene: Scene, board: Board, one: BoardPerson, role: Role, actor: str) -> None:
    """End the place that somebody has and give them the other one, unless they have it; they are told."""
    if any((each.person, each.role, each.actor) == (one.person, role, actor) for each in board.people):
        scene.toast("done_already")
        return
    made = scene.mint()
    scene.effects.append(
        MoveMember(membership=one.membership, id=made, person=one.person, plan=board.plan.key, role=role, actor=actor)
    )
    tell(scene, board, one, lambda words: place_text(words, board, role, actor))
    undo = Button(label=scene.words.label("undo"), data=button_data(Verb.MEMBER, "z", one.membership, made))
    rows = (*lay_out([undo]), *back_row(scene, button_data(Verb.MEMBER, "l", board.round, "0")))
    place = place_text(scene.words, board, role, actor)
    scene.turn_to(Message(text=scene.words.text("member_moved", name=one.name, duty=place), rows=rows))


def tell(scene: Scene, board: Board, one: BoardPerson, place: Callable[[Words], str]) -> None:
    """Write to somebody what they are in the plan now, in their language."""
    words = words_for(one.language or board.plan.language)
    text = words.text("told_moved", duty=place(words), contact=scene.contact_of(board.plan))
    scene.effects.append(Write(id=scene.mint(), contact=one.contact, message=Message(text=text)))


def undo_move(scene: Scene, old: str, new: str, _: str) -> None:
    """Give somebody the place back that they had, as long as they still have the one that it was changed for."""
    for boards in scene.surrounds.boards.values():
        for board in boards:
            now = next((one for one in board.people if one.membership == new and one.role in REMOVABLE), None)
            if now is not None and find_board(scene, board.round, Action.DECIDE_ACCESS) is not None:
                put_back(scene, board, now, old)
                return
    scene.toast("unknown_button")


def put_back(scene: Scene, board: Board, now: BoardPerson, old: str) -> None:
    """Change two places back."""
    gone = scene.surrounds.former.get((board.plan.key, old))
    if gone is None or gone.person != now.person or gone.role not in REMOVABLE:
        scene.toast("unknown_button")
        return
    scene.effects.append(RemoveMember(membership=now.membership))
    scene.effects.append(RemoveMember(membership=old, back=True))
    tell(scene, board, gone, lambda words: place_text(words, board, gone.role, gone.actor))
    rows = back_row(scene, button_data(Verb.MEMBER, "l", board.round, "0"))
    place = place_text(scene.words, board, gone.role, gone.actor)
    scene.turn_to(Message(text=scene.words.text("member_moved", name=gone.name, duty=place), rows=rows))


ACTS: dict[str, Callable[[Scene, str, str, str], None]] = {
    "m": choose_actor,
    "M": to_actor,
    "o": choose_role,
    "O": to_role,
    "z": undo_move,
}
