"""What a coordinator's command finds before it acts: the round, a task by its number, an organisation, a person."""

from dataclasses import dataclass

from bot.commands.context import Context
from bot.in_force import InForce
from bot.intake.boards import load_board
from bot.terminal.session import Session
from flows.board import Board, BoardPerson, BoardTask, tasks_numbered
from flows.plan import Plan
from flows.reading.folding import fold
from storage.database import Database


class NotFoundHereError(Exception):
    """What a call names is not there, or it is not clear what is meant; the message is the sentence that says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where a command of a coordinator works.

    Attributes:
        plan: Key of the plan.
        round: Key of the round as the call names it, "" = the open one, else the newest.
    """

    database: Database
    in_force: InForce
    session: Session
    plan: str
    round: str
    context: Context

    @property
    def whole_plan(self) -> Plan:
        """The plan as it is in force."""
        return self.in_force.plans[self.plan].plan

    async def boards(self) -> tuple[Board, ...]:
        """Load the rounds of the plan, the one that is meant first.

        Raises:
            NotFoundHereError: There is no such round, or none has opened yet.
        """
        async with self.database.read() as tx:
            found = await load_board(tx, self.in_force.plans[self.plan], self.context.clock.now())
        named = tuple(one for one in found if self.round in {"", one.key})
        if not named:
            known = ", ".join(one.key for one in found) or "–"
            raise NotFoundHereError(self.context.phrase("acting.no_round", key=self.round or "–", known=known))
        return named

    async def board(self) -> Board:
        """Load the round that is meant."""
        return (await self.boards())[0]

    async def task(self, number: str, actor: str = "") -> tuple[Board, BoardTask]:
        """Find the task about an item, of an organisation where several answer.

        Raises:
            NotFoundHereError: There is none, or there are several.
        """
        found = tasks_numbered(await self.boards(), number)
        if not found:
            raise NotFoundHereError(self.context.phrase("acting.no_task", number=number))
        key = self.actor(found[0][0].plan, actor) if actor else ""
        fitting = [one for one in found if not key or one[1].actor == key]
        if len(fitting) != 1:
            known = ", ".join(sorted(one.actor for _, one in found))
            raise NotFoundHereError(self.context.phrase("acting.which_actor", number=number, known=known))
        return fitting[0]

    def actor(self, plan: Plan, wanted: str) -> str:
        """Find an organisation by its key or name.

        Raises:
            NotFoundHereError: There is none, or there are several.
        """
        exact = [one.key for one in plan.actors if fold(wanted) in {fold(one.key), fold(one.name)}]
        part = [one.key for one in plan.actors if fold(wanted) in fold(one.name)]
        found = exact or part
        if len(found) != 1:
            known = ", ".join(one.key for one in plan.actors if not found or one.key in found)
            raise NotFoundHereError(self.context.phrase("acting.no_actor", value=wanted, known=known))
        return found[0]

    def person(self, board: Board, wanted: str) -> BoardPerson:
        """Find who has joined, by name.

        Raises:
            NotFoundHereError: There is nobody of that name, or there are several.
        """
        found = [one for one in board.people if fold(wanted) in fold(one.name)]
        if len(found) != 1:
            known = ", ".join(sorted(one.name for one in (found or board.people)))
            raise NotFoundHereError(self.context.phrase("acting.no_person", value=wanted, known=known or "–"))
        return found[0]

    def says_yes(self, key: str, *, sure: bool) -> bool:
        """Ask before something leaves; without a terminal only --yes is a yes."""
        if sure:
            return True
        answer = self.context.ask(key)
        if answer is None:
            self.context.complain("plan.no_terminal")
        return answer is not None and answer.lower() in self.context.phrase("yes.words").split()
