"""The plan that a demonstration or the sandbox plays: a file of one's own, or the example."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import read_plan_file
from bot.plan_forms import FormShelf, compile_forms
from bot.sandbox.demo import EXAMPLE, Cast, cast_of, example_folder
from bot.sandbox.demo_phrases import demo_phrase
from flows.plan import Plan


@dataclass(frozen=True, kw_only=True, slots=True)
class PlayedPlan:
    """What is played.

    Attributes:
        forms: The forms that the plan asks with, as Markdown by key.
    """

    plan: Plan
    cast: Cast
    forms: Mapping[str, str]


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
    cast = cast_of(plan)
    if cast is None or not plan.reports:
        key = "no_round" if cast is None else "no_report"
        context.write_complaint(demo_phrase(context.language, f"said.{key}", plan=name))
        return ExitCode.WRONG_CALL
    return PlayedPlan(plan=plan, cast=cast, forms={key: form.source for key, form in forms.items()})
