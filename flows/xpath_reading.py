"""What a program reads in one evaluation, and how much of it may be looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from flows.surroundings import Surroundings
from flows.xpath_regex_pattern import BadPatternError
from flows.xpath_values import NAN, NO_RESULT, Scalar, TooMuchError, Value

Row: TypeAlias = Mapping[str, str]
MOST_LOOKS = 400_000
"""Most rows or pairs that one expression looks at, some tenths of a second: 600 rows within 600 rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a program reads in one evaluation: values by reference number, `.`, the day, the tables.

    Attributes:
        left: How many rows or pairs may still be looked at here; a condition shares it out among its rows, so that
            conditions within conditions cannot multiply without end.
        known: What was found that is the same for every row; one for all readings of an evaluation.
    """

    values: tuple[Value, ...]
    this: Scalar
    surroundings: Surroundings
    row: Row | None = None
    position: int = 0
    left: int = MOST_LOOKS
    known: "dict[Program, Value]" = field(default_factory=dict)

    def for_each(self, many: int) -> int:
        """Share out what may be looked at. Raises TooMuchError."""
        if many > self.left:
            raise TooMuchError
        return self.left // max(1, many)

    def at(self, position: int, left: int, row: Row | None = None) -> "Reading":
        """The same within a row, or within a turn."""
        return Reading(
            values=self.values,
            this=self.this,
            surroundings=self.surroundings,
            row=row,
            position=position,
            left=left,
            known=self.known,
        )


Program: TypeAlias = Callable[[Reading], Value]


def outside(program: Program) -> Program:
    """A program that stands in a condition and reads nothing of the row: it is run once, as if it stood outside."""

    def found(reading: Reading) -> Value:
        known = reading.known
        if program not in known:
            known[program] = program(reading.at(0, MOST_LOOKS))
        return known[program]

    return found


def run(program: Program, reading: Reading) -> Value:
    """Run a program.

    Arithmetic that has no result (overflow, 0 to the power of -1) is NaN; what would go on without end, and a pattern
    that is none, is NO_RESULT.
    """
    try:
        return program(reading)
    except (TooMuchError, BadPatternError):
        return NO_RESULT
    except ArithmeticError:
        return NAN
