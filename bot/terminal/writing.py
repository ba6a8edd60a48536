"""Questions of partners and the texts of the report, from the command line."""

import argparse
from pathlib import Path

from bot.conversation.buttons import Verb, code
from bot.conversation.state import Mode
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk, NotFoundHereError
from flows.board import BoardQuestion
from flows.report_texts import COMMENT, part_names, text_of_part


async def waiting(desk: Desk, _: argparse.Namespace) -> None:
    """Print all questions that wait, each with its number."""
    await desk.session.tap(Verb.QUESTION, "l", (await desk.board()).round, "0")
    await desk.session.rest_of_list()


async def question(desk: Desk, line: str) -> BoardQuestion:
    """Find a question by its number in the list."""
    found = (await desk.board()).questions
    if not line.isdecimal() or not 0 < int(line) <= len(found):
        raise NotFoundHereError(desk.context.phrase("acting.no_question", number=line, count=len(found)))
    return found[int(line) - 1]


async def answer(desk: Desk, arguments: argparse.Namespace) -> None:
    """Answer a question."""
    one = await question(desk, arguments.line)
    words = arguments.text or desk.context.ask("acting.answer_question") or ""
    await desk.session.tap(Verb.QUESTION, "a", one.id)
    if desk.session.mode is Mode.REPLY and words:
        await desk.session.utter(words)


async def settle(desk: Desk, arguments: argparse.Namespace) -> None:
    """Take a question off the list."""
    await desk.session.tap(Verb.QUESTION, "d", (await question(desk, arguments.line)).id)


QUESTIONS = (
    Deed(name="list", play=waiting),
    Deed(name="answer", play=answer, takes=("line", "text"), changes=True),
    Deed(name="settle", play=settle, takes=("line",), changes=True),
)


async def texts(desk: Desk, arguments: argparse.Namespace) -> None:
    """Print every text of the report as it stands, by the name under which it is set."""
    plan = desk.whole_plan
    for report in plan.reports:
        if arguments.report not in {"", report.key}:
            continue
        for part in part_names(plan, report):
            text = text_of_part(report, part) or "–"
            desk.context.write(f"{report.key} {part.removeprefix(COMMENT)}: {text}")


async def set_text(desk: Desk, arguments: argparse.Namespace) -> None:
    """Set a text: the introduction, the closing, or the comment of an item, by its key."""
    plan = desk.whole_plan
    report = next((one for one in plan.reports if arguments.report in {"", one.key}), None)
    names = part_names(plan, report) if report is not None else ()
    part = next((one for one in names if arguments.part in {one, one.removeprefix(COMMENT)}), None)
    if report is None or part is None:
        known = ", ".join(one.removeprefix(COMMENT) for one in names) or "–"
        raise NotFoundHereError(desk.context.phrase("acting.no_part", value=arguments.part, known=known))
    said = arguments.text
    if arguments.from_file:
        said = desk.context.file_text(Path(arguments.from_file)) or ""
    await desk.session.tap(Verb.TEXT_PART, code(plan.key), code(report.key), code(part))
    if desk.session.mode is Mode.REPORT_TEXT and said:
        await desk.session.utter(said)


TEXTS = (
    Deed(name="list", play=texts, takes=("--report",)),
    Deed(name="set", play=set_text, takes=("part", "text", "--from-file", "--report"), changes=True),
)
