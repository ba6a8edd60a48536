"""Texts that seem to tell something about one client, by whatever door they came: chat, workbook, telephone."""

from collections.abc import Iterator

from flows.consistency_finding import Finding
from flows.consistency_texts import written_texts
from flows.reading.client_data import looks_like_client_data
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions


def client_data_in_texts(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find such texts; what they tell is not quoted, so that it does not travel further."""
    for written in written_texts(snapshot, questions):
        if looks_like_client_data(written.text):
            yield Finding(code="client_data", places=(written.place,))
