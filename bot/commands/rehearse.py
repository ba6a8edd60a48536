"""`plneni rehearse PLAN`: a whole round on a fast clock with simulated partners, in a database of its own."""

import argparse
import asyncio
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.calendar.foresight import CLOSING, Foreseen
from bot.commands.calendar import line
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.parser import Parser
from bot.commands.plan_file import read_plan_file
from bot.commands.plan_stored import compiled_forms
from bot.sandbox.botapi.seen import Message
from bot.sandbox.demo import COORDINATOR, cast_of
from bot.sandbox.rehearsal import Heard, Rehearsed, Staging, foresee_only, rehearse
from bot.words import words_for

SEED = "1"
FIRST_LINES = 2
LONGEST = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the plan's file, --only-person, --noop, --seed and --folder."""
    if not isinstance(parser, Parser):
        return
    phrase = parser.phrases.phrase
    parser.add_argument("file", metavar=phrase("word.file"), help=phrase("help.plan_file"))
    parser.add_argument("--only-person", metavar=phrase("word.name"), default="", help=phrase("help.only_person"))
    parser.add_argument("--noop", action="store_true", help=phrase("help.noop"))
    parser.add_argument("--seed", metavar=phrase("word.name"), default=SEED, help=phrase("help.seed"))
    folder = phrase("help.rehearsal_folder")
    parser.add_argument("--folder", metavar=phrase("word.folder"), default="", help=folder)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Play, then print what each person received, whom to call, and the files of the report."""
    if context.database:
        context.complain("rehearse.own_database")
        return ExitCode.WRONG_CALL
    plan = read_plan_file(arguments.file, context)
    if isinstance(plan, ExitCode):
        return plan
    forms = compiled_forms(plan, Path(arguments.file).parent, context)
    if forms is None:
        return ExitCode.FAULTS
    cast = cast_of(plan)
    if cast is None:
        context.complain("rehearse.no_round", file=arguments.file)
        return ExitCode.WRONG_CALL
    folder = _folder(arguments.folder, context)
    if folder is None:
        return ExitCode.WRONG_CALL
    with tempfile.TemporaryDirectory() as own:
        sources = {key: form.source for key, form in forms.items()}
        where = Path(own) if arguments.folder == "" else folder
        staging = Staging(plan=plan, cast=cast, folder=where, forms=sources, seed=arguments.seed)
        wanted = _wanted(arguments.only_person, staging, context)
        if wanted is None:
            return ExitCode.WRONG_CALL
        names = {"title": plan.title, "round": cast.round.title}
        context.show("rehearse.begin", **names, actors=len(cast.actors), total=cast.total)
        if arguments.noop:
            _print_foreseen(asyncio.run(foresee_only(staging)), staging, wanted, context)
        else:
            _print(asyncio.run(rehearse(staging, _days(staging, context))), staging, wanted, context)
    return ExitCode.OK


def _folder(name: str, context: Context) -> Path | None:
    """Give the folder to play in; "" stands for one that goes away. None: it cannot be used, and that has been said."""
    folder = Path(name)
    try:
        if name:
            folder.mkdir(parents=True, exist_ok=True)
        if name and any(folder.iterdir()):
            context.complain("rehearse.not_empty", folder=folder)
            return None
    except OSError as error:
        context.complain("file.unreadable", file=folder, detail=type(error).__name__)
        return None
    return folder


def _wanted(name: str, staging: Staging, context: Context) -> frozenset[str] | None:
    """Find whom to print, as keys of actors; None: there is nobody of that name, and that has been said."""
    names = staging.names()
    if not name:
        return frozenset(names)
    titles = {actor.key: actor.name for actor in staging.plan.actors}
    found = frozenset(
        key
        for key, person in names.items()
        if name.casefold() in {key, person.casefold(), titles.get(key, "").casefold()}
    )
    if not found:
        known = ", ".join(f"{person} ({key})" if key else person for key, person in names.items())
        context.complain("rehearse.nobody", name=name, known=known)
        return None
    return found


def _days(staging: Staging, context: Context) -> Callable[[datetime], None]:
    """Give a function that says on the error output which day has been reached."""
    said: set[str] = set()

    def told(now: datetime) -> None:
        day = f"{now.astimezone(staging.zone):%Y-%m-%d}"
        if day not in said:
            said.add(day)
            context.complain("rehearse.day", day=day)

    return told


def _print_foreseen(found: Sequence[Foreseen], staging: Staging, wanted: frozenset[str], context: Context) -> None:
    words, names = words_for(context.language), staging.names()
    people = {names[key] for key in wanted}
    for one in found:
        is_coordinators = COORDINATOR in wanted and (one.to_call or not one.people)
        if people & set(one.people) or is_coordinators or one.act == CLOSING:
            context.write(line(words, one, one.at, staging.zone))


def _print(done: Rehearsed, staging: Staging, wanted: frozenset[str], context: Context) -> None:
    for one in done.heard:
        if one.actor_key in wanted:
            _print_person(one, staging, context)
    context.write("")
    context.show("rehearse.to_call", count=len(done.to_call))
    for actor in done.to_call:
        context.show("rehearse.call", actor=actor.name, telephone=actor.telephone or "–", email=actor.email or "–")
    context.write("")
    context.show("rehearse.files", count=len(done.files))
    for file in done.files:
        context.show("rehearse.file", file=file.relative_to(staging.folder), size=file.stat().st_size)


def _print_person(one: Heard, staging: Staging, context: Context) -> None:
    came = context.phrase(f"rehearse.{one.attendance or 'coordinator'}")
    context.write("")
    context.write(f"{one.name}, {one.actor}: {came}" if one.actor else f"{one.name}: {came}")
    for message in one.said:
        moment = f"{message.at.astimezone(staging.zone):%Y-%m-%d %H:%M}"
        first, *others = _first_lines(message)
        context.write(f"  {moment}  {first}")
        for other in others:
            context.write(f"  {'':16}  {other}")
    if one.replies:
        context.show("rehearse.replies", count=one.replies)
    if one.lost:
        context.show("rehearse.lost", reason=one.lost)


def _first_lines(message: Message) -> list[str]:
    """Give the first lines of a message, or the name of its file."""
    if message.attachment is not None:
        return [f"[{message.attachment.name or message.attachment.kind}]"]
    lines = message.text.replace("\N{NO-BREAK SPACE}", " ").splitlines()[:FIRST_LINES]
    return [textwrap.shorten(each, LONGEST, placeholder="…") for each in lines] or [""]
