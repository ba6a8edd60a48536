"""The report as typed blocks: what every writer sets, nothing a writer has to word, add up or format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from reports.data_model import ReportData
from reports.sheet_model import Sheet


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Plain letters."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Strong:
    """Important."""

    inlines: "Inlines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Emphasis:
    """Stressed, or the name of a work."""

    inlines: "Inlines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link out of the report; `href` is http, https or mailto."""

    href: str
    inlines: "Inlines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A cross reference to the block with the id `target`."""

    target: str
    inlines: "Inlines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Footnote:
    """A note set apart; `number` counts from 1 through the report."""

    number: int
    inlines: "Inlines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Data:
    """A number.

    Attributes:
        value: Raw, canonical decimal notation ("210000", "45.8").
        unit: "CZK", "%" or "" for a count.
        text: As printed in the report's language.
        sources: Ids of the tasks it comes from.
        name: What it is the sum of ("costs.total"), where the data file lists it; "" elsewhere.
        item: Key of the item it is the sum for; "" = the whole report.
    """

    value: str
    unit: str
    text: str
    sources: tuple[str, ...] = ()
    name: str = ""
    item: str = ""


Inline: TypeAlias = Text | Strong | Emphasis | Link | Reference | Footnote | Data
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading; level 1 to 4, no level is skipped, the report's title is none of them."""

    level: int
    id: str
    inlines: Inlines


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Inlines


@dataclass(frozen=True, kw_only=True, slots=True)
class ListBlock:
    """A list; an item holds blocks, so lists nest."""

    ordered: bool
    items: tuple["Blocks", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """A header row and one value row; `label` names what the facts are about."""

    label: str
    head: tuple[Inlines, ...]
    values: tuple["Blocks", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table without merged cells.

    Attributes:
        label: "Tabulka 3"; numbered by the model.
        head: One cell a column.
        rows: A cell holds blocks.
        foot: The row of totals, () without one.
        align: "start" or "end" for each column.
        row_head: The first column names its row.
    """

    id: str
    label: str
    caption: Inlines
    head: tuple[Inlines, ...]
    rows: tuple[tuple["Blocks", ...], ...]
    foot: tuple["Blocks", ...]
    align: tuple[str, ...]
    row_head: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """One colour of a chart: its name and a number for each category."""

    name: str
    numbers: tuple[Data, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StackedBars:
    """One bar a category, each made of the series' numbers."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupedBars:
    """A bar for each of the series' numbers, those of one category side by side: for comparing them."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]


Chart: TypeAlias = StackedBars | GroupedBars


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A chart; the table with its numbers stands next to it, `alt` says them in words."""

    id: str
    label: str
    caption: Inlines
    alt: str
    chart: Chart


@dataclass(frozen=True, kw_only=True, slots=True)
class Abbreviations:
    """Abbreviations used and their meanings, sorted."""

    entries: tuple[tuple[str, str], ...]


Block: TypeAlias = Heading | Paragraph | ListBlock | Facts | Table | Figure | Abbreviations
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture of the owner's: a logo or a strip.

    Attributes:
        content: PNG or JPEG.
        media_type: "image/png" or "image/jpeg".
        alt: What it shows, in words.
    """

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What the owner puts on its documents.

    Attributes:
        accent: Colour of headings and lines, "#1b4f8a"; holds white letters.
        colours: Of a chart's series, in order, "#rrggbb"; each holds white letters.
        logo: For the head of the title page.
        publicity: The strip of who paid (the EU's publicity rules), for the foot of the title page.
        publicity_text: The sentence that goes with it, "" = none.
        word_reference: A document of Word whose styles, page and running lines the report in Word takes, empty = the
            product's own.
    """

    accent: str = "#1b4f8a"
    colours: tuple[str, ...] = ("#2a7f4f", "#b85c00", "#1b4f8a", "#a61c3c", "#5d6876", "#6b4fa0", "#006d77")
    logo: Picture | None = None
    publicity: Picture | None = None
    publicity_text: str = ""
    word_reference: bytes = b""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """What stands around the blocks.

    Attributes:
        title: The report's title, for the title page.
        short_title: At most 70 characters, for the window and the running head.
        language: "cs" or "en".
        owner: The town.
        title_page: Label and text of each line; empty ones are left out.
        draft_mark: "PRACOVNÍ VERZE" for every page of a draft, "" in an edition.
        made_at: Moment of the snapshot.
        file_name: Name of the files without ending.
        words: The writers' own words by name ("contents", "notes", ...), in the report's language.
        look: Logo, colours and publicity.
        brief: One or two pages: the title stands above the text, without a title page and contents.
    """

    title: str
    short_title: str
    language: str
    owner: str
    title_page: tuple[tuple[str, str], ...]
    draft_mark: str
    made_at: datetime
    file_name: str
    words: Mapping[str, str]
    look: Look = field(default_factory=Look)
    brief: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A whole report: what writers get.

    Attributes:
        meta: What stands around the blocks.
        blocks: What is read, from the first heading to the last.
        data: The raw data.
        sheets: The same as tables for calculating.
        summary: The blocks of the summary for the council: the first ones of `blocks`, () without one.
    """

    meta: Meta
    blocks: Blocks
    data: ReportData
    sheets: tuple[Sheet, ...] = ()
    summary: Blocks = ()
