"""A plan names a document of Word beside it, and its report in Word looks like that document."""

from pathlib import Path

import pytest

from bot.plan_pictures import pictures_of, with_pictures, without_contents
from docs.make_reference import reference_bytes
from flows.faults import Fault
from flows.plan import Plan
from flows.plan_document import LARGEST, PlanDocument
from reports.docx.document import document_bytes
from tests.docx_reader import ReadDocument
from tests.report_sample import plan, report, snapshot
from tests.test_report_word_look import changed_reference


def named(file: str = "vzor.docx") -> Plan:
    made = plan()
    definition = made.reports[0].model_copy(update={"word_reference": PlanDocument(file=file)})
    return made.model_copy(update={"reports": (definition,)})


def read(folder: Path | None, content: bytes = b"", before: Plan | None = None) -> Plan | tuple[Fault, ...]:
    if folder is not None and content:
        (folder / "vzor.docx").write_bytes(content)
    return with_pictures(named(), folder, before)


def test_the_report_in_word_takes_the_documents_margins(tmp_path: Path) -> None:
    found = read(tmp_path, changed_reference(document=('w:left="1418"', 'w:left="2222"')))
    assert isinstance(found, Plan)
    document = ReadDocument(document_bytes(report(snapshot(of=found)))).document

    assert document.sections[0].left_margin == 2222 * 635


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "plan.no_document_file"),
        (b"Dear Sirs", "plan.no_document"),
        (b"PK\x03\x04 xl/workbook.xml", "plan.no_document"),
        (b"PK" + b"x" * LARGEST, "plan.large_document"),
    ],
)
def test_a_file_that_is_none_is_named_with_its_place(tmp_path: Path, content: bytes, code: str) -> None:
    found = read(tmp_path, content)
    assert isinstance(found, tuple)

    assert [(fault.code, fault.where, fault.data["file"]) for fault in found] == [
        (code, "reports[0].word_reference", "vzor.docx")
    ]


def test_a_plan_that_comes_alone_keeps_the_document_it_had(tmp_path: Path) -> None:
    before = read(tmp_path, reference_bytes())
    assert isinstance(before, Plan)
    (kept,) = pictures_of(before)
    again = read(None, before=before)

    assert isinstance(again, Plan)
    assert [each.data() for each in pictures_of(again)] == [kept.data()] == [reference_bytes()]
    assert list(pictures_of(without_contents(again))) == []
