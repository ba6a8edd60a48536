"""When a plan's messages may go out by themselves."""

from datetime import time
from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from flows.plan_part import Part


class Sending(Part):
    """The window for messages that nobody asked for; answers to a person's own act leave at any time.

    Attributes:
        from_at: Local time of day of the first message.
        to_at: Local time of day after which none is sent.
        weekends: Whether Saturdays and Sundays are as good as other days.
        holidays: Whether public holidays are.
        country: Whose public holidays, as ISO 3166 writes the country.
    """

    from_at: time = time(8, 0)
    to_at: time = time(18, 0)
    weekends: StrictBool = False
    holidays: StrictBool = False
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field()] = "CZ"
