"""Reading a plan's file: a plan, or everything that is wrong with it said in sentences."""

from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.plan_source import PlanSource, source_of
from flows.faults import Fault
from flows.plan import Plan
from flows.workbook.reading import PlanFound


def open_plan_file(name: str, context: Context) -> PlanSource | ExitCode:
    """Open a plan's file.

    Returns:
        Its content; or the exit code, after everything wrong has been said.
    """
    data = context.file_bytes(Path(name))
    if data is None:
        return ExitCode.WRONG_CALL
    try:
        source = source_of(data, name=name, folder=Path(name).parent)
    except UnicodeDecodeError:
        context.complain("file.not_utf8", file=name)
        return ExitCode.WRONG_CALL
    if isinstance(source, Fault):
        return say_faults(name, (source,), context)
    return source


def read_plan_file(name: str, context: Context) -> Plan | ExitCode:
    """Read and check a plan's file.

    Returns:
        The plan, after what is unusual has been said; or the exit code, after everything wrong has been said.
    """
    source = open_plan_file(name, context)
    return source if isinstance(source, ExitCode) else plan_found(name, source.read(), context)


def plan_found(name: str, found: PlanFound, context: Context) -> Plan | ExitCode:
    """Say what is wrong and what is unusual in a plan's file; give the plan if there is one."""
    if found.plan is None:
        code = say_faults(name, found.faults, context)
        say_notes(found, context)
        return code
    say_notes(found, context)
    return found.plan


def say_faults(name: str, faults: tuple[Fault, ...], context: Context) -> ExitCode:
    """Say the faults of a plan's file."""
    context.complain("plan.faults", file=name, count=len(faults))
    context.blame(faults)
    return ExitCode.FAULTS


def say_notes(found: PlanFound, context: Context) -> None:
    """Say what is passed over or unusual."""
    if found.notes:
        context.complain("plan.notes", count=len(found.notes))
        context.blame(found.notes)
