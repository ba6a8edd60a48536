import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bot.outline_document.reading import read_document
from flows.reading.bullets import Bullet
from reports.docx.document import document_bytes
from tests.bullets_document import bullets_document
from tests.narrative_sample import narrative_report


def read(document: object) -> list[tuple[int, str]]:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]  # python-docx's own factory has no usable type
    found = read_document(stream.getvalue())
    assert found is not None
    return [(bullet.level, bullet.text) for bullet in found]


def test_paragraphs_are_bullets_lists_keep_their_levels_and_headings_are_left_out() -> None:
    assert read_document(bullets_document()) == (
        Bullet(text="Kraj má na webu stránku Bezpečný kraj."),
        Bullet(text="V roce 2026 se konalo **šest besed**:"),
        Bullet(text="v Lipnici", level=2),
        Bullet(text="v Dubné", level=2),
        Bullet(text="ve školní družině", level=3),
        Bullet(text="Senioři dostali brožuru, viz plnění opatření 2.1."),
    )


def test_our_own_report_reads_back_with_its_lists_links_emphasis_and_footnotes() -> None:
    found = read_document(document_bytes(narrative_report()))
    assert found is not None
    by_beginning = {bullet.text[:30]: bullet for bullet in found}

    web = by_beginning["Kraj má na webu stránku **Bezp"]
    assert "**Bezpečný kraj**" in web.text
    assert "[webu kraje](https://kraj.example.org/bezpeci)" in web.text
    assert any("^[" in bullet.text and bullet.text.endswith("]") for bullet in found) or "^[" in web.text
    assert [by_beginning[text].level for text in ("falešný bankéř,", "jak poznat podvodníka,")] == [3, 3]


def test_the_level_of_an_item_is_the_one_that_its_numbering_says() -> None:
    document = Document()
    for level, text in enumerate(("okres", "obec", "ulice")):
        paragraph = document.add_paragraph(text)
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_numId().val = 1
        numbering.get_or_add_ilvl().val = level

    assert read(document) == [(1, "okres"), (2, "obec"), (3, "ulice")]


def test_what_was_deleted_with_changes_tracked_is_gone_and_what_was_inserted_is_there() -> None:
    document = Document()
    paragraph = document.add_paragraph("Konaly se ")
    for tag, words in (("w:del", "tři "), ("w:ins", "čtyři ")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        text.text = words
        text.set(qn("xml:space"), "preserve")
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("besedy.")

    assert read(document) == [(1, "Konaly se čtyři besedy.")]


def test_what_stands_in_the_cells_of_a_table_is_read() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Plnění"
    table.rows[0].cells[1].text = "Senioři dostali brožuru."

    assert read(document) == [(1, "Plnění"), (1, "Senioři dostali brožuru.")]


def test_marks_typed_by_hand_are_levels_as_in_a_pasted_text() -> None:
    document = Document()
    for line in ("Konaly se besedy:", "- v Lipnici", "- v Dubné"):
        document.add_paragraph(line)

    assert read(document) == [(1, "Konaly se besedy:"), (2, "v Lipnici"), (2, "v Dubné")]


def test_a_document_of_a_heading_alone_has_no_bullets() -> None:
    document = Document()
    document.add_heading("Opatření 1.1", level=1)

    assert read(document) == []


def bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 61_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"content", b"", bullets_document()[:2000], b"PK\x05\x06" + b"\0" * 18],
    ids=["text", "empty", "cut", "zip"],
)
def test_what_is_no_document_cannot_be_read(data: bytes) -> None:
    assert read_document(data) is None


def test_a_file_that_unpacks_beyond_measure_is_not_unpacked() -> None:
    assert read_document(bomb()) is None
