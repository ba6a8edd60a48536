"""Reports that a plan defines."""

from typing import Annotated, Literal

from pydantic import Field

from flows.plan_document import PlanDocument
from flows.plan_part import Key, Line, OrderedTexts, Part, Reference
from flows.plan_picture import PlanPicture

ReportFormat = Literal["docx", "pdf", "html", "xlsx", "json", "csv"]


class ReportDefinition(Part):
    """A report of the plan.

    Attributes:
        key: Unique within the plan.
        template: Name of the report template, e.g. "annual_evaluation".
        title: As printed on the first page.
        formats: Files to make, in this order.
        rounds: Keys of the rounds read; a report never asks which round is current.
        title_page: Label to text, in the order of printing.
        introduction: Own paragraphs, parted by empty lines.
        comments: Key of an item to own paragraphs that go before its measures and activities.
        closing: Own paragraphs at the end.
        logo: For the title page.
        colours: "#1b4f8a" of headings and lines, then those of charts; each must hold white letters.
        publicity: The strip of those who paid, as the EU's rules of publicity ask for.
        publicity_text: The sentence that goes with it.
        word_reference: A document whose styles, page and running lines the report in Word takes.
    """

    key: Key
    template: Key
    title: Line
    formats: Annotated[tuple[ReportFormat, ...], Field(min_length=1)] = ("docx", "pdf", "html", "xlsx", "json")
    rounds: Annotated[tuple[Reference, ...], Field(min_length=1)]
    title_page: OrderedTexts = Field(default_factory=dict)
    introduction: str = ""
    comments: OrderedTexts = Field(default_factory=dict)
    closing: str = ""
    logo: PlanPicture | None = None
    colours: Annotated[tuple[str, ...], Field(max_length=8)] = ()
    publicity: PlanPicture | None = None
    publicity_text: str = ""
    word_reference: PlanDocument | None = None
