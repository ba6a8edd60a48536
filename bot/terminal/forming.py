"""Forms of the plan from the command line: got as workbooks, sent, tried out, used."""

import argparse
from pathlib import Path

from bot.conversation.buttons import Verb, code
from bot.terminal.deeds import Deed
from bot.terminal.desk import Desk
from bot.terminal.loop import converse, send


async def get(desk: Desk, arguments: argparse.Namespace) -> None:
    """Write a form of the plan as a workbook; of several it is named."""
    if arguments.form:
        await desk.session.tap(Verb.FORM_GET, code(desk.plan), code(arguments.form))
    else:
        await desk.session.command("formular")
        desk.session.offer()


async def use(desk: Desk, arguments: argparse.Namespace) -> None:
    """Send a form: its faults, or what it changes; then it is tried out, and used at a word."""
    session = desk.session
    if not await send(desk, Path(arguments.file)):
        return
    sent = next((one for one in session.choices if one.data.startswith(f"{Verb.FORM_TRY.value}:")), None)
    if sent is None:
        return
    proposal = sent.data.partition(":")[2]
    await session.tap(Verb.FORM_TRY, proposal)
    if not arguments.yes:
        session.offer()
        await converse(desk, ())
    await session.tap(Verb.TRY_END)
    wanted = desk.says_yes("acting.use_question", sure=arguments.yes)
    await session.tap(Verb.FORM_USE if wanted else Verb.FORM_DROP, proposal)


FORM = (
    Deed(name="get", play=get, takes=("form",)),
    Deed(name="use", play=use, takes=("file", "--yes")),
)
