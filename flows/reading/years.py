"""Finding years in a text taken over from last time."""

import re

_YEAR = re.compile(r"(?<![\w/.,§-])(?:19|20)[0-9]{2}(?![\w§]|[.,][0-9]|/(?!(?:19|20)[0-9]{2}(?!\w)))")
_AFTER_A_YEAR = re.compile(r"(?<=(?:19|20)[0-9]{2}[-–/])(?:19|20)[0-9]{2}(?![\w/]|[.,][0-9])")
_IN_A_DATE = re.compile(r"(?<=[0-9]\.)(?:19|20)[0-9]{2}(?!\w)")
_COUNTED = re.compile(r"[ \u00a0](?:Kč|CZK|korun|osob|dětí|lidí|ks|m²|m2|km|hodin|žáků)")


def years_in(text: str) -> tuple[int, ...]:
    """List the years from 1900 to 2099 in their order, each as often as it stands there.

    Both ends of "2025–2029" count. Amounts and counts ("2000 Kč", "2 026 osob") and parts of
    longer marks ("1536/ZM1418/2024") do not.
    """
    found = {
        match.start(): int(match[0])
        for shape in (_YEAR, _AFTER_A_YEAR, _IN_A_DATE)
        for match in shape.finditer(text)
        if not _COUNTED.match(text, match.end())
    }
    return tuple(found[start] for start in sorted(found))
