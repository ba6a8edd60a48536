"""Why an input was not accepted: a value with a stable code; the words live in templates/."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.answers import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """An input that changed nothing.

    Attributes:
        code: Stable name, e.g. "interview.not_relevant", "interview.constraint".
        place: Where the input wanted to write.
        message: The form's own sentence by language, if the form gave one.
        data: What a sentence quotes: limits, the author's choice names, the value.
    """

    code: str
    place: Place
    message: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
