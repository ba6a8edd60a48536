"""What a writer says when it cannot set something."""


class CannotSetError(Exception):
    """A writer cannot set something of the report.

    Attributes:
        place: Id of the block, or the name of the part.
        what: The text or character.
    """

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: cannot set {what}")
        self.place = place
        self.what = what
