"""A coordinator decides about a whole round: more time for everybody, the end at once, opened again; taken back."""

from collections.abc import Callable
from datetime import date

from bot.conversation.board.access import allows, find_board
from bot.conversation.board.authors import author
from bot.conversation.board.pages import back_row, status_data
from bot.conversation.board.round_telling import tell_round
from bot.conversation.board_effects import Decide
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.answers import JsonValue
from flows.board import Board
from flows.decisions import Decided, Decision
from flows.reading.cleaning import clean
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.rights import Action
from flows.round_changes import RoundStanding, last_decision, refusal
from flows.wording.days import date_long, date_numeric
from flows.working_days import add_working_days

KINDS = {"e": Decided.EXTENDED, "c": Decided.CLOSED, "o": Decided.REOPENED, "x": Decided.ENDED}
NEEDED = {
    Decided.EXTENDED: Action.EXTEND,
    Decided.CLOSED: Action.CLOSE,
    Decided.REOPENED: Action.REOPEN,
    Decided.ENDED: Action.CANCEL,
}
LATER = (3, 5, 10)
"""Working days after the present end that are offered."""
LONGEST_REASON = 300
LINES = 3
SHOWN = 60


def round_standing(scene: Scene, board: Board) -> RoundStanding:
    """Give how a round stands today."""
    today = scene.now.astimezone(scene.town_zone(board.plan)).date()
    return RoundStanding(is_open=board.is_open, deadline_on=board.deadline_on, today=today, decisions=board.decisions)


def menu(scene: Scene, round_id: str, _what: str) -> None:
    """Show what can be decided of the whole round."""
    board = find_board(scene, round_id, Action.EXTEND)
    if board is not None:
        scene.turn_to(menu_message(scene, board))


def menu_message(scene: Scene, board: Board, note: str = "") -> Message:
    """Write the round's page: how it stands, what was decided, what can be."""
    words, at = scene.words, round_standing(scene, board)
    text = words.text(
        "round_card",
        note=note,
        round=board.title,
        is_open=board.is_open,
        deadline=date_long(board.deadline_on, scene.language, at.today),
        lines=[decision_line(scene, board, one) for one in board.decisions if told(one)][-LINES:],
    )
    labels = {"e": "extend_all", "c": "close_now", "o": "reopen_round", "x": "end_plan"}
    buttons = [
        Button(label=words.label(label), data=button_data(Verb.ROUND, act, board.round))
        for act, label in labels.items()
        if refusal(KINDS[act], at) is None and allows(scene, board.plan.key, NEEDED[KINDS[act]])
    ]
    last = last_decision(board.decisions)
    if last is not None:
        buttons.append(Button(label=words.label("undo"), data=button_data(Verb.ROUND, "u", board.round, last.id)))
    return Message(text=text, rows=(*lay_out(buttons), *back_row(scene, status_data("m", board.round))))


def told(one: Decision) -> bool:
    """Tell whether a decision stands on the round's page: those about answers have pages of their own."""
    return one.kind in KINDS.values()


def decision_line(scene: Scene, board: Board, one: Decision) -> str:
    """Write one decision: when, who, what, why."""
    day = date_numeric(one.at.astimezone(scene.zone(board.plan)).date(), scene.language)
    to = one.body.get("from" if one.undoes else "to")
    until = date_numeric(date.fromisoformat(str(to)), scene.language) if to else ""
    what = scene.words.text(f"decided_{one.kind}", date=until, taken_back=bool(one.undoes))
    reason = shorten(one.reason, SHOWN)
    who = author(scene.words, one.person, is_erased=one.is_erased)
    return f"{day} {who}: {what}{', ' + reason if reason else ''}"


def ask_day(act: str) -> Callable[[Scene, str, str], None]:
    """Give the beginning of a decision that needs a day."""

    def ask(scene: Scene, round_id: str, _: str) -> None:
        kind = KINDS[act]
        board = possible(scene, round_id, kind)
        if board is None:
            return
        at = round_standing(scene, board)
        start = max(board.deadline_on, at.today)
        days = [add_working_days(start, count, board.plan.sending.country) for count in LATER]
        buttons = [
            Button(
                label=shorten(date_long(day, scene.language, at.today)),
                data=button_data(Verb.ROUND, act.upper(), board.round, day.isoformat()),
            )
            for day in days
        ]
        scene.change_dialog(mode=Mode.ROUND_DATE, stash=pending(board, act))
        back = back_row(scene, button_data(Verb.ROUND, "m", board.round))
        scene.turn_to(Message(text=scene.words.text("extend_until"), rows=(*lay_out(buttons), *back)))

    return ask


def possible(scene: Scene, round_id: str, kind: Decided) -> Board | None:
    """Find a round about which this can be decided now; else say how it stands."""
    board = find_board(scene, round_id, NEEDED[kind])
    if board is not None and refusal(kind, round_standing(scene, board)) is not None:
        scene.turn_to(menu_message(scene, board, note=scene.words.text("changed_meanwhile")))
        return None
    return board


def pending(board: Board, act: str, day: str = "") -> dict[str, JsonValue]:
    """Write what is being decided into the dialog, with what the coordinator sees of the round."""
    return {"round": board.round, "act": act, "day": day, "seen": board.deadline_on.isoformat()}


