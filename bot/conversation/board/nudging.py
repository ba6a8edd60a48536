"""A reminder by hand (G3): whom, what, a look at it before it leaves, and then once to each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.board.access import actor_by_code
from bot.conversation.board.lists import LINE, actor_names
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.board_effects import Write
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from bot.words import Words
from flows.answers import JsonValue
from flows.board import Board, silent, unfinished
from flows.nudges import Addressee, Hindrance, addressees
from flows.reading.cleaning import clean
from flows.wording.days import date_numeric, day_month, in_days, on_date, time_short
from flows.wording.plurals import plural
from flows.working_days import next_allowed

CHOSEN_ON_A_PAGE = 5
NAMED = 3
LONGEST = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A reminder in the making.

    Attributes:
        id: Tells it from any other; the same one leaves once.
        whom: "s" everyone silent, "u" everyone unfinished, "a" and an actor's code.
        flipped: Contacts whose tick was changed by hand.
        text: The coordinator's own words, "" = the usual ones.
    """

    id: str
    round: str
    whom: str
    flipped: frozenset[str] = frozenset()
    text: str = ""


def choose_whom(scene: Scene, board: Board) -> None:
    """Ask whom to remind."""
    words, here = scene.words, board.round
    quiet, left = silent(board), unfinished(board)
    buttons = [
        Button(label=words.label("nudge_silent", n=len(quiet)), data=button_data(Verb.NUDGE, "p", here, "s")),
        Button(label=words.label("nudge_unfinished", n=len(left)), data=button_data(Verb.NUDGE, "p", here, "u")),
        Button(label=words.label("to_actors"), data=status_data("a", here)),
    ]
    rows = (*lay_out(buttons), *back_row(scene, status_data("", here)))
    scene.turn_to(Message(text=words.text("nudge_whom"), rows=rows))


def begin(scene: Scene, board: Board, whom: str, _: str) -> None:
    """Begin a reminder."""
    keep(scene, Draft(id=scene.mint(), round=board.round, whom=whom))
    preview(scene, board)


def keep(scene: Scene, draft: Draft, mode: Mode = Mode.IDLE) -> None:
    """Remember the reminder until the next act."""
    kept: dict[str, JsonValue] = {
        "id": draft.id,
        "round": draft.round,
        "whom": draft.whom,
        "flipped": [*sorted(draft.flipped)],
        "text": draft.text,
    }
    scene.change_dialog(mode=mode, stash={"nudge": kept})


def kept_draft(scene: Scene, board: Board) -> Draft | None:
    """Read the reminder in the making; None if there is none for this round."""
    kept = scene.dialog.stash.get("nudge")
    if not isinstance(kept, Mapping) or kept.get("round") != board.round:
        return None
    flipped = kept.get("flipped")
    return Draft(
        id=str(kept["id"]),
        round=board.round,
        whom=str(kept["whom"]),
        flipped=frozenset(map(str, flipped)) if isinstance(flipped, list) else frozenset(),
        text=str(kept["text"]),
    )


def meant(scene: Scene, board: Board, draft: Draft) -> tuple[Addressee, ...]:
    """Give everybody whom the reminder is about."""
    if draft.whom == "s":
        actors = silent(board)
    elif draft.whom == "u":
        actors = unfinished(board)
    else:
        actor = actor_by_code(board, draft.whom[1:])
        actors = (actor,) if actor else ()
    return addressees(board, actors, scene.now)


def is_ticked(one: Addressee, draft: Draft) -> bool:
    """Tell whether somebody gets it."""
    return one.reachable and ((one.hindrance is None) != (one.contact in draft.flipped))


def preview(scene: Scene, board: Board) -> None:
    """Show who gets what and who does not and why."""
    draft = kept_draft(scene, board)
    if draft is None:
        stale(scene, board)
        return
    everybody = meant(scene, board, draft)
    ticked = [one for one in everybody if is_ticked(one, draft)]
    actors = {actor for one in ticked for actor in one.actors}
    text = scene.words.text(
        "nudge_preview",
        persons=count_persons(scene, len(ticked)),
        actors=count_actors(scene, len(actors)),
        moment=moment(scene, board),
        text=draft.text or usual_words(scene, board),
        left_out=left_out(scene, board, [one for one in everybody if not is_ticked(one, draft)]),
    )
    scene.turn_to(Message(text=text, rows=preview_rows(scene, board, ticked=bool(ticked))))


