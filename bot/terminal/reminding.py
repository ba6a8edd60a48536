"""Reminders by hand from the command line: one person, one organisation, all that are silent or unfinished."""

import argparse

from bot.conversation.buttons import Verb, code
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk
from flows.board import Board
from flows.nudges import addressees


async def remind(desk: Desk, board: Board, whom: str, arguments: argparse.Namespace, only: str = "") -> None:
    """Show who gets what, ask, send; `only` is the contact to which alone it goes."""
    session = desk.session
    await session.tap(Verb.NUDGE, "p", board.round, whom)
    if only:
        actor = next(one.key for one in board.plan.actors if code(one.key) == whom[1:])
        for one in addressees(board, (actor,), desk.context.clock.now()):
            if one.contact != only and one.reachable and one.hindrance is None:
                await session.quietly(Verb.NUDGE, "t", board.round, one.contact, "0")
        await session.tap(Verb.NUDGE, "b", board.round)
    if arguments.text:
        await session.quietly(Verb.NUDGE, "e", board.round)
        await session.utter(arguments.text)
    sends = any(one.data.startswith(f"{Verb.NUDGE.value}:s:") for one in session.choices)
    if sends and desk.says_yes("acting.send_question", sure=arguments.yes):
        await session.tap(Verb.NUDGE, "s", board.round)


async def the_silent(desk: Desk, arguments: argparse.Namespace) -> None:
    """Remind everybody who has begun nothing."""
    await remind(desk, await desk.board(), "s", arguments)


async def the_unfinished(desk: Desk, arguments: argparse.Namespace) -> None:
    """Remind everybody who has not sent all."""
    await remind(desk, await desk.board(), "u", arguments)


async def one_actor(desk: Desk, arguments: argparse.Namespace) -> None:
    """Remind one organisation."""
    board = await desk.board()
    await remind(desk, board, f"a{code(desk.actor(board.plan, arguments.actor))}", arguments)


async def one_person(desk: Desk, arguments: argparse.Namespace) -> None:
    """Remind one person."""
    board = await desk.board()
    person = desk.person(board, arguments.person)
    await remind(desk, board, f"a{code(person.actor)}", arguments, only=person.contact)


NUDGE = tuple(
    Deed(name=name, play=play, takes=(*who, "--text", "--yes"), changes=True)
    for name, play, who in (
        ("silent", the_silent, ()),
        ("unfinished", the_unfinished, ()),
        ("actor", one_actor, ("actor",)),
        ("person", one_person, ("person",)),
    )
)
