"""Whom a reminder by hand reaches, and whom not and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.board import Board, BoardPerson
from flows.tasks import Role

REST = timedelta(hours=20)
"""Somebody who was reminded within this time is not reminded again unless they are ticked by hand."""
ANSWERING = timedelta(minutes=30)
"""Somebody who did something within this time is at it now."""


class Hindrance(StrEnum):
    """Why somebody is left out."""

    NOT_JOINED = "not_joined"
    GONE = "gone"
    REMINDED = "reminded"
    AWAY = "away"
    ANSWERING = "answering"


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """Somebody with something to do.

    Attributes:
        actors: For whom they answer, those that were asked about.
        waits: How many tasks of theirs wait.
        hindrance: Why they are left out unless ticked; None = they are not.
        on: The day that the hindrance is about.
    """

    person: str
    contact: str
    name: str
    language: str
    actors: tuple[str, ...]
    waits: int
    hindrance: Hindrance | None = None
    on: date | None = None

    @property
    def reachable(self) -> bool:
        """Whether the channel takes a message to them at all."""
        return self.hindrance not in {Hindrance.GONE, Hindrance.NOT_JOINED}


def addressees(board: Board, actors: Collection[str], now: datetime) -> tuple[Addressee, ...]:
    """Give everybody who answers for actors with something left to do, and the actors whom nobody has joined.

    Args:
        board: The round.
        actors: Keys of the actors that are meant.
        now: Now.

    Returns:
        One for each contact, in the order of joining; then one for each actor without anybody, with an empty contact.
    """
    waits = {actor: sum(task.waits for task in board.tasks_of(actor)) for actor in actors}
    busy = {actor for actor, count in waits.items() if count}
    by_contact: dict[str, list[BoardPerson]] = {}
    for one in board.people:
        if one.role is Role.PARTNER and one.actor in busy:
            by_contact.setdefault(one.contact, []).append(one)
    found = [_addressee(board, memberships, waits, now) for memberships in by_contact.values()]
    here = {actor for one in found for actor in one.actors}
    outside = [
        Addressee(
            person="",
            contact="",
            name="",
            language="",
            actors=(actor,),
            waits=waits[actor],
            hindrance=Hindrance.NOT_JOINED,
        )
        for actor in actors
        if actor in busy and actor not in here
    ]
    return (*found, *outside)


def _addressee(board: Board, memberships: list[BoardPerson], waits: dict[str, int], now: datetime) -> Addressee:
    one = memberships[0]
    actors = tuple(dict.fromkeys(each.actor for each in memberships))
    hindrance, on = _hindrance(board, one, now)
    return Addressee(
        person=one.person,
        contact=one.contact,
        name=one.name,
        language=one.language,
        actors=actors,
        waits=sum(waits[actor] for actor in actors),
        hindrance=hindrance,
        on=on,
    )


def _hindrance(board: Board, one: BoardPerson, now: datetime) -> tuple[Hindrance | None, date | None]:
    if one.contact_state != "active":
        return Hindrance.GONE, None
    if one.person in board.away:
        return Hindrance.AWAY, board.away[one.person]
    reminded = board.reminded.get(one.person)
    if reminded is not None and now - reminded < REST:
        return Hindrance.REMINDED, reminded.date()
    if one.heard_at is not None and one.heard_at > one.joined_at and now - one.heard_at < ANSWERING:
        return Hindrance.ANSWERING, None
    return None, None
