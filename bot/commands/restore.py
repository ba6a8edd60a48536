"""`plneni restore`: an archive into an empty database, verified first, whole or not at all."""

import argparse
from pathlib import Path

from bot.archive.manifest import Manifest
from bot.archive.restoring import check_archive, restore
from bot.attachments import attachments_folder
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases
from bot.commands.with_database import with_database
from flows.faults import Fault
from storage.database import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the archive, and that it may be only verified."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("path", metavar="PATH", help=phrases.phrase("archive.path"))
    parser.add_argument("--check", action="store_true", help=phrases.phrase("archive.check"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Verify an archive and load it.

    Returns:
        OK; FAULTS: the archive is no good, nothing was changed; WRONG_CALL: no database.
    """
    path = Path(arguments.path)
    if arguments.check:
        return _say(check_archive(path), "archive.sound", path, context)
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL

    async def work(database: Database) -> int:
        folder = attachments_folder(config.reports.folder)
        return _say(await restore(database, path, attachments=folder), "archive.restored", path, context)

    return with_database(context, config, work, create=True)


def _say(found: Manifest | tuple[Fault, ...], key: str, path: Path, context: Context) -> int:
    if isinstance(found, Manifest):
        made = found.made_at.isoformat(timespec="minutes")
        context.show(key, path=path, made=made, rows=found.rows, attachments=found.attachments)
        return ExitCode.OK
    context.complain("archive.refused", path=path)
    context.blame(found)
    return ExitCode.FAULTS
