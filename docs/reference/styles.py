"""The styles of the reference document, before an office changes them."""  # noqa: INP001 -- a script's part, not a package

from markupsafe import Markup

from reports.docx.xml import el, root

FONT = "Arial"
INK, QUIET, ACCENT, DRAFT = "1D232B", "56606D", "1B4F8A", "8A3A00"
LINE, TINT = "C9D1DA", "EDF2F8"


def styles_xml() -> str:
    """Write styles.xml."""
    return root("w:styles", "w", _defaults(), *_paragraphs(), *_lists(), *_letters(), *_tables())


def _defaults() -> Markup:
    fonts = el("w:rFonts", w_ascii=FONT, w_hAnsi=FONT, w_eastAsia=FONT, w_cs=FONT)
    letters = el("w:rPr", fonts, _colour(INK), *_size(21), el("w:lang", w_val="cs-CZ", w_eastAsia="cs-CZ"))
    paragraphs = el("w:pPr", el("w:widowControl"), el("w:spacing", w_after=120, w_line=281, w_lineRule="auto"))
    return el("w:docDefaults", el("w:rPrDefault", letters), el("w:pPrDefault", paragraphs))


def _paragraphs() -> list[Markup]:
    return [
        _paragraph("Normal", "Normal", default=True),
        _heading(1, _spacing(440, 160), 36),
        _heading(2, _spacing(360, 120), 28),
        _heading(3, _spacing(300, 80), 23),
        _heading(4, _spacing(240, 60), 21),
        _paragraph("Title", "Title", [_underlined(), _spacing(0, 480, 264)], [_bold(), _colour(ACCENT), *_size(60)]),
        _paragraph("ReportOwner", "Report Owner", [_spacing(3000, 240)], [_colour(QUIET), *_size(26)]),
        _paragraph("ReportBriefOwner", "Report Brief Owner", [_spacing(0, 120)], [_colour(QUIET), *_size(19)]),
        _paragraph("ReportBriefTitle", "Report Brief Title", [_spacing(0, 200, 264)], [_bold(), *_large()]),
        _paragraph(
            "ReportLine",
            "Report Line",
            [el("w:tabs", el("w:tab", w_val="left", w_pos=2835)), _spacing(0, 100), _hanging(2835, 2835)],
        ),
        _paragraph("TOCHeading", "TOC Heading", [_keep(), _breaks(), _spacing(0, 240)], [_bold(), *_large()]),
        _entry(1, 0, [_keep(), _spacing(100, 30, 252)], _bold(), *_size(20)),
        _entry(2, 227, [_spacing(0, 20, 252)], *_size(19)),
        _entry(3, 454, [_spacing(0, 10, 252)], *_size(18)),
        _paragraph("Caption", "caption", [_keep(), _spacing(240, 80)], [_bold(), _colour(ACCENT), *_size(19)]),
        _paragraph("ReportFigure", "Report Figure", [_keep(), _spacing(160, 0)]),
        _paragraph(
            "ReportFigureCaption",
            "Report Figure Caption",
            [el("w:keepNext", w_val=0), _spacing(40, 240)],
            based_on="Caption",
        ),
        _paragraph("ReportCell", "Report Cell", [_spacing(30, 30, 252)], [*_size(18)]),
        _paragraph("ReportCellHead", "Report Cell Head", [_keep()], [_bold(), *_size(17)], based_on="ReportCell"),
        _paragraph("ReportCellFoot", "Report Cell Foot", [], [_bold()], based_on="ReportCell"),
        _paragraph("ReportNarrowCell", "Report Narrow Cell", [], [*_size(15)], based_on="ReportCell"),
        _paragraph("ReportNarrowCellHead", "Report Narrow Cell Head", [], [*_size(15)], based_on="ReportCellHead"),
        _paragraph("ReportNarrowCellFoot", "Report Narrow Cell Foot", [], [*_size(15)], based_on="ReportCellFoot"),
        _paragraph("ReportFact", "Report Fact", [], [*_size(20)], based_on="ReportCell"),
        _paragraph(
            "ReportFactHead", "Report Fact Head", [_keep()], [_colour(QUIET), *_size(17)], based_on="ReportCell"
        ),
        _paragraph(
            "ReportAbbreviation",
            "Report Abbreviation",
            [el("w:tabs", el("w:tab", w_val="left", w_pos=1701)), _spacing(0, 60), _hanging(1701, 1701)],
        ),
        _paragraph("Header", "header", [_middle(), _spacing(0, 0, 240)], [_colour(QUIET), *_size(17)]),
        _paragraph("Footer", "footer", [_middle(), _spacing(0, 0, 240)], [_colour(QUIET), *_size(17)]),
        _paragraph("ReportDraft", "Report Draft", [_spacing(0, 60, 240), _centred()], [_bold(), *_marked()]),
        _paragraph("FootnoteText", "footnote text", [_spacing(0, 40, 240)], [*_size(17)]),
    ]


def _lists() -> list[Markup]:
    near = el("w:contextualSpacing")
    return [
        _paragraph("ListBullet", "List Bullet", [_numbered(1), _spacing(0, 100), near]),
        _paragraph("ListNumber", "List Number", [_numbered(2), _spacing(0, 100), near]),
        _paragraph("ListContinue", "List Continue", [_spacing(0, 60)]),
    ]


def _letters() -> list[Markup]:
    return [
        _letter("DefaultParagraphFont", "Default Paragraph Font", default=True),
        _letter("Strong", "Strong", _bold()),
        _letter("Emphasis", "Emphasis", el("w:i")),
        _letter("Hyperlink", "Hyperlink", _colour(ACCENT), el("w:u", w_val="single")),
        _letter("FootnoteReference", "footnote reference", el("w:vertAlign", w_val="superscript")),
        _letter("ReportLabel", "Report Label", _colour(QUIET)),
    ]


