"""First half of an evaluation: relevance, turns and values, each after what it depends on."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from flows.answer_values import SELECTS, readable
from flows.answers import Answer, Answers, JsonValue, Origin, Place
from flows.expressions import Expression, Reads, Reference
from flows.form import Choice, Form, Kind, Question
from flows.surroundings import ExternalTable, Surroundings
from flows.xpath_values import NO_RESULT, Rows, Scalar, Value, boolean, number, settled

MOST_TURNS = 200
"""Most turns that a repeat_count can make."""
MOST_COUNTED = 2_000
"""Most turns of a whole form when one more is counted out: repeats within repeats would multiply."""


def frozen_when_stored(expression: Expression) -> bool:
    """Whether a calculation can't be recomputed on another day, so that its stored result counts."""
    return expression.reads_today or expression.reads_this


def frozen_calculations(by_name: Mapping[str, Question]) -> tuple[Question, ...]:
    """Calculations whose results are stored because another day would give another one."""
    return tuple(
        question
        for question in by_name.values()
        if question.calculation is not None and frozen_when_stored(question.calculation)
    )


OVER = "over"
"""Setting of a counted repeat: the external table whose rows its turns stand for."""

LONGEST_KEY = 16
"""Characters of a row's name that fit into the id of its turn, and so into a button; a longer one is hashed."""


def counted_turn(repeat: str, parent: str, number: int | str) -> str:
    """Id of a turn that a repeat_count makes: the same for the same number or row, so answers come back with it."""
    key = str(number)
    short = key if len(key) <= LONGEST_KEY else hashlib.blake2s(key.encode(), digest_size=5).hexdigest()
    return f"{parent}/{repeat}.{short}"


@lru_cache(maxsize=64)
def external_choices(
    table: ExternalTable, language: str, value_column: str = "name", label_column: str = "label"
) -> tuple[Choice, ...]:
    """The rows of an external instance as choices; labels of other languages in columns `label::xx`."""
    rows = (row for row in table.rows if row.get(value_column))
    return tuple(_external_choice(row, language, value_column, label_column) for row in rows)


def _external_choice(cells: Mapping[str, str], language: str, value_column: str, label_column: str) -> Choice:
    name, other = cells[value_column], f"{label_column}::"
    label = {language: cells.get(label_column, name)}
    label |= {column.removeprefix(other): cell for column, cell in cells.items() if column.startswith(other)}
    return Choice(name=name, label=label, short=label, filters=cells)


