"""`plneni protocol`: the protocol of a round for the file."""

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.made_with_database import made_with_database, moment_of
from bot.commands.parser import Parser
from bot.protocol_making import make_protocol
from bot.report_answer import FileAnswer, ReportAnswer, failure_answer
from bot.report_phrases import report_phrases, report_sentence
from flows.faults import Fault
from reports.write import WriteFailure, Written
from storage.database import Database

Made: TypeAlias = tuple[Written | WriteFailure, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which round, where to and in what form."""
    texts = report_phrases(parser.phrases.language if isinstance(parser, Parser) else "")["help"]
    parser.add_argument("--plan", metavar="KEY", default="", help=texts["plan"])
    parser.add_argument("--round", metavar="KEY", default="", help=texts["round"])
    parser.add_argument("--folder", metavar="DIR", default="", help=texts["folder"])
    parser.add_argument("--format", metavar="NAME", nargs="+", default=[], help=texts["protocol_format"])
    parser.add_argument("--at", metavar="INSTANT", default="", help=texts["at"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Make the files and name them.

    Returns:
        OK; FAULTS: some format did not come out; WRONG_CALL: nothing was made.
    """
    config = context.config()
    if config is None:
        return ExitCode.WRONG_CALL
    at = moment_of(arguments.at, context)
    if isinstance(at, Fault):
        return _say(at, arguments, context)

    async def make(database: Database) -> Made | Fault:
        return await make_protocol(
            database,
            arguments.plan,
            round_key=arguments.round,
            folder=Path(arguments.folder) if arguments.folder else Path(config.reports.folder) / arguments.plan,
            formats=tuple(arguments.format),
            at=at,
            language=context.language,
        )

    def say(made: Made | Fault) -> int:
        return _say(made, arguments, context)

    return made_with_database(context, config, make, say, as_json=arguments.json)


def _say(made: Made | Fault, arguments: argparse.Namespace, context: Context) -> int:
    written = () if isinstance(made, Fault) else tuple(one for one in made if isinstance(one, Written))
    faults = (
        {"": made}
        if isinstance(made, Fault)
        else {one.format: one.fault for one in made if isinstance(one, WriteFailure)}
    )
    if arguments.json:
        context.write(_answer(written, faults).model_dump_json())
    else:
        for one in written:
            for file in one.files:
                context.write(str(file))
        for fault in faults.values():
            sys.stderr.write(f"{report_sentence(fault, context.language)}\n")
    if isinstance(made, Fault):
        return ExitCode.WRONG_CALL
    return ExitCode.FAULTS if faults else ExitCode.OK


def _answer(written: tuple[Written, ...], faults: dict[str, Fault]) -> ReportAnswer:
    files = [FileAnswer(format=one.format, path=str(one.files[0]), more=[]) for one in written]
    failures = [failure_answer(name, fault) for name, fault in faults.items()]
    return ReportAnswer(files=files, failures=failures, supplied=0, total=0)
