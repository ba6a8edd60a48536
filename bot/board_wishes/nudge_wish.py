"""A reminder by hand, worded when it leaves: whoever has nothing left to do gets none."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.conversation.board.nudging import reminding_words
from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.cards import PlanIndex
from bot.words import Words, words_for
from flows.plan_levels import level_forms
from flows.tasks import TaskState
from flows.wording.days import date_long
from storage.database import Database
from storage.waiting import WaitingTask, load_waiting_of

NAMED = 3
TITLE = 34


def nudge_maker(database: Database, in_force: InForce, clock: Clock) -> Expand:
    """Give the function that words a reminder with what its addressee still has to do."""

    async def expand(row: OutRow) -> list[OutRow]:
        index = in_force.plans[str(row.payload["plan"])]
        async with database.read() as tx:
            waiting = await load_waiting_of(tx, str(row.payload["round"]), str(row.payload["person"]), clock.now())
        if not waiting:
            return []
        words = words_for(
            str(row.payload["language"]), tuple(sorted(index.plan.texts.get(str(row.payload["language"]), {}).items()))
        )
        message = nudge_message(words, index, waiting, str(row.payload["text"]), clock.now())
        return [replace(row, kind="send", payload=message_payload(message))]

    return expand


def nudge_message(
    words: Words, index: PlanIndex, waiting: tuple[WaitingTask, ...], text: str, now: datetime
) -> Message:
    """Word a reminder; `text` "" = with the usual words."""
    plan, zone = index.plan, ZoneInfo(index.plan.time_zone)
    today = now.astimezone(zone).date()
    due = min((task.due_at for task in waiting), default=now)
    deadline = (due - timedelta(microseconds=1)).astimezone(zone).date()
    returned = [task for task in waiting if task.state is TaskState.RETURNED]
    rest = [task for task in waiting if task.state is not TaskState.RETURNED]
    said = words.text(
        "nudge_message",
        text=text or reminding_words(words, (deadline - today).days),
        open=named(index, rest),
        returned=named(index, returned),
        deadline=date_long(deadline, words.language, today),
        contact=f"{plan.contact.name}, tel. {plan.contact.telephone}",
    )
    return Message(text=said, rows=nudge_rows(words, index, waiting))


def named(index: PlanIndex, tasks: list[WaitingTask]) -> str:
    """Name the first few items and count the others."""
    order = sorted(tasks, key=lambda task: index.order.get((task.tree, task.subject), -1))
    names = []
    for task in order[:NAMED]:
        item = index.items.get((task.tree, task.subject))
        names.append(shorten(f"{item.number} {item.title}", TITLE) if item else index.plan.document.title)
    more = len(order) - len(names)
    return ", ".join(names) + (f" +{more}" if more > 0 else "")


def nudge_rows(words: Words, index: PlanIndex, waiting: tuple[WaitingTask, ...]) -> Rows:
    """Give Začít or Pokračovat, and the list."""
    begun = any(task.state is not TaskState.OPEN for task in waiting)
    item = index.items.get((waiting[0].tree, waiting[0].subject))
    few = level_forms(index.plan, item, words.language).few
    return lay_out(
        [
            Button(label=words.label("go_on" if begun else "begin"), data=button_data(Verb.BEGIN)),
            Button(label=shorten(words.label("our_items", level_few=few)), data=button_data(Verb.OVERVIEW, "0")),
        ]
    )
