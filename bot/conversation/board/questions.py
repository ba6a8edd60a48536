"""Partners' questions to the town: read one, answer it, and the answer goes back."""

from collections.abc import Callable

from bot.conversation.board.access import allows, find_board
from bot.conversation.board.lists import actor_names
from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.board_effects import AnswerQuestion, Write
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from bot.words import words_for
from flows.board import Board, BoardQuestion
from flows.reading.cleaning import clean
from flows.rights import Action
from flows.wording.days import day_month

LONGEST = 2_000


def show(scene: Scene, round_id: str, page: str) -> None:
    """Show one question after another."""
    board = find_board(scene, round_id, Action.NUDGE)
    if board is None:
        return
    back = back_row(scene, status_data("", round_id))
    if not board.questions:
        scene.turn_to(Message(text=scene.words.text("questions_none"), rows=back))
        return
    here = cut_page(board.questions, page, 1)
    one = here.shown[0]
    turn = turning(scene, here, lambda number: button_data(Verb.QUESTION, "l", round_id, str(number)))
    text = question_text(scene, board, one, f"{here.first}/{len(board.questions)}")
    scene.turn_to(Message(text=text, rows=(*answer_rows(scene, one), *lay_out(turn), *back)))


def question_text(scene: Scene, board: Board, one: BoardQuestion, position: str) -> str:
    """Write a question with whom it comes from and what it is about."""
    zone = scene.zone(board.plan)
    asked = one.asked_at.astimezone(zone).date()
    return scene.words.text(
        "question_asked",
        position=position,
        day=day_month(asked, scene.language, scene.now.astimezone(zone).date()),
        about=", ".join(part for part in (about(board, one.task), actor_names(board).get(one.actor, "")) if part),
        name=one.name,
        text=one.text,
    )


def about(board: Board, task_id: str) -> str:
    """Give the number and title of the item that a task is about, "" if there is none."""
    task = next((task for task in board.tasks if task.id == task_id), None)
    item = board.items.get((task.tree, task.subject)) if task else None
    return f"{item.number} {item.title}" if item else ""


def answer_rows(scene: Scene, one: BoardQuestion) -> Rows:
    """Give Odpovědět, Vyřízeno and the way to the task."""
    words = scene.words
    buttons = [
        Button(label=words.label("answer_question"), data=button_data(Verb.QUESTION, "a", one.id)),
        Button(label=words.label("settle_question"), data=button_data(Verb.QUESTION, "d", one.id)),
    ]
    if one.task:
        buttons.append(Button(label=words.label("open_item"), data=button_data(Verb.DECIDE, "c", one.task)))
    return lay_out(buttons)


def find(scene: Scene, wanted: str) -> tuple[Board, BoardQuestion] | None:
    """Find a question that waits; one that was answered meanwhile is none, and that is said."""
    for boards in scene.surrounds.boards.values():
        for board in boards:
            found = next((one for one in board.questions if one.id == wanted), None)
            if found is not None and allows(scene, board.plan.key, Action.NUDGE):
                return board, found
    if any(allows(scene, plan, Action.NUDGE) for plan in scene.surrounds.boards):
        scene.say("question_settled")
    else:
        scene.say("not_yours", contact=scene.contact_of(None))
    return None


def ask_answer(scene: Scene, wanted: str, _: str) -> None:
    """The next text is the answer."""
    found = find(scene, wanted)
    if found is None:
        return
    scene.change_dialog(mode=Mode.REPLY, stash={"question": wanted})
    scene.say("question_write", name=found[1].name)


def take_answer(scene: Scene, text: str) -> None:
    """Send the answer to whoever asked, in their language, with the way back to the question."""
    written = clean(text).strip()
    if len(written) > LONGEST:
        scene.say("text_far_too_long", length=len(written), limit=LONGEST)
        return
    wanted = str(scene.dialog.stash.get("question", ""))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    found = find(scene, wanted)
    if found is None:
        return
    board, one = found
    words = words_for(one.language or board.plan.language)
    go = Button(label=words.label("go_on"), data=button_data(Verb.OPEN, one.task))
    answer = Message(
        text=words.text("town_answers", text=one.text, answer=written, contact=scene.contact_of(board.plan)),
        rows=((go,),) if one.task else (),
    )
    scene.effects.append(AnswerQuestion(question=one.id, answer=written))
    scene.effects.append(Write(id=scene.mint(), contact=one.contact, message=answer, bulk=False))
    scene.say("question_answered", name=one.name)


def settle(scene: Scene, wanted: str, _: str) -> None:
    """Take a question off the list; it was answered some other way."""
    found = find(scene, wanted)
    if found is None:
        return
    board, one = found
    scene.effects.append(AnswerQuestion(question=one.id, answer=""))
    rows = back_row(scene, status_data("", board.round))
    scene.turn_to(Message(text=scene.words.text("question_done", name=one.name), rows=rows))


ACTS: dict[str, Callable[[Scene, str, str], None]] = {"l": show, "a": ask_answer, "d": settle}