def take_day(act: str) -> Callable[[Scene, str, str], None]:
    """Give the taking of a tapped day."""

    def take(scene: Scene, round_id: str, day: str) -> None:
        board = possible(scene, round_id, KINDS[act])
        if board is None:
            return
        to = read_day(day)
        if to is None or refusal(KINDS[act], round_standing(scene, board), to=to) is not None:
            scene.toast("unknown_button")
        else:
            ask_reason(scene, board, act, day)

    return take


def read_day(day: str) -> date | None:
    """Read a day as a button carries it."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def take_date(scene: Scene, text: str) -> None:
    """Read a typed last day."""
    act = str(scene.dialog.stash.get("act", ""))
    board = possible(scene, str(scene.dialog.stash.get("round", "")), KINDS.get(act, Decided.EXTENDED))
    if board is None:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        return
    at = round_standing(scene, board)
    reading = read_date(clean(text).strip(), today=at.today)
    if isinstance(reading, Understood) and refusal(KINDS[act], at, to=reading.value) is None:
        ask_reason(scene, board, act, reading.value.isoformat())
    else:
        scene.say("extend_not_understood", text=text[:60])


def ask_close(scene: Scene, round_id: str, _: str) -> None:
    """Begin to end a round at once."""
    board = possible(scene, round_id, Decided.CLOSED)
    if board is not None:
        ask_reason(scene, board, "c", "")


def ask_reason(scene: Scene, board: Board, act: str, day: str) -> None:
    """Ask why; the next text is the reason, and there may be none."""
    scene.change_dialog(mode=Mode.ROUND_REASON, stash=pending(board, act, day))
    without = Button(label=scene.words.label("no_reason"), data=button_data(Verb.ROUND, "!", board.round))
    rows: Rows = (*lay_out([without]), *back_row(scene, button_data(Verb.ROUND, "m", board.round)))
    key = "reason_close" if act == "c" else "reason_why"
    scene.turn_to(Message(text=scene.words.text(key), rows=rows))


def without_reason(scene: Scene, round_id: str, _: str) -> None:
    """Decide without a reason."""
    if scene.dialog.mode is Mode.ROUND_REASON and scene.dialog.stash.get("round") == round_id:
        take_reason(scene, "")
    else:
        scene.toast("unknown_button")


def take_reason(scene: Scene, text: str) -> None:
    """Carry the decision out, if the round still stands as the coordinator saw it."""
    stash = scene.dialog.stash
    kind = KINDS.get(str(stash.get("act", "")))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    if kind is None:
        scene.say("done_already")
        return
    board = possible(scene, str(stash.get("round", "")), kind)
    if board is None:
        return
    if board.deadline_on.isoformat() != stash.get("seen"):
        scene.turn_to(menu_message(scene, board, note=scene.words.text("changed_meanwhile")))
        return
    day = str(stash.get("day", ""))
    body: dict[str, JsonValue] = {"from": board.deadline_on.isoformat(), **({"to": day} if day else {})}
    carry_out(scene, board, kind, body, clean(text).strip()[:LONGEST_REASON])


def carry_out(scene: Scene, board: Board, kind: Decided, body: dict[str, JsonValue], reason: str) -> None:
    """Write a decision, tell those whom it concerns, offer to take it back."""
    made = scene.mint()
    whole = "" if kind is Decided.ENDED else board.round
    scene.effects.append(Decide(id=made, plan=board.plan.key, kind=kind, round=whole, body=body, reason=reason))
    tell_round(scene, board, kind, body)
    undo_it = Button(label=scene.words.label("undo"), data=button_data(Verb.ROUND, "u", board.round, made))
    rows = (*lay_out([undo_it]), *back_row(scene, button_data(Verb.ROUND, "m", board.round)))
    to = body.get("to")
    until = date_numeric(date.fromisoformat(str(to)), scene.language) if to else ""
    what = scene.words.text(f"decided_{kind}", date=until, taken_back=False)
    scene.turn_to(Message(text=scene.words.text("round_decided", what=what), rows=rows))


def undo(scene: Scene, round_id: str, decision: str) -> None:
    """Take the newest decision back: a decision that names it."""
    board = find_board(scene, round_id, Action.EXTEND)
    last = last_decision(board.decisions) if board is not None else None
    if board is None:
        return
    if last is None or last.id != decision:
        scene.turn_to(menu_message(scene, board, note=scene.words.text("changed_meanwhile")))
        return
    if not allows(scene, board.plan.key, NEEDED[last.kind]):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    scene.effects.append(
        Decide(
            id=scene.mint(),
            plan=board.plan.key,
            kind=last.kind,
            round=last.round,
            body=last.body,
            undoes=last.id,
        )
    )
    tell_round(scene, board, last.kind, last.body, taken_back=True)
    rows = back_row(scene, button_data(Verb.ROUND, "m", board.round))
    scene.turn_to(Message(text=scene.words.text("round_undone"), rows=rows))


ACTS: dict[str, Callable[[Scene, str, str], None]] = {
    "m": menu,
    "e": ask_day("e"),
    "E": take_day("e"),
    "c": ask_close,
    "o": ask_day("o"),
    "O": take_day("o"),
    "!": without_reason,
    "u": undo,
}
