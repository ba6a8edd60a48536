"""The parser of the command line, in the user's language."""

import argparse
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar, NoReturn

from bot.commands.exit_code import ExitCode
from bot.commands.phrases import LANGUAGES, Phrases

# argparse knows what is wrong only as an English sentence
COMPLAINTS = (
    (re.compile(r"unrecognized arguments: (?P<words>.+)"), "call.unknown"),
    (re.compile(r"the following arguments are required: (?P<words>.+)"), "call.missing"),
    (
        re.compile(r"argument (?P<name>[^:]+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.+)\)"),
        "call.bad_choice",
    ),
    (re.compile(r"argument (?P<name>[^:]+): invalid \w+ value: '(?P<value>.*)'"), "call.bad_value"),
    (re.compile(r"argument (?P<name>[^:]+): expected (one|at least one|\d+) arguments?"), "call.no_value"),
    (re.compile(r"argument (?P<name>[^:]+): ignored explicit argument '(?P<value>.*)'"), "call.needless_value"),
)


class Formatter(argparse.HelpFormatter):
    """Help in the user's language."""

    def __init__(self, prog: str, *, usage: str) -> None:
        super().__init__(prog)
        self._usage_word = usage

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],  # the base class's own type
        prefix: str | None = None,
    ) -> None:
        """Begin with the user's word for "usage"."""
        super().add_usage(usage, actions, groups, self._usage_word if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser with the options that every command has. Make one with `parser_class`.

    Parsers of subcommands are of the same class, so add_subparsers needs no care for the language.

    Attributes:
        phrases: What it speaks with; also for the help texts of a command's own options.
    """

    phrases: ClassVar[Phrases]

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own settings, passed on
        usage = self.phrases.phrase("help.usage")
        super().__init__(
            **settings, add_help=False, allow_abbrev=False, formatter_class=partial(Formatter, usage=usage)
        )
        self._positionals.title = self.phrases.phrase("help.positionals")
        self._optionals.title = self.phrases.phrase("help.options")
        self._add_options_of_all()

    def _add_options_of_all(self) -> None:
        phrase = self.phrases.phrase
        group = self.add_argument_group(phrase("help.of_all"))
        group.add_argument("-h", "--help", action="help", help=phrase("help.help"))
        group.add_argument(
            "--config", metavar=phrase("word.file"), default=argparse.SUPPRESS, help=phrase("help.config")
        )
        group.add_argument("--database", metavar="URL", default=argparse.SUPPRESS, help=phrase("help.database"))
        group.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help=phrase("help.language"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and where help is; leave with code 2."""
        sentence = self.phrases.phrase("call.other", detail=message)
        for pattern, key in COMPLAINTS:
            if found := pattern.fullmatch(message):
                quoted = {name: text.replace("'", "") for name, text in found.groupdict().items()}
                sentence = self.phrases.phrase(key, **quoted)
                break
        help_ = self.phrases.phrase("call.help", command=self.prog)
        sys.stderr.write(f"{self.prog}: {sentence} {help_}\n")
        raise SystemExit(ExitCode.WRONG_CALL)


def parser_class(phrases: Phrases) -> type[Parser]:
    """Make the class of parsers that speak a language."""

    class SpokenParser(Parser):
        """Parsers of one run."""

    SpokenParser.phrases = phrases
    return SpokenParser
