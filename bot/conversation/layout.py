"""Buttons into rows by the length of their labels."""

from collections.abc import Iterable, Sequence

from bot.conversation.message import Button, Rows

SHORT = 8
MIDDLE = 15
LONGEST = 30
MOST_ROWS = 6
"""Rows of buttons under one message."""


def fits(count: int, longest: int) -> bool:
    """Tell whether so many labels, the longest of so many characters, may share one row."""
    return (longest <= SHORT and count <= 3) or (longest <= MIDDLE and count <= 2)


def lay_out(buttons: Iterable[Button]) -> Rows:
    """Fill rows in the given order: three labels of 8, two of 15 characters, longer ones alone."""
    rows: list[tuple[Button, ...]] = []
    longest = 0
    for button in buttons:
        length = len(button.label)
        longest = max(longest, length)
        if rows and fits(len(rows[-1]) + 1, longest):
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
            longest = length
    return tuple(rows)


def numbers(buttons: Sequence[Button], *, wide: int = 6) -> Rows:
    """Lay out buttons that are bare numbers, six in a row."""
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))


def shorten(label: str, limit: int = LONGEST) -> str:
    """Cut a label to the limit at a word, with an ellipsis; hard spaces have no use on one line."""
    label = label.replace("\u00a0", " ")
    if len(label) <= limit:
        return label
    cut = label[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;–-") + "…"
