"""Wishes as rows: an outbox row that is turned into messages when it is delivered."""

from bot.conversation.effects import MakeTable, ReadWorkbook, SettleTable
from bot.intake.act import Act
from flows.answers import JsonValue
from storage.answer_tables import TableSettled
from storage.writes import OutboxRow, Writes


def table_rows(act: Act, effect: MakeTable | ReadWorkbook | SettleTable) -> Writes:
    """Write a wish around answer tables, or what became of one."""
    match effect:
        case MakeTable():
            return wish(act, act.mint(), "answer_table", {"plan": effect.plan, "actor": effect.actor})
        case ReadWorkbook():
            payload: dict[str, JsonValue] = {"file": effect.file, "name": effect.name, "person": act.person.person}
            return wish(act, effect.id, "workbook", payload)
        case SettleTable():
            settled = TableSettled(id=effect.id, state="used" if effect.used else "dropped", at=act.now)
            return Writes(changed_at=act.now, tables_settled=(settled,))


def wish(act: Act, outbox: str, kind: str, payload: dict[str, JsonValue]) -> Writes:
    """Write a row that is fulfilled when it is delivered."""
    row = OutboxRow(
        id=outbox,
        contact=act.person.contact,
        kind=kind,
        payload={**payload, "language": act.person.language},
        not_before_at=act.now,
        created_at=act.now,
    )
    return Writes(changed_at=act.now, outbox=(row,))
