"""Texts that say the same about different items."""

import re
from collections.abc import Iterator

from flows.consistency_finding import Finding
from flows.consistency_texts import Written, written_texts
from flows.reading.folding import fold
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

LEAST_WORDS = 25
"""Shorter texts may well be alike."""
_RUN = 4
_ALIKE = 0.7
_WORD = re.compile(r"\w+")


def near_copies(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find texts of which at least 70 % of all runs of four words are the same, each text once, with the first one."""
    earlier: list[tuple[Written, frozenset[int]]] = []
    holders: dict[int, list[int]] = {}
    for written in written_texts(snapshot, questions):
        runs = _runs(written.text)
        if not runs:
            continue
        shared: dict[int, int] = {}
        for run in runs:
            for holder in holders.get(run, ()):
                shared[holder] = shared.get(holder, 0) + 1
        copied = next((at for at, same in shared.items() if _is_copy(written, runs, *earlier[at], same)), None)
        if copied is not None:
            yield Finding(code="near_copy", places=(written.place, earlier[copied][0].place))
            continue
        for run in runs:
            holders.setdefault(run, []).append(len(earlier))
        earlier.append((written, runs))


def _is_copy(written: Written, runs: frozenset[int], other: Written, others: frozenset[int], same: int) -> bool:
    about = (other.task.tree, other.task.item or other.task.task)
    apart = about != (written.task.tree, written.task.item or written.task.task)
    return apart and same >= _ALIKE * (len(runs) + len(others) - same)


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(fold(text))
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))
