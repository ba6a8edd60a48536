"""A plan's own wording of messages: checked when the plan is read, so that no conversation meets a broken one."""

from collections.abc import Mapping
from html.parser import HTMLParser

from jinja2 import TemplateSyntaxError, nodes

from bot.words import LANGUAGES, environment, placeholders, sources
from flows.faults import Fault

TAGS = frozenset({("b", ()), ("i", ()), ("a", ("href",)), ("blockquote", ("expandable",))})
"""Markup that a message may have, with its attributes; the channel refuses a message with anything else unclosed."""
PLAIN: frozenset[type[nodes.Node]] = frozenset(
    {
        *(nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.Filter, nodes.Concat),
        *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.For),
        nodes.Tuple,
    }
)
"""What a template may do: it fills values in, with conditions and lists; it does not call, fetch, set or reckon."""
FILTERS = frozenset(
    {
        *("capitalize_first", "full_stop", "numbered", "of_year", "grouped"),
        *("length", "lower", "upper", "trim", "join"),
    }
)
"""None of them can make a text without end, or take the escaping off."""


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


def _too_clever(tree: nodes.Template) -> str:
    """Name the first thing that a template may not do, "" = there is none."""
    for node in tree.find_all(nodes.Node):
        if type(node) not in PLAIN:
            return type(node).__name__.lower()
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            return node.name
        if isinstance(node, nodes.For) and (node.recursive or any(part.find(nodes.For) for part in _inside(node))):
            return "for"
    return ""


def _inside(loop: nodes.For) -> list[nodes.Node]:
    return [nodes.Output(loop.body), nodes.Output(loop.else_)]


def _parts(tree: nodes.Template) -> frozenset[str]:
    """Name the parts of values that a template asks for, with their dot."""
    return frozenset(f".{node.attr}" for node in tree.find_all(nodes.Getattr))


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
    tree, own = (environment(language).parse(text) for text in (template, sources(language)[key]))
    clever = _too_clever(tree)
    if clever:
        return Fault(code="plan.text_syntax", where=where, data={"detail": clever})
    unknown = sorted((wanted - placeholders(sources(language)[key])) | (_parts(tree) - _parts(own)))
    if unknown:
        return Fault(code="plan.text_value", where=where, data={"values": ", ".join(unknown)})
    tags = markup_faults(template)
    return Fault(code="plan.text_markup", where=where, data={"tags": ", ".join(tags)}) if tags else None
