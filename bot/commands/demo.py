"""`plneni demo`: the sandbox in a browser, or a whole collection played by invented partners, left in a folder."""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.played_plan import PlayedPlan, example_of, families, read_played
from bot.commands.sandbox import serve_played
from bot.sandbox.demo import Progress, play
from bot.sandbox.demo_folder import MARKER, NotOursError, make_folder
from bot.sandbox.demo_phrases import demo_phrase
from bot.sandbox.whole_play import play_whole

FOLDER = Path("demo-output")
SEED = "kamenov"
STEP = 10
"""Per cent between two lines of progress."""
KINDS = {
    **{f"-{name}{ending}": "summary" for name in ("shrnuti", "summary") for ending in (".docx", ".pdf", ".html")},
    ".html": "page",
    ".docx": "document",
    ".pdf": "pages",
    ".xlsx": "workbook",
    ".schema.json": "schema",
    ".json": "data",
    ".sqlite3": "database",
}
"""Ending of a file's name to the sentence about it; the first that fits."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --folder, --plan, --family and --once."""
    language = parser.phrases.language if isinstance(parser, Parser) else ""
    parser.add_argument("--folder", metavar="DIR", type=Path, default=FOLDER, help=demo_phrase(language, "help.folder"))
    parser.add_argument("--plan", metavar="FILE", default="", help=demo_phrase(language, "help.plan"))
    parser.add_argument("--family", metavar="NAME", default="", help=demo_phrase(language, "help.family"))
    parser.add_argument("--once", action="store_true", help=demo_phrase(language, "help.once"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Serve the sandbox where somebody looks on; else play, show how far it is, and say what lies in the folder."""
    example = example_of(arguments.family) if arguments.family else None
    if arguments.family and example is None:
        _complain(context, "no_family", family=arguments.family, families=", ".join(families()))
        return ExitCode.WRONG_CALL
    played = read_played(str(example) if example else arguments.plan, context)
    if isinstance(played, ExitCode):
        return played
    if not arguments.once and _somebody_looks_on(context):
        return serve_played(played, context)
    plan, cast = played.plan, played.cast
    if not _make_folder(arguments.folder, context):
        return ExitCode.WRONG_CALL
    since = time.monotonic()
    _say(context, "begin", title=plan.title, actors=len(cast.actors), total=cast.total)
    asyncio.run(_played(played, arguments.folder, context))
    seconds = f"{time.monotonic() - since:.1f}".replace(".", "," if context.language == "cs" else ".")
    _say(context, "ready", seconds=seconds, folder=arguments.folder.resolve())
    _list(arguments.folder, context)
    return ExitCode.OK


def _somebody_looks_on(context: Context) -> bool:
    """Tell whether a person sits at a terminal, so that a page to play with is of use."""
    return not context.environ.get("CI") and sys.stdin.isatty() and sys.stdout.isatty()


async def _played(played: PlayedPlan, folder: Path, context: Context) -> None:
    plan, forms, progress = played.plan, played.forms, progress_lines(context)
    if played.script is not None:
        await play_whole(plan, folder, forms=forms, script=played.script, seed=SEED, progress=progress)
    else:
        await play(plan, played.cast, folder, forms=forms, seed=SEED, progress=progress)


def progress_lines(context: Context) -> Progress:
    """Give a function that prints a line whenever ten per cent more are done."""
    said = 0

    def progress(done: int, total: int) -> None:
        nonlocal said
        percent = 100 * done // total // STEP * STEP
        if percent > said:
            said = percent
            line = demo_phrase(context.language, "said.progress", percent=percent, done=done, total=total)
            _aside(line)

    return progress


def _make_folder(folder: Path, context: Context) -> bool:
    try:
        make_folder(folder)
    except NotOursError:
        _complain(context, "not_ours", folder=folder)
    except NotADirectoryError:
        _complain(context, "not_folder", folder=folder)
    except OSError as error:
        _complain(context, "unwritable", folder=folder, detail=error.strerror or type(error).__name__)
    else:
        return True
    return False


def _list(folder: Path, context: Context) -> None:
    for each in sorted(folder.iterdir()):
        if each.name == "chats":
            _say(context, "chats", file="chats/", count=len(list(each.iterdir())))
        elif each.is_dir():
            _say(context, "attachments", file=f"{each.name}/")
        elif each.name != MARKER:
            _say(context, _kind(each.name), file=each.name)


def _kind(name: str) -> str:
    return next((kind for ending, kind in KINDS.items() if name.endswith(ending)), "other")


def _say(context: Context, key: str, **data: object) -> None:
    context.write(demo_phrase(context.language, f"said.{key}", **data))


def _complain(context: Context, key: str, **data: object) -> None:
    _aside(demo_phrase(context.language, f"said.{key}", **data))


def _aside(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