class Pass:
    """Working state of one full pass; lives no longer than `evaluate`.

    Attributes:
        stored: Answers by turn and question.
        values: What expressions read, by turn and question; blank ones are absent.
        relevance: By turn and question; a repeat's stands in the turn around it.
        chains: For each turn, "" and the ids of the turns around it and its own.
        instances: All present turns of each repeat, in document order.
        present: Turns of a repeat within one turn around it, in order.
        positions: Number of each turn, from 1.
        options: Choices that a choice_filter leaves, by turn and question.
        given_up: Sources of expressions that would go on without end, or whose pattern can't be read.
    """

    __slots__ = (
        "chains",
        "form",
        "fresh",
        "given_up",
        "instances",
        "options",
        "positions",
        "present",
        "relevance",
        "stored",
        "surroundings",
        "turn_rows",
        "values",
    )

    def __init__(self, form: Form, answers: Answers, surroundings: Surroundings, fresh: frozenset[Place]) -> None:
        self.form = form
        self.surroundings = surroundings
        self.fresh = fresh
        self.stored: dict[str, dict[str, Answer]] = {"": {}}
        self.turn_rows: dict[str, list[tuple[int, str, str]]] = {}
        self.values: dict[str, dict[str, Scalar]] = {"": {}}
        self.relevance: dict[str, dict[str, bool]] = {"": {}}
        self.chains: dict[str, tuple[str, ...]] = {"": ("",)}
        self.instances: dict[str, list[str]] = {}
        self.present: dict[tuple[str, str], tuple[str, ...]] = {}
        self.positions: dict[str, int] = {"": 0}
        self.options: dict[str, dict[str, tuple[Choice, ...]]] = {"": {}}
        self.given_up: set[str] = set()
        self._sort(answers)
        for name in form.order:
            question = form.by_name[name]
            for instance in self.instances.get(question.repeats[-1], ()) if question.repeats else ("",):
                self._settle(question, instance)

    def _sort(self, answers: Answers) -> None:
        stored = self.stored
        for place, answer in answers.items():
            value = answer.value
            if isinstance(value, dict) and self._is_repeat(place.question):
                self._note_turn(place, value)
            elif place.instance in stored:
                stored[place.instance][place.question] = answer
            else:
                stored[place.instance] = {place.question: answer}

    def _is_repeat(self, name: str) -> bool:
        question = self.form.by_name.get(name)
        return question is not None and question.kind is Kind.REPEAT

    def _note_turn(self, place: Place, value: dict[str, JsonValue]) -> None:
        order, parent = value.get("order"), value.get("parent")
        if isinstance(order, int) and isinstance(parent, str) and not value.get("gone"):
            self.turn_rows.setdefault(place.question, []).append((order, place.instance, parent))

    def _settle(self, question: Question, instance: str) -> None:
        relevant = self.relevance[instance][question.name] = self._relevant(question, instance)
        if question.kind is Kind.REPEAT:
            self._unfold(question, instance)
        elif relevant and question.kind is not Kind.GROUP and question.kind is not Kind.NOTE:
            value = self._value(question, instance)
            if value != "":
                self.values[instance][question.name] = value

    def _relevant(self, question: Question, instance: str) -> bool:
        parent = self.form.parents[question.name]
        if parent:
            around = instance
            if question.repeats and question.repeats[-1] == parent:
                around = self.chains[instance][-2]
            if not self.relevance[around][parent]:
                return False
        return question.relevant is None or self.holds(question.relevant, instance)

    def _unfold(self, question: Question, parent: str) -> None:
        turns = self._turns(question, parent)
        self.present[question.name, parent] = turns
        if not turns:
            return
        self.instances.setdefault(question.name, []).extend(turns)
        for position, turn in enumerate(turns, start=1):
            self.chains[turn] = (*self.chains[parent], turn)
            self.positions[turn] = position
            self.values[turn] = {}
            self.relevance[turn] = {}
            self.options[turn] = {}

    def _turns(self, question: Question, parent: str) -> tuple[str, ...]:
        if question.repeat_count is not None:
            wanted = number(self.result(question.repeat_count, parent))
            if not wanted.is_finite() or wanted <= 0:
                return ()
            room = max(0, min(MOST_TURNS, MOST_COUNTED - len(self.chains)))
            count = int(min(wanted, Decimal(room)))
            return tuple(counted_turn(question.name, parent, self._row_name(question, at)) for at in range(count))
        rows = self.turn_rows.get(question.name)
        if rows is None:
            return ()
        turns = [turn for _order, turn, around in sorted(rows) if around == parent and turn]
        return tuple(turn for turn in turns if turn not in self.chains)

    def _row_name(self, question: Question, at: int) -> int | str:
        """What a counted turn is known by: the name of its row in the table that the repeat is over, or its number."""
        table = self.surroundings.external.get(question.settings.get(OVER, ""))
        rows = table.rows if table is not None else ()
        return rows[at].get("name", at + 1) if at < len(rows) else at + 1

    def _value(self, question: Question, instance: str) -> Scalar:
        answer = self.stored.get(instance, {}).get(question.name)
        if question.calculation is not None:
            return self._calculated(question, question.calculation, instance, answer)
        if question.kind in SELECTS:
            return self._chosen(question, instance, answer)
        if answer is None or answer.origin is Origin.DEFAULT:
            return ""
        return readable(question.kind, answer.value)

    def _calculated(self, question: Question, expression: Expression, instance: str, answer: Answer | None) -> Scalar:
        kept: Scalar = ""
        if answer is not None and isinstance(answer.value, int | str) and frozen_when_stored(expression):
            kept = Decimal(answer.value) if isinstance(answer.value, int) else answer.value
            if Place(question=question.name, instance=instance) not in self.fresh:
                return kept
        return settled(self.result(expression, instance, kept))

    def _chosen(self, question: Question, instance: str, answer: Answer | None) -> Scalar:
        options = self._options(question, instance)
        self.options[instance][question.name] = options
        if answer is None or answer.origin is Origin.DEFAULT:
            return ""
        names = {option.name for option in options}
        value = readable(question.kind, answer.value)
        if question.kind is Kind.SELECT_ONE:
            return value if value in names else ""
        return " ".join(name for name in str(value).split() if name in names)

    def _options(self, question: Question, instance: str) -> tuple[Choice, ...]:
        every = self._from_file(question) if question.from_file else self.form.lists.get(question.choices, ())
        if question.choice_filter is None:
            return every
        rows, column = self.result(question.choice_filter, instance), question.value_column
        if rows is NO_RESULT:
            return every
        kept = {row[column] for row in rows if column in row} if isinstance(rows, Rows) else set()
        return tuple(option for option in every if option.name in kept or option is question.other)

    def _from_file(self, question: Question) -> tuple[Choice, ...]:
        table = self.surroundings.external.get(question.choices)
        language, other = self.form.default_language, question.other
        rows: tuple[Choice, ...] = ()
        if table is not None:
            rows = external_choices(table, language, question.value_column, question.label_column)
        if other is None:
            return rows
        return (*(row for row in rows if row.name != other.name), other)

    def readings(self, expression: Expression, instance: str) -> tuple[Value, ...]:
        """What an expression that stands in a turn reads."""
        chain = self.chains[instance]
        values = self.values
        return tuple(
            [
                values[chain[reference.depth]].get(reference.question, "")
                if reference.reads is Reads.VALUE
                else self._read(reference, chain)
                for reference in expression.references
            ]
        )

    def result(self, expression: Expression, instance: str, this: Scalar = "") -> Value:
        """The value of an expression that stands in a turn."""
        values = self.readings(expression, instance) if expression.references else ()
        value = expression.result(values, self.surroundings, this)
        if value is NO_RESULT:
            self.given_up.add(expression.source)
        return value

    def holds(self, condition: Expression | None, instance: str, this: Scalar = "") -> bool:
        """Whether a condition lets something pass; a blank one does, and one that was given up is as blank."""
        if condition is None:
            return True
        value = self.result(condition, instance, this)
        return value is NO_RESULT or boolean(value)

    def _read(self, reference: Reference, chain: tuple[str, ...]) -> Value:
        match reference.reads:
            case Reads.POSITION:
                return Decimal(self.positions[chain[reference.depth]])
            case Reads.LAST:
                kind = self.form.by_name[reference.question].kind
                value = self.surroundings.last.get(reference.question)
                return readable(kind, value) if kind is not Kind.CALCULATE else _plain(value)
            case Reads.INDEXED:
                return tuple(self._indexed(reference, chain))
            case Reads.ALIGNED | Reads.SHOWN:
                return tuple(self._aligned(reference, chain))
            case Reads.TURNS:
                return self._blank_turns(reference, chain)
            case _:
                return tuple(self._nodes(reference, chain))

    def _blank_turns(self, reference: Reference, chain: tuple[str, ...]) -> tuple[Scalar, ...]:
        around = self.form.by_name[reference.question].repeats
        parents = self._below(around[-1], reference.depth, chain) if around else ("",)
        found = [
            len(self.present.get((reference.question, parent), ()))
            for parent in parents
            if self.relevance[parent].get(reference.question, False)
        ]
        return ("",) * sum(found)

    def _nodes(self, reference: Reference, chain: tuple[str, ...]) -> Iterable[Scalar]:
        name = reference.question
        for turn in self._below(self.form.by_name[name].repeats[-1], reference.depth, chain):
            if reference.reads is Reads.EVERY or self.relevance[turn].get(name, False):
                yield self.values[turn].get(name, "")

    def _indexed(self, reference: Reference, chain: tuple[str, ...]) -> Iterable[Scalar]:
        """The numbers of the turns around each value, then the value."""
        name = reference.question
        for turn in self._below(self.form.by_name[name].repeats[-1], reference.depth, chain):
            for around in self.chains[turn][reference.depth + 1 :]:
                yield Decimal(self.positions[around])
            yield self.values[turn].get(name, "")

    def _aligned(self, reference: Reference, chain: tuple[str, ...]) -> Iterable[Scalar]:
        """What each turn of a repeat sees of a question, or whether it is relevant there."""
        name = reference.question
        level = len(self.form.by_name[name].repeats)
        for turn in self._below(reference.along, reference.depth, chain):
            seen = self.chains[turn][level]
            if reference.reads is Reads.SHOWN:
                yield self.relevance[seen].get(name, False)
            else:
                yield self.values[seen].get(name, "")

    def _below(self, repeat: str, depth: int, chain: tuple[str, ...]) -> list[str]:
        shared = chain[depth]
        chains = self.chains
        return [
            turn
            for turn in self.instances.get(repeat, ())
            if len(chains[turn]) > depth and chains[turn][depth] == shared
        ]


def _plain(value: JsonValue) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    return Decimal(value) if isinstance(value, int) else value
