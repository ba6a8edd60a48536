"""The checks that need nothing but one answer: while it is given, and when a coordinator reads it."""

from datetime import datetime

from flows.consistency import Finding, find_inconsistencies
from flows.consistency_facts import facts_with_two_values, projects_counted_twice, projects_with_two_amounts
from flows.consistency_levels import levels_beside_numbers, levels_beside_texts
from flows.consistency_lists import counts_beside_lists
from flows.consistency_marks import empty_bullets, gaps_in_numbering, unbalanced_quotes
from flows.consistency_percentages import shares_in_texts
from flows.consistency_planned import plans_that_have_passed
from flows.consistency_private import client_data_in_texts
from flows.consistency_reasons import missing_reasons
from flows.consistency_references import references_in_texts
from flows.consistency_sums import parts_beside_totals, shares_above_totals
from flows.consistency_towns import names_of_other_towns
from flows.consistency_wordings import wordings_beside_amounts
from flows.plan import Plan
from flows.snapshot import Snapshot, TaskSnapshot

LOCAL_CHECKS = (
    parts_beside_totals,
    shares_above_totals,
    counts_beside_lists,
    wordings_beside_amounts,
    missing_reasons,
    levels_beside_numbers,
    levels_beside_texts,
    shares_in_texts,
    facts_with_two_values,
    projects_with_two_amounts,
    projects_counted_twice,
    references_in_texts,
    plans_that_have_passed,
    names_of_other_towns,
    client_data_in_texts,
    unbalanced_quotes,
    empty_bullets,
    gaps_in_numbering,
)
"""The most telling ones first: a partner is shown one at most."""


def local_findings(task: TaskSnapshot, plan: Plan, at: datetime) -> tuple[Finding, ...]:
    """Find what does not agree within one answer.

    Args:
        task: The answer.
        plan: Its plan.
        at: Now, aware UTC: what lies ahead of it is no past.
    """
    alone = Snapshot(
        plan=plan, plan_revision=0, report="", rounds=(task.round,), tasks=(task,), forms=(), made_at=at, draft=True
    )
    return find_inconsistencies(alone, checks=LOCAL_CHECKS)
