"""An input being applied: answers in the making and the revisions written so far."""

from dataclasses import dataclass, field

from flows.answers import Answer, JsonValue, Origin, Place, Revision
from flows.evaluation import Evaluation, Surroundings, evaluate
from flows.form import Form


@dataclass(kw_only=True, slots=True)
class Draft:
    """Collects what an input writes; lives no longer than one `step`.

    Attributes:
        new_turns: Ids of turns that this input brought to life.
    """

    form: Form
    answers: dict[Place, Answer]
    surroundings: Surroundings
    revisions: list[Revision] = field(default_factory=list)
    new_turns: set[str] = field(default_factory=set)

    def write(self, place: Place, value: JsonValue, origin: Origin, *, left_out: bool = False) -> None:
        """Write a revision, unless the place says exactly that already."""
        known = self.answers.get(place)
        if known is None and value is None and not left_out and origin is not Origin.CALCULATED:
            return
        if known is not None and (known.value, known.left_out, known.origin) == (value, left_out, origin):
            return
        self.answers[place] = Answer(value=value, origin=origin, left_out=left_out)
        self.revisions.append(Revision(place=place, value=value, origin=origin, left_out=left_out))

    def write_turn(self, repeat: str, turn: str, *, order: int, parent: str, gone: bool, origin: Origin) -> None:
        """Write a turn of a repeat."""
        value: JsonValue = {"order": order, "parent": parent, "gone": gone}
        self.write(Place(question=repeat, instance=turn), value, origin)

    def turn(self, repeat: str, turn: str) -> tuple[int, str, bool] | None:
        """Order, parent and gone of a turn, None if the repeat never had it."""
        answer = self.answers.get(Place(question=repeat, instance=turn))
        match answer.value if answer else None:
            case {"order": int(order), "parent": str(parent), **rest}:
                return order, parent, bool(rest.get("gone"))
            case _:
                return None

    def knows(self, turn: str) -> bool:
        """Whether any place of the interview ever had this turn id."""
        return any(place.instance == turn for place in self.answers)

    def last_order(self, repeat: str, parent: str) -> int:
        """The highest order among all turns of a list, the gone ones included."""
        rows = [self.turn(place.question, place.instance) for place in self.answers if place.question == repeat]
        return max((row[0] for row in rows if row is not None and row[1] == parent), default=0)

    def evaluate(self, fresh: frozenset[Place] = frozenset()) -> Evaluation:
        """The full pass over the draft's answers."""
        return evaluate(self.form, self.answers, surroundings=self.surroundings, fresh=fresh)
