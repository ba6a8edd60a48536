"""The owner's pictures on the title page: a logo at its head, the strip of who paid at its foot."""

from collections.abc import Iterator
from io import BytesIO

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml.ns import nsmap
from docx.parts.story import StoryPart
from markupsafe import Markup

from reports.cannot_set import CannotSetError
from reports.docx.composition import Composition
from reports.docx.drawing import inline_drawing
from reports.docx.paragraphs import Shape, paragraph
from reports.docx.xml import el, parsed
from reports.model import Picture

_LOGO = (2_520_000, 900_000)
_BRIEF_LOGO = (1_440_000, 430_000)
_STRIP = (5_760_000, 720_000)
_BRIEF_STRIP = (3_600_000, 360_000)
_NOT_PICTURES = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)


def logo(document: Document, into: Composition, *, brief: bool) -> Iterator[Markup]:
    """Write the logo, where the owner has one."""
    if into.look.logo:
        drawn = _drawn(into.look.logo, document.part, _BRIEF_LOGO if brief else _LOGO, "logo", into)
        yield paragraph(Shape(style="Report Figure"), into, drawn)


def add_publicity(document: Document, into: Composition, *, brief: bool) -> None:
    """Put the strip and its sentence into the footer of the first page."""
    if not into.look.publicity and not into.look.publicity_text:
        return
    document.sections[0].different_first_page_header_footer = True
    footer = document.sections[0].first_page_footer
    written = []
    if into.look.publicity:
        drawn = _drawn(into.look.publicity, footer.part, _BRIEF_STRIP if brief else _STRIP, "publicity", into)
        written.append(paragraph(Shape(style="footer"), into, drawn))
    if into.look.publicity_text:
        into.place = "publicity"
        written.append(paragraph(Shape(style="footer"), into, into.run(into.look.publicity_text)))
    for each in reversed(written):
        footer._element.insert(0, parsed(each, "w r a pic wp"))  # noqa: SLF001 -- the part's element has no public name


def _drawn(picture: Picture, story: StoryPart, box: tuple[int, int], place: str, into: Composition) -> Markup:
    """Place a picture, as large as fits.

    Raises:
        CannotSetError: It is none that Word shows.
    """
    into.place = place
    try:
        relation, image = story.get_or_add_image(BytesIO(picture.content))
    except _NOT_PICTURES as error:
        raise CannotSetError(place, picture.media_type) from error
    scale = min(box[0] / image.width, box[1] / image.height)
    size = (round(image.width * scale), round(image.height * scale))
    return inline_drawing(_graphic(relation, place, size), size, place, picture.alt, into)


def _graphic(relation: str, name: str, size: tuple[int, int]) -> Markup:
    shown = el(
        "pic:pic",
        el("pic:nvPicPr", el("pic:cNvPr", id=0, name=name), el("pic:cNvPicPr")),
        el("pic:blipFill", el("a:blip", r_embed=relation), el("a:stretch", el("a:fillRect"))),
        el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", cx=size[0], cy=size[1])),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        ),
    )
    return el("a:graphicData", shown, uri=nsmap["pic"])
