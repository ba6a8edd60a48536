"""Shared facts beside the texts that tell of them, and shared events of which nobody said how they turned out."""

from collections.abc import Iterator, Mapping
from datetime import date

from flows.answers import Place
from flows.consistency_finding import Finding, FindingPlace
from flows.consistency_texts import Written, quoted, written_texts
from flows.plan_walk import PLANNED, STATE
from flows.shared_facts import SharedFact, facts_of, other_figures
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

EVENTS = "event"
"""Register of the shared events."""


def texts_beside_facts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find texts that give another figure for a shared fact; not where their author set the two apart."""
    texts = tuple(written_texts(snapshot, questions))
    for fact in facts_of(snapshot.plan):
        yield from (finding for text in texts if (finding := beside_fact(snapshot, fact, text, questions)) is not None)


def beside_fact(snapshot: Snapshot, fact: SharedFact, text: Written, questions: EvaluationQuestions) -> Finding | None:
    """Compare one text with one fact; the form of the facts themselves is not looked at."""
    apart = text.task.values.get(Place(question=questions.facts_apart))
    if isinstance(apart, list) and fact.key in apart:
        return None
    found = other_figures(text.text, fact, snapshot.plan.abbreviations)
    if not found:
        return None
    one = found[0]
    data = {"fact": fact.key, "name": fact.label, "text": quoted(text.text, one.start, one.end)}
    return Finding(code="shared_fact", places=(text.place,), stated=one.value, computed=fact.value, data=data)


def events_left_open(snapshot: Snapshot, _questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find shared events that are still planned although their last day has passed."""
    for register in snapshot.plan.registers:
        if register.key == EVENTS:
            for entry in register.entries:
                if entry.values.get(STATE) == PLANNED and is_past(entry.values, snapshot.made_at.date()):
                    place = FindingPlace(item="", tree="")
                    yield Finding(code="event_open", places=(place,), data={"name": entry.label})


def is_past(values: Mapping[str, str], today: date) -> bool:
    """Tell whether the last day of an event, or its month, has passed; one without a day has not."""
    last = values.get("to_on") or values.get("from_on") or ""
    return bool(last) and last < today.isoformat()[: len(last)]
