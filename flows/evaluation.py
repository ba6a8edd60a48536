"""The full pass over a form and its answers: what is relevant, what it is worth, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from flows.answer_values import offered
from flows.answers import Answer, Answers, JsonValue, Origin, Place
from flows.asked import askable, listed
from flows.evaluation_pass import Pass
from flows.form import Choice, Form, Kind, Question
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_values import Scalar, as_json, boolean, settled

__all__ = ["Evaluation", "ExternalTable", "Node", "Surroundings", "evaluate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One question in one turn, as it stands now. For a repeat: the list itself, under its parent's turn.

    Attributes:
        place: Identity. A repeat as a whole is Place(repeat, parent turn or "").
        question: Its row in the form.
        relevant: Itself and everything around it.
        required: The form demands an answer (never of what is irrelevant or not askable).
        value: What counts: None if irrelevant, unanswered, left out, or merely proposed.
        answered: A person's (or copied) value, or left out where not required. For a repeat: has a turn.
        left_out: Said "Neuvádět" where that is allowed.
        proposal: Default value that is offered but not kept yet, None if there is none.
        choices: What may be chosen now, after choice_filter.
        position: Number of the innermost turn, from 1; 0 outside repeats.
        turn: Ids of the turns around it, outermost first.
        violated: The present value breaks the form's constraint (an earlier answer changed since).
    """

    place: Place
    question: Question
    relevant: bool
    required: bool
    value: JsonValue
    answered: bool
    left_out: bool
    proposal: JsonValue
    choices: tuple[Choice, ...]
    position: int
    turn: tuple[str, ...]
    violated: bool

    @property
    def askable(self) -> bool:
        """Whether a person can be asked for it: no note, calculation or counted repeat."""
        return askable(self.question)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """Result of the full pass; a pure function of form, answers and surroundings.

    Attributes:
        nodes: Every question but groups, in document order; a repeat stands before its turns.
        present: Turns by repeat and turn around it.
        working: The pass itself, for checking a candidate value against a constraint.
        by_turn: The nodes of each turn by question.
        asked: The relevant nodes that are questions of their own (flows/asked.py), in order.
    """

    form: Form
    nodes: tuple[Node, ...]
    present: Mapping[tuple[str, str], tuple[str, ...]]
    working: Pass = field(repr=False, compare=False)
    by_turn: Mapping[str, Mapping[str, Node]] = field(repr=False, compare=False)
    asked: tuple[Node, ...] = field(repr=False, compare=False)

    def at(self, place: Place) -> Node:
        """The node at a place; KeyError if the form or the turns have no such place."""
        found = self.find(place)
        if found is None:
            raise KeyError(place)
        return found

    def find(self, place: Place) -> Node | None:
        """The node at a place, None if there is no such place."""
        turn = self.by_turn.get(place.instance)
        return None if turn is None else turn.get(place.question)

    @property
    def given_up(self) -> frozenset[str]:
        """Sources of expressions that had no result, such as one that looks at too many rows.

        The cell of each is as blank, but what a register's condition does not say is not written.
        """
        return frozenset(self.working.given_up)

    def missing(self) -> tuple[Place, ...]:
        """Relevant required places without an answer."""
        return tuple(node.place for node in self.nodes if node.required and not node.answered)

    def gaps(self) -> tuple[Place, ...]:
        """Relevant askable places with neither an answer nor "left out", in document order.

        An empty repeat is one such place. Inside the turns of a list (appearance lines, sources, counts, files)
        only required questions are.
        """
        return tuple(
            node.place
            for node in self.nodes
            if node.relevant
            and not node.answered
            and askable(node.question)
            and (node.required or not self._in_list(node.question))
        )

    def _in_list(self, question: Question) -> bool:
        by_name = self.form.by_name
        return any(listed(by_name[repeat]) for repeat in question.repeats)

    def submission(self) -> Mapping[Place, JsonValue]:
        """What would be submitted now: relevant values, calculations, turns of repeats.

        None = left out on purpose; an unanswered place is absent. A turn is Place(repeat, turn id) with
        the value {"order", "parent", "gone": False}.
        """
        found: dict[Place, JsonValue] = {}
        for node in self.nodes:
            if not node.relevant:
                continue
            if node.question.kind is Kind.REPEAT:
                found.update(self._turn_rows(node.place))
            if node.value is not None or node.left_out:
                found[node.place] = node.value
        return found

    def _turn_rows(self, place: Place) -> Iterator[tuple[Place, JsonValue]]:
        for order, turn in enumerate(self.turns(place.question, place.instance), start=1):
            row: JsonValue = {"order": order, "parent": place.instance, "gone": False}
            yield Place(question=place.question, instance=turn), row

    def turns(self, repeat: str, parent: str = "") -> tuple[str, ...]:
        """Ids of the present turns of a repeat within one turn of the repeat around it, in order."""
        return self.present.get((repeat, parent), ())


def evaluate(
    form: Form, answers: Answers, *, surroundings: Surroundings, fresh: frozenset[Place] = frozenset()
) -> Evaluation:
    """Run the full pass. Never fails for any answers: what does not fit the form counts as unanswered.

    Args:
        form: The form version.
        answers: The newest answer of each place.
        surroundings: The day, the external tables, the last submission.
        fresh: Frozen calculations to compute anew, although a result is stored.
    """
    working = Pass(form, answers, surroundings, fresh)
    nodes: list[Node] = []
    _collect(working, form.questions, "", nodes)
    by_turn: dict[str, dict[str, Node]] = {turn: {} for turn in working.positions}
    for node in nodes:
        by_turn[node.place.instance][node.place.question] = node
    return Evaluation(
        form=form,
        nodes=tuple(nodes),
        present=working.present,
        working=working,
        by_turn=by_turn,
        asked=tuple([node for node in nodes if node.relevant and node.question.name in form.asked]),
    )


