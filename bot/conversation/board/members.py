"""Who has joined: newcomers once a day, everybody at any time, and ending somebody's place."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.conversation.board.access import find_board
from bot.conversation.board.lists import LINE, actor_names, sign_day
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.board_effects import CheckMember, RemoveMember, Write
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, numbers, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.words import Words, words_for
from flows.board import Board, BoardPerson
from flows.rights import Action
from flows.tasks import Role
from flows.wording.order import czech_key

MEMBERS_ON_A_PAGE = 6
REMOVABLE = frozenset({Role.PARTNER, Role.COMMENTATOR, Role.READER})
"""Coordinators are made and ended on the command line only."""


def unchecked(board: Board) -> tuple[BoardPerson, ...]:
    """Give the partners whom no coordinator has confirmed yet."""
    return tuple(one for one in board.people if one.role is Role.PARTNER and one.checked_at is None)


def member_line(scene: Scene, board: Board, one: BoardPerson, place: int) -> str:
    """Write one member: name and organisation, or role."""
    partner = one.role is Role.PARTNER
    duty = actor_names(board).get(one.actor, "–") if partner else place_text(scene.words, board, one.role, "")
    return shorten(f"{place}) {one.name}: {duty}", 2 * LINE)


def show_all(scene: Scene, round_id: str, page: str) -> None:
    """List everybody who answers, by name."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None:
        return
    people = sorted(
        (one for one in board.people if one.role in REMOVABLE), key=lambda one: (czech_key(one.name), one.membership)
    )
    here = cut_page(people, page, MEMBERS_ON_A_PAGE)
    lines = [member_line(scene, board, one, place) for place, one in enumerate(here.shown, start=here.first)]
    turn = turning(scene, here, lambda number: button_data(Verb.MEMBER, "l", round_id, str(number)))
    rows = (
        *card_numbers(here.shown, here.first, round_id),
        *lay_out(turn),
        *back_row(scene, status_data("m", round_id)),
    )
    scene.turn_to(Message(text=scene.words.text("members_list", n=len(people), lines=lines), rows=rows))


def card_numbers(people: tuple[BoardPerson, ...], first: int, round_id: str) -> tuple[tuple[Button, ...], ...]:
    """Give a number for each member that opens their card."""
    return numbers(
        [
            Button(label=str(first + place), data=button_data(Verb.MEMBER, "c", one.membership, round_id))
            for place, one in enumerate(people)
        ]
    )


def show_new(scene: Scene, round_id: str, _: str) -> None:
    """List who has joined and was not confirmed yet."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is not None:
        scene.turn_to(newcomers_message(scene, board))


def newcomers_message(scene: Scene, board: Board) -> Message:
    """Write the newcomers, with V pořádku for all that are named and a number for each."""
    everybody = unchecked(board)
    people = everybody[:MEMBERS_ON_A_PAGE]
    lines = [member_line(scene, board, one, place) for place, one in enumerate(people, start=1)]
    more = len(everybody) - len(people)
    text = scene.words.text("newcomers_list", n=len(everybody), lines=lines, more=more)
    back = back_row(scene, status_data("m", board.round))
    if not people:
        return Message(text=text, rows=back)
    until = str(int(max(one.joined_at for one in people).timestamp()) + 1)
    right = Button(label=scene.words.label("all_right"), data=button_data(Verb.MEMBER, "k", board.round, until))
    return Message(text=text, rows=(*lay_out([right]), *card_numbers(people, 1, board.round), *back))


def confirm(scene: Scene, round_id: str, until: str) -> None:
    """Confirm those whom the message named; whoever joined after it stays unconfirmed."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None or not until.isdecimal() or len(until) > 11:
        return
    limit = datetime.fromtimestamp(int(until), tz=UTC)
    everybody = unchecked(board)
    named = [one for one in everybody if one.joined_at <= limit][:MEMBERS_ON_A_PAGE]
    scene.effects.extend(CheckMember(membership=one.membership) for one in named)
    text = scene.words.text("newcomers_right", n=len(named))
    rest = Button(label=scene.words.label("newcomers"), data=button_data(Verb.MEMBER, "n", round_id))
    rows = ((rest,),) if len(everybody) > len(named) else ()
    scene.turn_to(Message(text=text, rows=(*rows, *back_row(scene, status_data("m", round_id)))))


