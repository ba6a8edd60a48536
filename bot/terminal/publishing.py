"""The finished report and its late answers, from the command line."""

import argparse

from bot.conversation.buttons import Verb
from bot.terminal.deeds import Deed, Play
from bot.terminal.desk import Desk, NotFoundHereError
from storage.editions import load_edition_ids


async def edition(desk: Desk, wanted: str) -> str:
    """Give the id of an edition, the newest where none is named."""
    async with desk.database.read() as tx:
        found = [one for one in await load_edition_ids(tx, plan=desk.plan) if wanted in {"", one}]
    if not found:
        raise NotFoundHereError(desk.context.phrase("acting.no_edition", value=wanted or "–"))
    return found[-1]


def on_edition(verb: Verb) -> Play:
    """Make the deed of a button under a finished report."""

    async def play(desk: Desk, arguments: argparse.Namespace) -> None:
        await desk.session.tap(verb, await edition(desk, arguments.edition))

    return play


async def refuse_time(desk: Desk, arguments: argparse.Namespace) -> None:
    """Say that the date stays to whoever asked for more time."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.REFUSE_TIME, task.id)


async def allow_time(desk: Desk, arguments: argparse.Namespace) -> None:
    """Give an organisation more time for all that it has not sent."""
    _, task = await desk.task(arguments.number, arguments.actor)
    await desk.session.tap(Verb.OTHER_TIME, task.id)
    await desk.session.utter(arguments.until)


EDITION = (
    Deed(name="findings", play=on_edition(Verb.FINDINGS), takes=("--edition",)),
    Deed(name="missing", play=on_edition(Verb.MISSING), takes=("--edition",)),
    Deed(name="get", play=on_edition(Verb.GET_EDITION), takes=("--edition",)),
    Deed(name="summary", play=on_edition(Verb.COUNCIL), takes=("--edition",)),
    Deed(name="publish", play=on_edition(Verb.PUBLISH), takes=("--edition",), changes=True),
    Deed(name="again", play=on_edition(Verb.NEW_EDITION), takes=("--edition",), changes=True),
    Deed(name="keep-late", play=on_edition(Verb.KEEP_LATE), takes=("--edition",), changes=True),
)
TIME = (
    Deed(name="allow-time", play=allow_time, takes=("number", "--actor", "--until"), changes=True),
    Deed(name="refuse-time", play=refuse_time, takes=("number", "--actor"), changes=True),
)
