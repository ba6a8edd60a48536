"""Open interviews, kept evaluated: a task whose head has not moved is not loaded again."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.conversation.state import TaskCard, TaskLine
from flows.answers import Answer, Answers, Place
from flows.evaluation import Evaluation, Surroundings, evaluate
from flows.form import Form
from flows.interview import Interview
from flows.plan import Plan
from storage.views import TaskView

log = logging.getLogger(__name__)

KEPT = 1_500
"""Some 10 kB each; 500 people who answer at once have two in hand each, and look back at what they have sent."""
LINES_KEPT = 4_000
"""Less than 1 kB each; the same people have eight each. Where there are more, they are collected anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """An interview with its evaluation, as of a head and a day.

    Attributes:
        last: What was said last time, if anything was.
        view: The row for which `card` was made, None while none was.
        card: The task's card; true only beside the same row, interview and evaluation.
    """

    interview: Interview
    evaluation: Evaluation
    surroundings: Surroundings
    version: str
    today: date
    last: Answers | None = None
    view: TaskView | None = None
    card: TaskCard | None = None

    def card_of(self, view: TaskView) -> TaskCard | None:
        """Give the card if it is true for a row."""
        card = self.card
        is_true = card is not None and card.interview is self.interview and card.evaluation is self.evaluation
        return card if is_true and (self.view is view or self.view == view) else None


class Interviews:
    """The most recently used open interviews by task, and lines of others. A cache: losing it costs time, no answer."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Open] = OrderedDict()
        self._lines: dict[str, tuple[TaskView, TaskLine]] = {}
        self._told: set[tuple[str, str]] = set()

    def find(self, task: str, *, head_seq: int, version: str, today: date) -> Open | None:
        """Find an interview that is still true: same head, same form version, same day."""
        found = self._open.get(task)
        if found is None or found.interview.head_seq != head_seq or found.version != version or found.today != today:
            return None
        self._open.move_to_end(task)
        return found

    def line(self, view: TaskView, plan: Plan) -> TaskLine | None:
        """Give the kept line of a task if it is true for a row and the plan in force."""
        found, line = self._lines.get(view.id, (None, None))
        is_true = line is not None and line.plan is plan and (found is view or found == view)
        return line if is_true else None

    def keep_line(self, view: TaskView, line: TaskLine) -> None:
        """Keep the line of a task as its row stands."""
        if len(self._lines) >= LINES_KEPT:
            self._lines.clear()
        self._lines[view.id] = view, line

    def keep(self, task: str, opened: Open) -> None:
        """Keep an interview; the least recently used one makes room."""
        self._tell(opened)
        self._open[task] = opened
        self._open.move_to_end(task)
        if len(self._open) > KEPT:
            self._open.popitem(last=False)

    def _tell(self, opened: Open) -> None:
        """Log, once, each expression that had no result: whoever keeps the form would see nothing of it."""
        form = opened.interview.form.key
        for source in sorted(opened.evaluation.given_up):
            if (form, source) not in self._told:
                self._told.add((form, source))
                log.warning("form %s: given up, and read as blank: %s", form, source)

    def peek(self, task: str) -> Open | None:
        """Give a kept interview without asking whether it is still true."""
        return self._open.get(task)

    def forget(self, task: str) -> None:
        """Drop an interview that is seldom wanted again."""
        self._open.pop(task, None)


def open_interview(
    form: Form,
    answers: Mapping[Place, Answer],
    *,
    head_seq: int,
    surroundings: Surroundings,
    version: str,
    today: date,
    last: Answers | None = None,
) -> Open:
    """Open an interview from its stored answers."""
    interview = Interview(form=form, answers=answers, head_seq=head_seq)
    evaluation = evaluate(form, answers, surroundings=surroundings)
    return Open(
        interview=interview,
        evaluation=evaluation,
        surroundings=surroundings,
        version=version,
        today=today,
        last=last,
    )
