"""Words by which people call a figure an estimate: "předběžně", "odhad"."""

import re

_WORD = re.compile(
    r"(?<![\s,;–-])[\s,;–-]*\(?\b(?:předběžn\w*|predbezn\w*|předb\.|odhad\w*|orientačn\w*|orientacn\w*|estimate\w*|preliminary)"
    r"(?![\w])\.?\)?",
    re.IGNORECASE,
)


def says_estimate(text: str) -> bool:
    """Tell whether a text calls its figure an estimate."""
    return _WORD.search(text) is not None


def without_estimate(text: str) -> str:
    """Give the text without the words that call its figure an estimate; its lines stay."""
    return "\n".join(_WORD.sub("", line).strip() for line in text.split("\n"))


def estimates_among(text: str, count: int) -> tuple[bool, ...]:
    """Tell for each of so many figures whether it was called an estimate.

    Where each stands on a line of its own, its line decides; else the word holds for all of them.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == count:
        return tuple(says_estimate(line) for line in lines)
    return (says_estimate(text),) * count
