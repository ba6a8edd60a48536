"""What the columns of an XLSForm mean: their canonical names, and the language of translated ones."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flows.faults import Fault
from flows.xlsform_cells import Cells, Sheet

EXTENSION = "bind::plneni:"
TRANSLATED = frozenset(
    {"label", "hint", "constraint_message", "required_message", "short", "form_title", "guidance_hint"}
)
SURVEY = frozenset(
    {
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "relevant",
        "constraint",
        "constraint_message",
        "required",
        "required_message",
        "calculation",
        "default",
        "appearance",
        "choice_filter",
        "repeat_count",
        "read_only",
        "parameters",
        "save_to",
        "note",
    }
)
SETTINGS = frozenset({"form_id", "form_title", "default_language", "version", "namespaces", "style"})
_ALIASES = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::constraint": "constraint",
    "bind::required": "required",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "readonly": "read_only",
    "bind::readonly": "read_only",
    "bind::entities:saveto": "save_to",
    "control::appearance": "appearance",
    "list name": "list_name",
    "dataset": "list_name",
    "value": "name",
    "id_string": "form_id",
    "title": "form_title",
}
_SETTING = re.compile(rf"{EXTENSION}[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_LANGUAGE = re.compile(r".*\(([A-Za-z-]+)\)\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row read by meaning.

    Attributes:
        number: Row in the author's sheet.
        plain: Cells by canonical column.
        texts: Translated cells by canonical column and language.
        extra: Other columns: settings of the extension, filters of choices.
        columns: How the author wrote each canonical column.
    """

    sheet: str
    number: int
    plain: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    extra: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)

    def where(self, column: str = "") -> str:
        """The place for a fault: "survey, row 7, column relevant"."""
        place = f"{self.sheet}, row {self.number}"
        return f"{place}, column {self.columns.get(column, column)}" if column else place


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: canonical name, language if translated, whether it is none of the known ones."""

    name: str
    language: str = ""
    extra: bool = False


def language_code(written: str) -> str:
    """The code in a language's name: "cs" of "Čeština (cs)" and of "cs"."""
    found = _LANGUAGE.fullmatch(written)
    return found[1] if found else written.strip()


def column(written: str, known: Iterable[str]) -> Column:
    """What a header cell means; `known` are the sheet's own plain columns."""
    name, _, language = written.partition("::") if not written.startswith("bind::") else (written, "", "")
    plain = name.strip().lower()
    plain = _ALIASES.get(plain, plain)
    if plain not in known and plain.replace(" ", "_") in known:
        plain = plain.replace(" ", "_")
    if plain in TRANSLATED:
        return Column(name=plain, language=language_code(language))
    if plain in known and not language:
        return Column(name=plain)
    return Column(name=written.strip(), extra=True)


def read_lines(sheet: Sheet | None, known: frozenset[str], default_language: str) -> tuple[Line, ...]:
    """The rows of a sheet by meaning; a translated column without a language is in the default one."""
    if sheet is None:
        return ()
    columns = {written: column(written, known | {"list_name", "name", "label", "short"}) for written in sheet.header}
    return tuple(_line(sheet.name, row, columns, default_language) for row in sheet.rows)


def _line(sheet: str, row: Cells, columns: Mapping[str, Column], default_language: str) -> Line:
    plain: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    extra: dict[str, str] = {}
    for written, cell in row.texts.items():
        meant = columns[written]
        if meant.extra:
            extra[meant.name] = cell
        elif meant.name in TRANSLATED:
            texts.setdefault(meant.name, {})[meant.language or default_language] = cell
        else:
            plain[meant.name] = cell
    written_as = {meant.name: written for written, meant in columns.items() if meant.name not in TRANSLATED}
    return Line(sheet=sheet, number=row.number, plain=plain, texts=texts, extra=extra, columns=written_as)


def unknown_columns(sheet: Sheet | None, known: frozenset[str]) -> list[Fault]:
    """A fault for each column of the survey or settings sheet that means nothing to the engine."""
    if sheet is None:
        return []
    faults = []
    for written in sheet.header:
        meant = column(written, known)
        if written and (meant.name in known or (meant.extra and _SETTING.fullmatch(written))):
            continue
        if written:
            near = difflib.get_close_matches(meant.name, known, n=1)
            data = {"column": written, "near": near[0] if near else ""}
            faults.append(Fault(code="form.unsupported_column", where=f"{sheet.name}, row 1", data=data))
    return faults


def languages(sheets: Iterable[Sheet | None], default_language: str) -> tuple[str, ...]:
    """Languages that any translated column has, the default one first."""
    found = [default_language]
    for sheet in sheets:
        for written in sheet.header if sheet else ():
            name, _, language = written.partition("::")
            code = language_code(language)
            if name.strip().lower() in TRANSLATED and code and code not in found:
                found.append(code)
    return tuple(found)
