"""Requests for access that wait: read one after another, let in for any organisation, or declined."""

from collections.abc import Callable

from bot.conversation.board.access import find_board
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.joining import meant
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from flows.rights import Action

LONGEST_NAME = 20
ACTORS_ON_A_PAGE = 4


def show(scene: Scene, round_id: str, page: str, _: str) -> None:
    """Show one request after another."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None:
        return
    waiting = [(key, one) for key, one in scene.surrounds.requests.items() if one[0] == board.plan.key]
    back = back_row(scene, status_data("m", round_id))
    if not waiting:
        scene.turn_to(Message(text=scene.words.text("requests_none"), rows=back))
        return
    here = cut_page(waiting, page, 1)
    asked, (_, name, said) = here.shown[0]
    words = scene.words
    buttons = [
        Button(
            label=words.label("allow", actor=shorten(title, LONGEST_NAME)),
            data=button_data(Verb.ALLOW, asked, code(key)),
        )
        for key, title in meant(board.plan, said)[:2]
    ]
    buttons += [
        Button(label=words.label("other_actor"), data=button_data(Verb.MEMBER, "w", asked, round_id, "0")),
        Button(label=words.label("decline"), data=button_data(Verb.DECLINE, asked)),
    ]
    turn = turning(scene, here, lambda number: button_data(Verb.MEMBER, "q", round_id, str(number)))
    position = f"{here.first}/{len(waiting)}"
    text = words.text("request_waiting", position=position, name=name, text=said)
    scene.turn_to(Message(text=text, rows=(*lay_out(buttons), *lay_out(turn), *back)))


def choose_actor(scene: Scene, asked: str, round_id: str, page: str) -> None:
    """Ask for which organisation somebody is let in."""
    board = find_board(scene, round_id, Action.DECIDE_ACCESS)
    if board is None:
        return
    found = scene.surrounds.requests.get(asked)
    if found is None or found[0] != board.plan.key:
        scene.toast("request_settled")
        return
    here = cut_page(sorted(board.plan.actors, key=lambda one: one.name.casefold()), page, ACTORS_ON_A_PAGE)
    rows = (
        *((Button(label=shorten(one.name), data=button_data(Verb.ALLOW, asked, code(one.key))),) for one in here.shown),
        *lay_out(turning(scene, here, lambda number: button_data(Verb.MEMBER, "w", asked, round_id, str(number)))),
        *back_row(scene, button_data(Verb.MEMBER, "q", round_id, "0")),
    )
    scene.turn_to(Message(text=scene.words.text("member_to_actor", name=found[1]), rows=rows))


ACTS: dict[str, Callable[[Scene, str, str, str], None]] = {"q": show, "w": choose_actor}
