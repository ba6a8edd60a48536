"""Reading a typed word as the tap on a choice."""

from collections.abc import Mapping

from flows.reading.cleaning import clean
from flows.reading.folding import fold
from flows.reading.outcome import Ambiguous, NotUnderstood, Reading, Understood


def match_choice(text: str, words: Mapping[str, tuple[str, ...]]) -> Reading[str]:
    """Find the choice a person means; case, diacritics and punctuation at the ends do not matter.

    A whole word or label goes first, then the beginning of one, then the choice's number in the
    order shown, counted from 1.

    Args:
        text: What was typed.
        words: Name of each choice -> what may be typed for it, in the order shown.

    Returns:
        The choice's name; doubt "choice.many"; or "choice.none".
    """
    cleaned = clean(text)
    typed = fold(cleaned)
    if not typed:
        return NotUnderstood(code="choice.none", text=cleaned)
    folded = {name: tuple(fold(one) for one in (name, *forms)) for name, forms in words.items()}
    exact = tuple(name for name, forms in folded.items() if typed in forms)
    begun = tuple(name for name, forms in folded.items() if any(one.startswith(typed) for one in forms[1:]))
    found = exact or (() if typed.isdigit() else begun) or _numbered(typed, tuple(words))
    if not found:
        return NotUnderstood(code="choice.none", text=cleaned)
    return Understood(value=found[0]) if len(found) == 1 else Ambiguous(code="choice.many", options=found)


def _numbered(typed: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        return ()
    return names[int(typed) - 1 : int(typed)] if int(typed) > 0 else ()
