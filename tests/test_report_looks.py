"""What an owner puts on its report: logo, colours, publicity, its own words."""

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from bot.plan_pictures import with_pictures
from flows.colour import READABLE, contrast, lightened
from flows.plan import Plan, ReportDefinition
from flows.plan_picture import LARGEST, PlanPicture
from flows.plan_report_checks import check_reports
from flows.snapshot import Snapshot
from reports.html import html_page
from reports.model import Heading, Look, Report
from reports.parse import inline_text
from reports.pdf import pdf_bytes
from reports.walk import strings_of
from tests.page_reader import read_page
from tests.pdf_reader import page_texts, tags
from tests.report_sample import plan, report, snapshot

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")


def defined(**more: object) -> Plan:
    """Kamenov's plan with more said about its report."""
    own = plan()
    data = own.reports[0].model_dump() | more
    return own.model_copy(update={"reports": (ReportDefinition.model_validate(data),)})


def dressed(folder: Path, **more: object) -> Report:
    (folder / "logo.png").write_bytes(PNG)
    (folder / "eu.png").write_bytes(PNG)
    pictures = {"logo": {"file": "logo.png", "alt": "Znak města"}, "publicity": {"file": "eu.png", "alt": "Vlajka EU"}}
    read = with_pictures(defined(**pictures, publicity_text="Spolufinancováno Evropskou unií", **more), folder)
    assert isinstance(read, Plan)
    made: Snapshot = snapshot(of=read)
    return report(made)


def test_logo_and_publicity_stand_on_the_page(tmp_path: Path) -> None:
    page = read_page(html_page(dressed(tmp_path)))

    assert [picture.attributes["alt"] for picture in page.all("img")] == ["Znak města", "Vlajka EU"]
    assert all(picture.attributes["src"].startswith("data:image/png;base64,") for picture in page.all("img"))
    assert "Spolufinancováno Evropskou unií" in page.text()


def test_logo_and_publicity_stand_on_the_title_page_of_the_pdf(tmp_path: Path) -> None:
    pdf = pdf_bytes(dressed(tmp_path))

    assert [tag.alt for tag in tags(pdf).all("Figure")][:2] == ["Znak města", "Vlajka EU"]
    assert "Spolufinancováno Evropskou unií" in page_texts(pdf)[0]


def test_the_owners_colours_are_used(tmp_path: Path) -> None:
    made = dressed(tmp_path, colours=["#7a1f1f", "#006644"])

    assert (made.meta.look.accent, made.meta.look.colours[0]) == ("#7a1f1f", "#006644")
    assert len(set(made.meta.look.colours)) == len(Look().colours)
    assert "--own:#7a1f1f" in html_page(made)
    with pikepdf.open(BytesIO(pdf_bytes(made))) as document:
        assert b"0.478431" in document.pages[0].Contents.read_bytes()


def test_what_is_usual_can_be_read() -> None:
    assert min(contrast(colour, "#ffffff") for colour in (Look().accent, *Look().colours)) >= READABLE


@pytest.mark.parametrize(("one", "other", "known"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_that_of_wcag(one: str, other: str, known: float) -> None:
    assert contrast(one, other) == pytest.approx(known, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", ["#000000", "#1b4f8a", "#7a1f1f", "#ffffff"])
def test_a_colour_is_lightened_until_it_stands_out(colour: str) -> None:
    assert contrast(lightened(colour, "#14181d", 7), "#14181d") >= 7


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"colours": ["blue"]}, "plan.bad_colour"),
        ({"colours": ["#1b4f8a", "#ffee00"]}, "plan.pale_colour"),
        ({"comments": {"9.9": "a"}}, "plan.unknown_item"),
        ({"rounds": ["1999"]}, "plan.unknown_round"),
    ],
)
def test_what_cannot_be_used_is_a_fault(more: dict[str, object], fault: str) -> None:
    assert [each.code for each in check_reports(defined(**more))] == [fault]
    assert list(check_reports(defined())) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [(None, "plan.no_picture_file"), (b"GIF89a", "plan.no_picture"), (PNG + b"x" * LARGEST, "plan.large_picture")],
)
def test_a_picture_that_will_not_do_is_a_fault(content: bytes | None, fault: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)

    found = with_pictures(defined(logo={"file": "logo.png", "alt": "Znak"}), tmp_path)

    assert isinstance(found, tuple)
    assert [(each.code, each.where) for each in found] == [(fault, "reports[0].logo")]


def test_a_picture_stays_in_the_plan_when_it_is_stored() -> None:
    picture = PlanPicture(file="a.png", alt="a", content="iVBORw0KGgo=")
    stored = ReportDefinition.model_validate_json(defined(logo=picture.model_dump()).reports[0].model_dump_json())

    assert stored.logo == picture


def test_introduction_comments_and_closing_are_the_plans() -> None:
    made = report(
        snapshot(of=defined(introduction="Vlastní úvod.", comments={"2": "Komentář k prioritě."}, closing="- Závěr"))
    )
    place = ""
    found: dict[str, list[str]] = {}
    for block in made.blocks:
        if isinstance(block, Heading):
            place = inline_text(block.inlines)
        found.setdefault(place, []).extend(strings_of((block,)))

    assert "Vlastní úvod." in found["Úvod"]
    (priority,) = [said for heading, said in found.items() if heading.startswith("Priorita 2")]
    assert "Komentář k\u00a0prioritě." in priority
    assert found["Závěr"] == ["Závěr", "Závěr"]


def test_without_a_closing_there_is_no_chapter_of_it() -> None:
    assert "Závěr" not in [inline_text(block.inlines) for block in report().blocks if isinstance(block, Heading)]


def test_empty_lines_of_the_title_page_are_left_out() -> None:
    lines = dict(report(snapshot(of=defined(title_page={"Č. j.": "MK 12/2027", "Sp. zn.": " "}))).meta.title_page)

    assert lines == {"Č.\u00a0j.": "MK 12/2027", "Stav k": "31.\u00a012.\u00a02026", "Verze": lines["Verze"]}


def test_a_draft_says_that_changes_in_the_file_do_not_carry_over() -> None:
    said = "Úpravy v\u00a0souboru se do další verze nepřenesou."

    assert said in dict(report(snapshot(draft=True)).meta.title_page).values()
    assert said not in dict(report().meta.title_page).values()


def test_a_report_without_looks_has_no_pictures() -> None:
    assert read_page(html_page(report())).all("img", "footer") == []
    assert replace(report().meta.look) == Look()
