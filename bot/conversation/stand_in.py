"""Who can answer in somebody's place."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class StandIn:
    """Somebody who can answer in the person's place.

    Attributes:
        contact: Id of the contact that can be written to.
        language: In which they are written to.
        actor_name: For which of the person's actors.
    """

    person: str
    contact: str
    language: str
    name: str
    actor_name: str
