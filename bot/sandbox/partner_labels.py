"""What is written on a button in another language: what people mean to do is told in Czech labels."""

from collections.abc import Iterator, Mapping
from functools import cache

from bot.forms import known_forms, read_known_form
from bot.words import labels
from flows.form import Form

CZECH = "cs"


def label_in(language: str, czech: str) -> str:
    """Give a label in a language; the beginning of a label gives the beginning, an unknown one stays as it is."""
    if language == CZECH:
        return czech
    known = _known(language)
    if czech in known:
        return known[czech]
    begun = next((label for label in known if "{" in label and label.startswith(czech)), "")
    return known[begun].partition("{")[0].strip() if begun else czech


@cache
def _known(language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for czech, other in _pairs(language):
        found.setdefault(czech, other)
    return found


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    here, there = labels(CZECH), labels(language)
    yield from ((here[key], there[key]) for key in here)
    for key in sorted(known_forms()):
        form = read_known_form(key)
        if not isinstance(form, Form):
            continue
        choices = (choice for each in form.lists.values() for choice in each)
        yield from ((choice.short.get(CZECH, ""), choice.short.get(language, "")) for choice in choices)
        settings = (question.settings for question in form.by_name.values())
        yield from ((one.get("section", ""), one.get(f"section_{language}", "")) for one in settings)
