"""The closed HTML subset of report templates, read into elements that know their template line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from flows.faults import Fault

_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **{f"h{level}": frozenset({"id"}) for level in range(1, 5)},
    **{tag: frozenset() for tag in ("p", "ul", "ol", "li", "thead", "tbody", "tfoot", "tr", "th", "td", "caption")},
    **{tag: frozenset() for tag in ("strong", "em", "note", "figcaption")},
    "table": frozenset({"id", "class", "label", "align", "row-head"}),
    "figure": frozenset({"id", "label", "of", "columns", "kind"}),
    "a": frozenset({"href"}),
    "data": frozenset({"value", "unit", "source", "name", "item"}),
    "ref": frozenset({"to"}),
}
_LINE = "template-line"
_OPENING = re.compile(r"<([a-zA-Z][\w-]*)(?=[\s>/])")
_ANY_TAG = re.compile(r"</?([a-zA-Z][\w-]*)(?=[\s>/])")


class TemplateError(Exception):
    """A report template does not write the closed subset; `fault` says where and what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.where}: {fault.code} {dict(fault.data)}")
        self.fault = fault


@dataclass(kw_only=True, slots=True)
class Element:
    """One element while it is being read; its children are elements and texts."""

    tag: str
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self, *tags: str) -> list["Element"]:
        """Give the child elements with one of these tags, all without any."""
        return [child for child in self.children if isinstance(child, Element) and (not tags or child.tag in tags)]


class LineMarks(Extension):
    """Tells each tag of a template its line, so that a mistake in what it writes can be found."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Mark the opening tags of the template's own text."""
        for token in stream:
            yield _marked(token) if token.type == "data" else token


def _marked(token: Token) -> Token:
    def mark(match: re.Match[str]) -> str:
        return f'{match[0]} {_LINE}="{token.lineno + token.value.count(chr(10), 0, match.start())}"'

    return Token(token.lineno, token.type, _OPENING.sub(mark, token.value))


def unknown_tags(source: str, name: str, environment: Environment) -> tuple[Fault, ...]:
    """Find every tag of a template's own text that the subset does not know, all at once."""
    return tuple(
        Fault(code="report_template.unknown_tag", where=f"{name}, line {line}", data={"tag": tag})
        for line, tag in _own_tags(source, environment)
        if tag.lower() not in _ATTRIBUTES
    )


def _own_tags(source: str, environment: Environment) -> Iterator[tuple[int, str]]:
    for line, kind, value in environment.lex(source):
        if kind == "data":
            for match in _ANY_TAG.finditer(value):
                yield line + value.count("\n", 0, match.start()), match[1]


def read_markup(text: str, name: str) -> Element:
    """Read what a template wrote into one root element.

    Args:
        text: The rendered text, with the marks of `LineMarks`.
        name: The template's name for messages.

    Raises:
        TemplateError: An unknown tag or attribute, or tags that do not close each other.
    """
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._open = [Element(tag="", line=1)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        line = int(attributes.pop(_LINE, self._open[-1].line))
        if tag not in _ATTRIBUTES:
            raise self._error("unknown_tag", line, tag=tag)
        if extra := set(attributes) - _ATTRIBUTES[tag]:
            raise self._error("unknown_attribute", line, tag=tag, attribute=min(extra))
        element = Element(tag=tag, line=line, attributes=attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag != tag:
            raise self._error("not_closed", self._open[-1].line, tag=self._open[-1].tag, closing=tag)
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_decl(self, decl: str) -> None:
        raise self._error("unknown_tag", self._open[-1].line, tag=f"!{decl}")

    def handle_pi(self, data: str) -> None:
        raise self._error("unknown_tag", self._open[-1].line, tag=f"?{data}")

    def finish(self) -> Element:
        if len(self._open) > 1:
            raise self._error("not_closed", self._open[-1].line, tag=self._open[-1].tag, closing="")
        return self._open[0]

    def _error(self, code: str, line: int, **data: str) -> TemplateError:
        return template_error(code, self._name, line, **data)


def template_error(code: str, name: str, line: int, **data: str) -> TemplateError:
    """Make the error for a mistake in a template's line."""
    return TemplateError(Fault(code=f"report_template.{code}", where=f"{name}, line {line}", data=data))
