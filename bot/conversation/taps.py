"""A tap: every button is checked here, on the server, before it does anything."""

from collections.abc import Callable

from bot.conversation import (
    checking,
    choosing,
    collecting,
    correcting,
    joining,
    last_year,
    outlining,
    side_paths,
    supplementing,
)
from bot.conversation.after_end import ask_correction, offer_late
from bot.conversation.answering import accept
from bot.conversation.board.tapping import BOARD_TAPS
from bot.conversation.buttons import Tap, Verb, button_data, code, read_button, turn_code
from bot.conversation.calendar_taps import CALENDAR_NEEDED, CALENDAR_ON_TASK, CALENDAR_TAPS
from bot.conversation.commands import choose_language, show_help
from bot.conversation.counting import ask_difference
from bot.conversation.heard import Tapped
from bot.conversation.leaving_out import leave_out
from bot.conversation.line_taps import LINE_VERBS, tap_line
from bot.conversation.listing import turn_estimate
from bot.conversation.log.writing_entries import ask_entry
from bot.conversation.manners import MANNER_TAPS, tap_in_its_manner
from bot.conversation.message import Button
from bot.conversation.my_data import tap_my_data
from bot.conversation.options import take_option
from bot.conversation.outline_rows import is_outline
from bot.conversation.overview import show_overview
from bot.conversation.question import ask, askable, is_first, is_optional, refresh_choices, show_more_choices
from bot.conversation.refusing import refuse_input
from bot.conversation.review_taps import AUTHOR_NEEDS, AUTHOR_TAPS, REVIEW_TAPS
from bot.conversation.saying_taps import SAYING
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node
from bot.conversation.state import TRIAL_TASK, Mode, TaskCard
from bot.conversation.supplement_taps import SUPPLEMENT_TAPS
from bot.conversation.taps_once import ANSWERED_ONCE, ONCE
from bot.conversation.time_zone import choose_zone
from bot.conversation.trial_taps import TRIAL_TAPS
from bot.conversation.walking import go_on, next_gap, open_next, open_task
from bot.conversation.wording import ask_wording
from bot.conversation.writing import write
from flows.answers import Origin, Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import AddTurn, RemoveTurn, Set
from flows.rejection import Rejection
from flows.rights import Action

MOST_DIGITS = 4
PlaceAct = Callable[[Scene, TaskCard, Node], None]


def tap(scene: Scene, tapped: Tapped) -> None:
    """Do what a button says, if it may still say it."""
    read = read_button(tapped.data)
    scene.under = tapped.ref
    if read is None:
        scene.toast("unknown_button")
    elif same_tap(tapped) == scene.dialog.last_tap and read.verb in ONCE:
        return
    else:
        scene.change_dialog(last_tap=same_tap(tapped))
        if read.verb in ANSWERED_ONCE:
            scene.unbutton(tapped.ref)
        dispatch(scene, read)


def same_tap(tapped: Tapped) -> str:
    """Tell one tap from another: the same button under the same message is the same tap."""
    return f"{tapped.ref}|{tapped.data}"


def dispatch(scene: Scene, read: Tap) -> None:
    """Part the verbs by what they need: nothing, a task, or a place on the current screen."""
    if read.verb in FREE:
        FREE[read.verb](scene, read)
        return
    task = scene.task(read.part(0))
    if task is None and read.part(0).startswith(TRIAL_TASK):
        scene.say("trial_over")
        return
    if task is None and read.part(0) and (offer_late(scene, read.part(0)) or ask_correction(scene, read.part(0))):
        return
    if task is None or scene.allowed(task, NEEDED.get(read.verb, Action.SEE)) is None:
        scene.say("not_yours", contact=scene.contact_of(None))
    elif read.verb in ON_TASK:
        ON_TASK[read.verb](scene, task, read)
    else:
        tap_place(scene, task, read)


def find_place(task: TaskCard, read: Tap) -> Node | None:
    """Find the relevant place that button data mean."""
    question, turn = read.part(1), read.part(2)
    for node in task.evaluation.nodes:
        if code(node.place.question) == question and turn_code(node.place.instance) == turn:
            return node
    return None


