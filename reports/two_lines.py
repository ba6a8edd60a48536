"""How wide a heading must be to take two lines."""

from collections.abc import Callable


def two_lines(text: str, width: Callable[[str], float]) -> float:
    """Give the least width in which a text breaks into two lines at most; `width` measures a line."""
    words = text.split(" ")
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min((max(width(first), width(second)) for first, second in halves), default=width(text))
