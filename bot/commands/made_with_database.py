"""What a command makes of the database: as of which moment, and said as files, as JSON or as the fault that it is."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.with_database import with_database
from bot.config import Config
from flows.faults import Fault
from storage.database import Database

Made = TypeVar("Made")


def made_with_database(
    context: Context,
    config: Config,
    make: Callable[[Database], Awaitable[Made | Fault]],
    say: Callable[[Made | Fault], int],
    *,
    as_json: bool,
) -> int:
    """Open the database, make something, say it.

    Args:
        context: Says in a sentence why the database cannot be used.
        config: Tells its address.
        make: Makes it.
        say: Says what was made, or why it was not; gives the exit code.
        as_json: Whether a database that cannot be used is said that way too: whoever reads JSON reads nothing else.
    """
    made: list[Made | Fault] = []

    async def work(database: Database) -> int:
        made.append(await make(database))
        return ExitCode.OK

    code = with_database(context, config, work)
    if made:
        return say(made[0])
    if as_json:
        say(Fault(code="report.storage", where="database"))
    return code


def moment_of(text: str, context: Context) -> datetime | Fault:
    """Read --at; a time without a zone is UTC, nothing is now."""
    if not text:
        return context.clock.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return Fault(code="report.bad_moment", where="--at", data={"value": text})
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
