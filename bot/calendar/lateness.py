"""Answers after the end: the coordinators are told, and offered an edition that holds them (G9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.closing import reports_of
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.scene import Mint
from bot.intake.act import message_payload
from bot.intake.cards import PlanIndex, order_of
from bot.words import Words, words_for
from flows.snapshot_json import snapshot_from_json
from flows.tasks import Role
from flows.wording.days import date_numeric
from storage.database import Tx
from storage.editions import EditionView, load_last_edition
from storage.loading import load_tasks
from storage.people import load_members
from storage.round_events import KEPT, RoundEvent, last_noted_at
from storage.rounds import load_rounds
from storage.views import TaskView
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

NAMED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What one actor sent that an edition does not hold."""

    actor: str
    numbers: tuple[str, ...]


async def sent_since(tx: Tx, event: RoundEvent) -> list[TaskView]:
    """Give the tasks of the actor that has sent its last one, in the event's round."""
    named = await load_tasks(tx, ids=[event.rest.partition(":")[0]])
    pairs = [(view.plan, view.actor) for view in named]
    return [view for view in await load_tasks(tx, actors=pairs, closed_too=True) if view.round == event.round_id]


async def tell_late(tx: Tx, index: PlanIndex, late: Sequence[TaskView], *, now: datetime, mint: Mint) -> None:
    """Tell the coordinators what came in after the end, once for each report that could be made anew."""
    if not any(view.submissions for view in late):
        return
    about = late[0]
    views = await load_tasks(tx, plans=[index.plan.key], closed_too=True)
    closed = {one.key for one in await load_rounds(tx, index.plan.key) if one.state == "closed"}
    kept_at = await last_noted_at(tx, about.round, KEPT)
    members = await load_members(tx, index.plan.key, at=now, roles=[Role.COORDINATOR])
    told = {one.contact: one.language for one in members if one.contact_state == "active"}
    rows: list[OutboxRow] = []
    for report in reports_of(index.plan, about.round_key, closed):
        edition = await load_last_edition(tx, index.plan.key, report)
        fresh = [view for view in views if view.round == about.round and (kept_at is None or view.changed_at > kept_at)]
        found = changes(index, edition, fresh) if edition is not None else []
        if edition is None or not found:
            continue
        for contact, language in told.items():
            message = late_message(words_for(language or index.plan.language), index, edition, found)
            rows.append(
                OutboxRow(
                    id=mint(),
                    contact=contact,
                    lane="bulk",
                    payload=message_payload(message),
                    not_before_at=now,
                    created_at=now,
                )
            )
    await write_batch(tx, Writes(changed_at=now, outbox=tuple(rows)))


def changes(index: PlanIndex, edition: EditionView, views: Sequence[TaskView]) -> list[Change]:
    """Give what was sent that an edition does not hold, an actor each, in the order of the document."""
    held = {task.task: task.number for task in snapshot_from_json(edition.snapshot).tasks}
    sent = [view for view in views if view.submissions > held.get(view.id, 0)]
    found: dict[str, tuple[str, ...]] = {}
    for view in sorted(sent, key=lambda view: (order_of(index, view), view.id)):
        item = index.items.get((view.tree, view.subject))
        found[view.actor] = (*found.get(view.actor, ()), item.number if item else index.plan.title)
    return [
        Change(actor=index.actors.get(actor, index.plan.owner), numbers=numbers) for actor, numbers in found.items()
    ]


def late_message(words: Words, index: PlanIndex, edition: EditionView, found: Sequence[Change]) -> Message:
    """Write G9 to the coordinator: what came, what the next edition would change."""
    day = edition.at.astimezone(ZoneInfo(index.plan.time_zone)).date()
    lines = [f"{', '.join(one.numbers)}, {one.actor}" for one in found]
    count = sum(len(one.numbers) for one in found)
    text = words.text(
        "late_answers",
        about=lines[0] if len(lines) == 1 else str(count),
        number=edition.number,
        date=date_numeric(day, words.language),
        next_number=edition.number + 1,
        lines=lines[:NAMED],
        more=max(0, len(found) - NAMED),
    )
    new = words.label("new_edition", n=edition.number + 1)
    buttons = [
        Button(label=new, data=button_data(Verb.NEW_EDITION, edition.id)),
        Button(label=words.label("wait_for_more"), data=button_data(Verb.WAIT_LATE, edition.id)),
        Button(label=words.label("only_store"), data=button_data(Verb.KEEP_LATE, edition.id)),
    ]
    return Message(text=text, rows=lay_out(buttons))
