"""`plneni person`: what is stored about somebody, handed out or erased at their written request."""

import argparse
import asyncio
from pathlib import Path

from bot.attachments import attachments_folder
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases
from bot.commands.with_database import with_database
from bot.config import Config
from bot.my_data_document import MyDataFile, load_my_data
from bot.words import words_for
from storage.database import Database
from storage.personal import count_own_data, erase_person, find_persons, finish_erasures, has_contact

TRIES, PAUSE = 5, 0.3
"""How often traces are wiped while somebody reads, and the seconds in between."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare who, and what is wanted."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("who", metavar=phrases.phrase("person.who_word"), help=phrases.phrase("person.who"))
    parser.add_argument("--data", metavar="DIR", default="", help=phrases.phrase("person.data"))
    parser.add_argument("--erase", action="store_true", help=phrases.phrase("person.erase"))
    parser.add_argument("--yes", action="store_true", help=phrases.phrase("person.yes"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Say who it is; write their data; erase them after a question.

    Returns:
        OK; FAULTS: nobody, or several, or not agreed to, or not all is gone yet; WRONG_CALL: no database, or the file
        cannot be written.
    """
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        async with database.read() as tx:
            found = await find_persons(tx, arguments.who)
            counted = await count_own_data(tx, [person for person, _, _ in found])
        for person, name, address in found:
            context.show("person.is", name=name, address=address, id=person, answers=counted[person].answers)
        if len(counted) != 1:
            context.complain("person.several" if found else "person.nobody", who=arguments.who)
            return ExitCode.FAULTS
        person = found[0][0]
        if arguments.data and not await _write(database, person, Path(arguments.data), config, context):
            return ExitCode.WRONG_CALL
        return await _erase(database, person, context, agreed=arguments.yes) if arguments.erase else ExitCode.OK

    return with_database(context, config, work)


async def _write(database: Database, person: str, folder: Path, config: Config, context: Context) -> bool:
    wanted = words_for(context.language).text("my_data_file")
    async with database.read() as tx:
        file = await load_my_data(tx, person, wanted, attachments_folder(config.reports.folder))
    try:
        _put(folder / file.name, file)
    except OSError as error:
        key = "archive.exists" if isinstance(error, FileExistsError) else "archive.cannot_write"
        context.complain(key, path=folder / file.name, detail=error.strerror or type(error).__name__)
        return False
    context.show("person.written", path=folder / file.name)
    if file.left_out:
        context.complain("person.left_out", names=", ".join(file.left_out))
    return True


def _put(path: Path, made: MyDataFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        path.chmod(0o600)
        made.write_to(file)


async def _erase(database: Database, person: str, context: Context, *, agreed: bool) -> int:
    if not agreed and (context.ask("person.ask") or "").casefold() not in {"ano", "a", "yes", "y"}:
        context.complain("person.kept")
        return ExitCode.FAULTS
    now = context.clock.now()
    async with database.write() as tx:
        await erase_person(tx, person, now=now)
        await finish_erasures(tx, now=now, person=person)
    async with database.read() as tx:
        is_left = await has_contact(tx, person)
    if is_left:
        context.complain("person.erasing")
    elif not await _wiped(database):
        context.complain("person.traces")
    else:
        context.show("person.erased")
        return ExitCode.OK
    return ExitCode.FAULTS


async def _wiped(database: Database) -> bool:
    """Wipe the traces; somebody who reads meanwhile is mostly done soon."""
    for _ in range(TRIES):
        if await database.wipe_traces():
            return True
        await asyncio.sleep(PAUSE)
    return False
