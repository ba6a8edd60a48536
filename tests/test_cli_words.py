"""The command line's own words: two languages, nothing missing, nothing spare, wrong calls explained."""

import ast
import re
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli import COMMANDS, chosen
from bot.commands.phrases import LANGUAGES, Phrases, language_of, phrases_of
from bot.terminal.deeds import ARGUMENTS
from bot.terminal.table import DEEDS
from tests.cli_world import Shell

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PUT_TOGETHER = {
    "command.": (
        *COMMANDS,
        "answers_table",
        "answers_import",
        "plan_check",
        "plan_diff",
        "plan_export",
        "plan_import",
        "plan_template",
    ),
    "check.": ("ok", "note", "fault"),
    "help.": ("plan_template", "plan_export"),
    "health.": ("stopped", "silent", "delivery", "steps", "events"),
    "rehearse.": ("diligent", "slow", "silent", "late", "blocked", "unjoined", "coordinator"),
    "role.": ("partner", "coordinator", "commentator", "reader"),
    **{f"{group}.": tuple(deed.name.replace("-", "_") for deed in deeds) for group, deeds in DEEDS.items()},
    "deed.": tuple(name.strip("-").replace("-", "_") for name in ARGUMENTS),
}

OTHER_WORDS = frozenset({"demo.py", "report.py", "sandbox.py"})
"""Commands that bring a file of words of their own."""


def spoken() -> set[str]:
    """Every text in the command line's code that has the shape of a key."""
    found = {f"{start}{end}" for start, ends in PUT_TOGETHER.items() for end in ends}
    for path in [
        ROOT / "bot/cli.py",
        *sorted((ROOT / "bot").glob("commands/*.py")),
        *sorted((ROOT / "bot").glob("terminal/*.py")),
    ]:
        if path.name in OTHER_WORDS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_both_languages_say_the_same_things_with_the_same_data() -> None:
    czech, english = (phrases_of(language) for language in LANGUAGES)

    assert czech.keys() == english.keys()
    assert {key: set(PLACEHOLDER.findall(text)) for key, text in czech.items()} == {
        key: set(PLACEHOLDER.findall(text)) for key, text in english.items()
    }


def test_nothing_is_written_that_no_command_says() -> None:
    assert phrases_of("cs").keys() - spoken() == set()


def test_everything_that_a_command_says_is_written() -> None:
    tables = {key.partition(".")[0] for key in phrases_of("cs")}
    said = {word for word in spoken() if re.fullmatch(rf"({'|'.join(tables)})\.[a-z_0-9]*[a-z]", word)}

    assert len(said) > 60
    assert said - phrases_of("cs").keys() == {"config.toml", "plan.xlsx"}


def test_a_phrase_takes_what_people_wrote_literally() -> None:
    assert "{count}" in Phrases("en").phrase("plan.faults", file="{count}", count=3)


def test_a_missing_value_of_a_phrase_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Phrases("en").phrase("plan.faults", file="x")


@pytest.mark.parametrize(
    ("words", "environ", "language"),
    [
        ([], {}, "cs"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "cs"),
        ([], {"LANG": "de_DE.UTF-8"}, "cs"),
        ([], {"LANG": "en_US", "LC_ALL": "cs_CZ"}, "cs"),
        ([], {"LANG": "cs_CZ", "LC_ALL": "", "LC_MESSAGES": "en_US"}, "en"),
        (["check", "--language", "en"], {"LANG": "cs_CZ"}, "en"),
        (["--language=cs", "check"], {"LANG": "en_US"}, "cs"),
        (["--language"], {"LANG": "en_US"}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_systems_then_czech(
    words: list[str], environ: dict[str, str], language: str
) -> None:
    assert Phrases(language_of(words, environ)).language == language


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ""),
        (["--help"], ""),
        (["plan", "check", "x"], "plan"),
        (["--config", "run", "check"], "check"),
        (["--config=run", "--language", "cs", "tick"], "tick"),
        (["--database"], ""),
    ],
)
def test_the_command_is_found_before_the_call_is_parsed(words: list[str], command: str) -> None:
    assert chosen(words) == command


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("call", "key", "data"),
    [
        ("check --nonsense", "call.unknown", {"words": "--nonsense"}),
        ("check --conf x", "call.unknown", {"words": "--conf x"}),
        ("invite --days", "call.no_value", {"name": "--days"}),
        ("invite --days x", "call.bad_value", {"name": "--days", "value": "x"}),
        ("check --help=x", "call.needless_value", {"name": "-h/--help", "value": "x"}),
        ("invite --role boss", "call.bad_choice", {"name": "--role", "value": "boss"}),
    ],
)
def test_a_wrong_call_is_explained_in_the_users_language(
    shell: Shell, language: str, call: str, key: str, data: dict[str, str]
) -> None:
    ran = shell.run("--language", language, *call.split())
    known = "partner, coordinator, commentator, reader"
    sentence = Phrases(language).phrase(key, **{"known": known, **data})

    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert "--help" in ran.err


@pytest.mark.parametrize(("words", "said"), [(["nic"], "„nic“"), (["plan"], "AKCE"), (["plan", "check"], "SOUBOR")])
def test_what_is_missing_or_unknown_is_named(shell: Shell, words: list[str], said: str) -> None:
    ran = shell.run(*words)

    assert ran.code == 2
    assert said in ran.err


def test_without_a_command_there_is_help_and_a_wrong_call(shell: Shell) -> None:
    ran = shell.run()

    assert ran.code == 2
    assert all(name in ran.err for name in COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", "plan", "plan import", "invite", "check"])
def test_help_has_no_word_of_argparses_own(shell: Shell, language: str, command: str) -> None:
    ran = shell.run(*command.split(), "--help", "--language", language)

    assert ran.code == 0
    assert ran.out.startswith(Phrases(language).phrase("help.usage"))
    assert ("show this help message" in ran.out, "positional" in ran.out) == (False, False)


def test_the_version_is_the_projects(shell: Shell) -> None:
    ran = shell.run("--version")

    assert (ran.code, ran.out) == (0, "plneni 0.1.0\n")


def test_help_comes_without_loading_the_heavy_parts() -> None:
    script = "import sys; from bot.cli import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)

    loaded = {name.partition(".")[0] for name in ast.literal_eval(done.stderr)}
    assert loaded & {"sqlalchemy", "telegram", "pydantic", "pyxform", "jinja2", "aiohttp", "alembic", "babel"} == set()
    assert time.monotonic() - started < 5  # an upper bound that a busy machine keeps; some 0.05 s alone


def test_a_command_that_this_installation_lacks_is_a_sentence(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.commands.demo", None)
    ran = shell.run("demo")

    assert (ran.code, ran.out) == (2, "")
    assert "demo" in ran.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_declares_arguments_and_runs(name: str) -> None:
    module = import_module(f"bot.commands.{name}")

    assert callable(module.add_arguments)
    assert callable(module.run)
