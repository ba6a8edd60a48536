"""Bring the schema forward when the program starts."""

from sqlalchemy import Connection, column, inspect, select, table

from storage.async_engine import AsyncEngine

HEAD = "0011"
"""The revision that this program needs; a test keeps it equal to the newest file."""


async def migrate(engine: AsyncEngine) -> None:
    """Run the missing migrations, all in one transaction.

    Raises:
        DatabaseIsNewer: The database has a revision that this program does not know.
    """
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)


def _migrate(connection: Connection) -> None:
    current = current_revision(connection)
    if current != HEAD:
        from storage.upgrade import upgrade  # noqa: PLC0415  a start without migrations does not load Alembic

        upgrade(connection, current)


def current_revision(connection: Connection) -> str | None:
    """Say at which revision the database is; None: it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = table("alembic_version", column("version_num"))
    return connection.execute(select(version.c.version_num)).scalar_one_or_none()
