"""Run Alembic from inside the program; the revisions lie in migrations/versions."""

from pathlib import Path

from alembic.command import upgrade as run
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.faults import DatabaseIsNewer


def upgrade(connection: Connection, current: str | None) -> None:
    """Bring a database from its revision to the newest one.

    Raises:
        DatabaseIsNewer: `current` is none of ours.
    """
    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseIsNewer(
            f"The database is at revision {current}, this program knows revisions up to {scripts.get_current_head()}. "
            "Update the program."
        )
    config.attributes["connection"] = connection
    run(config, "head")


def alembic_config() -> Config:
    """Alembic's configuration, made here so that no .ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
