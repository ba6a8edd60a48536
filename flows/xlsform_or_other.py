"""`or_other` written out: a choice "other" in the list, and a text question after the select.

ODK leaves its English "Specify other." in every language; ours speaks the languages of the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from flows.form import Choice
from flows.xlsform_cells import Cells, Sheet
from flows.xlsform_choices import COLUMNS as CHOICES
from flows.xlsform_columns import EXTENSION, SURVEY, column, language_code
from flows.xlsform_types import read_type

OTHER = "other"
_TYPED = f"{EXTENSION}typed"
_CHOICE = {"cs": "Jiné", "en": "Other"}
_SPECIFY = {"cs": "Upřesněte, co je to jiné.", "en": "Please specify the other."}


def other_choice(languages: Iterable[str]) -> Choice:
    """The choice "other" of a list that comes from outside the form."""
    label = {language: _word(_CHOICE, language) for language in languages}
    return Choice(name=OTHER, label=label, short=label)


def with_other(sheets: Mapping[str, Sheet], default_language: str) -> tuple[dict[str, Sheet], frozenset[str]]:
    """The sheets with every or_other written out, and the names of the questions that had it.

    New rows carry the number of the row that they come from, so a fault in them names that one.
    """
    written, survey = dict(sheets), sheets.get("survey")
    if survey is None:
        return written, frozenset()
    columns = _columns(survey, SURVEY)
    kind, name = columns.get("type", ""), columns.get("name", "")
    found = {row.number: row for row in survey.rows if _or_other(row.texts.get(kind, ""))}
    if not found:
        return written, frozenset()
    header = _wider(survey.header, (columns.get("relevant", "relevant"), _TYPED))
    rows = tuple(new for row in survey.rows for new in _rows(row, survey, columns, default_language))
    written["survey"] = replace(survey, header=header, rows=rows)
    lists = {read.choices for row in found.values() if (read := read_type(row.texts[kind])) and not read.from_file}
    if "choices" in sheets:
        written["choices"] = _choices(sheets["choices"], lists, default_language)
    return written, frozenset(row.texts.get(name, "") for row in found.values())


def _or_other(written: str) -> bool:
    read = read_type(written)
    return read is not None and read.or_other


def _columns(sheet: Sheet, known: frozenset[str]) -> dict[str, str]:
    """How the author wrote each plain column."""
    return {column(written, known).name: written for written in sheet.header}


def _wider(header: tuple[str, ...], columns: Iterable[str]) -> tuple[str, ...]:
    return (*header, *(name for name in columns if name not in header))


def _rows(row: Cells, survey: Sheet, columns: Mapping[str, str], default_language: str) -> Iterator[Cells]:
    read = read_type(row.texts.get(columns["type"], ""))
    if read is None or not read.or_other:
        yield row
        return
    name = row.texts.get(columns.get("name", ""), "")
    if not name:
        yield row
        return
    question = {**row.texts, columns["type"]: read.plain}
    if read.plain.lower().startswith(("select_one", "select one")):
        question.setdefault(_TYPED, f"{OTHER}: {name}_other")
    yield Cells(number=row.number, texts=question)
    kept = {written: cell for written, cell in row.texts.items() if written.startswith(EXTENSION) and written != _TYPED}
    own = {
        columns["type"]: "text",
        columns["name"]: f"{name}_other",
        columns.get("relevant", "relevant"): f"selected(${{{name}}}, '{OTHER}')",
    }
    yield Cells(number=row.number, texts=kept | own | _texts(survey.header, _SPECIFY, default_language))


def _choices(sheet: Sheet, lists: set[str], default_language: str) -> Sheet:
    columns = _columns(sheet, CHOICES)
    of, name = columns.get("list_name", ""), columns.get("name", "")
    last = {row.texts[of]: row.number for row in sheet.rows if row.texts.get(of) in lists}
    have = {row.texts[of] for row in sheet.rows if row.texts.get(of) in lists and row.texts.get(name) == OTHER}
    rows: list[Cells] = []
    for row in sheet.rows:
        rows.append(row)
        its = row.texts.get(of, "")
        if last.get(its) == row.number and its not in have:
            texts = _texts(sheet.header, _CHOICE, default_language)
            rows.append(Cells(number=row.number, texts={of: its, name: OTHER, **texts}))
    return replace(sheet, rows=tuple(rows))


def _texts(header: Iterable[str], words: Mapping[str, str], default_language: str) -> dict[str, str]:
    """The words in every language that has a label column."""
    found = {}
    for written in header:
        meant = column(written, {"label"})
        if meant.name == "label":
            found[written] = _word(words, language_code(meant.language) or default_language)
    return found


def _word(words: Mapping[str, str], language: str) -> str:
    return words.get(language, words["en"])
