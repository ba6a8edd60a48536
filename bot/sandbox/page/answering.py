"""Letting somebody answer by themselves, in their manner. What they do is seen in their chat like anybody's acts."""

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import assert_never

from bot.sandbox.botapi.seen import Message, NoSuchButtonError
from bot.sandbox.coordinator import Coordinator
from bot.sandbox.demo import QUICK, SLOW
from bot.sandbox.page.player import Doing, Manner, Player
from bot.sandbox.partner_acts import Say, Sheet, Sheets
from bot.sandbox.partner_manners import MANNERS, MannerSheets
from bot.sandbox.partner_pranks import EditsMessage
from bot.sandbox.partner_screens import CZECH, TONGUES, Asked, Head, Tongue
from bot.sandbox.partner_walk import WAIT, StuckError, Walker
from bot.sandbox.trial import Trial
from flows.tasks import Role

CONSENT = "Rozumím, pokračovat"
AT_ONCE = 1
"""Activities that a slow person answers before they put the phone away."""


class PhoneDownError(Exception):
    """The person puts the phone away for today."""


class _ContradictorySheets:
    """Says of the same thing one number here and another one there."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def sheet(self, head: Head) -> Sheet:
        """Give answers that do not agree with each other: projects above the costs, counts beside other lists."""
        return {
            **self._sheets.sheet(head),
            Asked.COSTS: (Say(text="město 150 tis., kraj 90 tis."),),
            Asked.DESCRIPTION: (
                Say(text="Podpořili jsme 5 projektů za 40 tis. Kč."),
                Say(text="Všechny 3 projekty stály dohromady 400 tis. Kč."),
            ),
            Asked.PROJECTS: (Say(text="Otevřené dveře 250 tis\nBezpečná ulice 300 tis"),),
        }


async def let_answer(playing: Trial, player: Player, *, is_open: bool, changed: Callable[[], None]) -> None:
    """Let somebody join if they have not, and answer as their manner has it.

    Args:
        playing: Where.
        player: Who; how far they have come is left in `doing`.
        is_open: Whether the round is open, so that there is something to answer.
        changed: Called when they have come further.
    """
    player.doing = Doing.ANSWERING
    changed()
    try:
        player.doing = await _behave(playing, player, is_open=is_open)
    except PhoneDownError:
        player.doing = Doing.PAUSING
    except (TimeoutError, StuckError, NoSuchButtonError):
        # the chat shows where: whoever looks on can take the phone and go on
        player.doing = Doing.STUCK
    changed()


async def _behave(playing: Trial, player: Player, *, is_open: bool) -> Doing:
    user = playing.server.world.users[player.id]
    if user.blocked and player.manner is not Manner.BLOCKED:
        await player.person.unblocks()
    if not user.blocked:
        await _join(player)
    match player.manner:
        case Manner.SILENT:
            return Doing.WAITING
        case Manner.BLOCKED:
            if not user.blocked:
                await player.person.blocks()
            return Doing.BLOCKING
        case Manner.DILIGENT | Manner.SLOW | Manner.CONTRADICTORY:
            return await _answer(playing, player) if is_open else Doing.WAITING
        case _ as never:
            assert_never(never)


async def _join(player: Player) -> None:
    person = player.person
    if not any(message.by_bot for message in person.chat):
        await person.start(player.token)
        await person.wait_for(lambda message: bool(message.buttons), WAIT)
    consents = {tongue.label(CONSENT) for tongue in TONGUES}
    offered = next((one for one in reversed(person.chat) if consents & set(one.labels)), None)
    if offered is not None:
        await person.taps(next(one for one in offered.labels if one in consents), message=offered)
        await person.wait_for(lambda message: message.id > offered.id, WAIT)


async def _answer(playing: Trial, player: Player) -> Doing:
    chance = random.Random(f"{player.actor}:{playing.clock.now()}")  # noqa: S311 - a play, nothing secret
    sent = 0

    async def rest() -> None:
        playing.clock.move_by(timedelta(seconds=chance.uniform(QUICK, SLOW)))

    def count() -> None:
        nonlocal sent
        sent += 1
        if player.manner is Manner.SLOW and sent >= AT_ONCE:
            raise PhoneDownError

    said = await player.person.says("/prehled")
    overview = await player.person.wait_for(lambda message: message.id > said.id, WAIT)
    tongue, progress = _progress(overview) or (CZECH, None)
    if player.role is Role.COORDINATOR:
        await Coordinator(player.person, rest=rest, tongue=tongue).state_totals()
        return Doing.DONE
    if progress is None or progress["done"] == progress["total"]:
        return Doing.DONE
    sheets: Sheets = MannerSheets(MANNERS[player.turn % len(MANNERS)], seed=f"kamenov:{player.actor}")
    is_contradictory = player.manner is Manner.CONTRADICTORY
    walker = Walker(
        player.person, _ContradictorySheets(sheets) if is_contradictory else sheets, rest=rest, sent=count,
        pranks=(EditsMessage(),) if is_contradictory else (), tongue=tongue,
    )  # fmt: skip
    return Doing.DONE if await walker.walk(overview) else Doing.PAUSING


def _progress(message: Message) -> tuple[Tongue, re.Match[str]] | None:
    """Tell in which language a list of what waits is, and how far it has come; None: this is no such list."""
    found = ((tongue, tongue.progress.search(message.text)) for tongue in TONGUES)
    return next(((tongue, progress) for tongue, progress in found if progress is not None), None)
