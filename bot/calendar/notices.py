"""What coordinators are told unasked: who has newly joined, once a day; weekly numbers, to groups that want them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.board.members import newcomers_message, unchecked
from bot.conversation.board.status import status_message
from bot.conversation.message import Message
from bot.conversation.scene import Mint, Scene, Surrounds
from bot.conversation.state import Dialog, PersonCard
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.boards import load_board
from bot.intake.cards import PlanIndex
from flows.board import Board, BoardPerson
from flows.rights import Membership
from flows.tasks import Role
from flows.working_days import next_allowed
from storage.database import Database, Tx
from storage.notices import claim_notice, last_notice_at
from storage.status import load_plan_groups
from storage.writes import OutboxRow, Writes
from storage.writing import write_batch

JOINED, WEEKLY = "joined", "weekly"


class Notices:
    """Tells coordinators what they did not ask for, each thing once an occasion."""

    def __init__(self, *, database: Database, in_force: InForce, mint: Mint) -> None:
        self._database, self._in_force, self._mint = database, in_force, mint
        self._told: set[tuple[str, str, str]] = set()

    async def sweep(self, now: datetime) -> None:
        """Tell what is due, in the plan's sending hours; the first look of a day and of a week counts."""
        for key, index in self._in_force.plans.items():
            zone = ZoneInfo(index.plan.time_zone)
            if next_allowed(now, index.plan.sending, zone) > now:
                continue
            today = now.astimezone(zone).date()
            year, week, _ = today.isocalendar()
            for kind, occasion in ((JOINED, today.isoformat()), (WEEKLY, f"{year}-W{week:02}")):
                if (key, kind, occasion) not in self._told:
                    await self._tell(index, kind, occasion, now)
                    self._told.add((key, kind, occasion))

    async def _tell(self, index: PlanIndex, kind: str, occasion: str, now: datetime) -> None:
        async with self._database.write() as tx:
            since = await last_notice_at(tx, index.plan.key, kind)
            if not await claim_notice(tx, index.plan.key, kind, occasion, at=now):
                return
            boards = [one for one in await load_board(tx, index, now) if one.is_open]
            rows = [row for board in boards for row in await self._rows(tx, board, kind, since, now)]
            await write_batch(tx, Writes(changed_at=now, outbox=tuple(rows)))

    async def _rows(self, tx: Tx, board: Board, kind: str, since: datetime | None, now: datetime) -> list[OutboxRow]:
        if kind == WEEKLY:
            groups = await load_plan_groups(tx, board.plan.key)
            return [self._row(one, self._weekly(board, one, now), now) for one in groups]
        if not any(since is None or one.joined_at > since for one in unchecked(board)):
            return []
        coordinators = {one.contact: one for one in board.people if one.role is Role.COORDINATOR}
        return [
            self._row(one.contact, self._newcomers(board, one, now), now)
            for one in coordinators.values()
            if one.contact_state == "active"
        ]

    def _weekly(self, board: Board, contact: str, now: datetime) -> Message:
        person = PersonCard(contact=contact, address="", language=board.plan.language)
        return status_message(self._scene(board, person, now, private=False), board)

    def _newcomers(self, board: Board, one: BoardPerson, now: datetime) -> Message:
        member = Membership(person=one.person, plan=board.plan.key, role=one.role, from_at=one.joined_at)
        person = PersonCard(
            contact=one.contact,
            address=one.address,
            person=one.person,
            language=one.language or board.plan.language,
            memberships=(member,),
        )
        return newcomers_message(self._scene(board, person, now, private=True), board)

    def _scene(self, board: Board, person: PersonCard, now: datetime, *, private: bool) -> Scene:
        surrounds = Surrounds(
            plans={board.plan.key: board.plan},
            invites={},
            requests={},
            opens={},
            bot_name="",
            boards={board.plan.key: (board,)},
        )
        return Scene(
            now=now,
            mint=self._mint,
            person=person,
            dialog=Dialog(contact=person.contact),
            tasks={},
            surrounds=surrounds,
            private=private,
        )

    def _row(self, contact: str, message: Message, now: datetime) -> OutboxRow:
        return OutboxRow(
            id=self._mint(),
            contact=contact,
            lane="bulk",
            payload=message_payload(message),
            not_before_at=now,
            created_at=now,
        )
