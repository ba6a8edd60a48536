"""The unit and the container's recipe say only what the program understands."""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import Config
from bot.config_reading import read_config
from tests.programs import program

ROOT = Path(__file__).parents[1]
UNIT = (ROOT / "docs" / "deploy" / "plneni.service").read_text("utf-8")
GUIDE = (ROOT / "docs" / "administrator.md").read_text("utf-8")
RECIPE = (ROOT / "docs" / "deploy" / "Containerfile").read_text("utf-8")


def known_variables() -> set[str]:
    """Give every environment variable that a key of the configuration answers to."""
    sections = {name: field.annotation for name, field in Config.model_fields.items()}
    return {
        f"PLNENI_{section}_{found.alias or key}".upper()
        for section, model in sections.items()
        for key, found in getattr(model, "model_fields", {}).items()
    }


def test_every_variable_of_unit_and_container_is_a_key_of_the_configuration() -> None:
    named = set(re.findall(r"PLNENI_[A-Z_]+(?==)", UNIT + RECIPE))
    assert named
    assert named <= known_variables()


def test_the_commands_that_they_start_are_the_programs(capsys: pytest.CaptureFixture[str]) -> None:
    started = re.findall(r"^ExecStart=/opt/plneni/bin/plneni (.*)$", UNIT, flags=re.MULTILINE)
    started += [
        " ".join(shlex.split(one.replace(",", " "))) for one in re.findall(r"^CMD \[(.*)\]$", RECIPE, re.MULTILINE)
    ]
    started += [one.split('"')[3] for one in re.findall(r"^HEALTHCHECK .*CMD \[(.*)\]$", RECIPE, re.MULTILINE)]
    assert len(started) == 3
    for words in started:
        assert main([*words.split(), "--help"]) == 0
        assert f"plneni {words.split()[0]}" in capsys.readouterr().out


def test_the_guide_makes_what_the_unit_starts_from() -> None:
    named = re.findall(r"^(?:User|WorkingDirectory)=(\S+)$", UNIT, re.MULTILINE)
    named += re.findall(r"^ExecStart=(/\S+) run --config (\S+)$", UNIT, re.MULTILINE)[0]
    assert len(named) == 4
    assert [name for name in named if name not in GUIDE] == []


def test_the_keys_that_the_guide_sets_are_keys_of_the_configuration() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    read = read_config(block, {}, lambda _: "123456789:AbCdEf", require_token=True)
    assert isinstance(read, Config), read


def test_the_container_copies_what_is_there() -> None:
    copied = [word for line in re.findall(r"^COPY (?!--)(.*)$", RECIPE, re.MULTILINE) for word in line.split()[:-1]]
    assert {"bot", "flows", "storage", "reports", "templates"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_container_copies_what_the_program_is_built_from() -> None:
    copied = {word for line in re.findall(r"^COPY (?!--)(.*)$", RECIPE, re.MULTILINE) for word in line.split()[:-1]}
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "pyproject.toml", "README.md", "LICENSE"} <= copied


def test_the_unit_leaves_little_to_whoever_breaks_in() -> None:
    command = [program("systemd-analyze", "systemd"), "security", "--offline=true", "--no-pager", "plneni.service"]
    told = subprocess.run(command, cwd=ROOT / "docs" / "deploy", capture_output=True, text=True, check=False)
    found = re.search(r"exposure level for plneni\.service: (\d+\.\d)", told.stdout)
    assert found is not None, told.stderr
    assert float(found[1]) < 2
