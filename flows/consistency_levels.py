"""How far something is said to be fulfilled, beside what else is said of it."""

import re
from collections.abc import Iterator

from flows.consistency_facts import Fact, named_counts
from flows.consistency_finding import Finding, FindingPlace
from flows.consistency_texts import sentences_of
from flows.evaluation_pass import counted_turn
from flows.plan import Plan
from flows.plan_walk import own_indicator
from flows.reading.counts import find_counts
from flows.reading.emphasis import unmarked
from flows.reading.folding import fold
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import task_costs
from flows.snapshot_questions import EvaluationQuestions, JudgedQuestion
from flows.snapshot_values import amount_of, choice_of, reported_tasks, text_of, turns_of

_WHAT = (
    r"(?:tato |tento |toto |this |the )?"
    r"(?:aktivita|opatreni|ukol|cil|vystup|krok|priorita|activity|measure|goal|output|task)"
)
_DENIED = re.compile(
    rf"(?:{_WHAT} (?:nebyl[ao]?|se ne\w+|was not|has not been)\b.*"
    r"|ne(?:splneno|plneno|realizovano|uskutecneno|zahajeno|konalo se)\b.*"
    r"|(?:nebyl[ao]? (?:realizovan|splnen|naplnen|zahajen|uskutecnen)\w*)\b.*"
    r"|not (?:done|carried out|fulfilled)\b.*)"
)
"""The whole of a first sentence that denies; what it says of a part ("three of four were not") is not meant."""
_AFFIRMED = re.compile(
    rf"(?:{_WHAT} (?:byl[ao]? (?:v plnem rozsahu |zcela |plne )?(?:splnen|naplnen|realizovan)\w*)\b.*"
    r"|splneno\b(?! jen| pouze| castecne).*)"
)
_BUT = re.compile(
    r"\b(?:ale|avsak|presto|nicmene|pouze|jen|zcela|plne|cely|cela|vsech\w*|castecne|but|only|however|fully)\b"
)


def levels_beside_texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find levels that the first sentence of their own text contradicts outright."""
    for task in reported_tasks(snapshot):
        for judged in questions.judged:
            for turn in _turns(task, judged):
                level = choice_of(task, judged.question, turn)
                if level not in judged.good and level not in judged.bad:
                    continue
                first = next(iter(sentences_of(unmarked(text_of(task, judged.text, turn)))), "")
                if _contradicts(level, fold(first).strip(" .!-"), judged):
                    tree, item = _subject(task, judged.turns, turn, snapshot.plan)
                    place = FindingPlace(item=item, tree=tree, task=task.task, question=judged.question, instance=turn)
                    yield Finding(code="level_text", places=(place,), data={"text": first})


def levels_beside_numbers(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find what was not done at all and yet has a count, and what was done though every count is zero.

    A prescribed indicator may well be above zero and below its target, and counts of what happened elsewhere may be
    zero: words or costs prove that something was done.
    """
    for task in reported_tasks(snapshot):
        level = choice_of(task, questions.degree)
        counts = [*named_counts(task, questions), *_project_counts(task, questions)]
        most = max(counts, key=lambda fact: fact[2], default=None)
        if most is None:
            continue
        prescribed = most[0].question == questions.indicators.count
        if level in questions.not_begun and most[2] > 0 and not prescribed:
            yield _beside("level_count", task, most, questions)
        elif level in questions.done and most[2] == 0 and not _other_proof(task, questions):
            yield _beside("zero_activity", task, most, questions)


def _subject(task: TaskSnapshot, repeat: str, turn: str, plan: Plan) -> tuple[str, str]:
    """Give tree and key of the item that a level is about: where one task asks for many, its turn tells."""
    if task.item or not turn:
        return task.tree, task.item
    owners = {
        counted_turn(repeat, "", own_indicator(item.key, each.key)): item
        for item in plan.items
        for each in item.indicators
    }
    item = owners.get(turn)
    return (item.tree, item.key) if item is not None else (task.tree, task.item)


def _turns(task: TaskSnapshot, judged: JudgedQuestion) -> list[str]:
    return [turn.instance for turn in turns_of(task, judged.turns)] if judged.turns else [""]


def _contradicts(level: object, first: str, judged: JudgedQuestion) -> bool:
    if not first or _BUT.search(first):
        return False
    denied, affirmed = _DENIED.fullmatch(first), _AFFIRMED.fullmatch(first)
    return bool((level in judged.good and denied) or (level in judged.bad and affirmed))


def _project_counts(task: TaskSnapshot, questions: EvaluationQuestions) -> Iterator[Fact]:
    for counted in questions.counted_lists:
        value = amount_of(task, counted.count)
        if value is not None:
            place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=counted.count)
            yield place, "", value


def _beside(code: str, task: TaskSnapshot, most: Fact, questions: EvaluationQuestions) -> Finding:
    place, name, value = most
    level = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=questions.degree)
    return Finding(code=code, places=(level, place), stated=value, data={"name": name})


def _other_proof(task: TaskSnapshot, questions: EvaluationQuestions) -> bool:
    """Tell whether costs, a list or words besides the counts say that something was done all the same."""
    if any(turns_of(task, counted.turns) for counted in questions.counted_lists):
        return True
    paid = task_costs(task, questions.costs)
    words = (find_counts(text_of(task, name)).rest for name in questions.reasons)
    return paid.total.amount > 0 or paid.shown.amount > 0 or any(words)
