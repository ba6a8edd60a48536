"""The digest of what the town worded anew, made when it is sent: old and new wording side by side."""

from dataclasses import replace

from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.showing import text_of
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.words import words_for
from storage.database import Database
from storage.rewordings import Rewording, load_rewordings, told_until

SHOWN = 5
LONGEST = 600
"""Characters of each wording that the digest shows; the whole stands in the item."""


def rewordings_expander(database: Database, in_force: InForce) -> Expand:
    """Give the function that writes the digest; nothing where everything reads as before again."""

    async def expand(row: OutRow) -> list[OutRow]:
        plan, actor = str(row.payload["plan"]), str(row.payload["actor"])
        async with database.read() as tx:
            since = await told_until(tx, row.contact, row.fold_key)
            found = await load_rewordings(tx, plan, actor, since=since)
        if not found or plan not in in_force.plans:
            return []
        words = words_for(str(row.payload["language"]))
        items = in_force.plans[plan].items

        def number_of(one: Rewording) -> str:
            item = items.get((one.tree, one.subject))
            return item.number if item else ""

        lines = [
            {"number": number_of(one), "old": text_of(one.old)[:LONGEST], "new": text_of(one.new)[:LONGEST]}
            for one in found[:SHOWN]
        ]
        buttons = {
            one.task: Button(
                label=words.label("open_numbered", number=number_of(one)), data=button_data(Verb.OPEN, one.task)
            )
            for one in found[:SHOWN]
        }
        text = words.text("rewordings", count=len(found), lines=lines, more=max(0, len(found) - SHOWN))
        message = Message(text=text, rows=lay_out(buttons.values()))
        return [replace(row, kind="send", payload=message_payload(message))]

    return expand
