"""The sheets about registers, reports and messages."""

from flows.workbook.choice_words import FORMATS
from flows.workbook.shape import Column, Holds, SheetShape
from flows.workbook.shape_columns import ITEM, KEY, TREE

REGISTERS = SheetShape(
    key="registers",
    cs="Rejstříky",
    en="Registers",
    columns=(
        Column(field="key", cs="Klíč", en="Key", holds=Holds.KEY, required=True),
        Column(field="title", cs="Název rejstříku", en="Title of the register", required=True, also=("název",)),
    ),
)

ENTRIES = SheetShape(
    key="entries",
    cs="Záznamy",
    en="Entries",
    open=True,
    also=("projekty",),
    columns=(
        Column(field="@register", cs="Rejstřík", en="Register", holds=Holds.REGISTER, required=True),
        KEY,
        Column(field="label", cs="Záznam", en="Entry", required=True, also=("název", "projekt")),
    ),
)

REPORTS = SheetShape(
    key="reports",
    cs="Zprávy",
    en="Reports",
    columns=(
        KEY,
        Column(field="template", cs="Šablona", en="Template", required=True),
        Column(field="title", cs="Název zprávy", en="Title of the report", required=True, also=("název",)),
        Column(field="formats", cs="Soubory", en="Files", holds=Holds.CHOICES, words=FORMATS, also=("formáty",)),
        Column(field="rounds", cs="Sběry", en="Rounds", holds=Holds.ROUNDS),
        Column(field="introduction", cs="Úvod", en="Introduction", holds=Holds.LONG),
        Column(field="closing", cs="Závěr", en="Closing", holds=Holds.LONG),
        Column(field="colours", cs="Barvy", en="Colours", holds=Holds.LINES),
        Column(field="logo.file", cs="Logo", en="Logo"),
        Column(field="logo.alt", cs="Co je na logu", en="What the logo shows"),
        Column(field="publicity.file", cs="Publicita", en="Publicity"),
        Column(field="publicity.alt", cs="Co je na publicitě", en="What the publicity shows"),
        Column(field="word_reference.file", cs="Vzor pro Word", en="Pattern for Word"),
        Column(field="publicity_text", cs="Text publicity", en="Text of the publicity", holds=Holds.LONG),
    ),
)

TITLE_PAGE = SheetShape(
    key="title_page",
    cs="Titulní strana",
    en="Title page",
    columns=(
        Column(field="@report", cs="Zpráva", en="Report", holds=Holds.REPORT, required=True),
        Column(field="label", cs="Označení", en="Label", required=True),
        Column(field="text", cs="Text", en="Text", holds=Holds.LONG),
    ),
)

COMMENTS = SheetShape(
    key="comments",
    cs="Komentáře",
    en="Comments",
    columns=(
        Column(field="@report", cs="Zpráva", en="Report", holds=Holds.REPORT, required=True),
        TREE,
        ITEM,
        Column(field="text", cs="Text", en="Text", holds=Holds.LONG, required=True),
    ),
)

TEXTS = SheetShape(
    key="texts",
    cs="Vlastní texty",
    en="Own texts",
    also=("texty",),
    columns=(
        Column(field="language", cs="Jazyk", en="Language", required=True),
        Column(field="key", cs="Zpráva", en="Message", required=True),
        Column(field="text", cs="Znění", en="Wording", holds=Holds.LONG, required=True),
    ),
)
