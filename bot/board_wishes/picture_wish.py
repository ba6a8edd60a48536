"""The wish for a picture of a round: a table of priorities and degrees, with its text beside it."""

import asyncio
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.board_wishes.heat_table import HeatTable, choice_questions, heat_table
from bot.clock import Clock
from bot.config import Config
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.boards import load_board
from bot.words import Words, words_for
from flows.wording.days import day_month, time_short
from storage.database import Database
from storage.degrees import load_degrees, load_lead_form

LINES_IN_CAPTION = 12
LONGEST_CAPTION = 1_000


def picture_maker(config: Config, database: Database, in_force: InForce, clock: Clock) -> Expand:
    """Give the function that turns a wish into a photo with a caption."""

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        index, now = in_force.plans[str(row.payload["plan"])], clock.now()
        async with database.read() as tx:
            boards = await load_board(tx, index, now)
            board = next((one for one in boards if one.round == row.payload["round"]), None)
            if board is None:
                return []
            version = await load_lead_form(tx, board.round)
            form = in_force.form(version) if version and in_force.has_form(version) else None
            question = next(iter(choice_questions(form)), "") if form else ""
            degrees = await load_degrees(tx, board.round, question) if question else {}
        table = heat_table(board, form, question, degrees, words)
        local = now.astimezone(ZoneInfo(index.plan.time_zone))
        moment = f"{day_month(local.date(), words.language)}, {time_short(local.time())}"
        file = Path(config.reports.folder) / index.plan.key / f"stav-{board.round}-{row.id}.png"
        from bot.board_wishes.heat_picture import draw  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

        await asyncio.to_thread(draw, table, file, f"{board.title}, {moment}")
        return [photo(row, file, caption(words, table, board.title, moment))]

    return expand


def photo(row: OutRow, file: Path, text: str) -> OutRow:
    """Send a picture that waits on the disk and is taken off it once it is sent."""
    return replace(row, kind="photo", payload={"path": str(file), "caption": text, "keep": False})


def caption(words: Words, table: HeatTable, title: str, moment: str) -> str:
    """Say in words what the picture shows, as much of it as a caption takes."""
    lines = [
        words.text(
            "picture_line",
            title=row.short,
            value=", ".join(
                words.text("picture_part", label=column, n=count)
                for column, count in zip(table.columns, row.counts, strict=True)
                if count
            ),
        )
        for row in table.rows
    ]
    shown = lines[:LINES_IN_CAPTION]
    text = words.text("picture_caption", title=title, moment=moment, lines=shown)
    while len(text) > LONGEST_CAPTION and shown:
        shown = [*shown[:-2], "…"] if len(shown) > 1 else []
        text = words.text("picture_caption", title=title, moment=moment, lines=shown)
    return text
