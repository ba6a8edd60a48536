"""The schema: migrations and tables agree, names are given, newer databases are refused."""

from typing import Any

import pytest
from alembic.command import upgrade as run_upgrade
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, inspect, make_url, select, text

from storage.database import Database
from storage.engines import postgresql, sqlite_writer
from storage.faults import DatabaseIsMissing, DatabaseIsNewer, StorageError
from storage.migrate import HEAD
from storage.tables import APPEND_ONLY, metadata
from storage.upgrade import alembic_config


def described(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    tables = set(found.get_table_names()) - {"alembic_version"}
    return {name: _table(found, name) for name in sorted(tables)}


def _table(found: Inspector, name: str) -> dict[str, Any]:
    columns = {
        column["name"]: (str(column["type"]), column["nullable"], column.get("comment"))
        for column in found.get_columns(name)
    }
    return {
        "columns": columns,
        "primary": found.get_pk_constraint(name),
        "foreign": sorted(map(str, found.get_foreign_keys(name))),
        "unique": sorted(map(str, found.get_unique_constraints(name))),
        "check": sorted(map(str, found.get_check_constraints(name))),
        "indexes": sorted(str(_plain(dict(index))) for index in found.get_indexes(name)),
    }


def _plain(index: dict[str, Any]) -> list[tuple[str, str]]:
    where = {key: str(value) for key, value in (index.get("dialect_options") or {}).items()}
    rest = {key: value for key, value in index.items() if key != "dialect_options"}
    return sorted((key, str(value)) for key, value in (rest | where).items())


async def test_migrated_schema_equals_the_tables(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url, lease=False) as database, database.write() as tx:
        migrated = await tx.run_sync(described)
        await tx.run_sync(metadata.drop_all)
        await tx.run_sync(metadata.create_all)
        created = await tx.run_sync(described)

    assert len(migrated) == len(metadata.tables)
    assert migrated == created


async def test_every_constraint_and_index_has_a_name(database: Database) -> None:
    async with database.read() as tx:
        tables = await tx.run_sync(described)

    for name, table in tables.items():
        by_position = database.dialect == "sqlite" and name == "outbox"  # AUTOINCREMENT stands in the column
        assert table["primary"]["name"] == (None if by_position else f"pk_{name}")
        for kind in ("foreign", "unique", "check", "indexes"):
            assert not [found for found in table[kind] if "'name': None" in found], (name, kind)


def test_every_table_says_what_it_is_for() -> None:
    assert [name for name, table in metadata.tables.items() if not table.comment] == []


def test_the_append_only_tables_are_those_of_the_design() -> None:
    assert {
        "plan_revisions",
        "entry_revisions",
        "form_versions",
        "revisions",
        "submissions",
        "reviews",
        "task_events",
        "editions",
        "edition_files",
    } <= APPEND_ONLY


def test_the_program_wants_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


async def test_a_database_newer_than_the_program_is_refused(empty_database_url: str) -> None:
    async with await Database.open(empty_database_url) as database, database.write() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseIsNewer, match=r"revision 9999.*Update the program"):
        await Database.open(empty_database_url)


async def test_a_failed_migration_leaves_nothing_behind(empty_database_url: str) -> None:
    engine = sqlite_writer if "sqlite" in empty_database_url else postgresql
    opened = engine(make_url(empty_database_url))
    with pytest.raises(ZeroDivisionError):  # noqa: PT012  the transaction around the fault is what is tested
        async with opened.begin() as connection:
            await connection.execute(text("CREATE TABLE a (id INTEGER)"))
            await connection.execute(text("CREATE TABLE b (id INTEGER)"))
            raise ZeroDivisionError

    async with opened.begin() as connection:
        assert await connection.run_sync(described) == {}
    await opened.dispose()


async def test_a_missing_file_is_made_only_when_asked_for(sqlite_url: str) -> None:
    with pytest.raises(DatabaseIsMissing, match="There is no database at"):
        await Database.open(sqlite_url, create=False)


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite:///plneni.db", "mysql+aiomysql://h/d"])
async def test_an_address_of_no_known_kind_is_explained(url: str) -> None:
    with pytest.raises(StorageError, match=r"name a file|use sqlite\+aiosqlite"):
        await Database.open(url)


async def test_a_second_start_finds_the_database_ready(empty_database_url: str) -> None:
    for _ in range(2):
        async with await Database.open(empty_database_url) as database, database.read() as tx:
            assert (await tx.execute(select(text("version_num")).select_from(text("alembic_version")))).scalar() == HEAD


async def test_editions_and_their_files_survive_the_change_of_their_tables(empty_database_url: str) -> None:
    """Where SQLite writes the tables anew nothing of them is lost, and a draft may have the number of an edition."""
    engine = (sqlite_writer if "sqlite" in empty_database_url else postgresql)(make_url(empty_database_url))
    async with engine.begin() as connection:
        await connection.run_sync(_to_revision, "0008")
        for statement in BEFORE.split(";"):
            await connection.execute(text(statement))
    async with engine.begin() as connection:
        await connection.run_sync(_to_revision, HEAD)
        kept = (await connection.execute(text(SELECTED))).all()
        await connection.execute(text(DRAFT))
    await engine.dispose()

    assert [tuple(row) for row in kept] == [("a", None, "", "a.html", 0, "rada"), ("b", "a", "", "b.html", 0, None)]


def _to_revision(connection: Connection, revision: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    run_upgrade(config, revision)


BEFORE = """
INSERT INTO plans (key, revision, created_at) VALUES ('k', 1, '2027-02-01T12:00:00.000000Z');
INSERT INTO plan_revisions (plan, number, source_hash, body, person, at)
VALUES ('k', 1, '', '{}', NULL, '2027-02-01T12:00:00.000000Z');
INSERT INTO reports (id, plan, key, template, title, formats, rounds) VALUES ('r', 'k', 'z', '', '', '[]', '[]');
INSERT INTO editions (id, report, number, final, plan, plan_revision, snapshot, sha256, previous, person, at)
VALUES ('a', 'r', 1, true, 'k', 1, 'data', 'hash', NULL, NULL, '2027-02-01T12:00:00.000000Z');
INSERT INTO editions (id, report, number, final, plan, plan_revision, snapshot, sha256, previous, person, at)
VALUES ('b', 'r', 2, true, 'k', 1, 'data', 'hash', 'a', NULL, '2027-02-01T12:00:00.000000Z');
INSERT INTO edition_files (edition, name, format, sha256, content) VALUES ('a', 'a.html', 'html', '', '');
INSERT INTO edition_files (edition, name, format, sha256, content) VALUES ('b', 'b.html', 'html', '', '');
INSERT INTO approvals (edition, number, body, "on", resolution, person, at)
VALUES ('a', 1, 'rada', '2027-02-15', '', NULL, '2027-02-01T12:00:00.000000Z')
"""
SELECTED = """
SELECT e.id, e.previous, e.program, f.name, f.approval, a.body
FROM editions e JOIN edition_files f ON f.edition = e.id LEFT JOIN approvals a ON a.edition = e.id ORDER BY e.number
"""
DRAFT = """
INSERT INTO editions (id, report, number, final, plan, plan_revision, snapshot, sha256, previous, person, at)
VALUES ('d', 'r', 1, false, 'k', 1, '', '', NULL, NULL, '2027-02-01T12:00:00.000000Z')
"""
