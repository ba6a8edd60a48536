"""The report templates, words and styles that come with the product, read from templates/reports."""

import re
import tomllib
from pathlib import Path

from reports.template import ReportTemplate
from reports.words import ReportWords

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_FOLDER = _TEMPLATES / "reports"

_ENDING = ".html.j2"
_IMPORTED = re.compile(r'{%-? import "(\w+)\.html\.j2" as')

FONT_FOLDER = _TEMPLATES / "fonts"
"""The fonts that the PDF is set in."""


def report_template(name: str) -> ReportTemplate:
    """Read the report template that a plan's definition names, e.g. "annual_evaluation".

    Raises:
        FileNotFoundError: There is none of this name.
    """
    file = _FOLDER / f"{name}.html.j2"
    source = file.read_text(encoding="utf-8")
    parts = tuple(report_template(part) for part in _IMPORTED.findall(source))
    return ReportTemplate(name=file.name, source=source, parts=parts)


def known_templates() -> frozenset[str]:
    """Give the names of the report templates; what only others import is none, and neither is the writers' page."""
    sources = {file.name.removesuffix(_ENDING): file.read_text("utf-8") for file in _FOLDER.glob(f"*{_ENDING}")}
    parts = {part for source in sources.values() for part in _IMPORTED.findall(source)}
    return frozenset(sources) - parts - {"page"}


def report_words(language: str) -> ReportWords:
    """Read the report's words.

    Args:
        language: "cs" or "en".

    Raises:
        FileNotFoundError: There are none in this language.
    """
    words = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return ReportWords(furniture=words["furniture"], template=words["template"])


def style_text(name: str) -> str:
    """Read a style or page template of the writers by its file name."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def font_bytes(name: str) -> bytes:
    """Read a font by its file name, e.g. "LiberationSans-Regular.ttf"."""
    return (FONT_FOLDER / name).read_bytes()


def style_bytes(name: str) -> bytes:
    """Read a reference document of the writers by its file name."""
    return (_FOLDER / name).read_bytes()
