"""Decisions from the command line: about one task, and about a whole round."""

import argparse

from bot.conversation.buttons import Verb, code
from bot.conversation.state import Mode
from bot.terminal.deeds import Deed, Play
from bot.terminal.desk import Desk
from flows.round_changes import last_decision

ON_TASK = ("number", "--actor")


async def card(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print how a task stands."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.DECIDE, "c", task.id)


async def history(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print what happened to a task."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.DECIDE, "h", task.id, "0")
    await desk.session.rest_of_list()


def decide(act: str) -> Play:
    """Make the deed that decides about a task, with a reason."""

    async def play(desk: Desk, arguments: argparse.Namespace) -> None:
        _, task = await desk.task(arguments.number, arguments.actor)
        session = desk.session
        opened = session.tap(Verb.DECIDE, act, task.id, str(task.rev))
        asked = await session.on_the_way(opened, Mode.NEW_DATE, Mode.REASON)
        if asked and session.mode is Mode.NEW_DATE:
            asked = await session.on_the_way(session.utter(arguments.until), Mode.REASON)
        if asked:
            await say_why(desk, arguments)

    return play


async def say_why(desk: Desk, arguments: argparse.Namespace) -> None:
    """Give the reason that is asked for."""
    if arguments.reason:
        await desk.session.utter(arguments.reason)
    else:
        await desk.session.press(desk.session.words.label("no_reason"))


async def hand_over(desk: Desk, arguments: argparse.Namespace) -> None:
    """Let another organisation answer."""
    board, task = await desk.task(arguments.number, arguments.actor)
    to = code(desk.actor(board.plan, arguments.to))
    opened = desk.session.tap(Verb.DECIDE, "G", task.id, str(task.rev), to)
    if await desk.session.on_the_way(opened, Mode.REASON):
        await say_why(desk, arguments)


async def take_back(desk: Desk, arguments: argparse.Namespace) -> None:
    """Take the newest decision about a task back."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.DECIDE, "u", task.id, str(task.rev))


async def round_card(desk: Desk, _: argparse.Namespace) -> None:
    """Print how the round stands and what was decided."""
    await desk.session.tap(Verb.ROUND, "m", (await desk.board()).round)


def decide_round(act: str) -> Play:
    """Make the deed that decides about a whole round, with a reason."""

    async def play(desk: Desk, arguments: argparse.Namespace) -> None:
        session = desk.session
        opened = session.tap(Verb.ROUND, act, (await desk.board()).round)
        asked = await session.on_the_way(opened, Mode.ROUND_DATE, Mode.ROUND_REASON)
        if asked and session.mode is Mode.ROUND_DATE:
            asked = await session.on_the_way(session.utter(arguments.until), Mode.ROUND_REASON)
        if asked:
            await say_why(desk, arguments)

    return play


async def end_early(desk: Desk, arguments: argparse.Namespace) -> None:
    """End the plan before its time: show what would be filled in, ask, do it."""
    session, board = desk.session, await desk.board()
    if not await session.on_the_way(session.tap(Verb.ROUND, "x", board.round), Mode.ROUND_END):
        return
    await session.utter(", ".join(part for part in (arguments.on, arguments.body, arguments.resolution) if part))
    asks = any(one.data.startswith(f"{Verb.ROUND.value}:X:") for one in session.choices)
    if asks and desk.says_yes("acting.end_question", sure=arguments.yes):
        await session.tap(Verb.ROUND, "X", board.round)


async def take_back_round(desk: Desk, _: argparse.Namespace) -> None:
    """Take the newest decision about the round back."""
    board = await desk.board()
    last = last_decision(board.decisions)
    await desk.session.tap(Verb.ROUND, "u", board.round, last.id if last is not None else "")


TASK = (
    Deed(name="show", play=card, takes=ON_TASK),
    Deed(name="history", play=history, takes=ON_TASK),
    Deed(name="extend", play=decide("e"), takes=(*ON_TASK, "--until", "--reason"), changes=True),
    Deed(name="missing", play=decide("n"), takes=(*ON_TASK, "--reason"), changes=True),
    Deed(name="not-applicable", play=decide("a"), takes=(*ON_TASK, "--reason"), changes=True),
    Deed(name="reopen", play=decide("o"), takes=(*ON_TASK, "--reason"), changes=True),
    Deed(name="stays", play=decide("k"), takes=(*ON_TASK, "--reason"), changes=True),
    Deed(name="hand-over", play=hand_over, takes=(*ON_TASK, "--to", "--reason"), changes=True),
    Deed(name="undo", play=take_back, takes=ON_TASK, changes=True),
)
ROUND = (
    Deed(name="show", play=round_card),
    Deed(name="extend", play=decide_round("e"), takes=("--until", "--reason"), changes=True),
    Deed(name="close", play=decide_round("c"), takes=("--reason",), changes=True),
    Deed(name="reopen", play=decide_round("o"), takes=("--until", "--reason"), changes=True),
    Deed(name="end", play=end_early, takes=("--on", "--body", "--resolution", "--yes"), changes=True),
    Deed(name="undo", play=take_back_round, changes=True),
)
