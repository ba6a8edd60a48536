"""What is logged, and how: text or JSON lines, without answers, names and tokens.

Our own messages never hold them; a library's exception may quote what it choked on, so of an exception only
its kind and its way through the code are kept.
"""

import json
import logging
from datetime import UTC, datetime
from traceback import FrameSummary, extract_tb
from types import TracebackType
from typing import TypeAlias

from bot.config import Log

ExcInfo: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
QUIET = ("apscheduler", "aiosqlite", "asyncio", "telegram", "httpx", "alembic", "sqlalchemy")
"""Libraries that speak only of trouble: below that they may quote addresses and values."""


class TextFormatter(logging.Formatter):
    """One line a record, then the way of an exception."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the base class's name
        """Give kinds and places, never an exception's own words."""
        return "\n".join(way_of(ei[1]))


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said = {"at": at, "level": record.levelname.lower(), "from": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = type(record.exc_info[1]).__name__
            said["way"] = "; ".join(way_of(record.exc_info[1]))
        return json.dumps(said, ensure_ascii=False)


def way_of(error: BaseException | None) -> list[str]:
    """Tell the kinds of an exception and of its causes, and where each passed."""
    lines: list[str] = []
    while error is not None:
        places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in _frames(error)]
        lines.append(f"{type(error).__name__} ({' > '.join(places)})")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _frames(error: BaseException) -> list[FrameSummary]:
    return list(extract_tb(error.__traceback__))


def set_up_logs(settings: Log) -> None:
    """Log to standard error from now on, as the configuration says."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if settings.as_json else TextFormatter())
    logging.basicConfig(level=settings.level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
