"""Who may do what is asked of one function: nothing else looks at what somebody is, except for what is named here."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flows.rights import Action

ROOT = Path(__file__).parents[1]
HANDED_ON = "hands them to may() as they are"
JOINED = "asks only whether somebody has joined at all"
SHOWN = "shows or words what somebody is; nothing is allowed by it"
LOADED = "decides what is loaded, not what is allowed"
KEPT = "writes them"
LOOKS = {
    "bot/conversation/client_data.py": JOINED,
    "bot/conversation/commands.py": JOINED,
    "bot/conversation/coordinating.py": HANDED_ON,
    "bot/conversation/duties.py": SHOWN,
    "bot/conversation/informing.py": SHOWN,
    "bot/conversation/joining.py": JOINED,
    "bot/conversation/my_data.py": "ends one's own",
    "bot/conversation/on_behalf.py": HANDED_ON,
    "bot/conversation/plans_sent.py": HANDED_ON,
    "bot/conversation/react.py": JOINED,
    "bot/conversation/report_texts.py": HANDED_ON,
    "bot/conversation/reviewing.py": HANDED_ON,
    "bot/conversation/scene.py": SHOWN,
    "bot/conversation/time_zone.py": SHOWN,
    "bot/calendar/digest.py": SHOWN,
    "bot/intake/binding.py": KEPT,
    "bot/intake/boards.py": HANDED_ON,
    "bot/intake/cards.py": "leaves out what is over",
    "bot/intake/desk_setting.py": HANDED_ON,
    "bot/intake/groups.py": "gives the group's card those of whoever acts in it",
    "bot/intake/leaving.py": "ends one's own",
    "bot/intake/offers.py": LOADED,
    "bot/intake/putting_off.py": LOADED,
    "bot/intake/setting.py": LOADED,
    "bot/intake/stage.py": LOADED,
    "bot/intake/strangers.py": JOINED,
}
"""Files that look at somebody's memberships otherwise than as an argument of may(), and why."""


def looks(source: str) -> Iterator[int]:
    """Give the lines on which memberships are read, but for those that go right into may()."""
    tree = ast.parse(source)
    asked = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "may"
        for argument in call.args
    }
    for node in ast.walk(tree):
        is_read = isinstance(node, ast.Attribute) and node.attr == "memberships" and isinstance(node.ctx, ast.Load)
        if is_read and id(node) not in asked:
            yield node.lineno  # type: ignore[attr-defined]  # an attribute has a line


def test_only_these_files_look_at_what_somebody_is_otherwise_than_by_asking_for_a_right() -> None:
    files = [file for file in (ROOT / "bot").rglob("*.py") if "sandbox" not in file.parts]
    found = {str(file.relative_to(ROOT)) for file in files if any(looks(file.read_text("utf-8")))}

    assert found == LOOKS.keys()


def test_every_action_of_the_table_is_asked_for_somewhere() -> None:
    text = "".join(file.read_text("utf-8") for file in (ROOT / "bot").rglob("*.py"))

    unasked = {one for one in Action if f"Action.{one.name}" not in text}
    assert unasked == {Action.APPOINT_COORDINATOR}  # nobody's in the chat: only the command line does it
