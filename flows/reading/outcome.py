"""What a reader of typed text can answer: a value, a question back, or a reason why not."""

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood(Generic[T]):
    """The text means exactly this value."""

    value: T


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambiguous(Generic[T]):
    """The text can mean several things: ask the person, never choose for them.

    Attributes:
        code: Which question to ask, e.g. ``amount.thousands``.
        options: The possible meanings in the order in which they should be offered.
    """

    code: str
    options: tuple[T, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NotUnderstood:
    """The text is no answer.

    Attributes:
        code: The reason, e.g. ``amount.none``; the words for it live in the message templates.
        text: The part of the person's text that the message should quote.
    """

    code: str
    text: str


Reading: TypeAlias = Understood[T] | Ambiguous[T] | NotUnderstood