def tap_place(scene: Scene, task: TaskCard, read: Tap) -> None:
    """Do what a button of a question says; one of an older screen changes nothing and says how things are."""
    node = find_place(task, read)
    screen = read.parts[-1].partition(".")[0]
    if node is None or screen != str(scene.dialog.screen):
        stale(scene, task, node)
    elif scene.allowed(task, Action.ANSWER) is None:
        scene.say("not_yours", contact=scene.contact_of(task.plan))
    elif not node.relevant:
        stale(scene, task, node)
    else:
        act_on_place(scene, task, node, read)


def stale(scene: Scene, task: TaskCard, node: Node | None) -> None:
    """Say that a button is old, what the answer is now, and offer the way there."""
    value = show_node(task, node, scene.words) if node is not None else ""
    button = Button(label=scene.words.label("open_item"), data=button_data(Verb.OPEN, task.id))
    if value:
        scene.say("stale_answer", rows=((button,),), value=value)
    else:
        scene.say("stale_button", rows=((button,),))


def act_on_place(scene: Scene, task: TaskCard, node: Node, read: Tap) -> None:
    """Carry out the verb of a button of the current screen."""
    if tap_in_its_manner(scene, task, node, read):
        return
    if read.verb is Verb.CHOOSE:
        choose(scene, task, node, read.part(3))
    elif read.verb is Verb.OPTION:
        if not take_option(scene, task, node, read.part(3)):
            stale(scene, task, node)
    elif read.verb in LINE_VERBS:
        tap_line(scene, task, node, read)
    elif read.verb in SAYING:
        SAYING[read.verb](scene, task, node, read.part(3))
    elif read.verb is Verb.PAGE:
        choosing.turn_page(scene, task, node, read.part(3))
    elif read.verb is Verb.MORE:
        more(scene, task, node, back=read.parts[-1].endswith(".0"))
    elif read.verb in ON_PLACE:
        ON_PLACE[read.verb](scene, task, node)
    else:
        scene.toast("unknown_button")


def choose(scene: Scene, task: TaskCard, node: Node, choice_code: str) -> None:
    """Take a choice: of one, the answer; of several, a tick more or less."""
    name = next((choice.name for choice in node.choices if code(choice.name) == choice_code), None)
    if name is None:
        stale(scene, task, node)
    elif node.question.kind is Kind.SELECT_MULTIPLE:
        toggle(scene, task, node, name)
    else:
        accept(scene, task, node, name, Origin.TAPPED)


