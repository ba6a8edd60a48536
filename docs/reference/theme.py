"""The theme of the reference document: colours and fonts that Word offers beside the styles."""  # noqa: INP001 -- a script's part, not a package

from markupsafe import Markup

from docs.reference.styles import ACCENT, FONT, INK, QUIET, TINT
from reports.docx.xml import el, root

_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": QUIET,
    "lt2": TINT,
    "accent1": ACCENT,
    "accent2": "B85C00",
    "accent3": "2A7F4F",
    "accent4": "A61C3C",
    "accent5": "5D6876",
    "accent6": "6B4FA0",
    "hlink": ACCENT,
    "folHlink": "6B4FA0",
}


def theme_xml() -> str:
    """Write theme1.xml."""
    colours = [el(f"a:{name}", el("a:srgbClr", val=colour)) for name, colour in _COLOURS.items()]
    fonts = [el(f"a:{kind}Font", *_faces()) for kind in ("major", "minor")]
    filled = el("a:solidFill", el("a:schemeClr", val="phClr"))
    plain = el("a:effectStyle", el("a:effectLst"))
    formats = [
        el("a:fillStyleLst", *[filled] * 3),
        el("a:lnStyleLst", *(el("a:ln", filled, w=width) for width in (6350, 12700, 19050))),
        el("a:effectStyleLst", *[plain] * 3),
        el("a:bgFillStyleLst", *[filled] * 3),
    ]
    return root(
        "a:theme",
        "a",
        el(
            "a:themeElements",
            el("a:clrScheme", *colours, name="plneni"),
            el("a:fontScheme", *fonts, name="plneni"),
            el("a:fmtScheme", *formats, name="plneni"),
        ),
        name="plneni",
    )


def _faces() -> list[Markup]:
    return [el("a:latin", typeface=FONT), el("a:ea", typeface=""), el("a:cs", typeface="")]
