"""The arrows of the architecture, and the size of its parts, read from the source."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("flows", "storage", "reports", "bot", "templates")
MAY_IMPORT = {
    "flows": {"flows"},
    "storage": {"storage", "flows"},
    "reports": {"reports", "flows", "templates"},
    "templates": {"templates"},
    "bot": set(OURS),
}
KNOWS_TELEGRAM = (
    "bot/app.py",
    "bot/answer_table/wish.py",
    "bot/attachments.py",
    "bot/command_menu.py",
    "bot/telegram_call.py",
    "bot/telegram_files_http.py",
    "bot/telegram_http.py",
    "bot/commands/stopped.py",
    "bot/delivery/courier.py",
    "bot/delivery/telegram_sender.py",
    "bot/intake/batch.py",
    "bot/invite_bot_name.py",
    "bot/wishes.py",
    "bot/intake/poller.py",
    "bot/intake/telegram_updates.py",
    "bot/intake/webhook.py",
    "bot/sandbox/*",
)
NOT_IN_FLOWS = {
    "aiohttp", "aiosqlite", "apscheduler", "asyncio", "asyncpg", "datetime.datetime.now", "jinja2", "logging", "os",
    "pathlib", "random", "secrets", "socket", "sqlalchemy", "sqlite3", "subprocess", "telegram", "tempfile",
    "threading", "time", "urllib", "uuid",
}  # fmt: skip
NOT_IN_CONVERSATION = {"telegram", "storage", "sqlalchemy", "aiohttp", "asyncio", "apscheduler", "pathlib.Path"}
FORBIDDEN_NAMES = re.compile(r"(^|_)(util|utils|helper|helpers|common|misc|manager|service|services|base|core)(_|$)")
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40

CODE = sorted(path for package in OURS for path in (ROOT / package).rglob("*.py") if "__pycache__" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Name everything that a file imports, at the top or inside, as module and as module.name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports are absolute"
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


def under(folder: str) -> list[Path]:
    return [path for path in CODE if name_of(path).startswith(folder)]


def test_the_code_is_found() -> None:
    assert {name_of(path).partition("/")[0] for path in CODE} == set(OURS)
    assert len(CODE) > 100


@pytest.mark.parametrize("package", OURS)
def test_a_package_imports_only_what_its_arrows_allow(package: str) -> None:
    wrong = {
        name_of(path): found
        for path in under(f"{package}/")
        if (found := (packages(path) & {*OURS, "tests"}) - MAY_IMPORT[package])
    }
    assert wrong == {}


def test_telegram_is_known_to_few_files() -> None:
    knowing = [name_of(path) for path in CODE if "telegram" in packages(path)]
    assert [name for name in knowing if not any(fnmatch(name, pattern) for pattern in KNOWS_TELEGRAM)] == []


def test_the_conversation_knows_no_channel_and_no_storage() -> None:
    wrong = {
        name_of(path): found
        for path in under("bot/conversation/")
        if (found := {*packages(path), *imports(path)} & NOT_IN_CONVERSATION)
    }
    assert wrong == {}


def test_the_inside_is_pure() -> None:
    wrong = {
        name_of(path): found for path in under("flows/") if (found := {*packages(path), *imports(path)} & NOT_IN_FLOWS)
    }
    assert wrong == {}


def clock_reads(path: Path) -> list[int]:
    """Find the lines that ask the machine what time it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and (
            call.func.attr in {"utcnow", "today"}
            or (call.func.attr == "now" and isinstance(call.func.value, ast.Name) and call.func.value.id == "datetime")
        )
    ]


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    allowed = {"bot/clock.py", "storage/database.py"}  # the lease of a database is about real processes
    assert {
        name_of(path): lines for path in CODE if (lines := clock_reads(path)) and name_of(path) not in allowed
    } == {}


@pytest.mark.parametrize("folder", ["flows/", "bot/conversation/"])
def test_what_is_pure_is_not_async(folder: str) -> None:
    found = [
        name_of(path)
        for path in under(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    assert found == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*CODE, *TESTS]}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def is_table(returned: ast.Return) -> bool:
    """Tell whether a function only gives a table: that is data, however long."""
    return isinstance(returned.value, ast.Dict | ast.Tuple | ast.List)


def function_lengths(path: Path) -> Iterator[tuple[str, int]]:
    """Give every function with its lines from its name to its end, its docstring included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            if len(node.body) <= 1 + words and isinstance(node.body[-1], ast.Return) and is_table(node.body[-1]):
                continue
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    code = [path for path in CODE if "/migrations/versions/" not in name_of(path)]
    lengths = [found for path in code for found in function_lengths(path)]
    assert [found for found in lengths if found[1] > MOST_LINES_OF_A_FUNCTION] == []


def test_names_say_what_is_in_a_file() -> None:
    assert [name_of(path) for path in [*CODE, *TESTS] if FORBIDDEN_NAMES.search(path.stem)] == []


def test_the_rules_catch_what_they_are_for(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "import telegram.ext\nfrom storage.database import Database\n"
        "async def f():\n    from datetime import datetime\n    return datetime.now()\n",
        encoding="utf-8",
    )
    assert {"telegram", "storage", "datetime"} <= packages(wrong)
    assert clock_reads(wrong) == [5]
    assert FORBIDDEN_NAMES.search("text_utils")
    assert not FORBIDDEN_NAMES.search("database")