def preview_rows(scene: Scene, board: Board, *, ticked: bool) -> Rows:
    """Give Poslat, Upravit text, Vybrat komu, Zrušit."""
    keys = {"s": "nudge_send", "e": "edit_text", "c": "nudge_choose", "x": "cancel"}
    if not ticked:
        del keys["s"]
    return lay_out(
        Button(label=scene.words.label(key), data=button_data(Verb.NUDGE, act, board.round))
        for act, key in keys.items()
    )


def count_persons(scene: Scene, n: int) -> str:
    """Say "7 osob"."""
    if scene.language == "cs":
        return f"{n}\u00a0{plural(n, 'osoba', 'osoby', 'osob')}"
    return f"{n}\u00a0{plural(n, 'person', 'people', 'people', lang='en')}"


def count_actors(scene: Scene, n: int) -> str:
    """Say "5 subjektů"."""
    if scene.language == "cs":
        return f"{n}\u00a0{plural(n, 'subjekt', 'subjekty', 'subjektů')}"
    return f"{n}\u00a0{plural(n, 'organisation', 'organisations', 'organisations', lang='en')}"


def leaves_at(scene: Scene, board: Board) -> datetime:
    """Give the first moment at which the plan lets messages go out."""
    return next_allowed(scene.now, board.plan.sending, scene.town_zone(board.plan))


def moment(scene: Scene, board: Board) -> str:
    """Say when it leaves."""
    leaves = leaves_at(scene, board)
    if leaves <= scene.now:
        return scene.words.text("at_once")
    local = leaves.astimezone(scene.zone(board.plan))
    today = scene.now.astimezone(scene.zone(board.plan)).date()
    return f"{on_date(local.date(), scene.language, today)}, {time_short(local.time())}"


def usual_words(scene: Scene, board: Board) -> str:
    """Give the words with which a reminder begins unless the coordinator writes others."""
    leaves_on = leaves_at(scene, board).astimezone(scene.town_zone(board.plan)).date()
    return reminding_words(scene.words, (board.deadline_on - leaves_on).days)


def reminding_words(words: Words, days: int) -> str:
    """Say when what is asked for is due; `days` from the day on which this is read."""
    return words.text("nudge_usual", in_days=in_days(days, words.language)) if days >= 0 else words.text("nudge_late")


def left_out(scene: Scene, board: Board, some: list[Addressee]) -> str:
    """Name who does not get it and why, the first few."""
    names = actor_names(board)
    said = [
        scene.words.text("nudge_left_out", actor=", ".join(names[actor] for actor in one.actors), why=why(scene, one))
        for one in some[:NAMED]
    ]
    more = len(some) - len(said)
    return ", ".join(said) + (f" +{more}" if more > 0 else "")


def why(scene: Scene, one: Addressee) -> str:
    """Say why somebody is left out; nothing hinders somebody whose tick was taken off."""
    if one.hindrance is None:
        return scene.words.text("left_out_by_hand")
    if one.hindrance is Hindrance.AWAY and one.on is not None:
        return scene.words.text("left_out_away", expires=day_month(one.on, scene.language, scene.now.date()))
    if one.hindrance is Hindrance.REMINDED and one.on is not None:
        return scene.words.text("left_out_reminded", day=date_numeric(one.on, scene.language))
    keys = {
        Hindrance.NOT_JOINED: "left_out_not_joined",
        Hindrance.GONE: "left_out_gone",
        Hindrance.ANSWERING: "left_out_answering",
    }
    return scene.words.text(keys[one.hindrance])


def edit(scene: Scene, board: Board, _what: str, _page: str) -> None:
    """Ask for other words."""
    draft = kept_draft(scene, board)
    if draft is None:
        stale(scene, board)
        return
    keep(scene, draft, Mode.NUDGE_TEXT)
    scene.say("nudge_write")


