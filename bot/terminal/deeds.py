"""Commands of a coordinator as tables of deeds: each a name, its arguments, and the acts of the chat that it makes."""

import argparse
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.terminal.desk import Desk, NotFoundHereError
from bot.terminal.opening import add_options, at_terminal

Play: TypeAlias = Callable[[Desk, argparse.Namespace], Awaitable[None]]
ARGUMENTS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "number": {},
        "numbers": {"nargs": "+"},
        "actor": {},
        "any_actor": {"nargs": "?", "default": ""},
        "person": {},
        "text": {"nargs": "?", "default": ""},
        "line": {},
        "part": {},
        "form": {"nargs": "?", "default": ""},
        "file": {},
        "--actor": {"default": ""},
        "--answer": {"default": ""},
        "--reason": {"default": ""},
        "--until": {"required": True},
        "--to": {"required": True},
        "--text": {"default": ""},
        "--from-file": {"default": ""},
        "--report": {"default": ""},
        "--edition": {"default": ""},
        "--on": {"required": True},
        "--body": {"required": True},
        "--resolution": {"default": ""},
        "--medium": {"choices": ("telephone", "email", "paper"), "default": "telephone"},
        "--role": {"choices": ("commentator", "reader"), "required": True},
        "--yes": {"action": "store_true"},
    }
)
"""How argparse takes each argument; its help is the sentence deed.<name>."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One thing that a coordinator does.

    Attributes:
        takes: Names of its arguments, of ARGUMENTS.
        changes: It is done only if something was written; else the call fails.
    """

    name: str
    play: Play
    takes: tuple[str, ...] = ()
    changes: bool = False


def declare(parser: argparse.ArgumentParser, group: str, deeds: Sequence[Deed]) -> None:
    """Declare the deeds of a command; the first one is what is meant where none is named and it needs nothing."""
    if not isinstance(parser, Parser):
        raise TypeError("the command line makes its parsers with parser_class")
    phrase = parser.phrases.phrase
    first = deeds[0]
    actions = parser.add_subparsers(
        dest="action",
        metavar=phrase("word.action"),
        required=needs(first),
        title=phrase("help.deeds"),
        prog=parser.prog,
    )
    for deed in deeds:
        purpose = phrase(f"{group}.{deed.name.replace('-', '_')}")
        own = actions.add_parser(deed.name, help=purpose, description=purpose)
        for name in deed.takes:
            settings = dict(ARGUMENTS[name])
            word = name.strip("-").replace("-", "_")
            if "action" not in settings and "choices" not in settings:
                settings["metavar"] = word.upper()
            own.add_argument(name, help=phrase(f"deed.{word}"), **settings)
        add_options(own, phrase, inherits=True)
    add_options(parser, phrase)
    unsaid = {name.strip("-").replace("-", "_"): ARGUMENTS[name].get("default") for name in first.takes}
    parser.set_defaults(**unsaid)


def perform(arguments: argparse.Namespace, context: Context, deeds: Sequence[Deed]) -> int:
    """Do what was named.

    Returns:
        OK; FAULTS: the conversation said why not; WRONG_CALL: what the call names is not there.
    """
    deed = next(one for one in deeds if one.name == (arguments.action or deeds[0].name))

    async def play(desk: Desk) -> int:
        try:
            await deed.play(desk, arguments)
        except NotFoundHereError as error:
            context.write_complaint(str(error))
            return ExitCode.WRONG_CALL
        return ExitCode.FAULTS if deed.changes and not desk.session.changed else ExitCode.OK

    return at_terminal(arguments, context, play)


def needs(deed: Deed) -> bool:
    """Tell whether a deed cannot be done without being told more."""
    return any(not name.startswith("--") for name in deed.takes)
