"""The report as one accessible HTML file: no script, no picture, no font from elsewhere."""

from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from reports.chart_svg import ChartStyle, chart_svg
from reports.model import Blocks, Figure, Footnote, Heading, Report
from reports.packaged import style_text
from reports.walk import all_inlines

_CHARTS = ChartStyle(width=420, paints=tuple(f"var(--c{at})" for at in range(6)))

Contents = tuple[tuple[Heading, tuple[Heading, ...]], ...]


def html_page(report: Report) -> str:
    """Write the whole page. The same report gives the same text."""
    page = _page_template().render(
        meta=report.meta,
        words=report.meta.words,
        blocks=report.blocks,
        contents=_contents(report.blocks),
        notes=[inline for inline in all_inlines(report.blocks) if isinstance(inline, Footnote)],
        style=Markup(style_text("page.css")),  # noqa: S704 -- our own file, no input in it
        kind_of=_kind_of,
        drawn=_drawn,
    )
    return page.lstrip() + "\n"


@cache
def _page_template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["css_text"] = _css_text
    return environment.from_string(style_text("page.html.j2"))


def _css_text(text: str) -> str:
    """Write a text for a quoted CSS string: everything but letters, digits and blanks by its code point."""
    return "".join(letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in text)


def _drawn(figure: Figure) -> Markup:
    return chart_svg(figure, _CHARTS)


def _kind_of(part: object) -> str:
    return type(part).__name__


def _contents(blocks: Blocks) -> Contents:
    """Give the chapters with their sections."""
    chapters: list[tuple[Heading, list[Heading]]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapters.append((block, []))
        elif isinstance(block, Heading) and block.level == 2 and chapters:
            chapters[-1][1].append(block)
    return tuple((chapter, tuple(sections)) for chapter, sections in chapters)
