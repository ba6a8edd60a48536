"""Work of a short command on the database, beside a bot that may be running."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.config import Config
from storage.database import Database
from storage.faults import DatabaseInUse, DatabaseIsAway, DatabaseIsMissing, DatabaseIsNewer, StorageError

QUOTED = 120


def with_database(
    context: Context,
    config: Config,
    work: Callable[[Database], Awaitable[int]],
    *,
    create: bool = False,
    missing: Callable[[], int] | None = None,
) -> int:
    """Open the database, work, close it; say in a sentence why it cannot be used.

    Args:
        context: Speaks.
        config: Tells the address.
        work: Gets the open database and gives the exit code.
        create: Whether a missing SQLite file is made.
        missing: What to do instead where there is no file yet; None = say so and fail.
    """
    if parsed_address(config) is None:
        context.complain("database.bad_address")
        return ExitCode.WRONG_CALL

    async def all_of_it() -> int:
        # no lease: the bot may hold it, and our one transaction waits for the bot's
        async with await Database.open(config.database.url, create=create, lease=False) as database:
            return await work(database)

    try:
        return asyncio.run(all_of_it())
    except Exception as error:
        if missing is not None and isinstance(error, DatabaseIsMissing):
            return missing()
        if not is_trouble(error):
            raise
        context.write_complaint(sentence_of(error, context))
    return ExitCode.WRONG_CALL


def parsed_address(config: Config) -> URL | None:
    """Parse the database's address; None: it is none, e.g. its port is no number."""
    try:
        return make_url(config.database.url)
    except (ArgumentError, ValueError):
        return None


def sentence_of(error: Exception, context: Context) -> str:
    """Say what hinders us; never the address, which may hold a password."""
    match error:
        case DatabaseIsMissing():
            return context.phrase("database.missing")
        case DatabaseIsNewer():
            return context.phrase("database.newer")
        case DatabaseInUse():
            return context.phrase("database.in_use")
        case DatabaseIsAway():
            hindered = error.__cause__ if isinstance(error.__cause__, OSError) else error
            return context.phrase("database.trouble", detail=cause_of(hindered))
        case StorageError():
            return context.phrase("database.bad_address")
        case _:
            return context.phrase("database.trouble", detail=cause_of(error))


def is_trouble(error: Exception) -> bool:
    """Whether an exception speaks of the database's state and not of a mistake of ours."""
    drivers = type(error).__module__.partition(".")[0] in {"asyncpg", "sqlite3"}
    return drivers or isinstance(error, SQLAlchemyError | StorageError | OSError)


def cause_of(error: Exception) -> str:
    """Name the trouble in the driver's own words; SQLAlchemy's would quote the statement."""
    cause = getattr(error, "orig", None) or error
    kind = type(cause).__name__
    first = next(iter(str(cause).splitlines()), "")
    return kind if isinstance(cause, SQLAlchemyError) or not first else f"{kind}: {first[:QUOTED]}"
