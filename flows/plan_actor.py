"""Who carries a plan out: organisations, positions and groups of them."""

from typing import Literal

from flows.plan_part import Key, Line, Part, Reference


class Actor(Part):
    """An organisation or position, or a group of them; people come and go, the duty stays here.

    Attributes:
        key: Unique within the plan.
        name: In the nominative, as printed.
        kind: One of the plan's kinds ("městský obvod"), "" = none.
        email: Address of the office, for the letter with the link; "" = none.
        telephone: For the coordinator's call list; "" = none.
        deputy: Key of the actor that answers when this one does not, "" = none.
        head: Key of the actor above, "" = none.
        members: Keys of the members; not empty means that this is a group.
        answers: For a group: each member answers, or the group itself ("lead") for all.
    """

    key: Key
    name: Line
    kind: str = ""
    email: str = ""
    telephone: str = ""
    deputy: Reference = ""
    head: Reference = ""
    members: tuple[Reference, ...] = ()
    answers: Literal["each", "lead"] = "lead"
