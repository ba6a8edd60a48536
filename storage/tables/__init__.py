"""The whole schema, one module per part of the product. Tables whose comment begins with + are only inserted into."""

from storage.columns import metadata
from storage.tables import (
    answer_tables,
    coordination,
    decisions,
    people,
    plans,
    proposals,
    reports,
    rounds,
    tasks,
    traffic,
)

APPEND_ONLY = frozenset(table.name for table in metadata.tables.values() if (table.comment or "").startswith("+"))

__all__ = [
    "APPEND_ONLY",
    "answer_tables",
    "coordination",
    "decisions",
    "metadata",
    "people",
    "plans",
    "proposals",
    "reports",
    "rounds",
    "tasks",
    "traffic",
]
