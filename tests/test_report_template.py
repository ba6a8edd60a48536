import pytest

from bot.faults_text import fault_sentence, fault_texts
from bot.words import LANGUAGES
from reports.markup import TemplateError
from reports.model import Blocks, Figure, Footnote, Heading, Paragraph, Table
from reports.packaged import report_template
from reports.parse import parse_blocks
from reports.template import ReportTemplate, check_template, render_template

TABLE = "<table id='t'><caption>c</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{}</tbody></table>"
MISTAKES = [
    ("<p>\n{% if %}", "syntax", 2),
    ("<p>a</p>\n<script>x</script>", "unknown_tag", 2),
    ("\n<p onclick='x'>a</p>", "unknown_attribute", 2),
    ("\n\n<p>a<ul><li>b</li></ul></p>", "misplaced_tag", 3),
    ("<ul>\n<li>a</ul>", "not_closed", 2),
    ("<p>a\n</p>\n<p>", "not_closed", 3),
    ("<h1>a</h1>\n<h3>b</h3>", "skipped_level", 2),
    ("<h1 id='a'>a</h1>\n<h1 id='a'>b</h1>", "id_twice", 2),
    ("\n<h1 id='1.1'>a</h1>", "id", 2),
    ("\n<p><ref to='nowhere'>a</ref></p>", "unknown_reference", 2),
    ("\n<p><a href='javascript:x'>a</a></p>", "unsafe_link", 2),
    ("\n" + TABLE.format("<tr><td>1</td></tr>"), "row_length", 2),
    ("\n<table id='t'><thead></thead></table>", "missing_tag", 2),
    ("\n<figure of='none'><figcaption>a</figcaption></figure>", "figure_without_table", 2),
    ("\n<ul>a</ul>", "loose_text", 2),
    ("\n" + TABLE.format("").replace("<table", "<table class='facts'"), "facts_row", 2),
    (
        TABLE.format("") + "\n<figure id='f' of='t' columns='2'><figcaption>a</figcaption></figure>",
        "figure_columns",
        2,
    ),
    (
        TABLE.format("") + "\n<figure id='f' of='t' kind='pie'><figcaption>a</figcaption></figure>",
        "figure_kind",
        2,
    ),
    ("\n" + TABLE.format("").replace("<table", "<table class='x'"), "unknown_class", 2),
    ("\n" + TABLE.format("").replace("<table", "<table align='end'"), "align", 2),
    ("\n" + TABLE.replace("<tr><th>a</th><th>b</th></tr>", "").format(""), "table_head", 2),
    ("\n\n<p>{{ unknown }}</p>", "failed", 3),
    ("\n<p>{{ 1 / 0 }}</p>", "failed", 2),
    ("\n<p>{{ ''.__class__.__mro__ }}</p>", "failed", 2),
    ("<!DOCTYPE html>", "unknown_tag", 1),
]


def made(source: str, **parts: object) -> Blocks:
    template = ReportTemplate(name="town.html.j2", source=source)
    return parse_blocks(render_template(template, parts), template.name)


def failure(source: str, **parts: object) -> tuple[str, str]:
    with pytest.raises(TemplateError) as caught:
        made(source, **parts)
    return caught.value.fault.code, caught.value.fault.where


@pytest.mark.parametrize("name", ["annual_evaluation"])
def test_the_templates_of_the_product_keep_to_the_subset(name: str) -> None:
    assert check_template(report_template(name)) == ()


def test_all_unknown_tags_are_found_at_once_with_their_lines() -> None:
    source = "<p>a</p>\n<div>\n{% if x %}\n<p><span>b</span></p>\n{% endif %}\n</div>"
    faults = check_template(ReportTemplate(name="t", source=source))

    assert [(fault.where, fault.data["tag"]) for fault in faults] == [
        ("t, line 2", "div"),
        ("t, line 4", "span"),
        ("t, line 4", "span"),
        ("t, line 6", "div"),
    ]


