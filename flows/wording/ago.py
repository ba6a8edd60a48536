"""How long ago something happened, in words that fit into a sentence."""

from flows.wording.numbers import NO_BREAK, number


def minutes_ago(n: int, lang: str = "cs") -> str:
    """Say how many minutes ago: ``právě teď``, ``před minutou``, ``před 5 minutami``.

    Raises:
        ValueError: If n is negative; what lies ahead has other words.
    """
    if n < 0:
        raise ValueError(f"{n} minutes ago lies ahead")
    if n == 0:
        return "právě teď" if lang == "cs" else "just now"
    if n == 1:
        return "před minutou" if lang == "cs" else f"a{NO_BREAK}minute ago"
    count = number(n, lang)
    return f"před {count}{NO_BREAK}minutami" if lang == "cs" else f"{count}{NO_BREAK}minutes ago"
