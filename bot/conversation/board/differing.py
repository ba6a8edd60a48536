"""Different answers of several actors about one item (G7): one holds, or their sum; or all of them are asked."""

from collections.abc import Callable
from datetime import date

from bot.conversation.board.access import allows, find_board
from bot.conversation.board.differing_words import about_of, asked_text, level_and_number, side_line, value_of_side
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.board_effects import Decide, Write
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.words import words_for
from flows.board import Board, BoardPerson
from flows.decisions import Decided, Decision, standing
from flows.differences import Difference
from flows.rights import Action
from flows.settling import settlement, settlement_body
from flows.tasks import Role
from flows.wording.days import date_numeric
from flows.working_days import next_allowed

SIDES = 3
"""So many have a button of their own; more sides than that are rare, and are settled by asking."""


def key_of(difference: Difference) -> str:
    """Give the code of what a difference is about."""
    return code("/".join(difference.subject))


def said_code(difference: Difference) -> str:
    """Give the code of what is said: a button of an older answer fits no more."""
    return code("/".join(f"{task}={value}" for task, value in sorted(difference.said.items())))


def of_board(scene: Scene, board: Board) -> list[Difference]:
    """Give the differences of a round, those that wait for a word first."""
    found = [one for one in scene.surrounds.differences.get(board.plan.key, ()) if one.round == board.key]
    differing = [one for one in found if not one.same]
    order = {key: place for place, key in enumerate(board.order)}
    return sorted(
        differing,
        key=lambda one: (decision_of(board, one) is not None, order.get((one.tree, one.item), -1), one.question),
    )


def decision_of(board: Board, difference: Difference) -> Decision | None:
    """Give the decision that fits a difference as it stands."""
    for one in reversed(standing(board.decisions)):
        if one.kind is Decided.SETTLED:
            made = settlement(one.body)
            if made.subject == difference.subject and dict(made.said) == dict(difference.said):
                return one
    return None


def asked_on(scene: Scene, board: Board, difference: Difference) -> date | None:
    """Give the day on which all sides were asked about what they say now."""
    for one in reversed(standing(board.decisions)):
        if one.kind is Decided.ASKED:
            made = settlement(one.body)
            if made.subject == difference.subject and dict(made.said) == dict(difference.said):
                return one.at.astimezone(scene.zone(board.plan)).date()
    return None


def open_differences(scene: Scene) -> None:
    """Answer /rozdily: the first round with something to decide."""
    plans = [plan for plan in scene.surrounds.boards if allows(scene, plan, Action.APPROVE)]
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    boards = [board for plan in plans for board in scene.surrounds.boards[plan]]
    found = [board for board in boards if of_board(scene, board)]
    waiting = [board for board in found if decision_of(board, of_board(scene, board)[0]) is None]
    if found:
        scene.turn_to(page_message(scene, (waiting or found)[0], "0"))
    else:
        scene.say("differ_none")


def show(scene: Scene, round_id: str, page: str, _more: str, _said: str) -> None:
    """Show one difference after another."""
    board = find_board(scene, round_id, Action.APPROVE)
    if board is not None:
        scene.turn_to(page_message(scene, board, page))


def page_message(scene: Scene, board: Board, page: str) -> Message:
    """Write one difference with what can be decided."""
    found = of_board(scene, board)
    if not found:
        return Message(text=scene.words.text("differ_none"), rows=back_row(scene, status_data("m", board.round)))
    here = cut_page(found, page, 1)
    turn = turning(scene, here, lambda number: button_data(Verb.DIFFER, "l", board.round, str(number)))
    text = card_text(scene, board, here.shown[0], f"{here.first}/{len(found)}")
    ways = lay_out(turn) if len(here.shown[0].sides) == 2 else ()  # with more, the buttons fill the screen
    rows = (*choices(scene, board, here.shown[0]), *ways, *back_row(scene, status_data("m", board.round)))
    return Message(text=text, rows=rows)


def card_text(scene: Scene, board: Board, difference: Difference, position: str) -> str:
    """Write who says what, and what holds."""
    decision, asked = decision_of(board, difference), asked_on(scene, board, difference)
    held = settlement(decision.body).value if decision else difference.sides[0].value
    return scene.words.text(
        "differ_card",
        position=position,
        level=level_and_number(scene, board, difference),
        about=about_of(scene, difference),
        lines=[side_line(scene, board, difference, side) for side in difference.sides],
        value=value_of_side(scene, difference, held),
        decided=decided_by(scene, board, decision) if decision else "",
        asked=date_numeric(asked, scene.language) if asked else "",
        once=said_once(scene, difference),
    )


def decided_by(scene: Scene, board: Board, decision: Decision) -> str:
    """Say who decided when."""
    day = date_numeric(decision.at.astimezone(scene.zone(board.plan)).date(), scene.language)
    return ", ".join(part for part in (decision.person, day) if part)


def said_once(scene: Scene, difference: Difference) -> str:
    """Name the figures of the same item that everybody says alike: they count once."""
    everything = [one for some in scene.surrounds.differences.values() for one in some]
    alike = [
        one for one in everything if one.same and one.sides[0].amount and one.subject[:3] == difference.subject[:3]
    ]
    return ", ".join(f"{about_of(scene, one)} {value_of_side(scene, one, one.sides[0].value)}" for one in alike[:2])