def _tables() -> list[Markup]:
    head = [el("w:tcPr", _borders("tcBorders", bottom=(8, ACCENT)), _filled(TINT))]
    foot = [el("w:tcPr", _borders("tcBorders", top=(8, ACCENT)))]
    lines = _borders("tblBorders", top=(8, ACCENT), bottom=(8, ACCENT), insideH=(4, LINE))
    facts = _borders("tblBorders", left=(24, ACCENT))
    return [
        _table("TableNormal", "Normal Table", default=True),
        el(
            "w:style",
            el("w:name", w_val="No List"),
            el("w:uiPriority", w_val=99),
            el("w:semiHidden"),
            w_type="numbering",
            w_default=1,
            w_styleId="NoList",
        ),
        _table("ReportTable", "Report Table", lines, firstRow=head, lastRow=foot),
        _table("ReportFacts", "Report Facts", facts, fill=TINT),
    ]


def _paragraph(
    key: str,
    name: str,
    shape: list[Markup] | None = None,
    letters: list[Markup] | None = None,
    *,
    based_on: str = "Normal",
    default: bool = False,
    follows: str = "",
) -> Markup:
    return el(
        "w:style",
        el("w:name", w_val=name),
        "" if default else el("w:basedOn", w_val=based_on),
        el("w:next", w_val=follows) if follows else "",
        el("w:qFormat"),
        el("w:pPr", *shape) if shape else "",
        el("w:rPr", *letters) if letters else "",
        w_type="paragraph",
        w_default=1 if default else None,
        w_customStyle=1 if name.startswith("Report") else None,
        w_styleId=key,
    )


def _heading(level: int, spacing: Markup, size: int) -> Markup:
    shape = [_keep(), el("w:keepLines"), spacing, el("w:outlineLvl", w_val=level - 1)]
    letters = [_bold(), _colour(ACCENT if level < 4 else INK), *_size(size)]
    return _paragraph(f"Heading{level}", f"heading {level}", shape, letters, follows="Normal")


def _entry(level: int, left: int, spacing: list[Markup], *letters: Markup) -> Markup:
    tab = el("w:tabs", el("w:tab", w_val="right", w_leader="dot", w_pos=9070))
    keep, room = spacing[:-1], spacing[-1]
    shape = [*keep, tab, room, el("w:ind", w_left=left, w_right=425)]
    return _paragraph(f"TOC{level}", f"toc {level}", shape, list(letters))


def _letter(key: str, name: str, *letters: Markup, default: bool = False) -> Markup:
    return el(
        "w:style",
        el("w:name", w_val=name),
        "" if default else el("w:basedOn", w_val="DefaultParagraphFont"),
        el("w:rPr", *letters) if letters else "",
        w_type="character",
        w_default=1 if default else None,
        w_customStyle=1 if name.startswith("Report") else None,
        w_styleId=key,
    )


def _table(
    key: str, name: str, *shape: Markup, default: bool = False, fill: str = "", **conditional: list[Markup]
) -> Markup:
    sides = {"top": 40, "left": 100, "bottom": 40, "right": 100} if shape else {"left": 108, "right": 108}
    margins = el("w:tblCellMar", *(el(f"w:{side}", w_w=width, w_type="dxa") for side, width in sides.items()))
    return el(
        "w:style",
        el("w:name", w_val=name),
        "" if default else el("w:basedOn", w_val="TableNormal"),
        el("w:uiPriority", w_val=99),
        el("w:tblPr", el("w:tblInd", w_w=0, w_type="dxa"), *shape, margins),
        el("w:tcPr", _filled(fill)) if fill else "",
        *(el("w:tblStylePr", *parts, w_type=kind) for kind, parts in conditional.items()),
        w_type="table",
        w_default=1 if default else None,
        w_customStyle=None if default else 1,
        w_styleId=key,
    )


def _borders(name: str, **sides: tuple[int, str]) -> Markup:
    return el(
        f"w:{name}",
        *(el(f"w:{side}", w_val="single", w_sz=size, w_space=0, w_color=ink) for side, (size, ink) in sides.items()),
    )


def _filled(colour: str) -> Markup:
    return el("w:shd", w_val="clear", w_color="auto", w_fill=colour)


def _spacing(before: int, after: int, line: int | None = None) -> Markup:
    return el("w:spacing", w_before=before, w_after=after, w_line=line, w_lineRule="auto" if line else None)


def _underlined() -> Markup:
    return el("w:pBdr", el("w:bottom", w_val="single", w_sz=18, w_space=14, w_color=ACCENT))


def _hanging(left: int, hanging: int) -> Markup:
    return el("w:ind", w_left=left, w_hanging=hanging)


def _numbered(number: int) -> Markup:
    return el("w:numPr", el("w:numId", w_val=number))


def _middle() -> Markup:
    return el("w:tabs", el("w:tab", w_val="right", w_pos=9070))


def _centred() -> Markup:
    return el("w:jc", w_val="center")


def _keep() -> Markup:
    return el("w:keepNext")


def _breaks() -> Markup:
    return el("w:pageBreakBefore")


def _bold() -> Markup:
    return el("w:b")


def _colour(colour: str) -> Markup:
    return el("w:color", w_val=colour)


def _size(half_points: int) -> tuple[Markup, Markup]:
    return el("w:sz", w_val=half_points), el("w:szCs", w_val=half_points)


def _large() -> list[Markup]:
    return [_colour(ACCENT), *_size(36)]


def _marked() -> list[Markup]:
    return [_colour(DRAFT), el("w:spacing", w_val=30), *_size(17)]
