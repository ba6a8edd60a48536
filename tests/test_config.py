import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, keys
from bot.config_reading import read_config, variable
from flows.faults import Fault

TOKEN = "123456:AbC-def_9"  # noqa: S105 - invented
EXAMPLE = Path("config.example.toml")
VARIABLE = variable("telegram", "token")


def no_file(name: str) -> str:
    raise FileNotFoundError(name)


def config(source: str = "", environ: dict[str, str] | None = None) -> Config:
    found = read_config(source, {VARIABLE: TOKEN} if environ is None else environ, no_file)
    assert isinstance(found, Config), found
    return found


def faults(source: str, environ: dict[str, str] | None = None) -> set[tuple[str, str]]:
    found = read_config(source, {VARIABLE: TOKEN} if environ is None else environ, no_file)
    assert isinstance(found, tuple)
    assert found
    return {(fault.code, fault.where) for fault in found}


def test_the_example_sets_every_key_of_the_model_to_its_default() -> None:
    source = EXAMPLE.read_text("utf-8")
    data = tomllib.loads(source)

    assert {section: tuple(table) for section, table in data.items()} == keys()
    assert config(source) == config("")


def test_the_example_explains_every_key() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    unexplained = [line for before, line in pairwise(lines) if re.match(r"\w+ = ", line) and before[:1] != "#"]
    assert unexplained == []


@pytest.mark.parametrize(("section", "key"), [(section, key) for section, names in keys().items() for key in names])
def test_each_key_can_be_set_by_its_variable(section: str, key: str) -> None:
    texts = {
        "token": "9:x",
        "token_file": "t",
        "api_url": "http://127.0.0.1:1",
        "file_url": "http://127.0.0.1:2",
        "mode": "polling",
        "webhook_url": "https://kamenov.example/telegram",
        "webhook_listen": "127.0.0.1:8444",
        "poll_timeout": "7",
        "url": "postgresql+asyncpg://u:p@h/d",
        "languages": "en, cs",
        "sweep_seconds": "3",
        "admin_chat": "-100",
        "folder": "out",
        "listen": "127.0.0.1:9180",
        "level": "debug",
        "json": "true",
    }
    environ = {VARIABLE: TOKEN} if key not in ("token", "token_file") else {}
    environ[variable(section, key)] = texts[key]
    found = read_config("", environ, lambda name: f"{TOKEN}\n" if name == "t" else no_file(name))
    assert isinstance(found, Config), found
    table = found.model_dump(by_alias=True)[section]
    if key == "token":
        assert table[key].get_secret_value() == "9:x"
    elif key == "languages":
        assert table[key] == ("en", "cs")
    else:
        assert str(table[key]).lower() == texts[key]


def test_a_variable_goes_before_the_file() -> None:
    found = config("[telegram]\ntoken = '1:old'\n[bot]\nsweep_seconds = 5")
    assert found.telegram.token.get_secret_value() == TOKEN
    assert found.bot.sweep_seconds == 5


def test_the_token_is_read_from_its_file_without_the_line_end() -> None:
    found = read_config("[telegram]\ntoken_file = 'secret'", {}, lambda _: f"{TOKEN}\n")
    assert isinstance(found, Config)
    assert found.telegram.token.get_secret_value() == TOKEN


def test_all_faults_are_named_at_once() -> None:
    source = """
        [telegram]
        api_url = "telegram"
        poll_timeout = "soon"
        colour = "red"
        [bot]
        languages = ["de"]
        sweep_seconds = 0
        [log]
        json = "maybe"
        [house]
    """
    assert faults(source, {"PLNENI_TELEGRAM_TOKN": TOKEN}) == {
        ("config.web_address", "telegram.api_url"),
        ("config.number_expected", "telegram.poll_timeout"),
        ("config.unknown_word", "telegram.colour"),
        ("config.bad_choice", "bot.languages"),
        ("config.out_of_range", "bot.sweep_seconds"),
        ("config.true_or_false_expected", "log.json"),
        ("config.unknown_word", "house"),
        ("config.unknown_variable", "PLNENI_TELEGRAM_TOKN"),
        ("config.no_token", "telegram.token"),
    }


def test_a_fault_from_a_variable_names_the_variable() -> None:
    environ = {VARIABLE: TOKEN, "PLNENI_BOT_SWEEP_SECONDS": "often"}
    assert faults("", environ) == {("config.number_expected", "PLNENI_BOT_SWEEP_SECONDS")}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "config.no_token"),
        ("[telegram]\ntoken = 'hello'", "config.bad_token"),
        ("[telegram]\ntoken_file = 'nowhere'", "config.token_file"),
        ("[telegram]\ntoken = '1:a'\ntoken_file = 'b'", "config.two_tokens"),
        ("[telegram", "config.toml"),
        ("telegram = 3", "config.table_expected"),
    ],
)
def test_what_is_wrong_with_the_token_or_the_file_has_its_own_fault(source: str, code: str) -> None:
    assert code in {found for found, _ in faults(source, {})}


def test_a_command_that_does_not_speak_to_telegram_needs_no_token() -> None:
    assert isinstance(read_config("", {}, no_file, require_token=False), Config)


def test_no_secret_shows_in_a_configuration_or_in_a_fault() -> None:
    source = "[telegram]\ntoken = '{}'\n[database]\nurl = '{}'"
    good = config(source.format(TOKEN, "postgresql+asyncpg://u:hunter2@h/d"), {})
    bad = read_config(source.format("hunter2 ", "mysql://u:hunter2@h/d"), {}, no_file)

    assert TOKEN not in f"{good!r} {good} {good.model_dump_json()}"
    assert "hunter2" not in repr(good)
    assert isinstance(bad, tuple)
    assert "hunter2" not in repr(bad)


@given(st.text())
def test_any_text_gives_a_configuration_or_faults(source: str) -> None:
    found = read_config(source, {VARIABLE: TOKEN}, no_file)
    assert isinstance(found, Config) or (found and all(isinstance(each, Fault) for each in found))


@pytest.mark.parametrize(
    "source",
    [
        "[telegram]\ntokn = '1:hush'",
        "telegram = '1:hush'",
        "[telegram]\ntoken = ['1:hush']",
        "[telegram]\ntoken = '1:hush x'",
        "[database]\nurl = 'mysql://hush'",
        "[telegram]\ntoken = '1:hush",
    ],
)
def test_a_fault_never_quotes_what_may_be_a_secret(source: str) -> None:
    found = read_config(source, {}, no_file)
    assert not isinstance(found, Config)
    assert "hush" not in repr(found)
