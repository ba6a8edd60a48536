"""Different answers of several actors about one item: found, never overwritten, decided by a coordinator (G7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.answers import Place
from flows.decisions import Settlement
from flows.plan import Plan
from flows.reading.folding import fold
from flows.snapshot import TaskSnapshot
from flows.snapshot_questions import EVALUATION, EvaluationQuestions
from flows.snapshot_values import amount_of, choice_of, turns_of, words_of
from flows.tasks import TaskState

LEAD, CONTRIBUTOR = "lead", "contributor"
LEFT_OUT = frozenset({TaskState.CANCELLED, TaskState.NOT_APPLICABLE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """What one actor says.

    Attributes:
        place: Where in its own answers.
        value: As stored: a figure, or the name of a choice.
        amount: The figure; None for a choice.
    """

    task: str
    actor: str
    is_lead: bool
    place: Place
    value: str
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing about one item that several actors say, and not all the same.

    Attributes:
        item: Its key; with `tree` and `round` it tells which.
        question: Name of the question.
        name: What tells the turn of a repeat: what is counted, from where the money comes; "" outside.
        sides: The lead first, whose answer holds until it is decided.
    """

    round: str
    tree: str
    item: str
    question: str
    name: str
    sides: tuple[Side, ...]

    @property
    def same(self) -> bool:
        """Whether everybody says the same: nothing to decide, it counts once."""
        return len({side.amount if side.amount is not None else side.value for side in self.sides}) == 1

    @property
    def total(self) -> Decimal | None:
        """The sum of all figures; None for choices."""
        amounts = [side.amount for side in self.sides if side.amount is not None]
        return sum(amounts, Decimal(0)) if len(amounts) == len(self.sides) else None

    @property
    def subject(self) -> tuple[str, str, str, str, str]:
        """What it is about; a decision names it so."""
        return (self.round, self.tree, self.item, self.question, fold(self.name))

    @property
    def said(self) -> Mapping[str, str]:
        """What was said by whom; a decision holds as long as it stays so."""
        return {side.task: side.value for side in self.sides}


def differences(
    tasks: Iterable[TaskSnapshot], plan: Plan, questions: EvaluationQuestions = EVALUATION
) -> tuple[Difference, ...]:
    """Find what several actors say of one item in one round, the same things too.

    Args:
        tasks: With the submissions that count.
        plan: Tells who is the lead.
        questions: Which turns of repeats are about the same.
    """
    roles = {(one.key, ask.key): ask.role for one in plan.rounds for ask in one.asks}
    by_item: dict[tuple[str, str, str], list[tuple[TaskSnapshot, bool]]] = {}
    for task in tasks:
        role = roles.get((task.round, task.ask), "")
        if task.item and task.number and role in {LEAD, CONTRIBUTOR} and task.state not in LEFT_OUT:
            by_item.setdefault((task.round, task.tree, task.item), []).append((task, role == LEAD))
    return tuple(one for where, some in by_item.items() if len(some) > 1 for one in _of_item(where, some, questions))


def undecided(found: Iterable[Difference], settlements: Sequence[Settlement]) -> tuple[Difference, ...]:
    """Give the differences that no decision fits: a later answer makes an old decision void."""
    return tuple(one for one in found if not one.same and decided(one, settlements) is None)


def decided(difference: Difference, settlements: Sequence[Settlement]) -> Settlement | None:
    """Give the decision that fits what is said now; the lead's answer may have been replaced by it already."""
    lead = difference.sides[0].task
    for one in reversed(settlements):
        replaced = {**one.said, lead: one.value}
        if one.subject == difference.subject and difference.said in (dict(one.said), replaced):
            return one
    return None


def _of_item(
    where: tuple[str, str, str], tasks: list[tuple[TaskSnapshot, bool]], questions: EvaluationQuestions
) -> Iterator[Difference]:
    found: dict[tuple[str, str], list[tuple[str, Side]]] = {}
    for task, is_lead in sorted(tasks, key=lambda one: (not one[1], one[0].task)):
        for question, name, side in _sides(task, questions, is_lead=is_lead):
            found.setdefault((question, fold(name)), []).append((name, side))
    for (question, _), sides in found.items():
        if len({side.task for _, side in sides}) > 1:
            round_, tree, item = where
            yield Difference(
                round=round_,
                tree=tree,
                item=item,
                question=question,
                name=sides[0][0],
                sides=tuple({side.task: side for _, side in reversed(sides)}[task] for task in _order(sides)),
            )


def _order(sides: Iterable[tuple[str, Side]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side.task for _, side in sides))


def _sides(task: TaskSnapshot, questions: EvaluationQuestions, *, is_lead: bool) -> Iterator[tuple[str, str, Side]]:
    """Give what one actor says that another may say too: question, what tells its turn, the side."""

    def side(place: Place, value: str, amount: Decimal | None) -> Side:
        return Side(task=task.task, actor=task.actor, is_lead=is_lead, place=place, value=value, amount=amount)

    degree = choice_of(task, questions.degree)
    if degree:
        yield questions.degree, "", side(Place(question=questions.degree), degree, None)
    for turns, naming, figure in named_repeats(questions):
        for turn in turns_of(task, turns):
            amount, name = amount_of(task, figure, turn.instance), words_of(task, naming, turn.instance)
            if amount is not None and name:
                yield figure, name, side(Place(question=figure, instance=turn.instance), str(amount), amount)
    for place in sorted(task.values):
        amount = amount_of(task, place.question)
        if not place.instance and amount is not None and place.question not in not_compared(questions):
            yield place.question, "", side(place, str(amount), amount)


def named_repeats(questions: EvaluationQuestions) -> tuple[tuple[str, str, str], ...]:
    """Give the repeats whose turns are told apart by a name: repeat, name, figure."""
    return (
        (questions.costs.turns, questions.costs.source, questions.costs.amount),
        (questions.indicators.turns, questions.indicators.name, questions.indicators.count),
        (questions.counts.turns, questions.counts.name, questions.counts.count),
        (questions.projects.turns, questions.projects.name, questions.projects.amount),
    )


def not_compared(questions: EvaluationQuestions) -> frozenset[str]:
    """Give the figures that follow from lists: those are compared line by line."""
    return frozenset({questions.costs.total, *(one.count for one in questions.counted_lists)})
