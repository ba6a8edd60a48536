"""The plan that a demonstration or the sandbox plays: a file of one's own, or the example."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import read_plan_file
from bot.plan_forms import FormShelf, compile_forms
from bot.sandbox.anybody import Script, read_script
from bot.sandbox.demo import EXAMPLE, Cast, cast_of, example_folder
from bot.sandbox.demo_phrases import demo_phrase
from bot.sandbox.whole_play import cast_of_all
from flows.plan import Plan
from flows.snapshot_questions import EVALUATION

SCRIPTS = "scripts"
"""Folder beside the examples with what their invented people say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayedPlan:
    """What is played.

    Attributes:
        forms: The forms that the plan asks with, as Markdown by key.
        script: What is said in it by people who go by what a screen says; None where partners of the town play, who
            know the questions of an evaluation.
    """

    plan: Plan
    cast: Cast
    forms: Mapping[str, str]
    script: Script | None = None


def read_played(name: str, context: Context) -> PlayedPlan | ExitCode:
    """Read a plan with its forms; give the exit code where it cannot be played, after saying why.

    Args:
        name: The file, "" = the example.
        context: Says what is wrong.
    """
    file = Path(name) if name else example_folder() / EXAMPLE
    plan = read_plan_file(str(file), context)
    if isinstance(plan, ExitCode):
        return plan
    forms = compile_forms(plan, FormShelf(folder=file.parent))
    if isinstance(forms, tuple):
        context.complain("plan.form_faults", count=len(forms))
        context.blame(forms)
        return ExitCode.FAULTS
    usual = any(EVALUATION.degree in form.by_name for form in forms.values())
    cast = cast_of(plan)
    if cast is None or not plan.reports:
        key = "no_round" if cast is None else "no_report"
        context.write_complaint(demo_phrase(context.language, f"said.{key}", plan=name))
        return ExitCode.WRONG_CALL
    sources = {key: form.source for key, form in forms.items()}
    if usual:
        return PlayedPlan(plan=plan, cast=cast, forms=sources)
    script = read_script(file.parent / SCRIPTS / file.name)
    return PlayedPlan(plan=plan, cast=cast_of_all(plan), forms=sources, script=script)


def example_of(family: str) -> Path | None:
    """Find the first example whose report is made by a template of this family: its name begins so."""
    files = sorted(example_folder().glob("**/*.toml"))
    return next((file for file in files if any(one.startswith(family) for one in _templates(file))), None)


def families() -> list[str]:
    """Name the templates of all examples."""
    return sorted({name for file in example_folder().glob("**/*.toml") for name in _templates(file)})


def _templates(file: Path) -> list[str]:
    reports = tomllib.loads(file.read_text("utf-8")).get("reports", [])
    return [str(one.get("template", "")) for one in reports]
