"""The table of invites for mail merge (.xlsx)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from bot.invites import Invite, last_day
from flows.plan import Plan
from flows.wording.days import day_month

WIDTHS = (36, 28, 28, 18, 30, 46, 20, 40, 60)


@dataclass(frozen=True, kw_only=True, slots=True)
class BookWords:
    """Words of the table: name of its sheet and of its nine columns."""

    sheet: str
    columns: tuple[str, ...]


def write_book(file: Path, invites: Sequence[Invite], plan: Plan, words: BookWords) -> None:
    """Write one row an invite; every cell is text, so that nothing that people typed is ever a formula."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(words.sheet)
        sheet.write_row(0, 0, words.columns, bold)
        for number, invite in enumerate(invites, start=1):
            for column, text in enumerate(row_of(invite, plan)):
                sheet.write_string(number, column, text, wrapped)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, len(invites)), len(WIDTHS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def row_of(invite: Invite, plan: Plan) -> tuple[str, ...]:
    """The nine cells of an invite."""
    actor, letter = invite.actor, invite.letter
    names = {each.key: each.name for each in plan.actors}
    return (
        actor.name if actor else "",
        actor.kind if actor else "",
        actor.email if actor else "",
        actor.telephone if actor else "",
        names.get(actor.deputy, "") if actor else "",
        invite.link,
        day_month(last_day(invite.expires_at, plan), plan.language),
        letter.subject if letter else "",
        letter.text if letter else "",
    )
