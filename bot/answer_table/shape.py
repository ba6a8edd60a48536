"""What an answer table asks of an actor: a sheet for the items, and one for each list that a form keeps."""

from dataclasses import dataclass

from flows.form import Form, Kind, Question

MARK = "plneni:answers"
"""Begins the line by which a returned table is known; plan and actor follow."""
HEAD_ROWS = 2
"""Row 1 holds the codes of the columns, row 2 their titles."""
KEY, NUMBER, TITLE, LAST = "task", "number", "title", "last"
TURN = "turn"
ASKED = frozenset(
    {Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.ACKNOWLEDGE}
)
"""Kinds of questions that a cell can answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """One sheet.

    Attributes:
        code: "form" or "form/repeat": stands in the first cell.
        repeat: The list whose turns are its rows; None = an item a row.
        fixed: The rows are given, nobody adds one.
        columns: Questions, in the order of the form.
    """

    code: str
    repeat: Question | None = None
    fixed: bool = False
    columns: tuple[Question, ...]

    @property
    def leading(self) -> tuple[str, ...]:
        """Codes of the columns before the questions."""
        if self.repeat is None:
            return (KEY, NUMBER, TITLE, LAST)
        return (TURN, NUMBER, TITLE) if self.fixed else (NUMBER,)


def shapes_of(form: Form) -> tuple[Shape, ...]:
    """Give the sheets of a form: its own questions, then its lists; files and what hangs inside lists are left out."""
    wordings = {one.settings.get("wording", "") for one in form.by_name.values()}
    mine = [one for one in form.by_name.values() if not one.repeats and is_cell(one, wordings)]
    lists = [one for one in form.by_name.values() if one.kind is Kind.REPEAT and not one.repeats]
    found = [Shape(code=form.key, columns=tuple(mine))]
    for repeat in lists:
        inside = tuple(one for one in form.by_name.values() if one.repeats == (repeat.name,) and is_cell(one, wordings))
        if inside:
            fixed = repeat.repeat_count is not None
            found.append(Shape(code=f"{form.key}/{repeat.name}", repeat=repeat, fixed=fixed, columns=inside))
    return tuple(found)


def is_cell(question: Question, wordings: set[str]) -> bool:
    """Tell whether a cell asks a question; how the report words an answer is the town's matter."""
    wording = question.name in wordings or question.name.endswith("_wording")
    return question.kind in ASKED and not question.read_only and not wording
