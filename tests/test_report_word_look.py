"""What a reference document gives the report in Word, and what the owner's look changes."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from docs.make_reference import REFERENCE, reference_bytes
from reports.cannot_set import CannotSetError
from reports.docx.archive import archive, unpacked
from reports.docx.document import document_bytes
from reports.model import Heading, Look, Picture, Report
from reports.walk import all_strings
from tests.docx_reader import ReadDocument, folded, letters
from tests.office_check import findings
from tests.report_sample import TASKS, report, snapshot

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92"
    "ef0000000049454e44ae426082"
)


@cache
def kamenov() -> Report:
    return report(snapshot(TASKS, draft=True))


@cache
def written() -> ReadDocument:
    return ReadDocument(document_bytes(kamenov()))


def test_the_reference_document_is_what_its_script_makes() -> None:
    assert REFERENCE.read_bytes() == reference_bytes()


def test_the_reference_document_opens_without_a_finding() -> None:
    assert findings(REFERENCE) == []


def test_the_reference_documents_own_text_is_no_part_of_a_report() -> None:
    assert "Report Owner" in ReadDocument(reference_bytes()).body.xml
    assert "(Report Owner)" not in written().body.xml


def changed_reference(**parts: tuple[str, str]) -> bytes:
    """A reference document in which an office replaced something."""
    kept = unpacked(reference_bytes())
    for name, (before, after) in parts.items():
        file = f"word/{name}.xml"
        assert before in kept[file].decode()
        kept[file] = kept[file].decode().replace(before, after).encode()
    return archive(kept)


def test_an_offices_own_styles_margins_and_ids_are_kept() -> None:
    own = changed_reference(
        styles=('w:styleId="Heading1"', 'w:styleId="Nadpis1"'), document=('w:left="1418"', 'w:left="2000"')
    )
    found = ReadDocument(document_bytes(looking(Look(word_reference=own))))

    assert len(found.paragraphs("heading 1")) == len(written().paragraphs("heading 1"))
    assert found.document.sections[0].left_margin == 2000 * 635
    widths = [int(each.get(qn("w:w"))) for each in found.tables()[0].iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(11906 - 1418 - 2000, abs=2)


def test_an_offices_document_needs_none_of_our_styles(tmp_path: Path) -> None:
    stream = BytesIO()
    office = docx.Document()
    office.add_paragraph("Vážení,", style="List Bullet")
    office.sections[0].header.paragraphs[0].text = "Městský úřad Kamenov"
    office.save(stream)
    found = ReadDocument(document_bytes(looking(Look(word_reference=stream.getvalue()))))
    file = tmp_path / "report.docx"
    file.write_bytes(found.content)

    assert [string for string in all_strings(kamenov()) if folded(string) not in folded(found.text())] == []
    assert "Městský úřad Kamenov" in letters(found.document.sections[0].header._element)
    assert "Vážení" not in letters(found.body)
    assert [each.style for each in found.under()[1:]] == [
        f"heading {each.level}" for each in kamenov().blocks if isinstance(each, Heading)
    ]
    assert findings(file) == []


def test_a_style_that_an_office_lacks_is_the_products_with_its_lists() -> None:
    own = changed_reference(styles=('w:val="List Bullet"', 'w:val="Odrážka"'))
    found = ReadDocument(document_bytes(looking(Look(word_reference=own))))
    (style,) = [each for each in found.styles if found.styles[each] == "list bullet"]
    (number,) = found.document.styles.element.xpath(f"w:style[@w:styleId='{style}']//w:numId/@w:val")

    assert style == "ListBulletReport"
    assert number == "3"
    assert len(found.document.part.numbering_part.element.xpath("w:abstractNum")) == 4


def test_a_reference_that_is_no_document_is_named() -> None:
    with pytest.raises(CannotSetError) as failed:
        document_bytes(looking(Look(word_reference=b"PK no document")))

    assert failed.value.place == "reference.docx"


def test_a_draft_is_marked_though_the_office_took_the_mark_out() -> None:
    own = changed_reference(header1=('w:val="draft"', 'w:val="other"'), header2=('w:val="draft"', 'w:val="other"'))
    section = ReadDocument(document_bytes(looking(Look(word_reference=own)))).document.sections[0]

    assert letters(section.header._element).count("PRACOVNÍ VERZE") == 1
    assert letters(section.first_page_header._element).count("PRACOVNÍ VERZE") == 1


def looking(look: Look) -> Report:
    made = kamenov()
    return replace(made, meta=replace(made.meta, look=look))


def test_the_logo_heads_the_title_page_and_publicity_is_at_its_foot() -> None:
    logo = Picture(content=PIXEL, media_type="image/png", alt="Znak města Kamenov")
    strip = Picture(content=PIXEL, media_type="image/png", alt="Spolufinancováno Evropskou unií")
    found = ReadDocument(document_bytes(looking(Look(logo=logo, publicity=strip, publicity_text="Zaplatila EU."))))
    foot = letters(found.document.sections[0].first_page_footer._element)

    assert [each.get("descr") for each in found.body[0].iter(qn("wp:docPr"))] == ["Znak města Kamenov"]
    assert "Spolufinancováno Evropskou unií" in foot
    assert "Zaplatila EU." in foot
    assert "Zaplatila EU." not in letters(found.document.sections[0].footer._element)


def test_a_logo_that_is_no_picture_is_named() -> None:
    no_picture = Picture(content=b"<svg/>", media_type="image/svg+xml", alt="Znak")
    with pytest.raises(CannotSetError) as failed:
        document_bytes(looking(Look(logo=no_picture)))

    assert (failed.value.place, failed.value.what) == ("logo", "image/svg+xml")


def test_the_owners_colour_is_the_styles_colour() -> None:
    styles = ReadDocument(document_bytes(looking(Look(accent="#704214")))).parts["word/styles.xml"].decode()

    assert "704214" in styles
    assert "1B4F8A" not in styles
