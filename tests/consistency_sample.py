"""Answers of Kamenov for the tests of the checks: a few tasks, and what is found in them."""

from collections.abc import Mapping, Sequence

from flows.answers import JsonValue
from flows.consistency import CHECKS, Finding, find_inconsistencies
from flows.consistency_gaps import items_never_evaluated, unused_abbreviations
from flows.snapshot import TaskSnapshot
from tests.report_sample import snapshot, task

Rows = Sequence[Mapping[str, JsonValue]]


OF_ANSWERS = tuple(check for check in CHECKS if check not in (items_never_evaluated, unused_abbreviations))
"""A test gives the few tasks that it is about, so most items have none and most abbreviations no use."""


def found(*tasks: TaskSnapshot) -> list[Finding]:
    return list(find_inconsistencies(snapshot(tasks), checks=OF_ANSWERS))


def codes(*tasks: TaskSnapshot) -> list[str]:
    return [finding.code for finding in found(*tasks)]


def club(costs: Rows = (), projects: Rows = (), **said: JsonValue) -> TaskSnapshot:
    repeats = {"costs": costs, "projects": projects}
    return task("2.2.7", "submitted", how="person", repeats=repeats, degree="fulfilled", cost_kind="amount", **said)


def described(text: str, number: str = "2.1.1") -> TaskSnapshot:
    return task(number, degree="fulfilled", description=[text])
