"""Who has joined, from the command line: read, confirm, move, change, disconnect, let in; each can be taken back."""

import argparse

from bot.conversation.buttons import Verb, code
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk, NotFoundHereError
from flows.reading.folding import fold
from storage.people import load_access_requests
from storage.status import load_ended_names
from storage.views import AccessRequestView


async def everybody(desk: Desk, _: argparse.Namespace) -> None:
    """Print everybody who has joined."""
    await desk.session.tap(Verb.MEMBER, "l", (await desk.board()).round, "0")
    await desk.session.rest_of_list()


async def newcomers(desk: Desk, _: argparse.Namespace) -> None:
    """Print who has newly joined."""
    await desk.session.tap(Verb.MEMBER, "n", (await desk.board()).round)


async def confirm(desk: Desk, _: argparse.Namespace) -> None:
    """Say that those who have newly joined are right."""
    until = int(desk.context.clock.now().timestamp()) + 1
    await desk.session.tap(Verb.MEMBER, "k", (await desk.board()).round, str(until))


async def show(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print one of them."""
    board = await desk.board()
    await desk.session.tap(Verb.MEMBER, "c", desk.person(board, arguments.person).membership, board.round)


async def move(desk: Desk, arguments: argparse.Namespace) -> None:
    """Let somebody answer for another organisation."""
    board = await desk.board()
    one, to = desk.person(board, arguments.person), code(desk.actor(board.plan, arguments.to))
    await desk.session.tap(Verb.MEMBER, "M", one.membership, board.round, to)


async def change_role(desk: Desk, arguments: argparse.Namespace) -> None:
    """Make somebody a commentator or a reader."""
    board = await desk.board()
    one = desk.person(board, arguments.person)
    await desk.session.tap(Verb.MEMBER, "O", one.membership, board.round, arguments.role)


async def remove(desk: Desk, arguments: argparse.Namespace) -> None:
    """Disconnect somebody."""
    board = await desk.board()
    await desk.session.tap(Verb.MEMBER, "R", desk.person(board, arguments.person).membership, board.round)


async def bring_back(desk: Desk, arguments: argparse.Namespace) -> None:
    """Connect somebody again who was disconnected last."""
    async with desk.database.read() as tx:
        ended = await load_ended_names(tx, desk.plan)
    found = [membership for membership, name in ended if fold(arguments.person) in fold(name)]
    if not found:
        known = ", ".join(name for _, name in ended) or "–"
        raise NotFoundHereError(desk.context.phrase("acting.no_person", value=arguments.person, known=known))
    await desk.session.tap(Verb.MEMBER, "b", found[0], (await desk.board()).round)


async def requests(desk: Desk, _: argparse.Namespace) -> None:
    """Print the requests for access that wait."""
    await desk.session.tap(Verb.MEMBER, "q", (await desk.board()).round, "0")
    await desk.session.rest_of_list()


async def request(desk: Desk, line: str) -> AccessRequestView:
    """Find a request by its number in the list."""
    async with desk.database.read() as tx:
        found = await load_access_requests(tx, [desk.plan])
    if not line.isdecimal() or not 0 < int(line) <= len(found):
        raise NotFoundHereError(desk.context.phrase("acting.no_request", number=line, count=len(found)))
    return found[int(line) - 1]


async def allow(desk: Desk, arguments: argparse.Namespace) -> None:
    """Let somebody in for an organisation."""
    one = await request(desk, arguments.line)
    await desk.session.tap(Verb.ALLOW, one.id, code(desk.actor(desk.whole_plan, arguments.to)))


async def decline(desk: Desk, arguments: argparse.Namespace) -> None:
    """Leave the door shut."""
    await desk.session.tap(Verb.DECLINE, (await request(desk, arguments.line)).id)


PEOPLE = (
    Deed(name="list", play=everybody),
    Deed(name="new", play=newcomers),
    Deed(name="confirm", play=confirm, changes=True),
    Deed(name="show", play=show, takes=("person",)),
    Deed(name="move", play=move, takes=("person", "--to"), changes=True),
    Deed(name="role", play=change_role, takes=("person", "--role"), changes=True),
    Deed(name="remove", play=remove, takes=("person",), changes=True),
    Deed(name="restore", play=bring_back, takes=("person",), changes=True),
    Deed(name="requests", play=requests),
    Deed(name="allow", play=allow, takes=("line", "--to"), changes=True),
    Deed(name="decline", play=decline, takes=("line",), changes=True),
)
