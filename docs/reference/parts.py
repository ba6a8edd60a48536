"""The parts of the reference document: page, running lines, lists, sample text."""  # noqa: INP001 -- a script's part, not a package

from markupsafe import Markup

from docs.reference.styles import FONT, styles_xml
from docs.reference.theme import theme_xml
from reports.docx.fields import field
from reports.docx.xml import DECLARATION, el, root, run

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
    "footer2": "footer",
    "theme/theme1": "theme",
}
"""Name of a part to its kind; rId1, rId2, ... in this order."""
_BULLETS = ("•", "–", "·")
_NUMBERS = (("decimal", "."), ("lowerLetter", ")"), ("lowerRoman", "."))
_STEP = 357
_SAMPLES = (
    ("ReportOwner", "město (Report Owner)"),
    ("Title", "Název zprávy (Title)"),
    ("ReportLine", "Zpracovatel\todbor (Report Line)"),
    ("TOCHeading", "Obsah (TOC Heading)"),
    ("Heading1", "Priorita (heading 1)"),
    ("Heading2", "Opatření (heading 2)"),
    ("Heading3", "Aktivita (heading 3)"),
    ("Heading4", "Nižší úroveň (heading 4)"),
    ("Normal", "Běžný text (Normal)."),
    ("ListBullet", "Odrážka (List Bullet)"),
    ("ListNumber", "Číslovaný bod (List Number)"),
    ("ListContinue", "Pokračování bodu (List Continue)"),
    ("Caption", "Tabulka 1: nadpis tabulky (caption)"),
    ("ReportFigureCaption", "Graf 1: popis grafu (Report Figure Caption)"),
    ("ReportAbbreviation", "MěÚ\tměstský úřad (Report Abbreviation)"),
)
_COMPATIBLE = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def reference_parts() -> dict[str, str]:
    """Give every part by its name in the package."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}),
        "word/_rels/document.xml.rels": _relations({f"{name}.xml": kind for name, kind in _KINDS.items()}),
        "word/document.xml": root("w:document", "w r", el("w:body", *_sample_text(), _page())),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": _lists(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": root("w:fonts", "w", _font()),
        "word/header1.xml": root("w:hdr", "w", _marked("draft", "ReportDraft"), _running_line()),
        "word/header2.xml": root("w:hdr", "w", _marked("draft", "ReportDraft")),
        "word/footer1.xml": root("w:ftr", "w", _page_number()),
        "word/footer2.xml": root("w:ftr", "w", _paragraph("Footer")),
        "word/theme/theme1.xml": theme_xml(),
    }
    return {name: f"{DECLARATION}{text}" for name, text in parts.items()}


def _types() -> str:
    kinds = {**{f"/word/{name}.xml": kind for name, kind in _KINDS.items()}, "/word/document.xml": "document.main"}
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{_content_type(kind)}"/>' for name, kind in kinds.items())
        + "</Types>"
    )


def _content_type(kind: str) -> str:
    return _THEME if kind == "theme" else f"{_WORD}.{kind}+xml"


def _relations(targets: dict[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _sample_text() -> list[Markup]:
    return [_paragraph(style, *_tabbed(text)) for style, text in _SAMPLES]


def _tabbed(text: str) -> list[Markup]:
    first, tab, rest = text.partition("\t")
    return [run(first), el("w:r", el("w:tab")), run(rest)] if tab else [run(first)]


def _page() -> Markup:
    ids = {name: f"rId{at}" for at, name in enumerate(_KINDS, start=1)}
    return el(
        "w:sectPr",
        el("w:headerReference", w_type="default", r_id=ids["header1"]),
        el("w:headerReference", w_type="first", r_id=ids["header2"]),
        el("w:footerReference", w_type="default", r_id=ids["footer1"]),
        el("w:footerReference", w_type="first", r_id=ids["footer2"]),
        el("w:pgSz", w_w=11906, w_h=16838),
        el(
            "w:pgMar",
            w_top=1531,
            w_right=1418,
            w_bottom=1361,
            w_left=1418,
            w_header=680,
            w_footer=624,
            w_gutter=0,
        ),
        el("w:titlePg"),
    )


def _lists() -> str:
    bullets = [_level(at, "bullet", _BULLETS[at % 3]) for at in range(9)]
    numbers = [_level(at, _NUMBERS[at % 3][0], f"%{at + 1}{_NUMBERS[at % 3][1]}") for at in range(9)]
    kinds = [
        el("w:abstractNum", el("w:multiLevelType", w_val="multilevel"), *levels, w_abstractNumId=at)
        for at, levels in enumerate((bullets, numbers))
    ]
    used = [el("w:num", el("w:abstractNumId", w_val=at), w_numId=at + 1) for at in range(2)]
    return root("w:numbering", "w", *kinds, *used)


def _level(at: int, kind: str, text: str) -> Markup:
    return el(
        "w:lvl",
        el("w:start", w_val=1),
        el("w:numFmt", w_val=kind),
        el("w:lvlText", w_val=text),
        el("w:lvlJc", w_val="left"),
        el("w:pPr", el("w:ind", w_left=_STEP * (at + 1), w_hanging=_STEP)),
        w_ilvl=at,
    )


def _settings() -> str:
    word = "http://schemas.microsoft.com/office/word"
    compatible = [el("w:compatSetting", w_name=name, w_uri=word, w_val=value) for name, value in _COMPATIBLE.items()]
    return root(
        "w:settings",
        "w",
        el("w:zoom", w_percent=100),
        el("w:defaultTabStop", w_val=709),
        el("w:characterSpacingControl", w_val="doNotCompress"),
        el("w:compat", *compatible),
        el("w:themeFontLang", w_val="cs-CZ"),
        el("w:decimalSymbol", w_val=","),
        el("w:listSeparator", w_val=";"),
    )


def _font() -> Markup:
    family = el("w:family", w_val="swiss")
    return el("w:font", el("w:charset", w_val="EE"), family, el("w:pitch", w_val="variable"), w_name=FONT)


def _marked(tag: str, style: str) -> Markup:
    return _paragraph(style, _filled_in(tag))


def _running_line() -> Markup:
    return _paragraph("Header", _filled_in("title"), el("w:r", el("w:tab")), _filled_in("owner"))


def _page_number() -> Markup:
    return _paragraph("Footer", el("w:r", el("w:tab")), *field("PAGE", "1"), run(" / "), *field("NUMPAGES", "1"))


def _filled_in(tag: str) -> Markup:
    """Write a content control that each report fills."""
    return el("w:sdt", el("w:sdtPr", el("w:tag", w_val=tag), el("w:text")), el("w:sdtContent", run(tag)))


def _paragraph(style: str, *inside: Markup) -> Markup:
    return el("w:p", el("w:pPr", el("w:pStyle", w_val=style)), *inside)
