"""Kamenov with the year before: fewer answers, one better and one worse since."""

from dataclasses import replace
from datetime import date

from flows.plan import Period, Plan, Round
from flows.snapshot import Snapshot, TaskSnapshot
from tests.report_sample import TASKS, plan, snapshot, task

LAST_YEAR = (
    task("1.1.1", degree="ongoing"),
    task("2.1.1", degree="partly"),
    task("2.2.1", degree="not_fulfilled"),
    task("2.2.7", degree="fulfilled", cost_kind="amount", repeats={"costs": [{"source": "town", "amount": "100000"}]}),
)


def with_last_year(tasks: tuple[TaskSnapshot, ...] = LAST_YEAR) -> Snapshot:
    now = plan()
    (round_,) = now.rounds
    before: Round = round_.model_copy(
        update={"key": "2025", "period": Period(from_on=date(2025, 1, 1), to_on=date(2025, 12, 31), label="2025")}
    )
    definition = now.reports[0].model_copy(update={"rounds": ("2025", "2026")})
    both: Plan = now.model_copy(update={"rounds": (before, round_), "reports": (definition,)})
    old = [replace(each, task=f"old-{each.task}", round="2025") for each in tasks]
    return replace(snapshot([*old, *TASKS], of=both), rounds=("2025", "2026"))
