"""What changed from one edition to the next: the difference of two snapshots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from flows.answers import Place
from flows.plan import Item
from flows.snapshot import Snapshot, TaskSnapshot
from flows.tasks import TaskState

ChangeKind: TypeAlias = Literal["item_new", "item_gone", "item_renamed", "supplied", "not_supplied", "answers"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that is otherwise.

    Attributes:
        kind: What happened.
        tree: Key of the item's tree, "" where it is about no item.
        item: Key of the item, likewise.
        before: The task as it was; None for what is about an item, or was not there.
        after: The task as it is, likewise.
        was: The item as it was; None for what is about a task, or was not there.
        questions: Names of the questions whose answers changed, in the form's order.
    """

    kind: ChangeKind
    tree: str
    item: str
    before: TaskSnapshot | None = None
    after: TaskSnapshot | None = None
    was: Item | None = None
    questions: tuple[str, ...] = ()

    @property
    def task(self) -> TaskSnapshot | None:
        """The task that it is about, as it is or else as it was."""
        return self.after or self.before


def snapshot_changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Give what changed: first the plan's items, then what was supplied, in the later snapshot's order.

    States without another answer (approved, returned) and other ways of sending the same are no change.
    """
    return (*_of_items(before, after), *_of_tasks(before, after))


def _of_items(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    then = {(item.tree, item.key): item for item in before.plan.items}
    now = {(item.tree, item.key): item for item in after.plan.items}
    for key, item in now.items():
        was = then.get(key)
        if was is None:
            yield Change(kind="item_new", tree=item.tree, item=item.key)
        elif (was.number, was.title) != (item.number, item.title):
            yield Change(kind="item_renamed", tree=item.tree, item=item.key, was=was)
    for key, item in then.items():
        if key not in now:
            yield Change(kind="item_gone", tree=item.tree, item=item.key, was=item)


def _of_tasks(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    then = {task.task: task for task in before.tasks}
    now = {task.task: task for task in after.tasks}
    for key in dict.fromkeys([*now, *then]):
        was, task = then.get(key), now.get(key)
        known = task or was
        if known is None:
            continue
        about = Change(kind="answers", tree=known.tree, item=known.item, before=was, after=task)
        held, holds = _is_in(was), _is_in(task)
        if holds and not held:
            yield replace(about, kind="supplied")
        elif held and not holds:
            yield replace(about, kind="not_supplied")
        elif held and was and task and (names := _differing(was, task, after)):
            yield replace(about, questions=names)


def _is_in(task: TaskSnapshot | None) -> bool:
    return task is not None and task.is_supplied and task.state != TaskState.CANCELLED


def _differing(was: TaskSnapshot, task: TaskSnapshot, after: Snapshot) -> tuple[str, ...]:
    places = {place for place in {*was.values, *task.values} if _value(was, place) != _value(task, place)}
    places |= was.left_out ^ task.left_out
    names = {place.question for place in places}
    if was.turns != task.turns:
        repeats = {turn.repeat for turn in (*was.turns, *task.turns)}
        names |= {name for name in repeats if _turns(was, name) != _turns(task, name)}
    known = next((one.questions for one in after.forms if (one.form, one.number) == (task.form, task.form_number)), {})
    return (*(name for name in known if name in names), *sorted(names - set(known)))


def _value(task: TaskSnapshot, place: Place) -> object:
    return task.values.get(place)


def _turns(task: TaskSnapshot, repeat: str) -> list[str]:
    return [turn.instance for turn in task.turns if turn.repeat == repeat]
