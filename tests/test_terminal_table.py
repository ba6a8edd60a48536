"""What a coordinator can do in the chat has a command: each button, each command of the chat."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli import COMMANDS as PROGRAM
from bot.commands.exit_code import ExitCode
from bot.conversation.buttons import Verb
from bot.conversation.react import COMMANDS, COMMANDS_ABOUT
from bot.terminal.table import DEEDS

BUTTONS = Path(__file__).parents[1] / "bot/conversation/buttons.py"
PARTNERS = {"prehled", "pomoc", "moje_data", "jazyk", "cas", "overview", "help", "my_data", "language", "zone"}
"""Commands about oneself: at a terminal they are said in `plneni chat`."""
COMMANDS_OF_CHAT = {
    "stav": "status show",
    "zprava": "report",
    "kontrola": "review list",
    "zapsat": "enter",
    "texty": "texts list",
    "plan": "plan export",
    "formular": "form get",
    "zkusit": "try",
    "tabulka": "answers table",
    "kalendar": "calendar",
    "historie": "task history",
    "rozdily": "chat",
    "kontroly": "chat",
    "protokol": "protocol",
    "zapis": "chat",
}
# fmt: off
BUTTONS_OF_CHAT = {
    "ALLOW": "people allow", "DECLINE": "people decline", "MEMBER": "people list", "STATUS": "status show",
    "NUDGE": "nudge silent", "QUESTION": "questions answer", "DECIDE": "task extend", "ROUND": "round extend",
    "REPORT": "report", "REVIEW": "review list", "REVIEW_ONE": "review show", "NEXT_REVIEW": "review show",
    "APPROVE": "review approve", "RETURN": "review return", "RETURN_PLACE": "review return",
    "RETURN_REASON": "review return", "RETURN_SEND": "review return", "RETURN_MORE": "chat",
    "UNDO_REVIEW": "review undo", "MANY": "review list", "MARK": "review approve", "MARK_ALL": "review approve",
    "APPROVE_MARKED": "review approve", "RETURN_MARKED": "review return", "UNDO_MARKED": "review undo",
    "BEHALF": "enter", "BEHALF_ACTOR": "enter", "BEHALF_MEDIUM": "enter", "BEHALF_END": "enter",
    "TABLE_MAKE": "answers table", "PLAN_SAME": "plan import", "PLAN_USE": "plan import", "PLAN_DROP": "plan import",
    "TRY": "try", "TRY_AS": "try", "TRY_END": "try", "FORM_TRY": "form use", "FORM_USE": "form use",
    "FORM_DROP": "form use", "FORM_GET": "form get", "REWORD": "review reword", "REWORD_TEXT": "review reword",
    "UNDO_REWORDING": "chat", "TEXTS": "texts list", "TEXT_PART": "texts set", "TEXT_UNDO": "chat",
    "ALLOW_TIME": "task allow-time", "OTHER_TIME": "task allow-time", "REFUSE_TIME": "task refuse-time",
    "FINDINGS": "edition findings", "MISSING": "edition missing", "MORE_DAYS": "edition missing",
    "COUNCIL": "edition summary", "PUBLISH": "edition publish", "NEW_EDITION": "edition again",
    "WAIT_LATE": "chat", "KEEP_LATE": "edition keep-late", "TO_HEAD": "chat", "DIFFER": "chat",
    "CHECKS": "chat", "PROTOCOL": "protocol", "RESOLUTION": "report",
}
# fmt: on
"""Each button that only a coordinator has, and the command that does the same; `chat` says what no other one does."""


def coordinators_verbs() -> set[str]:
    """Read from the list of buttons which are for coordinators."""
    return set(re.findall(r"^    ([A-Z_]+) = \"\w+\"  # coordinator:", BUTTONS.read_text("utf-8"), re.MULTILINE))


def test_every_button_of_a_coordinator_has_a_command() -> None:
    assert coordinators_verbs() - BUTTONS_OF_CHAT.keys() == set()
    assert BUTTONS_OF_CHAT.keys() <= {verb.name for verb in Verb}


def test_every_command_of_the_chat_has_a_command() -> None:
    acts = {**COMMANDS, **COMMANDS_ABOUT}
    done = {acts[name] for name in (*COMMANDS_OF_CHAT, *PARTNERS)}
    assert {name for name, act in acts.items() if act not in done} == set()


@pytest.mark.parametrize("call", sorted({*BUTTONS_OF_CHAT.values(), *COMMANDS_OF_CHAT.values()}))
def test_every_command_of_the_tables_exists(call: str) -> None:
    command, _, action = call.partition(" ")
    assert command in PROGRAM
    if command in DEEDS:
        assert action in {deed.name for deed in DEEDS[command]}
    elif action:
        import_module(f"bot.commands.{command}_{action}")


@pytest.mark.parametrize("command", DEEDS)
def test_every_deed_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from bot.cli import main  # noqa: PLC0415 - the command line loads what it runs

    for deed in DEEDS[command]:
        assert main([command, deed.name, "--help", "--language", "en"]) == ExitCode.OK
        assert f"plneni {command} {deed.name}" in capsys.readouterr().out
