"""The history of a task: who answered what when, what was returned and why."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.conversation.board.access import allows, find_task
from bot.conversation.board.authors import author
from bot.conversation.board.pages import back_row, cut_page, turning
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.conversation.showing import said_in, section_of
from bot.words import LANGUAGES, words_for
from flows.board import Board, BoardTask, HistoryLine, tasks_numbered
from flows.form import Form
from flows.rights import Action
from flows.tasks import TaskEvent
from flows.wording.days import date_numeric, time_short

LINES_ON_A_PAGE = 6
SHOWN = 60
MOST_NAMED = 6


def show(scene: Scene, task_id: str, page: str, _: str) -> None:
    """Show the history, newest first."""
    found = find_task(scene, task_id, Action.SEE_HISTORY)
    if found is None:
        return
    board, task = found
    lines = said_once(sorted(scene.surrounds.histories.get(task_id, ()), key=lambda one: one.at, reverse=True))
    here = cut_page(lines, page, LINES_ON_A_PAGE)
    item = board.items.get((task.tree, task.subject))
    text = scene.words.text(
        "task_history",
        number=item.number if item else board.title,
        lines=[history_line(scene, board, task_id, line) for line in here.shown],
    )
    turn = turning(scene, here, lambda number: button_data(Verb.DECIDE, "h", task_id, str(number)))
    rows = (*lay_out(turn), *back_row(scene, button_data(Verb.DECIDE, "c", task_id)))
    scene.turn_to(Message(text=text, rows=rows))


def said_once(lines: Sequence[HistoryLine]) -> list[HistoryLine]:
    """Leave out a return as a whole where each returned answer says it with its reason."""
    answers = {(one.at, one.person) for one in lines if one.what == "review" and one.new == "returned"}
    return [one for one in lines if one.what != TaskEvent.RETURNED or (one.at, one.person) not in answers]


def history_line(scene: Scene, board: Board, task_id: str, line: HistoryLine) -> str:
    """Write one line: when, who, what."""
    who = author(scene.words, line.person, is_erased=line.is_erased)
    parts = [f"{moment(scene, board, line.at)} {who}: {what(scene, task_id, line)}"]
    if line.on_behalf:
        parts.append(scene.words.text(f"by_{line.on_behalf}"))
    return ", ".join(parts)


def moment(scene: Scene, board: Board, at: datetime) -> str:
    """Write a local moment in figures."""
    local = at.astimezone(scene.zone(board.plan))
    return f"{date_numeric(local.date(), scene.language)} {time_short(local.time())}"


def what(scene: Scene, task_id: str, line: HistoryLine) -> str:
    """Word what happened, questions and choices as the form words them."""
    words, form = scene.words, scene.surrounds.history_forms.get(task_id)
    question = question_name(scene, form, line.question)
    if line.what == "answer":
        value = ", ".join(value_name(scene, form, line.question, one) for one in line.values)
        return words.text("history_answer", question=question, value=cut(value) or "–")
    if line.what == "review":
        verdict = words.text(f"verdict_{line.new}")
        return words.text("history_review", verdict=verdict, question=question, text=cut(line.detail))
    return words.text("history_event", what=words.text(f"event_{line.what}"), text=reason(scene, line.detail))


def reason(scene: Scene, text: str) -> str:
    """Give a reason; the one that an early end fills in is stored in the plan's language and read in the person's."""
    filled = {words_for(one).text("end_fills_with") for one in LANGUAGES}
    return scene.words.text("end_fills_with") if text in filled else cut(text)


def question_name(scene: Scene, form: Form | None, name: str) -> str:
    """Name a question as the check screen does; one that the form no longer has keeps its own name."""
    question = form.by_name.get(name) if form else None
    return section_of(form, question, scene.language) if form and question else name


def value_name(scene: Scene, form: Form | None, name: str, value: str) -> str:
    """Give a choice's printed label; any other value is what was written."""
    question = form.by_name.get(name) if form else None
    choices = form.lists.get(question.choices, ()) if form and question else ()
    found = next((one for one in choices if one.name == value), None)
    return said_in(found.label, form, scene.language) if form and found else value


def of_number(scene: Scene, number: str) -> None:
    """Answer /historie 1.1: the newest task of that item, or the choice where several actors have one."""
    plans = {plan for plan in scene.surrounds.boards if allows(scene, plan, Action.SEE_HISTORY)}
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    wanted = number.strip()
    boards = [scene.surrounds.boards[plan] for plan in sorted(plans)]
    found = [one for each in boards for one in tasks_numbered(each, wanted)]
    if not wanted:
        scene.say("history_of_what", number=first_number(board for each in boards for board in each))
    elif len(found) == 1:
        show(scene, found[0][1].id, "0", "")
    elif found:
        scene.say("history_whose", rows=lay_out(whose(board, task) for board, task in found[:MOST_NAMED]))
    else:
        scene.say("history_which", number=shorten(wanted))


def first_number(boards: Iterable[Board]) -> str:
    """Give the number of the first item that is asked about, as an example of what to write."""
    for board in boards:
        asked = {(task.tree, task.subject) for task in board.tasks} & board.items.keys()
        numbers = [board.items[key].number for key in sorted(asked, key=lambda key: board.order.get(key, 0))]
        if any(numbers):
            return next(filter(None, numbers))
    return "1.1"


def whose(board: Board, task: BoardTask) -> Button:
    """Give the button of one of several tasks about one item."""
    names = {actor.key: actor.name for actor in board.plan.actors}
    label = shorten(names.get(task.actor, "") or board.plan.owner)
    return Button(label=label, data=button_data(Verb.DECIDE, "h", task.id, "0"))


def cut(text: str) -> str:
    """Shorten a long text to one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + "…"
