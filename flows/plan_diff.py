"""What changes when a plan is replaced: shown before it is applied, and applied as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from flows.plan import Actor, Item, Plan, Round
from flows.plan_part import Part
from flows.plan_walk import ExpectedTask, tasks_expected

_Key = TypeVar("_Key")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemAdded:
    """A new item."""

    item: Item


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemChanged:
    """An item with another number, title, duty or the like; its answers stay with it.

    Attributes:
        fields: Names of what differs, in the order of the item's fields.
    """

    old: Item
    new: Item
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRetired:
    """An item that left the plan and has answers: it is kept, only nobody is asked about it."""

    item: Item


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRemoved:
    """An item that left the plan and nobody had answered."""

    item: Item


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorAdded:
    """A new actor."""

    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorChanged:
    """An actor with another name, kind, deputy or the like; fields as in ItemChanged."""

    old: Actor
    new: Actor
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorRetired:
    """An actor that left the plan. It is always kept: people and answers may hang on it."""

    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundAdded:
    """A new round."""

    round: Round


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundChanged:
    """A round with other dates, asks or ladder; fields as in ItemChanged."""

    old: Round
    new: Round
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundRemoved:
    """A round that left the plan."""

    round: Round


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskAdded:
    """Somebody will be asked who was not, in a round of the new plan."""

    round: str
    task: ExpectedTask


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskDropped:
    """Somebody will not be asked any more, in a round of the old plan."""

    round: str
    task: ExpectedTask


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanChanged:
    """Another part of the plan (its title, texts, reports, trees and so on) is different.

    Attributes:
        field: Name of the field of Plan.
    """

    field: str


Change: TypeAlias = (
    PlanChanged
    | ItemAdded
    | ItemChanged
    | ItemRetired
    | ItemRemoved
    | ActorAdded
    | ActorChanged
    | ActorRetired
    | RoundAdded
    | RoundChanged
    | RoundRemoved
    | TaskAdded
    | TaskDropped
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanDiff:
    """All changes from one plan to another; none when both are the same."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return bool(self.changes)


def diff_plans(old: Plan | None, new: Plan, *, answered: frozenset[str]) -> PlanDiff:
    """Compare two plans, part by part, by their keys.

    Args:
        old: The plan in force; None when there is none.
        new: The plan to come.
        answered: Keys of the items that have answers in any round. The same key in another tree counts as answered
            too: keeping an item in vain does no harm, losing one does.
    """
    return PlanDiff(
        changes=(
            *_of_plan(old, new),
            *_of_items(old, new, answered),
            *_of_actors(old, new),
            *_of_rounds(old, new),
            *_of_tasks(old, new),
        )
    )


def _of_plan(old: Plan | None, new: Plan) -> Iterator[Change]:
    if old is not None:
        for field in differing(old, new):
            if field not in ("items", "actors", "rounds"):
                yield PlanChanged(field=field)


def differing(old: Part, new: Part) -> tuple[str, ...]:
    """Names of the fields in which two parts of one kind differ; in tables the order of keys counts too."""
    return tuple(
        field
        for field in type(new).model_fields
        if old.model_dump_json(include={field}) != new.model_dump_json(include={field})
    )


def _of_items(old: Plan | None, new: Plan, answered: frozenset[str]) -> Iterator[Change]:
    before = {(item.tree, item.key): item for item in (old.items if old else ())}
    after = {(item.tree, item.key): item for item in new.items}
    for key, item in after.items():
        if key not in before:
            yield ItemAdded(item=item)
        elif before[key] != item:
            yield ItemChanged(old=before[key], new=item, fields=differing(before[key], item))
    for key in _gone(before, after):
        yield ItemRetired(item=before[key]) if key[1] in answered else ItemRemoved(item=before[key])


def _of_actors(old: Plan | None, new: Plan) -> Iterator[Change]:
    before = {actor.key: actor for actor in (old.actors if old else ())}
    after = {actor.key: actor for actor in new.actors}
    for key, actor in after.items():
        if key not in before:
            yield ActorAdded(actor=actor)
        elif before[key] != actor:
            yield ActorChanged(old=before[key], new=actor, fields=differing(before[key], actor))
    for key in _gone(before, after):
        yield ActorRetired(actor=before[key])


def _of_rounds(old: Plan | None, new: Plan) -> Iterator[Change]:
    before = {round_.key: round_ for round_ in (old.rounds if old else ())}
    after = {round_.key: round_ for round_ in new.rounds}
    for key, round_ in after.items():
        if key not in before:
            yield RoundAdded(round=round_)
        elif before[key] != round_:
            yield RoundChanged(old=before[key], new=round_, fields=differing(before[key], round_))
    for key in _gone(before, after):
        yield RoundRemoved(round=before[key])


def _of_tasks(old: Plan | None, new: Plan) -> Iterator[Change]:
    before, after = _all_tasks(old), _all_tasks(new)
    for round_, task in after:
        if (round_, task) not in before:
            yield TaskAdded(round=round_, task=task)
    for round_, task in _gone(before, after):
        yield TaskDropped(round=round_, task=task)


def _all_tasks(plan: Plan | None) -> Mapping[tuple[str, ExpectedTask], None]:
    rounds: Iterable[Round] = plan.rounds if plan else ()
    return {(round_.key, task): None for round_ in rounds for task in (tasks_expected(plan, round_) if plan else ())}


def _gone(before: Mapping[_Key, object], after: Mapping[_Key, object]) -> list[_Key]:
    return [key for key in before if key not in after]
