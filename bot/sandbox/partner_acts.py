"""What a person does at one question: taps and texts, and where these come from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.sandbox.partner_screens import Asked, Head


@dataclass(frozen=True, kw_only=True, slots=True)
class Tap:
    """Tap the button with a label, or the first whose label begins so."""

    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """Write a message."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SayNear:
    """Write a figure near the last one that the screen's last line names: where nothing is named, near 50.

    Attributes:
        share: By what that figure is multiplied.
        tail: What is written behind it.
    """

    share: float
    tail: str = ""

    def text(self, screen: str) -> str:
        """Give what is written at a screen."""
        named = re.findall(r": (\d+)", screen.rpartition("\n")[2]) or ["50"]
        return f"{max(1, round(int(named[-1]) * self.share))}{self.tail}"


Act: TypeAlias = Tap | Say | SayNear
Acts: TypeAlias = tuple[Act, ...]
Sheet: TypeAlias = Mapping[Asked, Acts]
"""What somebody will do at each question of one activity; each act but the last leads to a further screen of it.

At DESCRIPTION there are only texts; "Hotovo" ends them by itself.
"""


class Sheets(Protocol):
    """Where the answers to an activity come from."""

    def sheet(self, head: Head) -> Sheet:
        """Give the answers to the activity that stands in the head of its first question."""
        ...
