"""What a report template wrote, as typed blocks; what breaks the model's rules is an error with its line."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reports import model
from reports.markup import Element, TemplateError, read_markup, template_error

_INLINE = frozenset({"strong", "em", "a", "ref", "note", "data"})
_ID = re.compile(r"[a-z][a-z0-9-]*")
_HREF = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def parse_blocks(text: str, name: str) -> model.Blocks:
    """Read what a template wrote.

    Args:
        text: The rendered text.
        name: The template's name for messages.

    Raises:
        TemplateError: What stands there is outside the closed subset or breaks a rule of the model
            (a level is skipped, an id twice, a reference to nothing, a row of another length).
    """
    return _Parser(name=name).document(read_markup(text, name))


def slug(text: str) -> str:
    """Make an id of a text: "Priorita 1.2" gives "priorita-1-2"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made if made[:1].isalpha() else f"n-{made}".rstrip("-")


@dataclass(kw_only=True, slots=True)
class _Parser:
    """One reading: counts notes and labels, knows which ids are taken."""

    name: str
    ids: dict[str, model.Block | None] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    targets: list[tuple[str, int]] = field(default_factory=list)
    notes: int = 0
    level: int = 0

    def document(self, root: Element) -> model.Blocks:
        blocks = self.blocks(root)
        for target, line in self.targets:
            if target not in self.ids:
                raise self.error("unknown_reference", line, target=target)
        return blocks

    def blocks(self, parent: Element) -> model.Blocks:
        """Read the blocks in an element; bare text and inlines between them make paragraphs."""
        blocks: list[model.Block] = []
        loose: list[Element | str] = []
        for child in [*parent.children, None]:
            if child is not None and (isinstance(child, str) or child.tag in _INLINE):
                loose.append(child)
                continue
            if inlines := self.inlines(loose):
                blocks.append(model.Paragraph(inlines=inlines))
            loose = []
            if isinstance(child, Element) and (block := self.block(child)) is not None:
                blocks.append(block)
        return tuple(blocks)

    def block(self, element: Element) -> model.Block | None:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4":
                return self.heading(element)
            case "p":
                inlines = self.inlines(element.children)
                return model.Paragraph(inlines=inlines) if inlines else None
            case "ul" | "ol":
                items = tuple(self.blocks(item) for item in self.only(element, "li"))
                return model.ListBlock(ordered=element.tag == "ol", items=items) if items else None
            case "table":
                return self.table(element)
            case "figure":
                return self.figure(element)
        raise self.error("misplaced_tag", element.line, tag=element.tag)

    def heading(self, element: Element) -> model.Heading:
        level = int(element.tag[1])
        if level > self.level + 1:
            raise self.error("skipped_level", element.line, tag=element.tag)
        self.level = level
        inlines = self.inlines(element.children)
        identifier = self.new_id(element, element.attributes.get("id") or slug(inline_text(inlines)))
        return model.Heading(level=level, id=identifier, inlines=inlines)

    def table(self, element: Element) -> model.Block:
        caption = self.child_inlines(element, "caption")
        sections = {tag: self.rows(element, tag) for tag in ("thead", "tbody", "tfoot")}
        head = tuple(self.inlines(cell.children) for cell in self.single_row(element, sections["thead"]))
        rows = tuple(tuple(self.blocks(cell) for cell in row) for row in sections["tbody"])
        if any(len(row) != len(head) for row in [*rows, *sections["tfoot"]]):
            raise self.error("row_length", element.line, columns=str(len(head)))
        match element.attributes.get("class", ""):
            case "facts" if len(rows) != 1:
                raise self.error("facts_row", element.line)
            case "abbreviations" if len(head) != 2:
                raise self.error("row_length", element.line, columns="2")
            case "facts":
                return model.Facts(label=inline_text(caption), head=head, values=rows[0])
            case "abbreviations":
                return model.Abbreviations(entries=tuple((blocks_text(r[0]), blocks_text(r[1])) for r in rows))
            case "":
                foot = tuple(self.blocks(cell) for cell in sections["tfoot"][0]) if sections["tfoot"] else ()
                return self.numbered_table(element, caption, head, rows, foot)
        raise self.error("unknown_class", element.line, value=element.attributes["class"])

    def numbered_table(
        self,
        element: Element,
        caption: model.Inlines,
        head: tuple[model.Inlines, ...],
        rows: tuple[tuple[model.Blocks, ...], ...],
        foot: tuple[model.Blocks, ...],
    ) -> model.Table:
        align = tuple(element.attributes.get("align", "").split()) or ("start",) * len(head)
        if len(align) != len(head) or not set(align) <= {"start", "end"}:
            raise self.error("align", element.line, columns=str(len(head)))
        table = model.Table(
            id=self.new_id(element, element.attributes.get("id", "")),
            label=self.label(element),
            caption=caption,
            head=head,
            rows=rows,
            foot=foot,
            align=align,
            row_head="row-head" in element.attributes,
        )
        self.ids[table.id] = table
        return table

    def figure(self, element: Element) -> model.Figure:
        table = self.ids.get(element.attributes.get("of", ""))
        if not isinstance(table, model.Table):
            raise self.error("figure_without_table", element.line, target=element.attributes.get("of", ""))
        caption = self.child_inlines(element, "figcaption")
        chart = self.chart(element, table)
        return model.Figure(
            id=self.new_id(element, element.attributes.get("id", "")),
            label=self.label(element),
            caption=caption,
            alt=f"{inline_text(caption)}. {chart_text(chart)}",
            chart=chart,
        )

    def chart(self, element: Element, table: model.Table) -> model.Chart:
        categories, series = drawn_columns(table, self.columns(element, table))
        match element.attributes.get("kind", "stacked"):
            case "stacked":
                return model.StackedBars(categories=categories, series=_seen(series))
            case "grouped":
                return model.GroupedBars(categories=categories, series=series)
        raise self.error("figure_kind", element.line, value=element.attributes["kind"])

    def columns(self, element: Element, table: model.Table) -> range:
        """Read which columns of a table are drawn: "3" = the first three of numbers, "2-3" = from the second on."""
        said = element.attributes.get("columns", "1")
        first, dash, last = said.partition("-")
        chosen = range(int(first), int(last) + 1) if dash and first.isdecimal() and last.isdecimal() else range(0)
        if not dash and said.isdecimal():
            chosen = range(1, int(said) + 1)
        if not chosen or chosen[0] < 1 or chosen[-1] >= len(table.head):
            raise self.error("figure_columns", element.line, columns=said)
        return chosen

    def inlines(self, children: Sequence[Element | str]) -> model.Inlines:
        """Read inlines; blanks fold into one and vanish at both ends."""
        found: list[model.Inline] = []
        for child in children:
            if isinstance(child, Element):
                found.append(self.inline(child))
            elif text := re.sub(r"[ \t\n\r\f]+", " ", child):
                found.append(model.Text(text=text))
        return _trimmed(found)

    def inline(self, element: Element) -> model.Inline:
        match element.tag:
            case "strong":
                return model.Strong(inlines=self.inlines(element.children))
            case "em":
                return model.Emphasis(inlines=self.inlines(element.children))
            case "a":
                return self.link(element)
            case "ref":
                self.targets.append((element.attributes.get("to", ""), element.line))
                return model.Reference(target=element.attributes.get("to", ""), inlines=self.inlines(element.children))
            case "note":
                self.notes += 1
                return model.Footnote(number=self.notes, inlines=self.inlines(element.children))
            case "data":
                return self.data(element)
        raise self.error("misplaced_tag", element.line, tag=element.tag)

    def link(self, element: Element) -> model.Link:
        href = element.attributes.get("href", "")
        if not _HREF.fullmatch(href):
            raise self.error("unsafe_link", element.line, href=href)
        return model.Link(href=href, inlines=self.inlines(element.children))

    def data(self, element: Element) -> model.Data:
        attributes = element.attributes
        return model.Data(
            value=attributes.get("value", ""),
            unit=attributes.get("unit", ""),
            text="".join(child for child in element.children if isinstance(child, str)).strip(" \n"),
            sources=tuple(attributes.get("source", "").split()),
            name=attributes.get("name", ""),
            item=attributes.get("item", ""),
        )

    def rows(self, table: Element, section: str) -> list[list[Element]]:
        rows = [row for part in table.elements(section) for row in self.only(part, "tr")]
        return [self.only(row, "th", "td") for row in rows]

    def single_row(self, element: Element, rows: list[list[Element]]) -> list[Element]:
        if len(rows) != 1:
            raise self.error("table_head", element.line)
        return rows[0]

    def only(self, parent: Element, *tags: str) -> list[Element]:
        for child in parent.children:
            if isinstance(child, Element) and child.tag not in tags:
                raise self.error("misplaced_tag", child.line, tag=child.tag)
            if isinstance(child, str) and child.strip():
                raise self.error("loose_text", parent.line, tag=parent.tag, text=child.strip()[:40])
        return parent.elements()

    def child_inlines(self, element: Element, tag: str) -> model.Inlines:
        found = element.elements(tag)
        if not found:
            raise self.error("missing_tag", element.line, tag=tag)
        return self.inlines(found[0].children)

    def label(self, element: Element) -> str:
        word = element.attributes.get("label", "")
        self.labels[word] = self.labels.get(word, 0) + 1
        return f"{word} {self.labels[word]}".strip()

    def new_id(self, element: Element, wanted: str) -> str:
        if not _ID.fullmatch(wanted):
            raise self.error("id", element.line, id=wanted)
        if wanted in self.ids and "id" in element.attributes:
            raise self.error("id_twice", element.line, id=wanted)
        count = 2
        taken = wanted
        while taken in self.ids:
            taken, count = f"{wanted}-{count}", count + 1
        self.ids[taken] = None
        return taken

    def error(self, code: str, line: int, **data: str) -> TemplateError:
        return template_error(code, self.name, line, **data)


