"""Answers after the end: the coordinators are told, and offered an edition that holds them (G9)."""

from collections.abc import Sequence
from datetime import datetime

from bot.calendar.closing import reports_of
from bot.conversation.buttons import Verb, button_data
from bot.conversation.message import Button, Message
from bot.conversation.scene import Mint
from bot.intake.act import message_payload
from bot.intake.cards import PlanIndex
from bot.words import words_for
from flows.tasks import Role
from storage.database import Tx
from storage.editions import load_last_edition
from storage.people import load_members
from storage.rounds import load_rounds
from storage.views import TaskView
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch


async def tell_late(tx: Tx, index: PlanIndex, late: Sequence[TaskView], *, now: datetime, mint: Mint) -> None:
    """Tell the coordinators what came in after the end, once for each report that could be made anew."""
    sent = [view for view in late if view.submissions]
    if not sent:
        return
    closed = {one.key for one in await load_rounds(tx, index.plan.key) if one.state == "closed"}
    members = await load_members(tx, index.plan.key, at=now, roles=[Role.COORDINATOR])
    told = {one.contact: one.language for one in members if one.contact_state == "active"}
    rows: list[OutboxRow] = []
    for report in reports_of(index.plan, sent[0].round_key, closed):
        edition = await load_last_edition(tx, index.plan.key, report)
        if edition is None:
            continue
        for contact, language in told.items():
            words = words_for(language or index.plan.language)
            label = words.label("new_edition", n=edition.number + 1)
            button = Button(label=label, data=button_data(Verb.NEW_EDITION, edition.id))
            actors = dict.fromkeys(index.actors.get(view.actor, index.plan.owner) for view in sent)
            numbers = [item.number for view in sent if (item := index.items.get((view.tree, view.subject)))]
            text = words.text(
                "late_answers", numbers=", ".join(numbers), actor=", ".join(actors), number=edition.number
            )
            rows.append(
                OutboxRow(
                    id=mint(),
                    contact=contact,
                    lane="bulk",
                    payload=message_payload(Message(text=text, rows=((button,),))),
                    not_before_at=now,
                    created_at=now,
                )
            )
    await write_batch(tx, Writes(changed_at=now, outbox=tuple(rows)))
