"""Elements of Office Open XML as text: what is put in is escaped unless it is an element already."""

import re

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from markupsafe import Markup, escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def el(name: str, /, *children: str, **attributes: object) -> Markup:
    """Write an element.

    Args:
        name: With its prefix, "w:p".
        children: Elements, or text to escape.
        attributes: "w_val" is the attribute w:val; None = left out.
    """
    said = "".join(
        f' {key.replace("_", ":", 1)}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>")  # noqa: S704 -- escaped above


def root(name: str, prefixes: str, /, *children: str, **attributes: object) -> Markup:
    """Write an element that declares the name spaces of its prefixes ("w r")."""
    spaces = {f"xmlns_{prefix}": nsmap[prefix] for prefix in prefixes.split()}
    return el(name, *children, **spaces, **attributes)


def run(text: str, *properties: str) -> Markup:
    """Write a run of text."""
    shape = el("w:rPr", *properties) if properties else Markup()
    return el("w:r", shape, el("w:t", text, xml_space="preserve"))


def unwritable(text: str) -> str:
    """Name the first character that XML cannot hold, e.g. "U+0007"; "" = none."""
    found = _NOT_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def parsed(xml: str, prefixes: str = "w") -> BaseOxmlElement:
    """Read an element that was written with these prefixes."""
    element: BaseOxmlElement
    (element,) = parse_xml(root("w:body", prefixes, Markup(xml)))  # noqa: S704 -- an element, not a text
    return element
