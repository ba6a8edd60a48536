"""Writing a plan's file: a workbook, or TOML where the name ends so."""

from pathlib import Path
from typing import cast

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.plan_pictures import pictures_of, without_contents
from bot.workbook.plan_file import blank_toml, blank_workbook, plan_workbook
from flows.plan import Plan
from flows.plan_toml import plan_to_toml
from flows.workbook.shape import Language

TOML = ".toml"


def plan_as_file(plan: Plan, suffix: str, language: str) -> bytes | None:
    """Write a plan as the kind of file that a name asks for; None: we write no such kind."""
    if suffix.lower() == TOML:
        return plan_to_toml(without_contents(plan)).encode()
    return plan_workbook(plan, cast("Language", language)) if suffix.lower() == ".xlsx" else None


def blank_file(suffix: str, language: str) -> bytes | None:
    """Write a plan that is still to be filled in; None: we write no such kind of file."""
    if suffix.lower() == TOML:
        return blank_toml(cast("Language", language))
    return blank_workbook(cast("Language", language)) if suffix.lower() == ".xlsx" else None


def write_new(file: Path, data: bytes | None, *, overwrite: bool, context: Context) -> ExitCode:
    """Write a file; one that is there already stays, unless the user said so."""
    if data is None:
        context.complain("plan.which_kind", file=file)
        return ExitCode.WRONG_CALL
    try:
        with file.open("wb" if overwrite else "xb") as stream:
            stream.write(data)
    except FileExistsError:
        context.complain("plan.exists", file=file)
        return ExitCode.WRONG_CALL
    except OSError as error:
        context.complain("plan.unwritable", file=file, detail=type(error).__name__)
        return ExitCode.WRONG_CALL
    context.show("plan.written", file=file)
    return ExitCode.OK


def write_pictures(plan: Plan, folder: Path, context: Context) -> None:
    """Put the pictures that a plan's file names beside it; one that is there already stays."""
    for picture in pictures_of(plan):
        file = folder / picture.file
        if file.resolve().is_relative_to(folder.resolve()) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_new(file, picture.data(), overwrite=False, context=context)
