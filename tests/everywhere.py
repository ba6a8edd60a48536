"""Where in the database a text is, table by table and column by column."""

from sqlalchemy import String, cast, select

from storage.archive import archived_tables
from tests.chat_stage import ChatStage


async def places_with(stage: ChatStage, text: str) -> list[str]:
    """Give every "table.column" of which a row holds the text."""
    found = []
    for table in archived_tables():
        for column in table.columns:
            held = await stage.rows(select(cast(column, String)).where(column.is_not(None)))
            if any(text in str(row[0]) for row in held):
                found.append(f"{table.name}.{column.name}")
    return found
