"""From a snapshot to a report: sums, blocks, typography. Pure: all texts are arguments."""

from collections.abc import Mapping

from flows.approval import Approval
from flows.consistency import Finding, find_inconsistencies
from flows.plan import ReportDefinition, Round
from flows.settling import settled
from flows.snapshot import Snapshot
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
from reports.model import Report
from reports.outline import Branch, outline
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
    last = _round(snapshot)
    branches = outline(snapshot, last.key, "lead", language)
    vocabulary = _vocabulary(snapshot, branches, language, words)
    findings = find_inconsistencies(snapshot)
    finding_words = FindingWords(vocabulary=vocabulary, sentences=_sentences(words, "checks"))
    said = [(finding, finding_words.sentence(finding)) for finding in findings]
    changes = ChangeWords(vocabulary=vocabulary, sentences=_sentences(words, "changes")).say(before)
    parts = {**_parts(snapshot, definition, vocabulary, words), "findings": [sentence for _, sentence in said]}
    parts |= {"doubts": Doubts(said=tuple(said) if snapshot.draft else ()).at}
    parts |= {"changes": [sentence for _, sentence in changes], "before": before}
    text = render_template(template, parts)
    blocks = typeset_blocks(
        with_used_abbreviations(parse_blocks(clean(text), template.name), listed_unused(said)), language
    )
    meta = report_meta(snapshot, definition, last, language, words, approval, is_issued=is_issued)
    plain = [(finding, finding_words.plain_sentence(finding)) for finding in findings]
    changed = [(change, plain_words(sentence, language)) for change, sentence in changes]
    return Report(
        meta=meta,
        blocks=blocks,
        summary=first_chapter(blocks, str(words.template["council_id"])),
        data=report_data(snapshot, meta, blocks, plain, changed, approval),
        sheets=_sheets(vocabulary, finding_words, findings, words),
    )


def _sentences(words: ReportWords, table: str) -> Mapping[str, str]:
    sentences = words.template[table]
    if not isinstance(sentences, Mapping):
        raise TypeError(f"the words of the {table} are no table")
    return sentences


def _sheets(
    vocabulary: Vocabulary, finding_words: FindingWords, findings: tuple[Finding, ...], words: ReportWords
) -> tuple[Sheet, ...]:
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
        checks_sheet(sheets, finding_words, findings),
    )


def _round(snapshot: Snapshot) -> Round:
    """Give the last round read: the one the report is about."""
    return next(each for each in snapshot.plan.rounds if each.key == snapshot.rounds[-1])


def _vocabulary(snapshot: Snapshot, branches: tuple[Branch, ...], language: str, words: ReportWords) -> Vocabulary:
    period = _round(snapshot).period
    years = {"year": period.label, "next_year": str(period.to_on.year + 1)}
    reading = Reading(snapshot=snapshot, language=language, years=years)
    return Vocabulary(
        snapshot=snapshot,
        branches=branches,
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
