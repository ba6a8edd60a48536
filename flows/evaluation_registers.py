"""What an evaluation writes to the plan's registers (entity lists): pure; who keeps them mints keys and stores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.answers import Place
from flows.evaluation import Evaluation
from flows.expressions import Expression
from flows.form import Entity
from flows.xpath_values import boolean, text


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterWrite:
    """One entry of a register to be made or changed.

    Attributes:
        register: Name of the entity list, as the plan's register is called.
        key: Key of the entry that changes; "" = a new one.
        label: Its label; "" = stays as it is (only where `key` is given).
        values: Properties by the names in save_to, as text; a blank one is emptied.
        place: Where it was written: the turn of a repeat, or the form as a whole (both names blank). With the
            task it tells whether a later submission means the same new entry.
    """

    register: str
    key: str
    label: str
    values: Mapping[str, str]
    place: Place


def register_writes(evaluation: Evaluation) -> tuple[RegisterWrite, ...]:
    """The writes of a submission: per entity list one, or one per relevant turn of its repeat, in document order.

    An entity_id that is blank makes a new entry where the form may create (no entity_id column at all, or a
    create_if that holds); one that is not blank changes that entry where update_if is absent or holds.
    """
    return tuple(
        write
        for entity in evaluation.form.entities
        for turn in _turns(evaluation, entity)
        if (write := _write(evaluation, entity, turn)) is not None
    )


def _turns(evaluation: Evaluation, entity: Entity) -> Iterator[str]:
    if not entity.repeat:
        yield ""
        return
    working = evaluation.working
    for turn in working.instances.get(entity.repeat, ()):
        if working.relevance[working.chains[turn][-2]][entity.repeat]:
            yield turn


def _write(evaluation: Evaluation, entity: Entity, turn: str) -> RegisterWrite | None:
    key = _text(evaluation, entity.entity_id, turn).strip()
    label = _text(evaluation, entity.label, turn).strip()
    if key and not _holds(evaluation, entity.update_if, turn):
        return None
    may_create = entity.entity_id is None or entity.create_if is not None
    if not key and not (label and may_create and _holds(evaluation, entity.create_if, turn)):
        return None
    values = evaluation.working.values[turn]
    return RegisterWrite(
        register=entity.list_name,
        key=key,
        label=label,
        values={name: text(values.get(question, "")) for name, question in entity.saved.items()},
        place=Place(question=entity.repeat, instance=turn),
    )


def _text(evaluation: Evaluation, expression: Expression | None, turn: str) -> str:
    return "" if expression is None else text(evaluation.working.result(expression, turn))


def _holds(evaluation: Evaluation, expression: Expression | None, turn: str) -> bool:
    return expression is None or boolean(evaluation.working.result(expression, turn))
