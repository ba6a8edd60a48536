"""What a check found, as a value; its words live in templates/reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingPlace:
    """Where it is: an answer by its task, question and turn; an item of the plan for computed figures.

    Attributes:
        item: Key of the item, "" = the whole plan.
        tree: Key of its tree.
        task: Id of the task, "" where no single one is meant.
        question: The question's name, "" likewise.
        instance: The turn of a repeat.
    """

    item: str
    tree: str
    task: str = ""
    question: str = ""
    instance: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that does not agree.

    Attributes:
        code: Kind of the finding, the name of its sentence.
        places: Where, the most telling place first; never empty.
        stated: The figure that was said, None where the finding is about no figure.
        computed: The figure that was computed from other answers.
        unit: "CZK", or "" for counts.
        data: Further words that its sentence quotes, as people wrote them.
    """

    code: str
    places: tuple[FindingPlace, ...]
    stated: Decimal | None = None
    computed: Decimal | None = None
    unit: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def difference(self) -> Decimal | None:
        """What was stated beyond what was computed; None where the finding is about no figure."""
        return None if self.stated is None or self.computed is None else self.stated - self.computed
