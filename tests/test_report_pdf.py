import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.cannot_set import CannotSetError
from reports.model import Facts, Figure, Heading, Report, Table
from reports.parse import inline_text
from reports.pdf import pdf_bytes
from reports.pdf_tags import with_row_headers
from reports.walk import all_blocks, all_strings
from reports.write import WRITERS, WriteFailure, Written, write_report
from tests.narrative_sample import narrative_report
from tests.ostrava import NEEDS_DATA
from tests.pdf_reader import body_text, id_tree, outline_titles, page_texts, squeezed, tags
from tests.programme_sample import programme_report
from tests.programs import program, verapdf_jar
from tests.report_sample import report, snapshot, task
from tests.test_report_ostrava import ostrava

CHECKER = Path(__file__).with_name("VeraCheck.java")
CHARTED = ("Kamenov", "Kamenov in English", pytest.param("Ostrava", marks=NEEDS_DATA))
EXAMPLES = (*CHARTED, "narrative", "programme")


@cache
def example(name: str) -> Report:
    match name:
        case "Kamenov":
            return report(snapshot(draft=True))
        case "narrative":
            return narrative_report()
        case "programme":
            return programme_report()
        case "Kamenov in English":
            return report(language="en")
        case _:
            return ostrava()


@cache
def written(name: str) -> bytes:
    return pdf_bytes(example(name))


def saying(text: str) -> Report:
    """Make a report in which everything that a person can write is this text."""
    repeats = {"projects": [{"project_name": text}], "costs": [{"source": text, "amount": "1", "amount_label": text}]}
    said = task("2.2.7", degree="partly", cost_kind="amount", description=[text], hindrance=text, repeats=repeats)
    return report(snapshot([said]))


def visible(made: Report) -> list[str]:
    alts = {block.alt for block in all_blocks(made.blocks) if isinstance(block, Figure)}
    return [string for string in all_strings(made) if string not in {*alts, made.meta.draft_mark}]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_file_is_accessible_and_fit_for_archives(name: str, tmp_path: Path) -> None:
    file = tmp_path / "zprava.pdf"
    file.write_bytes(written(name))
    java = program("java", "default-jdk-headless")
    command = [java, "-Xmx400m", "-cp", str(verapdf_jar()), str(CHECKER), "ua1,2a", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert [line for line in said.splitlines() if not line.startswith("PASS")] == []
    assert said.count("PASS") == 2


def test_the_checker_finds_a_file_that_is_not_accessible(tmp_path: Path) -> None:
    file = tmp_path / "plain.pdf"
    with pikepdf.open(BytesIO(written("Kamenov"))) as document:
        del document.Root.StructTreeRoot
        document.save(file)

    java = program("java", "default-jdk-headless")
    command = [java, "-cp", str(verapdf_jar()), str(CHECKER), "ua1", str(file)]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_string_of_the_model_is_on_the_pages(name: str) -> None:
    text = body_text(written(name))

    assert [string for string in visible(example(name)) if squeezed(string) not in text] == []


@pytest.mark.parametrize("name", CHARTED)
def test_charts_say_their_figures_to_who_cannot_see_them(name: str) -> None:
    alts = [block.alt for block in example(name).blocks if isinstance(block, Figure)]

    assert [tag.alt for tag in tags(written(name)).all("Figure")] == alts
    assert alts


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_and_headings_are_tagged_as_the_model_has_them(name: str) -> None:
    made, tree = example(name), tags(written(name))
    tables = [block for block in all_blocks(made.blocks) if isinstance(block, Table | Facts)]
    levels = [block.level for block in made.blocks if isinstance(block, Heading)]

    assert [len(list(tag.all("TR"))) for tag in tree.all("Table")] == [
        2 if isinstance(table, Facts) else 1 + len(table.rows) + bool(table.foot) for table in tables
    ]
    contents = 1
    assert [int(tag.kind[1]) for tag in tree.all("H1", "H2", "H3", "H4")][contents:] == levels


@NEEDS_DATA
def test_cells_point_to_the_headers_of_their_rows() -> None:
    pdf = written("Ostrava")
    marks = set()
    for table, block in zip(
        tags(pdf).all("Table"),
        [each for each in all_blocks(ostrava().blocks) if isinstance(each, Table | Facts)],
        strict=True,
    ):
        if isinstance(block, Table) and block.row_head:
            for row in list(table.all("TR"))[1:]:
                head, *cells = row.all("TH", "TD")
                assert (head.kind, head.attributes["/Scope"]) == ("TH", "/Row")
                assert all(head.mark in cell.headers for cell in cells)
                marks.add(head.mark)

    assert len(marks) > 30
    assert marks <= set(id_tree(pdf))
    assert id_tree(pdf) == sorted(id_tree(pdf))


def test_another_number_of_tables_than_the_report_has_is_not_tagged_silently() -> None:
    with pytest.raises(ValueError, match="tagged tables"):
        with_row_headers(written("Kamenov"), [True])


@NEEDS_DATA
def test_bookmarks_lead_to_every_heading() -> None:
    headings = [inline_text(block.inlines) for block in ostrava().blocks if isinstance(block, Heading)]

    assert [squeezed(title) for title in outline_titles(written("Ostrava"))] == [squeezed(title) for title in headings]


@NEEDS_DATA
def test_pages_are_numbered_and_carry_the_titles() -> None:
    pages = page_texts(written("Ostrava"))

    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in page
        assert "Zpráva o naplňování" in page.splitlines()[-1]
    assert any("Priorita 3" in page.splitlines()[0] for page in pages)


@NEEDS_DATA
def test_contents_name_the_pages_that_headings_are_on() -> None:
    pages = page_texts(written("Ostrava"))
    named = [line for line in pages[1].splitlines() if line.strip().startswith("Priorita")]

    assert len(named) == 6
    for line in named:
        title, number = line.split(" –")[0].strip(), int(line.split()[-1].strip("\u2060"))
        assert title in pages[number - 1]


def test_a_draft_says_so_on_every_page_and_an_edition_nowhere() -> None:
    edition = report(snapshot(draft=False))

    assert all("PRACOVNÍ VERZE" in page for page in page_texts(written("Kamenov")))
    assert not any("PRACOVNÍ" in page for page in page_texts(pdf_bytes(edition)))


def test_notes_stand_at_the_foot_of_their_page() -> None:
    (page,) = [page for page in page_texts(written("Kamenov")) if "1.1.2" in page and "1 500 000" in page]

    assert "Předané prostředky" in page
    assert len(list(tags(written("Kamenov")).all("Note"))) == 1


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf_bytes(example("Kamenov")) == written("Kamenov")


@NEEDS_DATA
def test_no_page_but_the_last_and_the_title_is_left_half_empty() -> None:
    filled = [len([line for line in page.splitlines() if line.strip()]) for page in page_texts(written("Ostrava"))]

    assert min(filled[2:-1]) >= 18


def test_a_character_without_a_glyph_is_named_with_its_item_and_other_formats_come_out(tmp_path: Path) -> None:
    made = saying("Spolek \u4e2d\u56fd")

    pdf, page = write_report(made, tmp_path, ("pdf", "html"))

    assert isinstance(pdf, WriteFailure)
    assert pdf.fault.code == "report.cannot_set"
    assert "2.2.7" in pdf.fault.where
    assert "U+4E2D" in pdf.fault.data["what"]
    assert isinstance(page, Written)
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in page.files}


