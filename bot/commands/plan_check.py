"""`plneni plan check FILE`."""

import argparse
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_file import read_plan_file
from bot.commands.plan_stored import compiled_forms
from flows.plan_walk import tasks_expected


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Say every fault of a plan's file, or what the plan holds. Touches no database."""
    plan = read_plan_file(arguments.file, context)
    if isinstance(plan, ExitCode):
        return plan
    if compiled_forms(plan, Path(arguments.file).parent, context) is None:
        return ExitCode.FAULTS
    context.show("plan.good", file=arguments.file, title=plan.title, items=len(plan.items), actors=len(plan.actors))
    for round_ in plan.rounds:
        asked = tasks_expected(plan, round_)
        actors = len({task.actor for task in asked if task.actor})
        context.show("plan.round", round=round_.title, key=round_.key, count=len(asked), actors=actors)
    return ExitCode.OK