@lru_cache(maxsize=8192)
def _place(question: str, instance: str) -> Place:
    """A place; the same ones come back in every pass."""
    return Place(question=question, instance=instance)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the nodes of one turn, or of the form outside repeats, share."""

    instance: str
    around: tuple[str, ...]
    position: int
    relevance: Mapping[str, bool]
    values: Mapping[str, Scalar]
    stored: Mapping[str, Answer]
    options: Mapping[str, tuple[Choice, ...]]


def _collect(working: Pass, questions: tuple[Question, ...], instance: str, nodes: list[Node]) -> None:
    turn = _Turn(
        instance,
        working.chains[instance][1:],
        working.positions[instance],
        working.relevance[instance],
        working.values[instance],
        working.stored.get(instance, {}),
        working.options[instance],
    )
    _collect_in(working, questions, turn, nodes)


def _collect_in(working: Pass, questions: tuple[Question, ...], turn: _Turn, nodes: list[Node]) -> None:
    for question in questions:
        if question.kind is Kind.GROUP:
            _collect_in(working, question.children, turn, nodes)
        elif question.kind is Kind.REPEAT:
            nodes.append(_list_node(working, question, turn))
            for inner in working.present[question.name, turn.instance]:
                _collect(working, question.children, inner, nodes)
        else:
            nodes.append(_node(working, question, turn))


def _required(working: Pass, question: Question, instance: str) -> bool:
    if question.required is None or not askable(question):
        return False
    return boolean(working.result(question.required, instance))


def _list_node(working: Pass, question: Question, turn: _Turn) -> Node:
    if not turn.relevance[question.name]:
        return _blank(working.form, question, turn, relevant=False, required=False)
    required = _required(working, question, turn.instance)
    answer = turn.stored.get(question.name)
    turns = working.present[question.name, turn.instance]
    if answer is None and not turns:
        return _blank(working.form, question, turn, relevant=True, required=required)
    left_out = not required and not turns and answer is not None and answer.left_out
    return Node(
        place=_place(question.name, turn.instance),
        question=question,
        relevant=True,
        required=required,
        value=None,
        answered=bool(turns) or left_out,
        left_out=left_out,
        proposal=None,
        choices=(),
        position=turn.position,
        turn=turn.around,
        violated=False,
    )


def _blank(form: Form, question: Question, turn: _Turn, *, relevant: bool, required: bool) -> Node:
    """A place at which nothing stands: not answered, without choices and without a proposal."""
    if turn.instance:
        return _made_blank(question, turn, relevant=relevant, required=required)
    key = question.name, relevant, required
    known = form.blank.get(key)
    if known is None:
        known = form.blank[key] = _made_blank(question, turn, relevant=relevant, required=required)
    return known


def _made_blank(question: Question, turn: _Turn, *, relevant: bool, required: bool) -> Node:
    return Node(
        place=_place(question.name, turn.instance),
        question=question,
        relevant=relevant,
        required=required,
        value=None,
        answered=False,
        left_out=False,
        proposal=None,
        choices=(),
        position=turn.position,
        turn=turn.around,
        violated=False,
    )


def _node(working: Pass, question: Question, turn: _Turn) -> Node:
    name, instance = question.name, turn.instance
    if not turn.relevance[name]:
        return _blank(working.form, question, turn, relevant=False, required=False)
    required = question.required is not None and _required(working, question, instance)
    answer = turn.stored.get(name)
    value = turn.values.get(name, "")
    if answer is None and value == "" and question.default is None and name not in turn.options:
        return _blank(working.form, question, turn, relevant=True, required=required)
    left_out = not required and value == "" and answer is not None and answer.left_out
    answered = value != "" or left_out
    return Node(
        place=_place(name, instance),
        question=question,
        relevant=True,
        required=required,
        value=None if value == "" else _stored_value(question, answer, value),
        answered=answered,
        left_out=left_out,
        proposal=None if answered else _proposal(working, question, answer, instance),
        choices=turn.options.get(name, ()),
        position=turn.position,
        turn=turn.around,
        violated=value != "" and question.constraint is not None and not holds(working, question, value, instance),
    )


def holds(working: Pass, question: Question, value: Scalar, instance: str) -> bool:
    """Whether a value keeps the question's constraint in a turn; blank values are never checked."""
    return value == "" or working.holds(question.constraint, instance, value)


def _stored_value(question: Question, answer: Answer | None, value: Scalar) -> JsonValue:
    if question.kind is Kind.CALCULATE:
        return as_json(value)
    if question.calculation is not None or answer is None:
        return offered(question.kind, value)
    if question.kind is Kind.SELECT_MULTIPLE:
        return list(str(value).split())
    return answer.value


def _proposal(working: Pass, question: Question, answer: Answer | None, instance: str) -> JsonValue:
    if answer is not None and answer.origin is Origin.DEFAULT:
        return answer.value
    if question.default is None or question.calculation is not None:
        return None
    return offered(question.kind, settled(working.result(question.default, instance)))
