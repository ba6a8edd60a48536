"""The wish for a report, fulfilled when its row is delivered: made in a child process, sent as documents."""

import logging
from dataclasses import replace
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.words import words_for
from storage.database import Database

log = logging.getLogger(__name__)


def report_expander(config: Config, database: Database, clock: Clock) -> Expand:
    """Give the function that turns a wish into documents, or into a sentence that says why there are none."""
    del database

    async def expand(row: OutRow) -> list[OutRow]:
        from bot.reporting import report_in_child  # noqa: PLC0415 - reports are made rarely; start-up stays light

        words = words_for(str(row.payload.get("language", "cs")))
        made = await report_in_child(config, str(row.payload["plan"]), made_at=clock.now(), draft=True)
        if isinstance(made, str):
            text = words.text("our_fault_report", reason=made)
            return [replace(row, kind="send", payload={"text": text, "rows": []})]
        return [
            replace(row, kind="document", payload={"path": str(path), "name": Path(path).name, "caption": ""})
            for path in made.files
        ]

    return expand
