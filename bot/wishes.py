"""Everything that is made only when its row is delivered: reports, tables, digests, one's own data."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from bot.answer_table.wish import Fetch, Otherwise, table_expander, workbook_expander
from bot.attachments import attachments_folder
from bot.board_wishes.differing_wish import differing_maker
from bot.board_wishes.invitation_wish import invitation_maker
from bot.board_wishes.nudge_wish import nudge_maker
from bot.board_wishes.picture_wish import picture_maker
from bot.calendar.call_list import CallLists
from bot.calendar.digest import Digests
from bot.calendar.edition_files import edition_expander
from bot.calendar.stepping import CALL_LIST, DIGEST
from bot.checks_wish import ChecksWishes
from bot.clock import Clock
from bot.config import Config
from bot.conversation.scene import Mint
from bot.delivery.courier import Expand, by_kind
from bot.delivery.row import OutRow
from bot.fact_changed_wish import fact_changed_expander
from bot.in_force import InForce
from bot.my_data_wish import my_data_expander
from bot.outline_document.wish import document_expander
from bot.protocol_wish import protocol_maker
from bot.report_wish import AtOnce, ReportWishes
from bot.rewordings_wish import rewordings_expander
from storage.database import Database

if TYPE_CHECKING:
    from bot.proposals.kinds import Proposals
    from bot.proposals.wish import Refresh

PROPOSALS = ("sent_plan", "sent_form", "form_file", "plan_file")
"""Kinds of wishes about plans and forms."""


def wishes(  # noqa: PLR0913 -- each is what another kind of wish needs
    config: Config,
    database: Database,
    in_force: InForce,
    clock: Clock,
    mint: Mint,
    *,
    refresh: "Refresh",
    fetch: Fetch,
    bot_name: Callable[[], Awaitable[str]],
    at_once: AtOnce,
) -> Expand:
    """Give the function that fulfils every kind of wish.

    Args:
        config: Where reports go.
        database: What they are made of.
        in_force: The plans.
        clock: The one clock.
        mint: Mints ids.
        refresh: Puts a plan in force that was taken over.
        fetch: Gives a file that was sent.
        bot_name: Gives the bot's name in the channel.
        at_once: Sends a row outside the queue.
    """
    propose, arrived = _proposing(database, clock, mint, refresh)
    return by_kind(
        {
            **_read_only(config, database, in_force, clock),
            "report": ReportWishes(config, in_force, clock, at_once).expand,
            "outline_document": document_expander(database, clock, fetch),
            "workbook": workbook_expander(database, in_force, clock, fetch, mint, arrived),
            **dict.fromkeys(PROPOSALS, propose),
            "differences": differing_maker(database, in_force, clock, mint),
            "invitations": invitation_maker(config, database, in_force, clock, mint, bot_name=bot_name),
        }
    )


def _proposing(database: Database, clock: Clock, mint: Mint, refresh: "Refresh") -> tuple[Expand, Otherwise]:
    """Give what fulfils wishes about plans and forms, and what takes their files."""

    @cache
    def proposals() -> "Proposals":
        from bot.proposals import kinds  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

        return kinds.proposals(database, clock, mint, refresh)

    async def propose(row: OutRow) -> list[OutRow]:
        return await proposals().expanders[row.kind](row)

    async def arrived(row: OutRow, content: bytes) -> list[OutRow] | None:
        return await proposals().arrived(row, content)

    return propose, arrived


def _read_only(config: Config, database: Database, in_force: InForce, clock: Clock) -> Mapping[str, Expand]:
    """Give what fulfils wishes that only read what is there."""
    return {
        "my_data": my_data_expander(database, attachments_folder(config.reports.folder)),
        DIGEST: Digests(database, in_force, clock).expand,
        "edition": edition_expander(config, database),
        CALL_LIST: CallLists(database, in_force, clock).expand,
        "answer_table": table_expander(database, in_force, clock),
        "fact_changed": fact_changed_expander(database, in_force, clock),
        "rewordings": rewordings_expander(database, in_force),
        "protocol": protocol_maker(config, clock),
        "checks": ChecksWishes(config, clock).expand,
        "picture": picture_maker(config, database, in_force, clock),
        "nudge": nudge_maker(database, in_force, clock),
    }
