"""What people wrote in sentences: where the checks of texts look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from flows.answers import Place
from flows.consistency_finding import FindingPlace
from flows.reading.emphasis import unmarked
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import reported_tasks

_SENTENCE = re.compile(r"(?<=[^\d\s.][.!?])\s+(?=[^\W\d_a-záčďéěíňóřšťúůýž])|\n+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """One text answer, messages as lines, without marks of emphasis."""

    task: TaskSnapshot
    place: FindingPlace
    text: str


def written_texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Written]:
    """Give the texts of the round that the report is about; names of projects and the like left out."""
    passed_over = questions.names | questions.keys
    for task in reported_tasks(snapshot):
        lists = [(place, value) for place, value in task.values.items() if isinstance(value, list)]
        for place, value in sorted(lists, key=itemgetter(0)):
            if place.question not in passed_over:
                text = "\n".join(unmarked(part) for part in value if isinstance(part, str))
                if text.strip():
                    yield Written(task=task, place=place_of(task, place), text=text)


def place_of(task: TaskSnapshot, place: Place) -> FindingPlace:
    """Give the place of an answer as findings name it."""
    return FindingPlace(
        item=task.item, tree=task.tree, task=task.task, question=place.question, instance=place.instance
    )


def sentences_of(text: str) -> list[str]:
    """Part a text into sentences and lines; "31. 12. 2026" and "č. 9" end none."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def quoted(text: str, start: int, end: int, around: int = 30) -> str:
    """Give a part of a text with some words around it, on one line."""
    before, after = max(0, start - around), min(len(text), end + around)
    cut = text[before:after]
    if before:
        cut = cut.partition(" ")[2] or cut
    if after < len(text):
        cut = cut.rpartition(" ")[0] or cut
    return " ".join(cut.split())
