"""The wish for a plan's workbook, fulfilled when its row is delivered: the revision in force then."""

import asyncio
import base64
from dataclasses import replace
from typing import cast

from bot.conversation.plans_sent import PLAN_NAME
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.proposals.saying import Answer
from bot.words import words_for
from flows.workbook.shape import Language
from storage.database import Database
from storage.plans import load_plan, load_plan_revisions


def plan_file_expander(database: Database) -> Expand:
    """Give the function that turns a wish into the plan's workbook, which may be changed and sent back."""

    async def expand(row: OutRow) -> list[OutRow]:
        from bot.workbook.file_writing import TextTooLongError  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good
        from bot.workbook.plan_file import plan_workbook  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

        words, key = words_for(str(row.payload["language"])), str(row.payload["plan"])
        async with database.read() as tx:
            number = (await load_plan_revisions(tx))[key]
            plan = await load_plan(tx, key, revision=number)
        try:
            content = await asyncio.to_thread(plan_workbook, plan, cast("Language", words.language))
        except TextTooLongError as error:
            return [Answer(row=row, words=words).said(words.text("plan_too_long", place=str(error)))]
        caption = words.text("plan_caption", title=plan.title, number=number)
        file = {"base64": base64.b64encode(content).decode(), "name": f"{PLAN_NAME}{key}.xlsx", "caption": caption}
        return [replace(row, kind="document", payload=dict(file))]

    return expand
