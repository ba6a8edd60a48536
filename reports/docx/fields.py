"""Fields of Word: what they compute, with the text shown until they are updated."""

from markupsafe import Markup

from reports.docx.xml import el, run


def field(instruction: str, shown: str, *properties: str) -> tuple[Markup, ...]:
    r"""Write a field as runs, e.g. "SEQ Tabulka \\* ARABIC" that shows "3"."""
    return (*begun(instruction), run(shown, *properties), ended())


def begun(instruction: str) -> tuple[Markup, ...]:
    """Write a field's beginning; what it shows follows, then `ended`."""
    told = el("w:instrText", f" {instruction} ", xml_space="preserve")
    return _mark("begin"), el("w:r", told), _mark("separate")


def ended() -> Markup:
    """Write a field's end."""
    return _mark("end")


def _mark(kind: str) -> Markup:
    return el("w:r", el("w:fldChar", w_fldCharType=kind))
