"""Ways through a plan: items in order, levels by name and the tasks that a round asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias, assert_never

from flows.plan import Actor, Ask, Item, LevelForms, Plan, Round, Tree
from flows.wording.order import natural_key

OWNER = "owner"
"""Value of a register's entry that names the actor who knows it."""
STATE, PLANNED = "state", "planned"
"""Value of an event's entry that says how it turned out, and what it says before that."""
SubjectKind: TypeAlias = Literal["item", "actor", "plan"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpectedTask:
    """A task that a round asks for.

    Attributes:
        ask: Key of the ask within the round.
        subject_kind: What the subject is.
        subject: Key of the item (in the ask's tree), of the actor, or of the plan.
        actor: Key of the actor whose duty it is; "" when the plan is asked, or when a commentator or the
            coordinator answers.
    """

    ask: str
    subject_kind: SubjectKind
    subject: str
    actor: str


def children(plan: Plan, tree: str, parent: str = "") -> tuple[Item, ...]:
    """Items right below one ("" = the top), by natural number."""
    found = (item for item in plan.items if item.tree == tree and item.parent == parent)
    return tuple(sorted(found, key=lambda item: natural_key(item.number)))


def items_in_order(plan: Plan, tree: str) -> tuple[Item, ...]:
    """All items of a tree as the document prints them: each before what is below it."""
    below: dict[str, list[Item]] = {}
    for item in sorted(plan.items, key=lambda item: natural_key(item.number)):
        if item.tree == tree:
            below.setdefault(item.parent, []).append(item)
    return tuple(_descend(below, ""))


def _descend(below: dict[str, list[Item]], parent: str) -> Iterator[Item]:
    for item in below.pop(parent, ()):  # taken once: in a plan not yet checked an item may be its own ancestor
        yield item
        yield from _descend(below, item.key)


def tree_of(plan: Plan, key: str) -> Tree:
    """The tree with a key; "" means the only or first one.

    Raises:
        KeyError: There is no such tree.
    """
    for tree in plan.trees:
        if key in ("", tree.key):
            return tree
    raise KeyError(key)


def item_of(plan: Plan, tree: str, key: str) -> Item:
    """The item with a key.

    Raises:
        KeyError: There is no such item.
    """
    for item in plan.items:
        if item.key == key and item.tree == tree:
            return item
    raise KeyError(key)


def actor_of(plan: Plan, key: str) -> Actor:
    """The actor with a key.

    Raises:
        KeyError: There is no such actor.
    """
    for actor in plan.actors:
        if actor.key == key:
            return actor
    raise KeyError(key)


def round_of(plan: Plan, key: str) -> Round:
    """The round with a key.

    Raises:
        KeyError: There is no such round.
    """
    for round_ in plan.rounds:
        if round_.key == key:
            return round_
    raise KeyError(key)


def level_word(plan: Plan, item: Item) -> str:
    """The name of the item's level in the nominative, as the plan writes it."""
    return nominative(tree_of(plan, item.tree).levels[item.level - 1])


def nominative(level: str | LevelForms) -> str:
    """The name of a level in the nominative, as the plan writes it."""
    return level.nominative if isinstance(level, LevelForms) else level


def asked_level(plan: Plan, ask: Ask) -> int:
    """The level whose items an ask is about; 0 in the plan means the lowest."""
    return ask.level or len(tree_of(plan, ask.tree).levels)


def asks_of(plan: Plan, round_key: str) -> tuple[Ask, ...]:
    """The asks of a round; none where the plan has no such round any more."""
    return tuple(ask for each in plan.rounds if each.key == round_key for ask in each.asks)


def asked_tree(plan: Plan, round_key: str, ask_key: str) -> str:
    """Key of the tree that an ask is about; "" where the plan has no such ask any more."""
    ask = next((ask for ask in asks_of(plan, round_key) if ask.key == ask_key), None)
    return tree_of(plan, ask.tree).key if ask is not None else ""


def asked_items(plan: Plan, ask: Ask) -> tuple[Item, ...]:
    """Items that an ask is about, in order. With subject "actor" and level 0: items of any level."""
    level = 0 if ask.subject == "actor" and not ask.level else asked_level(plan, ask)
    ordered = items_in_order(plan, tree_of(plan, ask.tree).key)
    return tuple(item for item in ordered if level in (0, item.level) and _passes(item, ask.filter))


def owners(plan: Plan, registers: Iterable[str]) -> tuple[str, ...]:
    """Keys of the actors who own an entry of these registers of which something is to be told, in the plan's order.

    Of an event that the plan knows as held, cancelled or postponed nothing is left to tell.
    """
    wanted = frozenset(registers)
    entries = (entry for each in plan.registers if each.key in wanted for entry in each.entries)
    owning = {entry.values.get(OWNER, "") for entry in entries if entry.values.get(STATE, PLANNED) == PLANNED}
    return tuple(actor.key for actor in plan.actors if actor.key in owning)


def _passes(item: Item, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    number = item.number.rstrip(".")
    return any(item.key == each or f"{number}.".startswith(f"{each.rstrip('.')}.") for each in wanted)


def answering(plan: Plan, actor: str) -> tuple[str, ...]:
    """Keys of the actors who answer for one: itself, or each member of a group that says so."""
    return tuple(dict.fromkeys(_answering(plan, actor, ())))


def _answering(plan: Plan, actor: str, above: tuple[str, ...]) -> Iterator[str]:
    here = actor_of(plan, actor)
    if not here.members or here.answers == "lead":
        yield actor
        return
    for member in here.members:
        if member not in (*above, actor):
            yield from _answering(plan, member, (*above, actor))


def own_indicator(item: str, indicator: str) -> str:
    """Name an indicator of an item among those of all items that an actor leads."""
    return f"{item}.{indicator}"


def tasks_expected(plan: Plan, round_: Round) -> tuple[ExpectedTask, ...]:
    """Every task that a round asks for, by ask and then in the order of the document; none twice."""
    return tuple(dict.fromkeys(chain.from_iterable(_of_ask(plan, ask) for ask in round_.asks)))


def _of_ask(plan: Plan, ask: Ask) -> Iterator[ExpectedTask]:
    match ask.subject:
        case "item":
            for item in asked_items(plan, ask):
                for actor in _who(plan, ask, item):
                    yield ExpectedTask(ask=ask.key, subject_kind="item", subject=item.key, actor=actor)
        case "actor":
            duties = chain(owners(plan, ask.filter), *(_duties(item, ask) for item in asked_items(plan, ask)))
            for actor in _all_answering(plan, dict.fromkeys(duties)):
                yield ExpectedTask(ask=ask.key, subject_kind="actor", subject=actor, actor=_own(ask, actor))
        case "plan":
            yield ExpectedTask(ask=ask.key, subject_kind="plan", subject=plan.key, actor="")
        case _:
            assert_never(ask.subject)


def _who(plan: Plan, ask: Ask, item: Item) -> tuple[str, ...]:
    match ask.role:
        case "lead":
            return _all_answering(plan, (item.lead,) if item.lead else ())
        case "contributor":
            return _all_answering(plan, item.contributors)
        case "commentator" | "coordinator":
            return ("",)
        case _:
            assert_never(ask.role)


def _duties(item: Item, ask: Ask) -> tuple[str, ...]:
    """Actors with a duty on an item that counts for an ask of each actor."""
    lead = (item.lead,) if item.lead else ()
    match ask.role:
        case "lead":
            return lead
        case "contributor":
            return item.contributors
        case "commentator" | "coordinator":
            return (*lead, *item.contributors)
        case _:
            assert_never(ask.role)


def _own(ask: Ask, actor: str) -> str:
    return actor if ask.role in ("lead", "contributor") else ""


def _all_answering(plan: Plan, actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(answering(plan, actor) for actor in actors)))


def forms_asked(plan: Plan) -> tuple[str, ...]:
    """Keys of the forms that a plan asks with, each once."""
    return tuple(dict.fromkeys(ask.form for round_ in plan.rounds for ask in round_.asks))
