"""Reading a plan's file: a plan, or everything that is wrong with it said in sentences."""

from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.plan_pictures import with_pictures
from bot.forms import known_forms
from bot.own_words import override_faults
from flows.faults import Fault
from flows.plan import Plan
from flows.plan_reading import read_plan


def read_plan_file(name: str, context: Context) -> Plan | ExitCode:
    """Read and check a plan's file.

    Returns:
        The plan; or the exit code, after everything wrong has been said.
    """
    source = context.file_text(Path(name))
    if source is None:
        return ExitCode.WRONG_CALL
    found = checked_plan(source, Path(name).parent)
    if isinstance(found, tuple):
        context.complain("plan.faults", file=name, count=len(found))
        context.blame(found)
        return ExitCode.FAULTS
    return found


def checked_plan(source: str, folder: Path) -> Plan | tuple[Fault, ...]:
    """Read a plan with the forms of this program; check its own wording of messages and its pictures too.

    Args:
        source: TOML.
        folder: Where the plan's pictures lie.
    """
    plan = read_plan(source, forms=known_forms())
    if isinstance(plan, tuple):
        return plan
    return override_faults(plan.texts) or with_pictures(plan, folder)
