"""One line of `plneni check`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What was looked at and how it stands."""

    level: Literal["ok", "note", "fault"]
    what: str
