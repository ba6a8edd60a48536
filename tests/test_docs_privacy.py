"""The table of what is stored about people agrees with the schema, the program's periods, and what is found."""

import re
from pathlib import Path

from storage.own_data import tables_about_people
from storage.personal import LAST_WORD
from storage.retention import KEPT_FOR, PROPOSALS_WAIT, REQUESTS_WAIT
from storage.tables import metadata
from tests.chat_stage import chat_stage
from tests.everywhere import places_with
from tests.test_my_data import NAME, busy

PAGE = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]
WHERE, HOW_LONG = 2, 3
TABLE = [row for row in ROWS[2:] if len(row) == HOW_LONG + 1]
NOBODY = re.search(r"No person is named in: ([^.]+)\.", PAGE)


def named(text: str) -> set[str]:
    """Give the tables, and columns as table.column, that a text names."""
    return {
        name for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", text) if name.partition(".")[0] in metadata.tables
    }


def period(column: str) -> str:
    """Say how long, as the row says that names a table."""
    return " ".join(row[HOW_LONG] for row in TABLE if column in named(row[WHERE]))


def test_every_table_of_the_database_is_on_the_page_once() -> None:
    about = {name.partition(".")[0] for row in TABLE for name in named(row[WHERE])}
    assert NOBODY is not None
    nobody = named(NOBODY[1])
    assert about | nobody == set(metadata.tables)
    assert about & nobody == set()


def test_every_table_that_refers_to_a_person_is_in_the_table() -> None:
    about = {name.partition(".")[0] for row in TABLE for name in named(row[WHERE])}
    assert {table.name for table in tables_about_people()} - about == set()


def test_every_column_of_persons_and_contacts_that_tells_something_is_in_the_table() -> None:
    where = {name for row in TABLE for name in named(row[WHERE])}
    columns = [column for name in ("persons", "contacts") for column in metadata.tables[name].columns]
    tells = {str(column) for column in columns if not column.primary_key and not column.foreign_keys}
    assert tells - where == set()


def test_the_periods_are_the_programs() -> None:
    assert f"{KEPT_FOR.days} days" in period("outbox")
    assert f"{PROPOSALS_WAIT.days} days" in period("proposals")
    assert f"{REQUESTS_WAIT.days} days" in period("access_requests")
    assert f"{KEPT_FOR.days} days" in period("contacts")
    assert LAST_WORD.days == 1
    assert "within a day" in PAGE


async def test_name_and_account_of_somebody_who_answered_and_asked_are_found_only_where_the_table_says(
    tmp_path: Path,
) -> None:
    where = {name for row in TABLE for name in named(row[WHERE])}
    async with chat_stage(tmp_path) as stage:
        _, petra = await busy(stage)
        found = {*await places_with(stage, NAME), *await places_with(stage, str(petra.id))}
    assert len(found) > 5
    assert {place for place in found if not {place, place.partition(".")[0]} & where} == set()


def test_the_page_for_the_officer_answers_what_is_asked_of_it() -> None:
    page = (Path(__file__).parents[1] / "docs" / "data-protection.md").read_text("utf-8")
    headings = [one.split()[0] for one in re.findall(r"^## (.+)$", page, re.MULTILINE)]
    assert headings == ["Kudy", "Co", "Komu", "Čí", "Záznam", "Když"]
    assert "privacy.md" in page
