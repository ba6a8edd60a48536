"""From a snapshot to a report: sums, blocks, typography. Pure: all texts are arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flows.approval import Approval
from flows.consistency import Finding, find_inconsistencies
from flows.plan import ReportDefinition, Round
from flows.settling import settled
from flows.snapshot import Snapshot
from flows.snapshot_changes import Change
from flows.snapshot_questions import EVALUATION
from flows.snapshot_stated import stated_figures
from flows.wording.days import date_numeric
from reports.abbreviations import with_used_abbreviations
from reports.build_data import report_data
from reports.build_meta import report_meta
from reports.council_summary import first_chapter
from reports.doubts import Doubts, listed_unused
from reports.edition_changes import ChangeWords
from reports.finding_words import FindingWords
from reports.model import Block, Report
from reports.outline import outline
from reports.parse import parse_blocks
from reports.plain_words import plain_words
from reports.prose import clean
from reports.reading import Reading
from reports.sheet_model import Sheet
from reports.sheets import SheetWords, checks_sheet
from reports.sheets_answers import answers_sheet
from reports.sheets_sums import sums_sheet
from reports.sheets_tasks import activities_sheet, costs_sheet, counts_sheet, projects_sheet
from reports.sheets_years import years_sheet
from reports.template import ReportTemplate, render_template
from reports.typography import typeset_blocks
from reports.vocabulary import Vocabulary
from reports.words import ReportWords
from reports.year_on_year import previous_round


def build_report(
    snapshot: Snapshot,
    definition: ReportDefinition,
    *,
    language: str,
    words: ReportWords,
    template: ReportTemplate,
    before: Snapshot | None = None,
    approval: Approval | None = None,
    is_issued: bool = True,
) -> Report:
    """Make the report.

    Args:
        snapshot: Everything the report may know.
        definition: The report of the snapshot's plan to make.
        language: "cs" or "en": words and numbers; what people wrote stays as it is.
        words: The words of that language.
        template: The report template.
        before: The edition before, with which it compares itself; None where there is none.
        approval: What is printed on the title page; None = nothing was decided yet.
        is_issued: It is numbered; False for a preview that is kept nowhere.

    Raises:
        TemplateError: The template has a mistake; its fault names the line.
    """
    snapshot = settled(snapshot)
    vocabulary = _vocabulary(snapshot, language, words)
    remarks = _remarks(vocabulary, words, before)
    parts = {**_parts(snapshot, definition, vocabulary, words), **remarks.parts(), "before": before}
    blocks = _blocks(render_template(template, parts), template.name, remarks, language)
    meta = report_meta(snapshot, definition, _round(snapshot), language, words, approval, is_issued=is_issued)
    summary = first_chapter(blocks, str(words.template["council_id"]))
    data = report_data(snapshot, meta, blocks, remarks.plain_findings(), remarks.plain_changes(), approval)
    return Report(meta=meta, blocks=blocks, summary=summary, data=data, sheets=_sheets(remarks, words))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Remarks:
    """What the checks found and what changed since the edition before, each with its sentence."""

    words: FindingWords
    findings: Sequence[tuple[Finding, Markup]]
    changes: Sequence[tuple[Change, Markup]]

    def parts(self) -> Mapping[str, object]:
        """Give what the template may say of them."""
        doubted = self.findings if self.words.vocabulary.snapshot.draft else ()
        return {
            "findings": [sentence for _, sentence in self.findings],
            "doubts": Doubts(said=tuple(doubted)).at,
            "changes": [sentence for _, sentence in self.changes],
        }

    def plain_findings(self) -> list[tuple[Finding, str]]:
        """Give the findings as the data say them."""
        return [(finding, self.words.plain_sentence(finding)) for finding, _ in self.findings]

    def plain_changes(self) -> list[tuple[Change, str]]:
        """Give the changes as the data say them."""
        language = self.words.vocabulary.language
        return [(change, plain_words(sentence, language)) for change, sentence in self.changes]


def _remarks(vocabulary: Vocabulary, words: ReportWords, before: Snapshot | None) -> _Remarks:
    said = FindingWords(vocabulary=vocabulary, sentences=_sentences(words, "checks"))
    return _Remarks(
        words=said,
        findings=[(finding, said.sentence(finding)) for finding in find_inconsistencies(vocabulary.snapshot)],
        changes=ChangeWords(vocabulary=vocabulary, sentences=_sentences(words, "changes")).say(before),
    )


def _blocks(text: str, name: str, remarks: _Remarks, language: str) -> tuple[Block, ...]:
    """Read what the template wrote."""
    blocks = with_used_abbreviations(parse_blocks(clean(text), name), listed_unused(remarks.findings))
    return typeset_blocks(blocks, language)


def _sentences(words: ReportWords, table: str) -> Mapping[str, str]:
    sentences = words.template[table]
    if not isinstance(sentences, Mapping):
        raise TypeError(f"the words of the {table} are no table")
    return sentences


def _sheets(remarks: _Remarks, words: ReportWords) -> tuple[Sheet, ...]:
    vocabulary = remarks.words.vocabulary
    previous = previous_round(vocabulary.snapshot, vocabulary.branches, vocabulary.language)
    period = _round(vocabulary.snapshot).period
    day = date_numeric(period.to_on, vocabulary.language)
    sheets = SheetWords(vocabulary=vocabulary, words=words.template, day=day, period=period.label)
    return (
        activities_sheet(sheets),
        costs_sheet(sheets),
        projects_sheet(sheets),
        counts_sheet(sheets),
        sums_sheet(sheets),
        answers_sheet(sheets),
        years_sheet(sheets, previous),
        checks_sheet(sheets, remarks.words, [finding for finding, _ in remarks.findings]),
    )


def _round(snapshot: Snapshot) -> Round:
    """Give the last round read: the one the report is about."""
    return next(each for each in snapshot.plan.rounds if each.key == snapshot.rounds[-1])


def _vocabulary(snapshot: Snapshot, language: str, words: ReportWords) -> Vocabulary:
    last = _round(snapshot)
    period = last.period
    years = {"year": period.label, "next_year": str(period.to_on.year + 1)}
    reading = Reading(snapshot=snapshot, language=language, years=years)
    return Vocabulary(
        snapshot=snapshot,
        branches=outline(snapshot, last.key, "lead", language),
        language=language,
        reading=reading,
        preliminary=str(words.template["preliminary"]),
        figures=stated_figures(snapshot, EVALUATION),
    )


def _parts(
    snapshot: Snapshot, definition: ReportDefinition, vocabulary: Vocabulary, words: ReportWords
) -> Mapping[str, object]:
    return {
        "plan": snapshot.plan,
        "definition": definition,
        "period": _round(snapshot).period,
        "draft": snapshot.draft,
        "ended": snapshot.ended,
        "branches": vocabulary.branches,
        "previous": previous_round(snapshot, vocabulary.branches, vocabulary.language),
        "words": words.template,
        **vocabulary.names(),
    }
