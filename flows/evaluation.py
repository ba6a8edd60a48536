"""The full pass over a form and its answers: what is relevant, what it is worth, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.answers import Answers, JsonValue, Place
from flows.form import Choice, Form, Question
from flows.surroundings import ExternalTable, Surroundings

__all__ = ["Evaluation", "ExternalTable", "Node", "Surroundings", "evaluate"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One question in one turn, as it stands now. For a repeat: the list itself, under its parent's turn.

    Attributes:
        place: Identity. A repeat as a whole is Place(repeat, parent turn or "").
        question: Its row in the form.
        relevant: Itself and everything around it.
        required: The form demands an answer (only looked at while relevant).
        value: What counts: None if irrelevant, unanswered, left out, or merely proposed.
        answered: A person's (or copied) value, or left out where not required. For a repeat: has a turn.
        left_out: Said "Neuvádět".
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
        """Whether a person can be asked for it: no note, calculation or group."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """Result of the full pass; a pure function of form, answers and surroundings."""

    form: Form
    nodes: tuple[Node, ...]

    def at(self, place: Place) -> Node:
        """The node at a place; KeyError if the form or the turns have no such place."""
        raise NotImplementedError

    def find(self, place: Place) -> Node | None:
        """The node at a place, None if there is no such place."""
        raise NotImplementedError

    def missing(self) -> tuple[Place, ...]:
        """Relevant required places without an answer."""
        raise NotImplementedError

    def gaps(self) -> tuple[Place, ...]:
        """Relevant askable places with neither an answer nor "left out", in document order."""
        raise NotImplementedError

    def violations(self) -> tuple[Place, ...]:
        """Relevant places whose present value breaks the form's constraint."""
        raise NotImplementedError

    def submission(self) -> Mapping[Place, JsonValue]:
        """What would be submitted now: relevant values, calculations, turns of repeats.

        None = left out on purpose; an unanswered place is absent. A turn is Place(repeat, turn id) with
        the value {"order", "parent", "gone": False}.
        """
        raise NotImplementedError

    def turns(self, repeat: str, parent: str = "") -> tuple[str, ...]:
        """Ids of the present turns of a repeat within one turn of the repeat around it, in order."""
        raise NotImplementedError


def evaluate(form: Form, answers: Answers, *, surroundings: Surroundings) -> Evaluation:
    """Run the full pass. Never fails for any answers: what does not fit the form counts as unanswered."""
    raise NotImplementedError
