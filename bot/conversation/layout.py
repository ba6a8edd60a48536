"""Buttons into rows by the length of their labels."""

from collections.abc import Iterable, Sequence

from bot.conversation.message import Button, Rows

SHORT = 8
MIDDLE = 15
LONGEST = 30
MOST_ROWS = 6
"""Rows of buttons under one message."""


def fits(labels: Sequence[str]) -> bool:
    """Tell whether these labels may share one row."""
    longest = max(map(len, labels))
    return len(labels) == 1 or (longest <= SHORT and len(labels) <= 3) or (longest <= MIDDLE and len(labels) == 2)


def lay_out(buttons: Iterable[Button]) -> Rows:
    """Fill rows in the given order: three labels of 8, two of 15 characters, longer ones alone."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        grown = (*rows[-1], button) if rows else (button,)
        if rows and fits([one.label for one in grown]):
            rows[-1] = grown
        else:
            rows.append((button,))
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