def take_text(scene: Scene, text: str) -> None:
    """Take the coordinator's own words and show the reminder anew."""
    kept = scene.dialog.stash.get("nudge")
    round_id = str(kept.get("round", "")) if isinstance(kept, Mapping) else ""
    boards = (board for boards in scene.surrounds.boards.values() for board in boards)
    board = next((one for one in boards if one.round == round_id), None)
    draft = kept_draft(scene, board) if board is not None else None
    if board is None or draft is None:
        scene.change_dialog(mode=Mode.IDLE, stash={})
        scene.say("done_already")
        return
    written = clean(text).strip()
    if len(written) > LONGEST:
        scene.say("text_far_too_long", length=len(written), limit=LONGEST)
        return
    keep(
        scene,
        Draft(id=draft.id, round=draft.round, whom=draft.whom, flipped=draft.flipped, text=written),
    )
    preview(scene, board)


def choose(scene: Scene, board: Board, page: str, _: str) -> None:
    """List whom it can be sent to, with ticks."""
    draft = kept_draft(scene, board)
    if draft is None:
        stale(scene, board)
        return
    names = actor_names(board)
    reachable = [one for one in meant(scene, board, draft) if one.reachable]
    here = cut_page(reachable, page, CHOSEN_ON_A_PAGE)
    buttons = tuple(
        (
            Button(
                label=("✓ " if is_ticked(one, draft) else "")
                + shorten(f"{one.name}, {names[one.actors[0]]}", LINE - 4),
                data=button_data(Verb.NUDGE, "t", board.round, one.contact, str(here.number)),
            ),
        )
        for one in here.shown
    )
    done = Button(label=scene.words.label("done"), data=button_data(Verb.NUDGE, "b", board.round))
    turn = turning(scene, here, lambda number: button_data(Verb.NUDGE, "c", board.round, str(number)))
    scene.turn_to(Message(text=scene.words.text("nudge_ticks"), rows=(*buttons, *lay_out([*turn, done]))))


def toggle(scene: Scene, board: Board, contact: str, page: str) -> None:
    """Set or take off somebody's tick."""
    draft = kept_draft(scene, board)
    if draft is None:
        stale(scene, board)
        return
    keep(
        scene,
        Draft(
            id=draft.id,
            round=draft.round,
            whom=draft.whom,
            flipped=draft.flipped ^ {contact},
            text=draft.text,
        ),
    )
    choose(scene, board, page, "")


def send(scene: Scene, board: Board, _what: str, _page: str) -> None:
    """Send it, once to each; what each still has to do is looked up when it leaves."""
    draft = kept_draft(scene, board)
    if draft is None:
        stale(scene, board)
        return
    ticked = [one for one in meant(scene, board, draft) if is_ticked(one, draft)]
    leaves = leaves_at(scene, board)
    for one in ticked:
        scene.effects.append(reminder(board, draft, one, scene.mint(), leaves))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    text = scene.words.text("nudge_sent", persons=count_persons(scene, len(ticked)), moment=moment(scene, board))
    scene.turn_to(Message(text=text, rows=back_row(scene, status_data("", board.round))))


def reminder(board: Board, draft: Draft, one: Addressee, id_: str, leaves: datetime) -> Write:
    """Write one person's reminder, to be worded when it leaves."""
    payload: dict[str, JsonValue] = {
        "plan": board.plan.key,
        "round": board.round,
        "person": one.person,
        "language": one.language or board.plan.language,
        "text": draft.text,
    }
    return Write(
        id=id_,
        contact=one.contact,
        kind="nudge",
        payload=payload,
        fold_key=f"nudge:{board.round}",
        not_before=leaves,
        step="nudge",
        round=board.round,
        person=one.person,
        occasion=draft.id,
    )


def cancel(scene: Scene, board: Board, _what: str, _page: str) -> None:
    """Give the reminder up."""
    scene.change_dialog(mode=Mode.IDLE, stash={})
    rows = back_row(scene, status_data("", board.round))
    scene.turn_to(Message(text=scene.words.text("nudge_cancelled"), rows=rows))


def stale(scene: Scene, board: Board) -> None:
    """Say that there is no such reminder any more."""
    rows = back_row(scene, status_data("", board.round))
    scene.turn_to(Message(text=scene.words.text("nudge_gone"), rows=rows))


ACTS: dict[str, Callable[[Scene, Board, str, str], None]] = {
    "p": begin,
    "b": lambda scene, board, _what, _page: preview(scene, board),
    "e": edit,
    "c": choose,
    "t": toggle,
    "s": send,
    "x": cancel,
}
