"""The report of Ostrava for 2019 as PDF: every word under the heading it belongs to."""

from functools import cache

from reports.model import Heading
from reports.parse import inline_text
from reports.pdf import pdf_bytes
from tests.ostrava import NEEDS_DATA, activities, read_data
from tests.pdf_reader import under_headings
from tests.test_report_ostrava import letters, ostrava

pytestmark = NEEDS_DATA


@cache
def parts() -> dict[str, str]:
    headings = [inline_text(block.inlines) for block in ostrava().blocks if isinstance(block, Heading)]
    found = under_headings(pdf_bytes(ostrava()), headings)
    return {letters(heading): letters(text) for heading, text in found.items()}


def under(number: str, title: str) -> str:
    wanted = letters(f"{number} – {title}")
    (found,) = [text for heading, text in parts().items() if heading.endswith(wanted)]
    return found


def test_every_priority_measure_and_activity_has_its_heading() -> None:
    for priority in read_data()["tree"]:
        assert under(priority["number"], priority["title"])
        assert all(under(measure["number"], measure["title"]) for measure in priority["measures"])


def test_every_description_project_count_and_amount_is_under_its_own_heading() -> None:
    wanted, missing = 0, []
    for each in activities(read_data()):
        text = under(each["number"], each["title"])
        lines = [line.removeprefix("- ") for line in each["description"].splitlines() if line.strip()]
        counts = [f"{count['name']}: {count['value']}" for count in each["indicators"]]
        amounts = [f"{line['amount_czk']}Kč" for line in each["costs"] if line["amount_czk"]]
        for string in [*lines, *each["projects"], *counts, *amounts]:
            wanted += 1
            if letters(string) not in text:
                missing.append((each["number"], string))

    assert wanted > 430
    assert missing == []