@pytest.mark.parametrize(("source", "code", "line"), MISTAKES)
def test_a_mistake_names_its_line_and_is_said_in_both_languages(source: str, code: str, line: int) -> None:
    with pytest.raises(TemplateError) as caught:
        made(source)
    fault = caught.value.fault

    assert (fault.code, fault.where) == (f"report_template.{code}", f"town.html.j2, line {line}")
    for language in LANGUAGES:
        assert fault_sentence(fault, language).startswith(f"town.html.j2, line {line}: ")


def test_every_mistake_of_a_template_is_tried_here() -> None:
    tried = {f"report_template.{code}" for _, code, _ in MISTAKES}

    assert {code for code in fault_texts("cs") if code.startswith("report_template.")} == tried


@pytest.mark.parametrize(("columns", "drawn"), [("1", ["b"]), ("2", ["b", "c"]), ("2-2", ["c"]), ("1-2", ["b", "c"])])
def test_a_figure_draws_the_columns_it_names(columns: str, drawn: list[str]) -> None:
    head, row = "<tr><th>a</th><th>b</th><th>c</th></tr>", "<tr><td>x</td><td>1</td><td>2</td></tr>"
    table = f"<table id='t'><caption>t</caption><thead>{head}</thead><tbody>{row}</tbody></table>"
    blocks = made(f"{table}<figure id='f' of='t' columns='{columns}'><figcaption>f</figcaption></figure>")

    assert isinstance(blocks[1], Figure)
    assert [series.name for series in blocks[1].chart.series] == drawn


@pytest.mark.parametrize("columns", ["0", "3", "2-3", "0-1", "2-1", "x", "-", "1-", "²"])
def test_a_figure_cannot_draw_columns_that_are_not_there(columns: str) -> None:
    head, row = "<tr><th>a</th><th>b</th><th>c</th></tr>", "<tr><td>x</td><td>1</td><td>2</td></tr>"
    table = f"<table id='t'><caption>t</caption><thead>{head}</thead><tbody>{row}</tbody></table>"
    figure = f"<figure id='f' of='t' columns='{columns}'><figcaption>f</figcaption></figure>"

    assert failure(table + figure)[0] == "report_template.figure_columns"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</p><h1>x</h1>", "{{ 7*7 }}", "{% if %}", "=1+1", "<a b='"]
)
def test_a_value_is_never_read_as_markup_or_template(text: str) -> None:
    (block,) = made("<p>{{ text }}</p>", text=text)

    assert isinstance(block, Paragraph)
    assert "".join(inline.text for inline in block.inlines if hasattr(inline, "text")) == text


def test_the_line_marks_never_show() -> None:
    assert "template-line" not in str(made("<h1>a</h1>\n<p>b <strong>c</strong></p>"))


def test_ids_are_made_of_headings_and_stay_unique() -> None:
    blocks = made("<h1>Úvod</h1><h1>Úvod</h1><h1>2.1 Cíle</h1>")

    assert [block.id for block in blocks if isinstance(block, Heading)] == ["uvod", "uvod-2", "n-2-1-cile"]


def test_tables_and_notes_are_numbered_by_the_model() -> None:
    row = "<tr><td>1<note>x</note></td><td>2<note>y</note></td></tr>"
    first = TABLE.format(row).replace("<table", "<table label='Tabulka'")
    blocks = made(first + first.replace("'t'", "'u'"))

    assert [block.label for block in blocks if isinstance(block, Table)] == ["Tabulka 1", "Tabulka 2"]
    notes = [
        inline.number
        for block in blocks
        if isinstance(block, Table)
        for cell in block.rows[0]
        for paragraph in cell
        if isinstance(paragraph, Paragraph)
        for inline in paragraph.inlines
        if isinstance(inline, Footnote)
    ]
    assert notes == [1, 2, 3, 4]
