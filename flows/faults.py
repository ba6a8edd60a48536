"""A user's mistake as a value: where it is and what it is; the words live in templates/."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One mistake in a plan, form, configuration or file.

    Attributes:
        code: Stable name of the kind of mistake, e.g. "plan.unknown_actor". Each code has a sentence
            that says what is wrong and one that says how to mend it, in templates/<language>/faults.toml.
        where: The place as its author sees it: "items[3].lead", "survey, row 7, column relevant".
        data: What the sentences quote; values are the author's own words.
    """

    code: str
    where: str
    data: Mapping[str, str] = field(default_factory=dict)