def drawn_columns(table: model.Table, columns: Iterable[int]) -> tuple[tuple[str, ...], tuple[model.Series, ...]]:
    """Give what a chart of columns of a table shows: a category each row, a series each column, counted from 0."""
    series = tuple(
        model.Series(name=inline_text(table.head[at]), numbers=tuple(_number(row[at]) for row in table.rows))
        for at in columns
    )
    return tuple(blocks_text(row[0]) for row in table.rows), series


def _seen(series: tuple[model.Series, ...]) -> tuple[model.Series, ...]:
    """Leave out what has no length in any bar; the table beside the chart says that it is nothing."""
    return tuple(each for each in series if any(Decimal(number.value) for number in each.numbers)) or series


def chart_text(chart: model.Chart) -> str:
    """Say a chart's numbers in words, for who cannot see it."""
    bars = []
    for at, category in enumerate(chart.categories):
        numbers = ", ".join(f"{series.name} {series.numbers[at].text}" for series in chart.series)
        bars.append(f"{category}: {numbers}")
    return "; ".join(bars) + "."


def inline_text(inlines: model.Inlines) -> str:
    """Give the letters of inlines, footnotes left out."""
    return "".join(_letters(inline) for inline in inlines)


def blocks_text(blocks: model.Blocks) -> str:
    """Give the letters of a cell's paragraphs."""
    return " ".join(inline_text(block.inlines) for block in blocks if isinstance(block, model.Paragraph))


def _letters(inline: model.Inline) -> str:
    match inline:
        case model.Text() | model.Data():
            return inline.text
        case model.Footnote():
            return ""
        case _:
            return inline_text(inline.inlines)


def _number(cell: model.Blocks) -> model.Data:
    return next(_numbers(cell), model.Data(value="0", unit="", text="0"))


def _numbers(cell: model.Blocks) -> Iterator[model.Data]:
    for block in cell:
        if isinstance(block, model.Paragraph):
            yield from (inline for inline in block.inlines if isinstance(inline, model.Data))


def _trimmed(inlines: list[model.Inline]) -> model.Inlines:
    if inlines and isinstance(first := inlines[0], model.Text):
        inlines[0] = model.Text(text=first.text.lstrip(" "))
    if inlines and isinstance(last := inlines[-1], model.Text):
        inlines[-1] = model.Text(text=last.text.rstrip(" "))
    return tuple(inline for inline in inlines if not (isinstance(inline, model.Text) and not inline.text))
