"""Acts of a coordinator at a terminal: played by the very conversation of the chat, answered here and not there."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from bot.calendar.in_use import refresh
from bot.clock import Clock
from bot.conversation.heard import Heard
from bot.conversation.scene import Mint
from bot.conversation.state import Dialog, PersonCard
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.batch import TRIES, Intake
from bot.intake.played import Arrived, out_row, outcome_of
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from storage.claims import wait_for_turn
from storage.database import Database
from storage.faults import WriteConflict
from storage.gathering import gathered
from storage.loading import register_updates
from storage.people import Member
from storage.writes import InboxRow, OutboxRow, Writes
from storage.writing import write_batch

log = logging.getLogger(__name__)
CHANNEL = "terminal"
"""Under this name acts at a terminal stand in the inbox."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What an act led to.

    Attributes:
        rows: What was said to whoever acted, in order; nothing of it goes to their chat.
        toasts: Words that would flash on a phone.
        changed: Something was written, or waits to be sent to others.
    """

    rows: tuple[OutRow, ...]
    toasts: tuple[str, ...]
    changed: bool


class TerminalIntake(Intake):
    """Plays acts of one person with a dialog of its own, so that their chat stays where it is.

    Attributes:
        dialog: Where the conversation at this terminal stands.
    """

    def __init__(
        self, *, database: Database, clock: Clock, mint: Mint, in_force: InForce, member: Member, language: str
    ) -> None:
        """Take who acts and in which language they are answered."""

        async def bring_up_to_date() -> None:
            await refresh(database, in_force)

        super().__init__(
            database=database,
            bot=None,
            clock=clock,
            mint=mint,
            in_force=in_force,
            refresh=bring_up_to_date,
            after=lambda _played: None,
            alert=lambda _update, _error: None,
        )
        self._member, self._language = member, language
        self.dialog = Dialog(contact=member.contact)

    def _seat(self, stage: Stage) -> None:
        person: PersonCard = stage.people[self._member.address]
        stage.people[self._member.address] = replace(person, language=self._language)
        stage.dialogs[person.contact] = self.dialog

    def forget_tap(self) -> None:
        """Let the same button be tapped again: at a terminal nobody taps twice by mistake."""
        self.dialog = replace(self.dialog, last_tap="")

    async def act(self, heard: Heard) -> Answered:
        """Play one act; another process may have written first, so it is tried a few times.

        Raises:
            WriteConflict, IntegrityError: What is wanted contradicts what stands there.
        """
        for _ in range(TRIES - 1):
            try:
                return await self._act_once(heard)
            except (WriteConflict, IntegrityError):
                log.warning("an act did not fit; it is played again")
        return await self._act_once(heard)

    async def _act_once(self, heard: Heard) -> Answered:
        address = self._member.address
        made, now = self._mint(), self._clock.now()
        row = InboxRow(id=made, channel=CHANNEL, external_id=made, chat=address, raw="", received_at=now)
        incoming = Incoming(
            update=made, chat=address, user=address, private=True, name="", language=self._language, heard=heard
        )
        arrived = Arrived(row=row, incoming=incoming)
        async with self._database.write() as tx:
            await wait_for_turn(tx, {address})
            await register_updates(tx, [row])
            stage = await self._set(tx, [incoming])
            act, written = await self._play_out(tx, stage, arrived, incoming)
            writes = gathered(stage.now, written)
            mine, others = parted(writes.outbox, self._member.contact)
            kept = self._without_chat(writes, others)
            await write_batch(tx, replace(kept, inbox=(outcome_of(stage, arrived, "done"),)))
        await self._after_commit(stage, writes)
        self.dialog = stage.dialogs[self._member.contact]
        rows = tuple(out_row(one, address) for one in mine)
        return Answered(rows=rows, toasts=tuple(act.toasts), changed=kept != Writes(changed_at=kept.changed_at))

    def _without_chat(self, writes: Writes, others: Sequence[OutboxRow]) -> Writes:
        """Leave out what belongs to the person's own chat: its dialog, its messages, and what they were linked to."""
        own = self._member.contact
        return replace(
            writes,
            outbox=tuple(others),
            dialogs=tuple(one for one in writes.dialogs if one.contact != own),
            voids=tuple(one for one in writes.voids if one.contact != own),
            links=tuple(one for one in writes.links if one.contact != own),
        )


def parted(rows: Sequence[OutboxRow], own: str) -> tuple[list[OutboxRow], list[OutboxRow]]:
    """Part what is said to whoever acts from what goes to others."""
    mine = [row for row in rows if row.contact == own and not row.voided]
    return mine, [row for row in rows if row.contact != own]
