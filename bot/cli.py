"""The console command `plneni`."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from bot.clock import Clock, SystemClock
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser, parser_class
from bot.commands.phrases import Phrases, language_of
from bot.program_version import program_version

COMMANDS = (
    "plan",
    "invite",
    "answers",
    "check",
    "run",
    "tick",
    "calendar",
    "report",
    "backup",
    "restore",
    "export",
    "health",
    "status",
    "nudge",
    "review",
    "task",
    "round",
    "people",
    "person",
    "questions",
    "texts",
    "form",
    "edition",
    "protocol",
    "enter",
    "try",
    "chat",
    "demo",
    "rehearse",
    "sandbox",
)
"""Each is a module bot/commands/<name>.py, loaded only when it is the one that was called."""
WITH_VALUE = frozenset({"--config", "--database", "--language"})
INTERRUPTED = 130
NOT_WANTED = "httpx._main"
"""httpx's own command line, which it loads wherever `rich` is installed: 5 MB in a running bot."""


class Command(Protocol):
    """What a module of bot/commands offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own arguments."""

    def run(self, arguments: argparse.Namespace, context: Context) -> int:
        """Do it; give the exit code."""


def main(argv: list[str] | None = None, *, clock: Clock | None = None) -> int:
    """Run the command line.

    Args:
        argv: Words after the program's name; None = those of this process.
        clock: Tells the time; None = the machine's.

    Returns:
        0 done, 1 a check found faults, 2 the call or the configuration is wrong.
    """
    words = sys.argv[1:] if argv is None else argv
    phrases = Phrases(language_of(words, os.environ))
    _never_fail_to_print()
    name = chosen(words)
    command = _load(name) if name in COMMANDS else None
    parser = _parser(phrases, name, command)
    try:
        arguments = parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    if arguments.version:
        sys.stdout.write(f"plneni {program_version()}\n")
        return ExitCode.OK
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return ExitCode.WRONG_CALL
    context = Context(
        phrases=phrases,
        environ=os.environ,
        config_file=Path(arguments.config) if arguments.config else None,
        database=arguments.database,
        clock=clock or SystemClock(),
    )
    if command is None:
        context.complain("call.absent", command=arguments.command)
        return ExitCode.WRONG_CALL
    try:
        return command.run(arguments, context)
    except KeyboardInterrupt:
        return INTERRUPTED


def chosen(words: Sequence[str]) -> str:
    """Find the command among the words, before they are parsed: only its module is loaded. "" = none."""
    rest = iter(words)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, "")
        elif not word.startswith("-"):
            return word
    return ""


def _load(name: str) -> Command | None:
    module = f"bot.commands.{name}"
    sys.modules.setdefault(NOT_WANTED, cast("ModuleType", None))  # None: as if it were not installed
    gc.disable()  # loading makes much and drops nothing
    try:
        return cast("Command", import_module(module))
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return None
    finally:
        gc.enable()


def _parser(phrases: Phrases, name: str, command: Command | None) -> Parser:
    parser = parser_class(phrases)(prog="plneni", description=phrases.phrase("help.program"))
    parser.add_argument("--version", action="store_true", help=phrases.phrase("help.version"))
    parser.set_defaults(config="", database="", language="")
    word, title = phrases.phrase("word.command"), phrases.phrase("help.commands")
    commands = parser.add_subparsers(dest="command", metavar=word, title=title)
    for each in COMMANDS:
        purpose = phrases.phrase(f"command.{each}")
        own = commands.add_parser(each, help=purpose, description=purpose)
        if each == name and command is not None:
            command.add_arguments(own)
    return parser


def _never_fail_to_print() -> None:
    """A terminal that lacks a letter shows a question mark instead of stopping the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
