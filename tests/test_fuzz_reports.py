"""Any text of people and authors stays text in a page and in a PDF; file names are made of letters that are safe."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.workbook.slug import slug as key_of
from reports.html import html_page
from reports.parse import slug
from reports.pdf import pdf_bytes
from tests.page_reader import read_page
from tests.pdf_reader import page_texts
from tests.test_fuzz_chat import ANY, NASTY
from tests.test_report_hostile import of

TEXTS = st.one_of(ANY, st.sampled_from(NASTY))


def skeleton(text: str) -> set[tuple[str, ...]]:
    """Give each element of the page with the names of its attributes."""
    page = read_page(html_page(of(text)))
    return {(part.tag, *sorted(part.attributes)) for part in page.every()}


PLAIN = skeleton("slovo https://example.org/a")


@settings(max_examples=60)
@given(TEXTS)
def test_no_text_brings_an_element_or_an_attribute_of_its_own_into_the_page(text: str) -> None:
    allowed = {(tag, *attributes) for tag in ("ul", "ol", "li", "b", "i", "em", "strong") for attributes in [()]}
    assert skeleton(text) - PLAIN <= allowed


SIGNS = st.text(alphabet="#$@*_`\\[]{}()<>=-+/\"'~^&;:.,!? \nabcčř1", min_size=1, max_size=80)
"""Letters that the fonts can set; what they cannot is named, which test_report_pdf shows."""


@settings(max_examples=8)
@given(st.one_of(SIGNS, st.just('#read("/etc/passwd")'), st.just('#sys.inputs $#read("/etc/passwd")$')))
def test_no_text_is_a_command_of_the_typesetter(text: str) -> None:
    assert "root:x:0" not in "".join(page_texts(pdf_bytes(of(text))))


PIECES = (
    *(
        "https://",
        "www.",
        "**",
        "__",
        "[a](",
        "](",
        "^[",
        "]",
        "viz 1.1",
        " ",
        "\n",
        "\t",
        "- ",
        "1) ",
        "a",
        "Ž",
        "'",
        '"',
    ),
    *(
        "<",
        ">",
        "&",
        "&amp;",
        "&#x3c;",
        "<b>",
        "</p>",
        "{{",
        "}}",
        "{%",
        "{0}",
        "%s",
        "\\",
        "`",
        "#",
        "$",
        "@",
        "=",
        "+",
    ),
    *("\u202e", "\u200b", "\u2028", "\u00ad", "\ue000", "\ue0010\ue001", "\x00", "\x07", "e\u0301", "\ufffe", "\uf0b7"),
    *("javascript:", "data:", "mailto:", "//", "?", "%00", "_x0041_", "0", "12", "<a href='x'>", "—", "(", ")", "]]>"),
)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_no_pieces_of_markup_put_together_bring_an_element_or_an_address_that_runs(text: str) -> None:
    allowed = {(tag,) for tag in ("ul", "ol", "li", "b", "i", "em", "strong")}
    page = read_page(html_page(of(text)))
    elements = {(part.tag, *sorted(part.attributes)) for part in page.every()}
    addresses = {part.attributes.get("href") or "#" for part in page.every() if part.tag == "a"}
    assert elements - PLAIN <= allowed
    assert {one for one in addresses if not (one or "").startswith(("#", "http://", "https://", "mailto:"))} == set()


@given(TEXTS)
def test_a_name_of_a_file_is_made_of_safe_letters_alone(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(text))
    assert re.fullmatch(r"[a-z0-9_-]*", key_of(text))
