"""What a workbook takes from the forms: questions of last year's answers, codes of the scale and of money sources."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.form import Form, Kind, Question
from flows.workbook.last_year import AskedBefore, asked_before
from flows.workbook.shape import Holds, Words

_ANSWERED = {
    Kind.TEXT: Holds.LONG,
    Kind.INTEGER: Holds.WHOLE,
    Kind.DECIMAL: Holds.LONG,
    Kind.DATE: Holds.LONG,
    Kind.SELECT_ONE: Holds.CHOICE,
    Kind.SELECT_MULTIPLE: Holds.LINES,
    Kind.ACKNOWLEDGE: Holds.LONG,
}
SCALE, SOURCES = "degree", "source"


@dataclass(frozen=True, kw_only=True, slots=True)
class FormFacts:
    """What a workbook takes from the forms.

    Attributes:
        questions: Questions that last year's answers may be given to.
        statuses: Codes of the degree of fulfilment with their labels (Czech, English).
        sources: Codes of the sources of money with their labels.
    """

    questions: tuple[AskedBefore, ...] = ()
    statuses: Words = field(default_factory=dict)
    sources: Words = field(default_factory=dict)


def form_facts(forms: Iterable[Form]) -> FormFacts:
    """Gather what a workbook takes; where forms share a name the first one counts."""
    questions: dict[str, AskedBefore] = {}
    headings: set[str] = set()
    lists: dict[str, Words] = {}
    for form in forms:
        for name in (SCALE, SOURCES):
            if name in form.lists:
                lists.setdefault(name, _words(form, name))
        for question in form.questions:
            holds = _holds(question)
            if holds is None or question.name in questions:
                continue
            cs, en = (_heading(question, suffix, headings) for suffix in ("", "_en"))
            questions[question.name] = asked_before(question.name, cs, en, holds, dict(_words(form, question.choices)))
    return FormFacts(questions=tuple(questions.values()), statuses=lists.get(SCALE, {}), sources=lists.get(SOURCES, {}))


def _holds(question: Question) -> Holds | None:
    """Tell what a cell of a question holds; None = it is not asked in one cell."""
    if question.kind is Kind.REPEAT:
        appearance = question.appearance
        return Holds.LINES if "lines" in appearance else Holds.LONG if "sources" in appearance else None
    return None if question.read_only else _ANSWERED.get(question.kind)


def _heading(question: Question, suffix: str, taken: set[str]) -> str:
    section = question.settings.get(f"section{suffix}") or question.name
    heading = section if section not in taken else f"{section} – {question.name}"
    taken.add(heading)
    return heading


def _words(form: Form, name: str) -> Words:
    """Give the choices of a list: the printed labels, then what people type for them."""
    return {
        choice.name: (
            choice.label.get("cs", choice.name),
            choice.label.get("en", choice.label.get("cs", choice.name)),
            *choice.short.values(),
            *choice.words,
        )
        for choice in form.lists.get(name, ())
    }
