"""Reading an XLSForm: all faults at once, or a form that the engine can run."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.asked import asked_alone
from flows.evaluation_pass import frozen_calculations
from flows.faults import Fault
from flows.form import Choice, Entity, Form, Question
from flows.xlsform_cells import Sheet, as_markdown, read_markdown
from flows.xlsform_choices import COLUMNS as CHOICE_COLUMNS
from flows.xlsform_choices import read_choices, rows
from flows.xlsform_columns import SETTINGS, SURVEY, Line, language_code, languages, read_lines, unknown_columns
from flows.xlsform_compile import Compiler, evaluation_order
from flows.xlsform_csv import read_csv
from flows.xlsform_entities import COLUMNS as ENTITY_COLUMNS
from flows.xlsform_entities import EntityReader
from flows.xlsform_judge import xform
from flows.xlsform_or_other import with_other
from flows.xlsform_survey import Survey, read_survey

_FALLBACK_LANGUAGE = "cs"
_OF_EXPRESSIONS = "expression."


def read_form(source: str, *, name: str, judged: str = "") -> Form | tuple[Fault, ...]:
    """Read a form written as Markdown tables (sheets survey, choices, settings).

    Args:
        source: The text of the file.
        name: What the form is called where its settings give no form_id, e.g. "annual_evaluation".
        judged: The XForm that pyxform made of the same source before; it is not asked again then, which saves
            seconds and megabytes. Since people answer such a form already, an expression that is no longer taken
            refuses not the form: its cell is read as blank.
    """
    sheets = read_markdown(source)
    if isinstance(sheets, tuple):
        return sheets
    return read_sheets(sheets, name=name, source=source, judged=judged)


def read_form_xlsx(data: bytes, *, name: str) -> Form | tuple[Fault, ...]:
    """Read a form kept as a workbook. Its `source` is the same form in Markdown, so a version is always text.

    Args:
        data: The .xlsx file.
        name: See `read_form`.
    """
    from flows.xlsform_xlsx import read_xlsx  # noqa: PLC0415 - openpyxl is wanted for workbooks alone

    return _read(read_xlsx(data, name=name), name)


def read_form_csv(source: str, *, name: str) -> Form | tuple[Fault, ...]:
    """Read a form kept as CSV, the first column naming the sheet. See `read_form_xlsx`."""
    return _read(read_csv(source, name=name), name)


def _read(sheets: Mapping[str, Sheet] | tuple[Fault, ...], name: str) -> Form | tuple[Fault, ...]:
    if isinstance(sheets, tuple):
        return sheets
    return read_sheets(sheets, name=name, source=as_markdown(sheets))


def read_sheets(sheets: Mapping[str, Sheet], *, name: str, source: str, judged: str = "") -> Form | tuple[Fault, ...]:
    """Make a form of cells, wherever they came from. See `read_form`."""
    if "survey" not in sheets:
        return (Fault(code="form.no_survey", where=name),)
    default = _default_language(sheets)
    sheets, others = with_other(sheets, default)
    parts = _parts(sheets, default, others)
    refused = tuple(parts.faults)
    if refused and not (judged and all(fault.code.startswith(_OF_EXPRESSIONS) for fault in refused)):
        return refused
    key, title = _identity(sheets, name, default)
    made = judged or xform(sheets, key=key, title=title[default], default_language=default)
    if isinstance(made, Fault):
        return (made,)
    return Form(
        key=key,
        title=title,
        default_language=default,
        questions=parts.questions,
        lists=parts.lists,
        by_name=parts.by_name,
        order=parts.order,
        parents=parts.parents,
        languages=parts.languages,
        xform=made,
        source=source,
        entities=parts.entities,
        asked=asked_alone(parts.by_name),
        frozen=frozen_calculations(parts.by_name),
        refused=refused,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """What the sheets say, and all that is wrong with them."""

    questions: tuple[Question, ...]
    by_name: Mapping[str, Question]
    parents: Mapping[str, str]
    lists: Mapping[str, tuple[Choice, ...]]
    languages: tuple[str, ...]
    entities: tuple[Entity, ...]
    order: tuple[str, ...]
    faults: list[Fault]


def _parts(sheets: Mapping[str, Sheet], default: str, others: frozenset[str]) -> _Parts:
    survey_sheet, choices_sheet = sheets["survey"], sheets.get("choices")
    lists, faults = read_choices(read_lines(choices_sheet, CHOICE_COLUMNS, default), default)
    for sheet, known in (("survey", SURVEY), ("settings", SETTINGS), ("entities", ENTITY_COLUMNS)):
        faults += unknown_columns(sheets.get(sheet), known)
    survey = read_survey(read_lines(survey_sheet, SURVEY, default), lists)
    spoken = languages((survey_sheet, choices_sheet), default)
    compiler = Compiler(survey=survey, lists=lists, rows=rows(lists, default), languages=spoken, with_other=others)
    questions = compiler.questions()
    reader = EntityReader(survey=survey, named=compiler.named, rows=compiler.rows, language=default)
    entities = reader.entities(sheets.get("entities"))
    parents = {question: entry.parent for question, entry in survey.by_name.items()}
    order = evaluation_order(compiler.made, parents)
    faults += survey.faults + compiler.faults + reader.faults + _untranslated(choices_sheet, default, spoken)
    if isinstance(order, list):
        faults.append(_circle(survey, order))
    return _Parts(
        questions=questions,
        by_name=compiler.made,
        parents=parents,
        lists=lists,
        languages=spoken,
        entities=entities,
        order=tuple(order),
        faults=faults,
    )


def _identity(sheets: Mapping[str, Sheet], name: str, default: str) -> tuple[str, dict[str, str]]:
    """The form's key, and its title by language."""
    settings = next(iter(read_lines(sheets.get("settings"), SETTINGS, default)), None)
    key = settings.plain.get("form_id", name) if settings else name
    title = dict(settings.texts.get("form_title", {})) if settings else {}
    title.setdefault(default, key)
    return key, title


def _default_language(sheets: Mapping[str, Sheet]) -> str:
    settings = sheets.get("settings")
    if settings and settings.rows and "default_language" in settings.rows[0].texts:
        return language_code(settings.rows[0].texts["default_language"])
    found = languages((sheets.get("survey"), sheets.get("choices")), "")
    return found[1] if len(found) > 1 else _FALLBACK_LANGUAGE


def _circle(survey: Survey, names: list[str]) -> Fault:
    line: Line = survey.by_name[names[0]].line
    return Fault(code="form.circle", where=line.where(), data={"names": " → ".join([*names, names[0]])})


def _untranslated(sheet: Sheet | None, default: str, spoken: tuple[str, ...]) -> list[Fault]:
    return [
        Fault(
            code="form.missing_translation",
            where=f"{line.where()}, column {column}::{language}",
            data={"language": language},
        )
        for line in read_lines(sheet, CHOICE_COLUMNS, default)
        for column, texts in line.texts.items()
        for language in spoken
        if language not in texts
    ]
