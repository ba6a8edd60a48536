"""Texts that answer one message of ours: which partner's question that message brought."""

from collections.abc import Sequence

from bot.conversation.buttons import Verb, read_button
from bot.conversation.heard import Said
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.answers import JsonValue
from storage.database import Tx
from storage.outbox import load_sent


async def load_replies(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load the questions under the messages that were replied to."""
    messages = {key for one in batch if (key := replied_to(stage, one)) is not None}
    if messages:
        sent = await load_sent(tx, messages)
        found = {key: question_under(payload) for key, payload in sent.items()}
        stage.replies = {key: question for key, question in found.items() if question}


def replied_to(stage: Stage, one: Incoming) -> tuple[str, str] | None:
    """Name the message that a text replies to, as (contact, message ref); None for any other act."""
    if not isinstance(one.heard, Said) or not one.heard.reply_to or one.chat not in stage.people:
        return None
    return stage.people[one.chat].contact, one.heard.reply_to


def question_of(stage: Stage, one: Incoming) -> str:
    """Give the question that a text answers, "" if it replies to none."""
    key = replied_to(stage, one)
    return stage.replies.get(key, "") if key is not None else ""


def question_under(payload: JsonValue) -> str:
    """Find the question that a message's buttons answer."""
    rows = payload.get("rows") if isinstance(payload, dict) else None
    buttons = [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
    taps = [read_button(str(button.get("data", ""))) for button in buttons if isinstance(button, dict)]
    asked = (tap.part(1) for tap in taps if tap is not None and tap.verb is Verb.QUESTION and tap.part(0) == "a")
    return next(asked, "")