def toggle(scene: Scene, task: TaskCard, node: Node, name: str) -> None:
    """Set or take off the tick of one choice, in place."""
    chosen = list(node.value) if isinstance(node.value, list) else []
    chosen = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
    outcome = write(scene, task, Set(place=node.place, value=chosen, origin=Origin.TAPPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.change_dialog(last_tap="", seen_seq=outcome.interview.answers[node.place].seq)
    refresh_choices(scene, outcome, outcome.evaluation.at(node.place))


def more(scene: Scene, task: TaskCard, node: Node, *, back: bool) -> None:
    """Show the choices behind "Jinak", or the first ones again."""
    scene.change_dialog(last_tap="")
    if back:
        refresh_choices(scene, task, node)
    else:
        show_more_choices(scene, task, node)


def page_of(read: Tap) -> int:
    """Give the page that a button names, the first one where it names none."""
    page = read.part(0)
    return int(page) if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS else 0


def later(scene: Scene, task: TaskCard, node: Node) -> None:
    """Put a question off; on the first question of an item the whole item."""
    whole = is_first(task, node.place)
    places = [one.place for one in task.evaluation.nodes] if whole else [node.place]
    put_off = {(task.id, place.question, place.instance) for place in places}
    scene.settle_screen(scene.words.label("later"))
    scene.change_dialog(postponed=scene.dialog.postponed | put_off, mode=Mode.IDLE, place=None)
    place = None if whole else next_gap(scene, task, node.place)
    if place is not None:
        ask(scene, task, place)
    else:
        open_next(scene, task)


def back(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask the question before this one; from the check screen, return there."""
    if scene.dialog.to_check:
        checking.check(scene, task)
        return
    if is_optional(node.question):
        supplementing.offer_more(scene, task)
        return
    order = [one.place for one in askable(task)]
    if node.place not in order:
        checking.check(scene, task)
        return
    here = order.index(node.place)
    scene.settle_screen()
    ask(scene, task, order[max(0, here - 1)])


def done(scene: Scene, task: TaskCard, node: Node) -> None:
    """End a text, a multiple choice, a note or a plain repeat."""
    match node.question.kind:
        case Kind.TEXT:
            collecting.finish(scene, task, node)
        case Kind.REPEAT:
            end_repeat(scene, task, node)
        case Kind.SELECT_MULTIPLE if not node.answered:
            if not choosing.nothing_chosen(scene, node):
                leave_out(scene, task, node)
        case _:
            scene.settle_screen(show_node(task, node, scene.words))
            go_on(scene, task, node.place)


def end_repeat(scene: Scene, task: TaskCard, node: Node) -> None:
    """End a plain repeat; with no turn it is left out on purpose."""
    if not task.evaluation.turns(node.question.name, node.place.instance):
        leave_out(scene, task, node)
        return
    scene.settle_screen(show_node(task, node, scene.words))
    go_on(scene, task, node.place)


def agree(scene: Scene, task: TaskCard, node: Node) -> None:
    """An echo or a proposal is right."""
    if node.proposal is not None and not node.answered:
        accept(scene, task, node, node.proposal, Origin.TAPPED)
    elif node.question.kind is Kind.ACKNOWLEDGE:
        accept(scene, task, node, "OK", Origin.TAPPED)
    elif is_outline(node.question):
        outlining.agree(scene, task, node)
    elif not ask_difference(scene, task, node):
        scene.settle_screen(scene.words.label("agree"))
        go_on(scene, task, node.place)


def agree_or_done(scene: Scene, task: TaskCard, node: Node) -> None:
    """Do what "hotovo" means here: an echo is right, or a choice of several or a repeat is at its end."""
    if scene.dialog.mode is Mode.ECHO:
        agree(scene, task, node)
    else:
        done(scene, task, node)


def correct_echo(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask the question of an echo again; what stands there stays until something new is written."""
    scene.settle_screen()
    kept = scene.dialog.stash
    note = scene.words.text("write_again") if listed(node.question) else ""
    ask(scene, task, node.place, to_check=scene.dialog.to_check, note=note)
    scene.change_dialog(stash=dict(kept))


def add(scene: Scene, task: TaskCard, node: Node) -> None:
    """Add to a list: the next text adds lines; a plain repeat gets a new turn that is asked question by question."""
    if listed(node.question):
        kept = scene.dialog.stash
        ask(scene, task, node.place, to_check=scene.dialog.to_check, note=scene.words.text("write_more"))
        scene.change_dialog(stash={**kept, "adding": True})
        return
    turn = AddTurn(repeat=node.question.name, instance=scene.mint(), parent=node.place.instance)
    outcome = write(scene, task, turn)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.settle_screen()
    inside = next_gap(scene, outcome, Place(question=node.question.name, instance=node.place.instance))
    if inside is not None:
        ask(scene, outcome, inside)
    else:
        go_on(scene, outcome, node.place)


def drop_last(scene: Scene, task: TaskCard, node: Node) -> None:
    """Delete the last message of a text, or the last turn of a repeat."""
    if node.question.kind is not Kind.REPEAT:
        collecting.drop_last(scene, task, node)
        return
    turns = task.evaluation.turns(node.question.name, node.place.instance)
    if not turns:
        stale(scene, task, node)
        return
    outcome = write(scene, task, RemoveTurn(repeat=node.question.name, instance=turns[-1]))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.settle_screen()
    ask(scene, outcome, node.place, to_check=scene.dialog.to_check)


def same(scene: Scene, task: TaskCard, read: Tap) -> None:
    """Show last year's answer, or do with it what was chosen."""
    if task.last is None:
        stale(scene, task, None)
    elif read.part(1) == "show":
        last_year.offer_same(scene, task)
    else:
        last_year.settle_same(scene, task, read.part(1), read.part(2))


ON_PLACE: dict[Verb, PlaceAct] = {
    Verb.LEAVE_OUT: leave_out,
    Verb.LATER: later,
    Verb.BACK: back,
    Verb.DONE: done,
    Verb.AGREE: agree,
    Verb.CORRECT: correct_echo,
    Verb.ADD: add,
    Verb.ESTIMATE: turn_estimate,
    Verb.SECTION: checking.open_section,
    Verb.SUPPLEMENT: supplementing.supplement,
    Verb.WORDING: ask_wording,
    Verb.READ: collecting.read_back,
    Verb.LAST: last_year.as_last,
    Verb.DROP_LAST: drop_last,
}
ON_TASK: dict[Verb, Callable[[Scene, TaskCard, Tap], None]] = {
    **SUPPLEMENT_TAPS,
    Verb.OPEN: lambda scene, task, _: open_task(scene, task),
    Verb.TAKE_OVER: lambda scene, task, _: open_task(scene, task, taking_over=True),
    Verb.NEXT_ITEM: lambda scene, task, _: open_next(scene, task),
    Verb.SEND: lambda scene, task, _: checking.send(scene, task),
    Verb.NOT_OURS: lambda scene, task, _: side_paths.not_ours(scene, task),
    Verb.OURS: lambda scene, task, _: side_paths.ours(scene, task),
    Verb.UNKNOWN: lambda scene, task, _: side_paths.suggest_owner(scene, task, ""),
    Verb.SAME: same,
    Verb.TOWN_WRITES: lambda scene, task, _: side_paths.town_writes(scene, task),
    Verb.EXPLAIN: lambda scene, task, _: side_paths.explain(scene, task),
    Verb.ASK_TOWN: lambda scene, task, _: side_paths.ask_town(scene, task),
    Verb.RESTORE: lambda scene, task, read: correcting.restore(scene, task, read.part(1)),
    Verb.AMEND: lambda scene, task, read: correcting.settle_edit(scene, task, yes=read.part(1) == "1"),
    **MANNER_TAPS,
    **AUTHOR_TAPS,
    **CALENDAR_ON_TASK,
}
NEEDED: dict[Verb, Action] = {
    **dict.fromkeys(SUPPLEMENT_TAPS, Action.ANSWER),
    Verb.TAKE_OVER: Action.ANSWER,
    **dict.fromkeys(MANNER_TAPS, Action.ANSWER),
    Verb.SEND: Action.SUBMIT,
    Verb.NOT_OURS: Action.DISOWN,
    Verb.OURS: Action.DISOWN,
    Verb.SAME: Action.ANSWER,
    Verb.UNKNOWN: Action.DISOWN,
    Verb.RESTORE: Action.ANSWER,
    Verb.AMEND: Action.ANSWER,
    **AUTHOR_NEEDS,
    **CALENDAR_NEEDED,
}
"""What a person must be allowed to do with the task of a button; seeing it where nothing is said."""
FREE: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.BEGIN: lambda scene, _: open_next(scene),
    Verb.OVERVIEW: lambda scene, read: show_overview(scene, page_of(read)),
    Verb.NEW_ENTRY: lambda scene, _: ask_entry(scene),
    Verb.STRAY: lambda scene, read: side_paths.settle_stray(scene, read.part(0), scene.task(read.part(1))),
    Verb.ACKNOWLEDGE: lambda scene, _: joining.acknowledge(scene),
    Verb.MORE_DATA: lambda scene, _: joining.more_data(scene),
    Verb.NOT_OUR_ORG: lambda scene, _: joining.not_our_organisation(scene),
    Verb.REQUEST: lambda scene, _: joining.request_prompt(scene),
    Verb.ALLOW: lambda scene, read: joining.settle_request(scene, read.part(0), read.part(1)),
    Verb.DECLINE: lambda scene, read: joining.settle_request(scene, read.part(0), ""),
    Verb.MY_DATA: tap_my_data,
    Verb.LANGUAGE: lambda scene, read: choose_language(scene, read.part(0)),
    Verb.ZONE: lambda scene, read: choose_zone(scene, read.part(0)),
    Verb.HELP: lambda scene, _: show_help(scene),
    **TRIAL_TAPS,
    **BOARD_TAPS,
    **REVIEW_TAPS,
    **CALENDAR_TAPS,
}
