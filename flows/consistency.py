"""The checks of a report's data. A check is a pure function from a snapshot to what does not agree in it.

Precision comes before number: what may well be right is not found.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from flows.consistency_abbreviations import unlisted_abbreviations
from flows.consistency_copies import near_copies
from flows.consistency_differences import different_answers
from flows.consistency_facts import facts_with_two_values, projects_counted_twice, projects_with_two_amounts
from flows.consistency_finding import Finding, FindingPlace
from flows.consistency_gaps import gaps_between_items, items_never_evaluated, levels_left_out, unused_abbreviations
from flows.consistency_jumps import tenfold_jumps
from flows.consistency_levels import levels_beside_numbers, levels_beside_texts
from flows.consistency_lists import counts_beside_lists
from flows.consistency_marks import empty_bullets, gaps_in_numbering, unbalanced_quotes
from flows.consistency_percentages import shares_in_texts
from flows.consistency_planned import plans_that_have_passed
from flows.consistency_private import client_data_in_texts
from flows.consistency_reasons import missing_reasons
from flows.consistency_references import lost_references, references_in_texts
from flows.consistency_shared import events_left_open, texts_beside_facts
from flows.consistency_sums import parts_beside_totals, shares_above_totals, stated_beside_computed
from flows.consistency_towns import names_of_other_towns
from flows.consistency_wordings import wordings_beside_amounts
from flows.snapshot import Snapshot
from flows.snapshot_questions import EVALUATION, EvaluationQuestions

__all__ = ["CHECKS", "Check", "Finding", "FindingPlace", "find_inconsistencies"]

Check: TypeAlias = Callable[[Snapshot, EvaluationQuestions], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    parts_beside_totals,
    stated_beside_computed,
    shares_above_totals,
    different_answers,
    counts_beside_lists,
    shares_in_texts,
    facts_with_two_values,
    texts_beside_facts,
    events_left_open,
    projects_with_two_amounts,
    projects_counted_twice,
    lost_references,
    references_in_texts,
    wordings_beside_amounts,
    missing_reasons,
    levels_beside_numbers,
    levels_beside_texts,
    items_never_evaluated,
    levels_left_out,
    tenfold_jumps,
    plans_that_have_passed,
    names_of_other_towns,
    client_data_in_texts,
    near_copies,
    unbalanced_quotes,
    empty_bullets,
    gaps_in_numbering,
    gaps_between_items,
    unlisted_abbreviations,
    unused_abbreviations,
)
"""All checks, in the order of their findings."""


def find_inconsistencies(
    snapshot: Snapshot, questions: EvaluationQuestions = EVALUATION, checks: Iterable[Check] = CHECKS
) -> tuple[Finding, ...]:
    """Run the checks.

    Args:
        snapshot: Only the tasks of its last round are looked at; what nobody sent yet cannot disagree.
        questions: Where in the forms to look.
        checks: What to look for.
    """
    return tuple(finding for check in checks for finding in check(snapshot, questions))
