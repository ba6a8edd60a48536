"""A round beside the year before, loaded where somebody asks for it in the status."""

from collections.abc import Sequence

from bot.conversation.buttons import Verb, read_button
from bot.conversation.heard import Tapped
from bot.earlier_answers import with_earlier
from bot.in_force import InForce
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.board_years import BoardYears, compare_years, comparing_report
from storage.database import Tx
from storage.snapshot import load_pinned_forms, load_snapshot

VIEW = "y"
"""The status's page of it."""


async def load_years(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce) -> None:
    """Compare the rounds that taps name, by the row's id."""
    taps = (read_button(one.heard.data) for one in batch if isinstance(one.heard, Tapped))
    wanted = {tap.part(1) for tap in taps if tap is not None and tap.verb is Verb.STATUS and tap.part(0) == VIEW}
    found: dict[str, BoardYears] = {}
    for board in (board for boards in stage.boards.values() for board in boards if board.round in wanted):
        definition = comparing_report(board.plan, board.key)
        if definition is None:
            continue
        forms, plan = in_force.forms(), board.plan.key
        picture = await load_snapshot(tx, plan, definition.key, made_at=stage.now, draft=True, forms=forms)
        pinned = await load_pinned_forms(tx, plan, definition)
        years = compare_years(with_earlier(picture, [forms[version] for version in pinned]))
        if years is not None:
            found[board.round] = years
    stage.years = found
