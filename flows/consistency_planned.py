"""What a text announces for a day that has passed."""

import re
from collections.abc import Iterator
from datetime import date

from flows.consistency_finding import Finding
from flows.consistency_texts import sentences_of, written_texts
from flows.plan_walk import round_of
from flows.reading.dates import read_date
from flows.reading.folding import fold
from flows.reading.outcome import Understood
from flows.reading.years import years_in
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions

_AHEAD = re.compile(
    r"\b(?:bude|budou|budeme|uskutecni se|se uskutecni|probehne|probehnou|planujeme|planuje se|se planuje|"
    r"je planovan[aoy]?|jsou planovan[aey]|je naplanovan[aoy]?|chystame|zahajime|will|is planned|are planned|we plan)\b"
)
_BEHIND = re.compile(
    r"\b(?:byl[aioy]?|konal[aioy]?|uskutecnil[aioy]?|probehl[aioy]?|nebyl[aioy]?|mel[aioy]?|was|were|took place)\b"
)
_DAY = re.compile(r"(?<![\d.])\d{1,2}\.[ \u00a0]?(?:\d{1,2}\.|[^\W\d_]{4,9})[ \u00a0]?\d{4}(?!\d)")


def plans_that_have_passed(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find sentences in the future tense whose every date and year lies in the period that is over.

    A sentence without a date, or with one after the period, speaks of what goes on; one in the past tense tells.
    """
    period = round_of(snapshot.plan, snapshot.rounds[-1]).period
    if snapshot.made_at.date() <= period.to_on:
        return
    for written in written_texts(snapshot, questions):
        for sentence in sentences_of(written.text):
            plain = fold(sentence)
            if _AHEAD.search(plain) and not _BEHIND.search(plain) and _all_passed(sentence, period.to_on):
                yield Finding(code="planned", places=(written.place,), data={"text": sentence})


def _all_passed(sentence: str, last: date) -> bool:
    days = [read_date(found, today=last) for found in _DAY.findall(sentence)]
    known = [day.value for day in days if isinstance(day, Understood)]
    years = years_in(sentence)
    if not known and not years:
        return False
    return all(day <= last for day in known) and all(year <= last.year for year in years)
