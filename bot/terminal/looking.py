"""Looking at a round from the command line: the pages of /stav, a task's card and history."""

import argparse

from bot.conversation.board.access import item_code
from bot.conversation.buttons import Verb, code
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk, NotFoundHereError


async def show(desk: Desk, _: argparse.Namespace) -> None:
    """Print the first page, of the named round or of all that are open."""
    if desk.round:
        await page(desk, "")
    else:
        await desk.session.command("stav")


async def page(desk: Desk, view: str, what: str = "") -> None:
    """Print a page of the status and all that follow it."""
    board = await desk.board()
    await desk.session.tap(Verb.STATUS, view, board.round, what, "0")
    await desk.session.rest_of_list()


async def by_actor(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print all organisations, or one with its tasks and people."""
    if not arguments.any_actor:
        await page(desk, "a")
        return
    await page(desk, "o", code(desk.actor(desk.whole_plan, arguments.any_actor)))


async def by_item(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print what lies below an item, or the tops of the trees."""
    wanted = arguments.text
    if not wanted:
        await page(desk, "i")
        return
    board = await desk.board()
    key = next((key for key, item in board.items.items() if item.number.rstrip(".") == wanted.rstrip(".")), None)
    if key is None:
        raise NotFoundHereError(desk.context.phrase("acting.no_task", number=wanted))
    await page(desk, "i", item_code(key))


async def silent(desk: Desk, _: argparse.Namespace) -> None:
    """Print who is silent, and since when."""
    await page(desk, "s")


async def not_joined(desk: Desk, _: argparse.Namespace) -> None:
    """Print who has not joined, with telephone numbers."""
    await page(desk, "j")


async def picture(desk: Desk, _: argparse.Namespace) -> None:
    """Write the picture."""
    await page(desk, "p")


STATUS = (
    Deed(name="show", play=show),
    Deed(name="actors", play=by_actor, takes=("any_actor",)),
    Deed(name="items", play=by_item, takes=("text",)),
    Deed(name="silent", play=silent),
    Deed(name="not-joined", play=not_joined),
    Deed(name="picture", play=picture),
)
