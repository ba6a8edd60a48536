"""The hot path: a batch of updates is loaded, folded by pure code and written, all in one transaction."""

from storage.loading import (
    load_answers,
    load_last,
    load_links,
    load_memberships,
    load_people,
    load_submissions,
    load_tasks,
    register_updates,
)
from storage.writes import Writes
from storage.writing import write_batch

__all__ = [
    "Writes",
    "load_answers",
    "load_last",
    "load_links",
    "load_memberships",
    "load_people",
    "load_submissions",
    "load_tasks",
    "register_updates",
    "write_batch",
]
