"""XPath expressions of a form: compiled once, remembered by the values they read."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Expression:
    """One compiled expression.

    Attributes:
        source: As its author wrote it, with ${x}.
    """

    source: str
