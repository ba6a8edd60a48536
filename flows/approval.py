"""What a body of the town decided about a report."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """A recorded approval of an edition.

    Attributes:
        number: From 1 within the edition; a later one corrects the earlier.
        body: Nominative, as it was said: "rada města".
        on: The day of the decision, in the plan's calendar.
        resolution: Number of the resolution as it was said; "" = none was.
    """

    number: int
    body: str
    on: date
    resolution: str = ""
