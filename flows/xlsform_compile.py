"""From survey rows to questions: expressions compiled, texts checked, the order of evaluation found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.answer_values import SELECTS, offered
from flows.expressions import LAST_SAVED, Expression, Named, Scope, compile_expression, constant
from flows.faults import Fault
from flows.form import Choice, Kind, Question, Texts
from flows.quoting import QUOTED
from flows.xlsform_columns import EXTENSION
from flows.xlsform_or_other import OTHER, other_choice
from flows.xlsform_survey import Entry, Survey

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})
_NEEDS_LABEL = frozenset(Kind) - {Kind.CALCULATE, Kind.GROUP, Kind.REPEAT}


@dataclass(kw_only=True, slots=True)
class Compiler:
    """Makes questions of rows; collects faults."""

    survey: Survey
    lists: Mapping[str, tuple[Choice, ...]]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    languages: tuple[str, ...]
    with_other: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)
    made: dict[str, Question] = field(default_factory=dict)

    def questions(self) -> tuple[Question, ...]:
        """All top-level questions; `made` then holds every one by name, in document order."""
        self.named = {name: entry.named() for name, entry in self.survey.by_name.items()}
        top = tuple(self._question(entry) for entry in self.survey.top)
        self.made = {}
        self._gather(top)
        return top

    def _gather(self, questions: tuple[Question, ...]) -> None:
        for question in questions:
            self.made[question.name] = question
            self._gather(question.children)

    def _question(self, entry: Entry) -> Question:
        line = entry.line
        self._check_texts(entry)
        return Question(
            name=entry.name,
            kind=entry.kind,
            path=entry.path,
            label=self._texts(entry, "label"),
            hint=self._texts(entry, "hint"),
            guidance=self._texts(entry, "guidance_hint"),
            repeats=entry.repeats,
            groups=entry.groups,
            required=self._flag(entry, "required"),
            required_message=self._texts(entry, "required_message"),
            relevant=self._expression(entry, "relevant"),
            constraint=self._expression(entry, "constraint"),
            constraint_message=self._texts(entry, "constraint_message"),
            calculation=self._calculation(entry),
            default=self._default(entry),
            appearance=frozenset(line.plain.get("appearance", "").split()),
            choices=entry.choices,
            choice_filter=self._expression(entry, "choice_filter", rows=entry.choices),
            repeat_count=self._expression(entry, "repeat_count"),
            children=tuple(self._question(child) for child in entry.children),
            settings={key.removeprefix(EXTENSION): cell for key, cell in line.extra.items()},
            row=line.number,
            read_only=line.plain.get("read_only", "").lower() in _YES,
            media=entry.written.media,
            other=self._other(entry),
            from_file=entry.written.from_file,
            value_column=entry.parameters.get("value", "name"),
            label_column=entry.parameters.get("label", "label"),
            save_to=line.plain.get("save_to", ""),
        )

    def _expression(self, entry: Entry, column: str, *, rows: str | None = None) -> Expression | None:
        source = entry.line.plain.get(column, "")
        if not source:
            return None
        scope = Scope(
            here=entry.name,
            questions=self.named,
            lists=self.rows,
            rows=rows,
            rows_from_file=entry.written.from_file,
            language=self.languages[0],
        )
        made = compile_expression(source, scope, where=entry.line.where(column))
        if isinstance(made, Expression):
            return made
        self.faults += made
        return None

    def _other(self, entry: Entry) -> Choice | None:
        if entry.name not in self.with_other:
            return None
        own = () if entry.written.from_file else self.lists.get(entry.choices, ())
        return next((choice for choice in own if choice.name == OTHER), other_choice(self.languages))

    def _flag(self, entry: Entry, column: str) -> Expression | None:
        written = entry.line.plain.get(column, "")
        if written.lower() in _NO:
            return None
        return constant(written, True) if written.lower() in _YES else self._expression(entry, column)

    def _calculation(self, entry: Entry) -> Expression | None:
        if entry.kind is Kind.CALCULATE and not entry.line.plain.get("calculation"):
            self._fault(entry, "calculation", "form.no_calculation", name=entry.name)
        return self._expression(entry, "calculation")

    def _default(self, entry: Entry) -> Expression | None:
        written = entry.line.plain.get("default", "")
        if not written:
            return None
        from pyxform.utils import default_is_dynamic  # noqa: PLC0415 - slow to load; few forms have defaults

        if default_is_dynamic(written, entry.kind.value):
            return self._expression(entry, "default")
        value = offered(entry.kind, written)
        known = {choice.name for choice in self.lists.get(entry.choices, ())}
        chosen = written.split() if entry.kind in SELECTS and known else []
        if value is None or any(name not in known for name in chosen):
            self._fault(entry, "default", "form.bad_default", default=written, kind=entry.kind.value)
        return constant(written, written)

    def _texts(self, entry: Entry, column: str) -> Texts:
        return dict(entry.line.texts.get(column, {}))

    def _check_texts(self, entry: Entry) -> None:
        texts = entry.line.texts
        if entry.kind in _NEEDS_LABEL and not texts.get("label") and not entry.line.plain.get("calculation"):
            self._fault(entry, "label", "form.no_label", name=entry.name)
        for column, by_language in texts.items():
            for language in self.languages:
                if language not in by_language:
                    where = entry.line.where() + f", column {column}::{language}"
                    self.faults.append(Fault(code="form.missing_translation", where=where, data={"language": language}))
            for language, text in by_language.items():
                self._check_quotes(entry, f"{column}::{language}", text)

    def _check_quotes(self, entry: Entry, column: str, text: str) -> None:
        for name in QUOTED.findall(text):
            if name.removeprefix(LAST_SAVED) not in self.named:
                self._fault(entry, column, "expression.unknown_reference", name=name, near="")

    def _fault(self, entry: Entry, column: str, code: str, **data: str) -> None:
        self.faults.append(Fault(code=code, where=entry.line.where(column), data=data))


def evaluation_order(questions: Mapping[str, Question], parents: Mapping[str, str]) -> tuple[str, ...] | list[str]:
    """Names so that each follows what its relevance and value read; a list of names if they go in a circle."""
    waiting = {name: _needs(question, parents[name]) for name, question in questions.items()}
    order: list[str] = []
    done: set[str] = set()
    while waiting:
        ready = [name for name, needs in waiting.items() if needs <= done]
        if not ready:
            return _circle(waiting)
        order += ready
        done.update(ready)
        for name in ready:
            del waiting[name]
    return tuple(order)


def _needs(question: Question, parent: str) -> set[str]:
    expressions = (question.relevant, question.calculation, question.choice_filter, question.repeat_count)
    needs = {parent} if parent else set()
    needs.update(question.repeats[-1:])
    for expression in expressions:
        if expression is not None:
            needs.update(reference.question for reference in expression.references if reference.reads != "last")
    return needs


def _circle(waiting: Mapping[str, set[str]]) -> list[str]:
    """Names that wait for each other: those from which a walk along the needs never ends."""
    name = next(iter(waiting))
    path: list[str] = []
    while name not in path:
        path.append(name)
        name = next(need for need in sorted(waiting[name]) if need in waiting)
    return path[path.index(name) :]
