"""What a plan says of the time before its first round, put into the picture from which a report is made."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.conversation.imported import read_last
from bot.intake.submitted import new_submission
from flows.form import Form
from flows.plan import Item
from flows.plan_walk import round_of
from flows.snapshot import Earlier, Snapshot, TaskSnapshot

IMPORTED = "imported"
"""How such an answer was handed over, beside "person" and the others."""


def with_earlier(snapshot: Snapshot, forms: Iterable[Form]) -> Snapshot:
    """Add the answers of the time before, where the report reads the plan's first round alone.

    A year that the plan knows of less than half of what is asked would compare badly: it is left out.

    Args:
        snapshot: As loaded.
        forms: Those that the round asks with.
    """
    if len(snapshot.rounds) != 1 or not _is_first(snapshot):
        return snapshot
    asked = _asked_items(snapshot)
    label = _label(item for item, _ in asked)
    by_key = {form.key: form for form in forms}
    tasks = [
        _task(snapshot, item, task, by_key[task.form])
        for item, task in asked
        if item.last is not None and item.last.label == label and task.form in by_key
    ]
    if 2 * len(tasks) < max(len(asked), 1):
        return snapshot
    return replace(snapshot, earlier=Earlier(label=label, tasks=tuple(tasks)))


def _is_first(snapshot: Snapshot) -> bool:
    begun = {each.key: each.period.from_on for each in snapshot.plan.rounds}
    return begun[snapshot.rounds[0]] == min(begun.values())


def _asked_items(snapshot: Snapshot) -> list[tuple[Item, TaskSnapshot]]:
    """Give the items that their leads were asked about; the first actor's task speaks for an item."""
    leads = {ask.key for ask in round_of(snapshot.plan, snapshot.rounds[0]).asks if ask.role == "lead"}
    found: dict[tuple[str, str], TaskSnapshot] = {}
    for task in snapshot.tasks:
        if task.ask in leads and task.item:
            found.setdefault((task.tree, task.item), task)
    return [(item, found[item.tree, item.key]) for item in snapshot.plan.items if (item.tree, item.key) in found]


def _label(items: Iterable[Item]) -> str:
    """Find the period that most items name."""
    named = Counter(item.last.label for item in items if item.last is not None)
    return max(named, key=lambda label: (named[label], label), default="")


def _task(snapshot: Snapshot, item: Item, task: TaskSnapshot, form: Form) -> TaskSnapshot:
    last = item.last
    values: Mapping[str, bool | int | str | tuple[str, ...]] = last.values if last is not None else {}
    answers = read_last(form, snapshot.plan, values, item.indicators)
    said = new_submission(
        task.task,
        number=1,
        head_seq=0,
        values=[(place, answer.value) for place, answer in answers.items()],
        how=IMPORTED,
        at=snapshot.made_at,
    )
    return TaskSnapshot(
        task=f"{IMPORTED}-{task.task}",
        round=last.label if last is not None else "",
        ask=task.ask,
        form=task.form,
        form_number=task.form_number,
        actor=task.actor,
        state="submitted",
        item=task.item,
        tree=task.tree,
        number=1,
        how=IMPORTED,
        values=said.values,
        left_out=said.left_out,
        turns=said.turns,
    )