def find_member(scene: Scene, round_id: str, membership: str) -> tuple[Board, BoardPerson] | None:
    """Find a member whom the person may send away; otherwise say so."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None:
        return None
    found = next((one for one in board.people if one.membership == membership and one.role in REMOVABLE), None)
    if found is None:
        scene.toast("unknown_button")
        return None
    return board, found


def card(scene: Scene, membership: str, round_id: str) -> None:
    """Show one member, with what can be done about them."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    board, one = found
    words = scene.words
    text = words.text(
        "member_card",
        name=one.name,
        duty=place_text(words, board, one.role, one.actor),
        day=sign_day(scene, board, one),
        state=words.text(f"contact_{one.contact_state}"),
    )
    buttons = [
        Button(label=words.label("move_member"), data=button_data(Verb.MEMBER, "m", membership, round_id, "0")),
        Button(label=words.label("change_role"), data=button_data(Verb.MEMBER, "o", membership, round_id)),
        Button(label=words.label("disconnect"), data=button_data(Verb.MEMBER, "r", membership, round_id)),
    ]
    rows = (*lay_out(buttons), *back_row(scene, button_data(Verb.MEMBER, "l", round_id, "0")))
    scene.turn_to(Message(text=text, rows=rows))


def place_text(words: Words, board: Board, role: Role, actor: str) -> str:
    """Say what somebody is: for which organisation, or in which role."""
    if role is Role.PARTNER:
        return words.text("place_partner", actor=actor_names(board).get(actor, actor))
    return words.text("place_commentator") if role is Role.COMMENTATOR else words.text("place_reader")


def ask_removal(scene: Scene, membership: str, round_id: str) -> None:
    """Ask once more before somebody's place ends."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    board, one = found
    words = scene.words
    buttons = [
        Button(label=words.label("disconnect"), data=button_data(Verb.MEMBER, "R", membership, round_id)),
        Button(label=words.label("cancel"), data=button_data(Verb.MEMBER, "c", membership, round_id)),
    ]
    text = words.text("member_remove", name=one.name, actor=actor_names(board).get(one.actor, "–"))
    scene.turn_to(Message(text=text, rows=lay_out(buttons)))


def remove(scene: Scene, membership: str, round_id: str) -> None:
    """End somebody's place; they are told, what they answered stays."""
    found = find_member(scene, round_id, membership)
    if found is None:
        return
    board, one = found
    actor = actor_names(board).get(one.actor, "–")
    scene.effects.append(RemoveMember(membership=membership))
    told = words_for(one.language or board.plan.language)
    text = told.text("told_disconnected", actor=actor, contact=scene.contact_of(board.plan))
    scene.effects.append(Write(id=scene.mint(), contact=one.contact, message=Message(text=text)))
    again = Button(label=scene.words.label("connect_again"), data=button_data(Verb.MEMBER, "b", membership, round_id))
    rows = (*lay_out([again]), *back_row(scene, button_data(Verb.MEMBER, "l", round_id, "0")))
    scene.turn_to(Message(text=scene.words.text("member_removed", name=one.name, actor=actor), rows=rows))


def bring_back(scene: Scene, membership: str, round_id: str) -> None:
    """Take a removal back."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None:
        return
    gone = scene.surrounds.former.get((board.plan.key, membership))
    if gone is None or gone.role not in REMOVABLE:
        scene.toast("unknown_button")
        return
    scene.effects.append(RemoveMember(membership=membership, back=True))
    told = words_for(gone.language or board.plan.language)
    actor = actor_names(board).get(gone.actor, "–")
    scene.effects.append(
        Write(id=scene.mint(), contact=gone.contact, message=Message(text=told.text("told_connected", actor=actor)))
    )
    rows = back_row(scene, button_data(Verb.MEMBER, "l", round_id, "0"))
    scene.turn_to(Message(text=scene.words.text("member_back", name=gone.name, actor=actor), rows=rows))


ACTS: dict[str, Callable[[Scene, str, str], None]] = {
    "l": show_all,
    "n": show_new,
    "k": confirm,
    "c": card,
    "r": ask_removal,
    "R": remove,
    "b": bring_back,
}
