from pathlib import Path

import pytest

from flows.snapshot import Snapshot
from reports.council_summary import summary_report
from reports.model import Heading, Reference, Report
from reports.parse import blocks_text, inline_text
from reports.walk import all_blocks, all_inlines, strings_of
from reports.write import Written, write_report
from tests.last_year_sample import with_last_year
from tests.ostrava import NEEDS_DATA
from tests.report_sample import report, snapshot, task
from tests.test_report_ostrava import ostrava


def said(made: Report) -> str:
    return " ".join(strings_of(made.summary)).replace("\u00a0", " ")


def items_under(made: Report, heading: str) -> str:
    found, wanted = [], False
    for block in made.summary:
        if isinstance(block, Heading):
            wanted = inline_text(block.inlines).replace("\u00a0", " ") == heading
        elif wanted:
            found += list(strings_of((block,)))
    return "".join(found).replace("\u00a0", " ")


def test_it_is_the_first_chapter_of_the_report() -> None:
    made = report()

    assert made.blocks[: len(made.summary)] == made.summary
    assert inline_text(made.summary[0].inlines) == "Shrnutí" if isinstance(made.summary[0], Heading) else False


def test_it_says_the_headline_figures() -> None:
    table = next(block for block in all_blocks(report().summary) if hasattr(block, "rows"))
    rows = {blocks_text(row[0]): blocks_text(row[-1]).replace("\u00a0", " ") for row in table.rows}

    assert rows["Dodané odpovědi"] == "5"
    assert rows["Splněno"] == "2 (33 %)"
    assert rows["Celkové náklady"] == "210 000 Kč (předb.)"
    assert rows["z\u00a0toho rozpočet města"] == "120 000 Kč (předb.)"


def test_it_names_what_was_not_done_with_its_reason_and_what_is_missing() -> None:
    made = report()

    assert "2.1.1 Vydat a rozšířit" in items_under(made, "Co se nesplnilo a proč")
    assert "chyběly peníze" in items_under(made, "Co se nesplnilo a proč")
    assert items_under(made, "Co chybí") == "Technické služby Kamenov, s. r. o.: 3.1.1."


@pytest.mark.parametrize(("step", "named"), [("change", True), ("cancel", True), ("next_year", False)])
def test_it_names_what_is_proposed(step: str, *, named: bool) -> None:
    made = report(snapshot([task("2.1.1", degree="not_fulfilled", hindrance="lack_money", next_step=step)]))

    assert ("2.1.1" in items_under(made, "Co se navrhuje")) is named


def test_it_says_what_moved_since_last_year() -> None:
    made = report(with_last_year())
    moved = items_under(made, "Co se změnilo proti období 2025")

    assert "lepší (↑) 1; stejné (=) 2; horší (↓) 1; nově 2" in moved
    assert "2.2.1 Podporovat specializované poradenství" in moved
    assert "nesplněno → splněno částečně" in moved
    assert "splněno částečně → nesplněno" in moved


def test_without_last_year_nothing_is_compared() -> None:
    nothing: Snapshot = with_last_year(())

    assert "Co se změnilo" not in said(report())
    assert "Co se změnilo" not in said(report(nothing))


@NEEDS_DATA
def test_long_lists_are_cut_and_say_so() -> None:
    assert "další:  5" in said(ostrava())


def test_as_a_file_of_its_own_it_refers_to_nothing_that_it_lacks() -> None:
    made = report(with_last_year())
    own = summary_report(made)

    assert own is not None
    assert [each for each in all_inlines(made.summary) if isinstance(each, Reference)]
    assert not [each for each in all_inlines(own.blocks) if isinstance(each, Reference)]
    assert list(strings_of(own.blocks)) == list(strings_of(made.summary))


def test_a_summary_has_no_summary() -> None:
    own = summary_report(report())

    assert own is not None
    assert summary_report(own) is None


def test_it_is_written_beside_the_report_in_each_format_for_reading(tmp_path: Path) -> None:
    outcomes = write_report(report(), tmp_path, ("pdf", "docx", "html"))

    for outcome in outcomes:
        assert isinstance(outcome, Written)
        assert [file.stem.rpartition("-")[2] for file in outcome.files] == ["1", "shrnuti"]
