"""Reviewing from the command line: the queue, verdicts, wording."""

import argparse

from bot.conversation.buttons import Verb
from bot.conversation.state import Mode
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk
from bot.terminal.screen import chosen


async def queue(desk: Desk, _: argparse.Namespace) -> None:
    """Print all that waits."""
    await desk.session.tap(Verb.MANY, "0")
    await desk.session.rest_of_list()


async def read(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print all answers of a submission."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.REVIEW_ONE, task.id)


async def approve(desk: Desk, arguments: argparse.Namespace) -> None:
    """Approve submissions, one after another."""
    for number in arguments.numbers:
        _, task = await desk.task(number, arguments.actor)
        await desk.session.tap(Verb.APPROVE, task.id, str(task.rev))


async def send_back(desk: Desk, arguments: argparse.Namespace) -> None:
    """Return a submission, or one answer of it, with a reason; the answer as its number in the list."""
    session = desk.session
    _, task = await desk.task(arguments.number, arguments.actor)
    if not await session.on_the_way(session.tap(Verb.RETURN, task.id, str(task.rev)), Mode.RETURN):
        return
    what = arguments.answer or session.words.label("whole_answer")
    reason = arguments.reason or desk.context.ask("acting.reason_question")
    if not chosen(session.choices, what) or not reason:
        desk.context.complain("acting.nothing_done")
        return
    await session.on_the_way(session.press(what), Mode.RETURN)
    await session.on_the_way(session.utter(reason), Mode.RETURN)
    await session.tap(Verb.RETURN_SEND, task.id)


async def take_back(desk: Desk, arguments: argparse.Namespace) -> None:
    """Take the last verdict back."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.UNDO_REVIEW, task.id, str(task.rev))


async def reword(desk: Desk, arguments: argparse.Namespace) -> None:
    """Word a text of a submission anew; without --text it is only shown, with its number where there are more."""
    session = desk.session
    _, task = await desk.task(arguments.number, arguments.actor)
    await session.tap(Verb.REWORD, task.id, str(task.rev))
    if session.mode is Mode.REWORD and arguments.answer:
        await session.press(arguments.answer)
    if session.mode is Mode.REWORD and arguments.text:
        await session.utter(arguments.text)


REVIEW = (
    Deed(name="list", play=queue),
    Deed(name="show", play=read, takes=("number", "--actor")),
    Deed(name="approve", play=approve, takes=("numbers", "--actor"), changes=True),
    Deed(name="return", play=send_back, takes=("number", "--actor", "--answer", "--reason"), changes=True),
    Deed(name="undo", play=take_back, takes=("number", "--actor"), changes=True),
    Deed(name="reword", play=reword, takes=("number", "--actor", "--answer", "--text")),
)
