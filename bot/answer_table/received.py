"""A workbook that somebody sent: opened, known by its mark, read, tried and kept until it is used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answer_table.changes import Tried, changed_lines, try_table
from bot.answer_table.inputs import content_of
from bot.answer_table.reading import Reader, marked_for
from bot.conversation.state import TaskCard
from bot.in_force import InForce
from bot.intake.interviews import Interviews
from bot.intake.setting import open_cards
from bot.intake.stage import Stage
from bot.words import Words
from flows.faults import Fault
from flows.rights import Action, Membership, OnTask, may
from flows.tasks import Refusal
from flows.workbook.grid import Workbook
from storage.database import Tx
from storage.loading import load_tasks


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRead:
    """What a returned table would change.

    Attributes:
        faults: Everything that cannot be read or does not hold; then nothing is applied.
    """

    plan: str
    actor: str
    actor_name: str
    tried: tuple[Tried, ...]
    faults: tuple[Fault, ...]

    @property
    def content(self) -> object:
        """The inputs as they wait in the database."""
        return content_of(list(self.tried))

    def complete(self) -> int:
        """Count the items that would be sent: nothing is missing in them."""
        return sum(1 for one in self.tried if not one.after.evaluation.missing())

    def lines(self, words: Words) -> list[str]:
        """Say what would read differently, a line each."""
        return [
            f"{one.before.number or one.before.title}, {section}: {new or '–'}" + (f" ({old})" if old else "")
            for one in self.tried
            for section, old, new in changed_lines(one, words)
        ]


async def load_cards(tx: Tx, in_force: InForce, plan: str, actor: str, *, now: datetime) -> list[TaskCard]:
    """Load the tasks of an actor in open rounds, in the order of the plan."""
    stage = Stage(now=now, plans=in_force.plans, bot_name="")
    views = [view for view in await load_tasks(tx, actors=[(plan, actor)]) if view.plan in in_force.plans]
    await open_cards(tx, stage, views, in_force, Interviews())
    return sorted(stage.cards(stage.tasks).values(), key=lambda card: card.order)


def may_answer(members: Sequence[Membership], plan: str, actor: str, now: datetime) -> bool:
    """Tell whether somebody may answer for an actor, by themselves or on its behalf."""
    subject = OnTask(plan=plan, actor=actor)
    answers = (may(members, action, subject, now) for action in (Action.ANSWER, Action.ANSWER_ON_BEHALF))
    return any(not isinstance(answer, Refusal) for answer in answers)


def read_table(
    book: Workbook, cards: Sequence[TaskCard], *, now: datetime, mint: Callable[[], str], language: str
) -> TableRead:
    """Read a table of the tasks of one actor, at least one."""
    first = cards[0]
    reader = Reader(cards=cards, today=now.astimezone(ZoneInfo(first.plan.time_zone)).date())
    said = reader.read(book)
    tried, refused = try_table(cards, said, mint, language)
    return TableRead(
        plan=first.plan.key,
        actor=first.actor,
        actor_name=first.actor_name,
        tried=tuple(tried),
        faults=(*reader.faults, *refused),
    )


__all__ = ["TableRead", "load_cards", "marked_for", "may_answer", "read_table"]
