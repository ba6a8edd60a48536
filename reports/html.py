"""The report as one accessible HTML file: no script, no picture, no font from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from flows.colour import lightened
from reports.chart_svg import ChartStyle, chart_svg
from reports.model import Blocks, Figure, Footnote, Heading, Look, Picture, Report
from reports.packaged import style_text
from reports.parse import inline_text
from reports.walk import all_inlines

_CHARTS = ChartStyle(width=360, paints=tuple(f"var(--c{at})" for at in range(len(Look().colours))))

_DARK = "#14181d"
"""Paper of the dark page; letters and lines in the owner's colour are lightened for it."""
_STANDS_OUT = 7.0
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One line of the contents; `short` is its heading's number, or the whole text."""

    heading: Heading
    short: str
    inner: tuple["Entry", ...]


def html_page(report: Report) -> str:
    """Write the whole page. The same report gives the same text."""
    page = _page_template().render(
        meta=report.meta,
        words=report.meta.words,
        blocks=report.blocks,
        contents=_contents(report.blocks),
        notes=[inline for inline in all_inlines(report.blocks) if isinstance(inline, Footnote)],
        style=_style(report.meta.look),
        logo=_address(report.meta.look.logo),
        publicity=_address(report.meta.look.publicity),
        kind_of=_kind_of,
        plain=inline_text,
        drawn=_drawn,
    )
    return page.lstrip() + "\n"


@cache
def _page_template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["css_text"] = _css_text
    return environment.from_string(style_text("page.html.j2"))


def _style(look: Look) -> Markup:
    """Give the style with the owner's colours before it; the plan has checked that they are colours."""
    series = "".join(f"--c{at}:{colour};" for at, colour in enumerate(look.colours))
    dark = lightened(look.accent, _DARK, _STANDS_OUT)
    own = f":root{{--own:{look.accent};--own-dark:{dark};{series}}}\n"
    return Markup(own + style_text("page.css"))  # noqa: S704 -- colours and our own file, nothing that people wrote


def _address(picture: Picture | None) -> str:
    """Put a picture into the page itself: a report is one file."""
    if picture is None:
        return ""
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode('ascii')}"


def _css_text(text: str) -> str:
    """Write a text for a quoted CSS string: everything but letters, digits and blanks by its code point."""
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)


def _drawn(figure: Figure) -> Markup:
    return chart_svg(figure, _CHARTS)


def _kind_of(part: object) -> str:
    return type(part).__name__


def _contents(blocks: Blocks) -> tuple[Entry, ...]:
    """Give the chapters with their sections, and these with their items."""
    headings = [block for block in blocks if isinstance(block, Heading) and block.level <= 3]
    return _entries(headings, 1)


def _entries(headings: Sequence[Heading], level: int) -> tuple[Entry, ...]:
    starts = [at for at, heading in enumerate(headings) if heading.level == level]
    ends = [*starts[1:], len(headings)]
    return tuple(
        Entry(
            heading=headings[start],
            short=_short(inline_text(headings[start].inlines)),
            inner=_entries(headings[start + 1 : end], level + 1),
        )
        for start, end in zip(starts, ends, strict=False)
    )


def _short(text: str) -> str:
    number = _NUMBER.search(text)
    return number[0] if number else text
