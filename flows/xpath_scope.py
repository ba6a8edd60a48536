"""What an expression may name, from where, and what it reads of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from flows.xpath_reading import Row

LAST_SAVED = "last-saved#"


class Reads(StrEnum):
    """What of a question a reference reads."""

    VALUE = "value"
    NODES = "nodes"
    EVERY = "every"
    TURNS = "turns"
    POSITION = "position"
    LAST = "last"
    INDEXED = "indexed"
    ALIGNED = "aligned"
    SHOWN = "shown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One value that an expression reads.

    Attributes:
        question: Name of the question, or of the repeat for TURNS and POSITION.
        reads: VALUE = the one value seen from here; NODES = the relevant values in all turns below the
            shared one; EVERY = the same with a blank for irrelevant ones; TURNS = one blank per relevant
            turn; POSITION = number of the turn; LAST = the value in the last submission; INDEXED = for each
            turn below the shared one the numbers of the turns around the value, then the value; ALIGNED = the
            value as each turn of `along` sees it; SHOWN = whether it is relevant there.
        depth: How many repeats the place that reads and the place that is read share.
        along: For ALIGNED and SHOWN: the repeat over whose turns is walked.
    """

    question: str
    reads: Reads
    depth: int = 0
    along: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A question as expressions see it."""

    path: str
    repeats: tuple[str, ...] = ()
    is_repeat: bool = False
    choices: str = ""
    from_file: bool = False
    value_column: str = "name"
    label_column: str = "label"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Where an expression stands and what it may name.

    Attributes:
        here: Name of the question that carries it, "" for none.
        questions: All questions of the form.
        lists: Rows of the form's choice lists ("name", "label" and the other columns).
        rows: Name of the choice list whose rows a choice_filter picks from; None for other expressions.
        rows_from_file: That list is an external instance, whatever lists the form itself has.
        language: Language of the names that format-date writes.
    """

    here: str
    questions: Mapping[str, Named]
    lists: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rows: str | None = None
    rows_from_file: bool = False
    language: str = "en"