@pytest.mark.parametrize(
    "text", ["🎉 👍🏽 ❤️ 🇨🇿", "שלום עולם", "العربية", "= 1+1", '#read("/etc/passwd")', "$x$ *a* _b_ @c <d>"]
)
def test_what_phones_write_is_set_as_letters(text: str) -> None:
    assert pdf_bytes(saying(text))


def test_markup_of_the_typesetter_stays_letters() -> None:
    text = '#read("/etc/passwd") $x^2$ *a* _b_ <c> // d /* e */ `f` = g'

    text_of_pages, made = body_text(pdf_bytes(saying(text))), saying(text)

    assert [string for string in visible(made) if squeezed(string) not in text_of_pages] == []
    assert "#read(" in text_of_pages


def test_a_word_of_20_000_letters_is_broken_and_whole() -> None:
    text = "a" * 20_000

    assert body_text(pdf_bytes(saying(text))).count("a") >= 20_000


@settings(max_examples=15)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_set_or_its_character_is_named(text: str) -> None:
    made = saying(text)
    try:
        pdf = pdf_bytes(made)
    except CannotSetError as error:
        assert "U+" in error.what  # noqa: PT017 -- the other way out is a file, which is looked at below
    else:
        assert pdf.startswith(b"%PDF-1.7")


@NEEDS_DATA
def test_columns_of_numbers_keep_their_amounts_in_one_line() -> None:
    (page,) = [page for page in page_texts(written("Ostrava")) if "Tabulka 6 " in page]
    row = next(line for line in page.splitlines() if "5 Prevence" in line)

    assert row.count("Kč") == 3


def test_it_is_one_of_the_formats() -> None:
    assert "pdf" in WRITERS


@NEEDS_DATA
def test_heads_of_pages_follow_the_chapters() -> None:
    heads = [page.splitlines()[0].split("PRACOVNÍ")[0].strip() for page in page_texts(written("Ostrava"))[2:]]
    chapters = [
        inline_text(block.inlines) for block in ostrava().blocks if isinstance(block, Heading) and block.level == 1
    ]
    places = [[squeezed(chapter) for chapter in chapters].index(squeezed(head)) for head in heads]

    assert places == sorted(places)
    assert len(set(places)) >= len(chapters) - 2
