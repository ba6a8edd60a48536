"""Wishes as rows: an outbox row that is turned into messages when it is delivered."""

from dataclasses import asdict
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.town_effects import (
    ChangeFact,
    EditReportText,
    MakeTable,
    ReadDocument,
    ReadWorkbook,
    SettleTable,
    TellReworded,
    TownEffect,
)
from bot.intake.act import Act
from flows.answers import JsonValue, Place
from flows.evaluation_registers import RegisterWrite
from flows.shared_facts import FACTS
from flows.working_days import at_local_time, next_allowed
from storage.answer_tables import TableSettled
from storage.gathering import Row
from storage.report_text import ReportText
from storage.writes import OutboxRow, RegisterUpdate

MORNING = time(9, 0)


def wish_rows(act: Act, effect: TownEffect) -> tuple[Row, ...]:
    """Write a wish, what became of an answer table, or a text of a report."""
    match effect:
        case MakeTable():
            return (wish(act, act.mint(), "answer_table", {"plan": effect.plan, "actor": effect.actor}),)
        case ReadWorkbook():
            payload: dict[str, JsonValue] = {"file": effect.file, "name": effect.name, "person": act.person.person}
            return (wish(act, effect.id, "workbook", payload),)
        case ChangeFact():
            return fact_rows(act, effect)
        case ReadDocument():
            named: dict[str, JsonValue] = {name: value for name, value in asdict(effect).items() if name != "id"}
            return (wish(act, effect.id, "outline_document", {**named, "person": act.person.person}),)
        case SettleTable():
            return (TableSettled(id=effect.id, state="used" if effect.used else "dropped", at=act.now),)
        case EditReportText():
            edit = ReportText(
                plan=effect.plan,
                report=effect.report,
                part=effect.part,
                text=effect.text,
                person=act.person.person,
                at=act.now,
            )
            return (edit,)
        case TellReworded():
            return digest_rows(act, effect)


def fact_rows(act: Act, effect: ChangeFact) -> tuple[Row, ...]:
    """Write a shared fact's new figure, and tell the coordinators which texts are to be read again."""
    said = RegisterWrite(
        register=FACTS, key=effect.fact, label="", values={"value": effect.value}, place=Place(question="")
    )
    update = RegisterUpdate(
        task=effect.task,
        plan=effect.plan,
        writes=(said,),
        new_ids=(act.mint(),),
        person=act.person.person,
        at=act.now,
    )
    named: dict[str, JsonValue] = dict(asdict(effect))
    told = (
        OutboxRow(
            id=act.mint(),
            contact=one.contact,
            kind="fact_changed",
            payload={**named, "language": one.language},
            not_before_at=act.now,
            created_at=act.now,
        )
        for one in act.stage.recipients.get((effect.plan, effect.role), ())
    )
    return (update, *told)


def digest_rows(act: Act, effect: TellReworded) -> tuple[OutboxRow, ...]:
    """Write one digest a person, for the next morning on which they may be written to; a waiting one is replaced."""
    plan = act.stage.plans[effect.plan].plan
    zone = ZoneInfo(plan.time_zone)
    tomorrow = act.now.astimezone(zone).date() + timedelta(days=1)
    due = next_allowed(at_local_time(tomorrow, MORNING, zone), plan.sending, zone)
    return tuple(
        OutboxRow(
            id=act.mint(),
            contact=one.contact,
            lane="bulk",
            kind="rewordings",
            payload={"plan": effect.plan, "actor": effect.actor, "language": one.language},
            fold_key=f"rewordings:{effect.plan}:{effect.actor}",
            not_before_at=due,
            created_at=act.now,
        )
        for one in act.stage.partners.get((effect.plan, effect.actor), ())
    )


def wish(act: Act, outbox: str, kind: str, payload: dict[str, JsonValue]) -> OutboxRow:
    """Write a row that is fulfilled when it is delivered."""
    return OutboxRow(
        id=outbox,
        contact=act.person.contact,
        kind=kind,
        payload={**payload, "language": act.person.language},
        not_before_at=act.now,
        created_at=act.now,
    )
