"""A plan's own wording of messages: checked when the plan is read, so that no conversation meets a broken one."""

from collections.abc import Mapping
from html.parser import HTMLParser

from jinja2 import TemplateSyntaxError, nodes

from bot.words import LANGUAGES, environment, placeholders, sources
from flows.faults import Fault

TAGS = frozenset({("b", ()), ("i", ()), ("a", ("href",)), ("blockquote", ("expandable",))})
"""Markup that a message may have, with its attributes; the channel refuses a message with anything else unclosed."""
TOO_CLEVER = (nodes.Call, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Macro, nodes.Getitem)
"""What a template may not do: it fills values in, it does not call or fetch."""


class _Tags(HTMLParser):
    """Walks the markup of a text and notes what may not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if (tag, tuple(name for name, _ in attrs)) not in TAGS:
            self.faults.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def markup_faults(text: str) -> list[str]:
    """Give the tags of a text or template that are not allowed, or that do not open and close in turn."""
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return [*tags.faults, *(f"<{tag}>" for tag in tags.open)]


def override_faults(texts: Mapping[str, Mapping[str, str]]) -> tuple[Fault, ...]:
    """Check a plan's own messages, all at once.

    Args:
        texts: Language to message key to template, as `Plan.texts`.

    Returns:
        At most one fault a message, placed like "texts.cs.opening": "plan.text_language" and "plan.text_key" for
        unknown ones, "plan.text_syntax" for what is no template or more than one, "plan.text_value" for values that
        the message does not have, "plan.text_markup" for tags that may not be there.
    """
    found = (_fault(language, key, text) for language, own in texts.items() for key, text in own.items())
    return tuple(fault for fault in found if fault is not None)


def _fault(language: str, key: str, template: str) -> Fault | None:
    where = f"texts.{language}.{key}"
    if language not in LANGUAGES:
        return Fault(code="plan.text_language", where=where, data={"language": language})
    if key not in sources(language):
        return Fault(code="plan.text_key", where=where, data={"key": key})
    try:
        wanted = placeholders(template)
    except TemplateSyntaxError as error:
        return Fault(code="plan.text_syntax", where=where, data={"detail": error.message or ""})
    clever = next(environment(language).parse(template).find_all(TOO_CLEVER), None)
    if clever is not None:
        return Fault(code="plan.text_syntax", where=where, data={"detail": type(clever).__name__.lower()})
    unknown = sorted(wanted - placeholders(sources(language)[key]))
    if unknown:
        return Fault(code="plan.text_value", where=where, data={"values": ", ".join(unknown)})
    tags = markup_faults(template)
    return Fault(code="plan.text_markup", where=where, data={"tags": ", ".join(tags)}) if tags else None