def choices(scene: Scene, board: Board, difference: Difference) -> Rows:
    """Give Platí …, Sečíst, Zeptat se všech; of what is decided Vzít zpět."""
    words, key, said = scene.words, key_of(difference), said_code(difference)
    decision = decision_of(board, difference)
    if decision is not None:
        return lay_out(
            [Button(label=words.label("undo"), data=button_data(Verb.DIFFER, "u", board.round, key, decision.id[-8:]))]
        )
    buttons = [
        Button(
            label=shorten(words.label("holds", n=value_of_side(scene, difference, side.value))),
            data=button_data(Verb.DIFFER, "h", board.round, key, str(place), said),
        )
        for place, side in enumerate(difference.sides[:SIDES])
    ]
    if difference.total is not None:
        total = value_of_side(scene, difference, format(difference.total, "f"))
        label = shorten(words.label("add_up_to", n=total))
        buttons.append(Button(label=label, data=button_data(Verb.DIFFER, "+", board.round, key, "", said)))
    ask = Button(label=words.label("ask_all"), data=button_data(Verb.DIFFER, "?", board.round, key, "", said))
    return (*lay_out(buttons), *lay_out([ask]))


def find(scene: Scene, round_id: str, key: str, said: str) -> tuple[Board, Difference] | None:
    """Find a difference as the coordinator saw it; what changed meanwhile is shown as it is now."""
    board = find_board(scene, round_id, Action.APPROVE)
    if board is None:
        return None
    found = next((one for one in of_board(scene, board) if key_of(one) == key), None)
    if found is None or said_code(found) != said or decision_of(board, found) is not None:
        scene.toast("changed_meanwhile")
        scene.turn_to(page_message(scene, board, "0"))
        return None
    return board, found


def settle(scene: Scene, round_id: str, key: str, place: str, said: str) -> None:
    """Let one answer hold."""
    found = find(scene, round_id, key, said)
    if found is None:
        return
    sides = found[1].sides
    if not place.isdecimal() or int(place) >= len(sides):
        scene.toast("unknown_button")
        return
    carry_out(scene, *found, sides[int(place)].task)


def add_up(scene: Scene, round_id: str, key: str, _: str, said: str) -> None:
    """Let the sum of all hold."""
    found = find(scene, round_id, key, said)
    if found is not None and found[1].total is not None:
        carry_out(scene, *found, "")


def carry_out(scene: Scene, board: Board, difference: Difference, holds: str) -> None:
    """Write the decision and offer to take it back."""
    made = scene.mint()
    body = settlement_body(difference, holds)
    scene.effects.append(Decide(id=made, plan=board.plan.key, kind=Decided.SETTLED, round=board.round, body=body))
    value = value_of_side(scene, difference, settlement(body).value)
    data = button_data(Verb.DIFFER, "u", board.round, key_of(difference), made[-8:])
    undo_it = Button(label=scene.words.label("undo"), data=data)
    on = Button(label=scene.words.label("other_differences"), data=button_data(Verb.DIFFER, "l", board.round, "0"))
    text = scene.words.text("differ_settled", about=about_of(scene, difference), value=value)
    scene.turn_to(Message(text=text, rows=lay_out([undo_it, on])))


def undo(scene: Scene, round_id: str, key: str, ending: str, _: str) -> None:
    """Take a decision back: the lead's answer holds until the next one."""
    board = find_board(scene, round_id, Action.APPROVE)
    if board is None:
        return
    made = [one for one in standing(board.decisions) if one.kind is Decided.SETTLED and one.id[-8:] == ending]
    fitting = [one for one in made if code("/".join(settlement(one.body).subject)) == key]
    if not fitting:
        scene.toast("unknown_button")
        return
    one = fitting[-1]
    scene.effects.append(
        Decide(id=scene.mint(), plan=board.plan.key, kind=one.kind, round=board.round, body=one.body, undoes=one.id)
    )
    back = back_row(scene, button_data(Verb.DIFFER, "l", board.round, "0"))
    scene.turn_to(Message(text=scene.words.text("round_undone"), rows=back))


def ask_all(scene: Scene, round_id: str, key: str, _: str, said: str) -> None:
    """Ask everybody who answers for the sides; their corrections, or their letters, come as always."""
    found = find(scene, round_id, key, said)
    if found is None:
        return
    board, difference = found
    leaves = next_allowed(scene.now, board.plan.sending, scene.town_zone(board.plan))
    for task, one in people_of_sides(board, difference).items():
        words = words_for(one.language or board.plan.language)
        buttons = [
            Button(label=words.label("open_item"), data=button_data(Verb.OPEN, task)),
            Button(label=words.label("ask_town"), data=button_data(Verb.ASK_TOWN, task)),
        ]
        message = Message(text=asked_text(scene, board, difference, task, words), rows=lay_out(buttons))
        scene.effects.append(Write(id=scene.mint(), contact=one.contact, message=message, not_before=leaves))
    body = settlement_body(difference, difference.sides[0].task)
    scene.effects.append(Decide(id=scene.mint(), plan=board.plan.key, kind=Decided.ASKED, round=board.round, body=body))
    back = back_row(scene, button_data(Verb.DIFFER, "l", board.round, "0"))
    scene.turn_to(Message(text=scene.words.text("differ_asked", n=len(people_of_sides(board, difference))), rows=back))


def people_of_sides(board: Board, difference: Difference) -> dict[str, BoardPerson]:
    """Give somebody who can be written to for each side, by its task."""
    found: dict[str, BoardPerson] = {}
    for side in difference.sides:
        for one in board.people_of(side.actor):
            if one.role is Role.PARTNER and one.contact_state == "active":
                found.setdefault(side.task, one)
    return found


ACTS: dict[str, Callable[[Scene, str, str, str, str], None]] = {
    "l": show,
    "h": settle,
    "+": add_up,
    "?": ask_all,
    "u": undo,
}
