"""The wish for a form's workbook, fulfilled when its row is delivered: the newest version then."""

import asyncio
import base64
from dataclasses import replace

from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.form_file import form_workbook
from bot.forms import form_source
from bot.proposals.saying import Answer
from bot.words import words_for
from storage.database import Database
from storage.forms import newest_versions


def form_file_expander(database: Database) -> Expand:
    """Give the function that turns a wish into the form's workbook, which may be changed and sent back."""

    async def expand(row: OutRow) -> list[OutRow]:
        words, form = words_for(str(row.payload["language"])), str(row.payload["form"])
        async with database.read() as tx:
            found = (await newest_versions(tx, [form])).get(form)
        source, number = (found.source, found.number) if found is not None else (form_source(form), 0)
        if source is None:
            return [Answer(row=row, words=words).said(words.text("form_none"))]
        content = base64.b64encode(await asyncio.to_thread(form_workbook, source)).decode()
        caption = words.text("form_caption", form=form, number=number)
        payload = {"base64": content, "name": f"{words.text('form_name', form=form)}.xlsx", "caption": caption}
        return [replace(row, kind="document", payload=dict(payload))]

    return expand
