"""A document as somebody writes it in Word: a heading, paragraphs, a list with two levels, bold words."""

from io import BytesIO

from docx import Document


def bullets_document() -> bytes:
    """Give the document's bytes."""
    document = Document()
    document.add_heading("Opatření 1.1", level=1)
    document.add_paragraph("Kraj má na webu stránku Bezpečný kraj.")
    said = document.add_paragraph("V roce 2026 se konalo ")
    said.add_run("šest besed").bold = True
    said.add_run(":")
    document.add_paragraph("v Lipnici", style="List Bullet")
    document.add_paragraph("v Dubné", style="List Bullet")
    document.add_paragraph("ve školní družině", style="List Bullet 2")
    document.add_paragraph("Senioři dostali brožuru, viz plnění opatření 2.1.")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
