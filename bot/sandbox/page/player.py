"""Who is in the sandbox: a person with a phone, their place in the plan, and how they behave when left alone."""

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.people import Person
from flows.tasks import Role


class Manner(StrEnum):
    """How somebody behaves who is let answer by themselves."""

    DILIGENT = "diligent"
    SLOW = "slow"
    SILENT = "silent"
    BLOCKED = "blocked"
    CONTRADICTORY = "contradictory"


class Doing(StrEnum):
    """How far somebody has come who was let answer."""

    NOTHING = "nothing"
    ANSWERING = "answering"
    WAITING = "waiting"
    PAUSING = "pausing"
    DONE = "done"
    STUCK = "stuck"
    BLOCKING = "blocking"


@dataclass(kw_only=True, slots=True)
class Player:
    """Somebody in the sandbox.

    Attributes:
        title: The actor's name; the position of the one who is no partner; "" for a guest.
        role: None for a guest, who came with a link.
        actor: Key of the actor, "" = none.
        token: What their link carries.
        is_open: Their phone is on the page.
        turn: Decides what they answer.
    """

    person: Person
    title: str
    role: Role | None
    actor: str
    token: str
    turn: int
    is_open: bool = False
    manner: Manner = Manner.DILIGENT
    doing: Doing = Doing.NOTHING

    @property
    def id(self) -> int:
        """Telegram's id of the person."""
        return self.person.id

    @property
    def can_answer(self) -> bool:
        """Whether they can be let answer."""
        return self.role in {Role.PARTNER, Role.COORDINATOR}
