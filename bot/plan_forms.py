"""The forms that a plan asks with: its own, from the folder `forms` beside its file, before those of the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.forms import known_forms, read_known_form
from bot.plan_tables import table_columns
from flows.faults import Fault
from flows.form import Form
from flows.plan import Plan
from flows.plan_walk import forms_asked

FOLDER = "forms"
SUFFIXES = (".md", ".xlsx", ".csv")


@dataclass(frozen=True, kw_only=True, slots=True)
class FormShelf:
    """Where forms are looked for.

    Attributes:
        folder: The plan's own, None = it has none.
        stored: Forms that the database holds, as text by key: they come before those of the program.
    """

    folder: Path | None = None
    stored: Mapping[str, str] = field(default_factory=dict)

    def keys(self) -> frozenset[str]:
        """Keys of all forms that a plan may ask with: a file's name without its ending is its key."""
        return known_forms() | self._own().keys() | self.stored.keys()

    def read(self, key: str) -> Form | tuple[Fault, ...]:
        """Compile a form; each fault names the file, the row and the column.

        Raises:
            LookupError: There is no such form.
        """
        file = self._own().get(key)
        if file is None:
            return _read_stored(self.stored[key], key) if key in self.stored else read_known_form(key)
        form = _read_file(file, key)
        if isinstance(form, tuple):
            return tuple(replace(fault, where=f"{FOLDER}/{file.name}, {fault.where}") for fault in form)
        return form

    def _own(self) -> Mapping[str, Path]:
        folder = self.folder / FOLDER if self.folder is not None else None
        if folder is None or not folder.is_dir():
            return {}
        return {file.stem: file for file in sorted(folder.iterdir()) if file.suffix in SUFFIXES and file.is_file()}


def _read_stored(source: str, key: str) -> Form | tuple[Fault, ...]:
    from flows.xlsform import read_form  # noqa: PLC0415 - the compiler is slow to load

    return read_form(source, name=key)


def _read_file(file: Path, key: str) -> Form | tuple[Fault, ...]:
    from flows.xlsform import read_form, read_form_csv, read_form_xlsx  # noqa: PLC0415 - the compiler is slow to load

    if file.suffix == ".xlsx":
        return read_form_xlsx(file.read_bytes(), name=key)
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return (Fault(code="form.not_utf8", where=file.name),)
    return read_form_csv(text, name=key) if file.suffix == ".csv" else read_form(text, name=key)


def compile_forms(plan: Plan, shelf: FormShelf) -> Mapping[str, Form] | tuple[Fault, ...]:
    """Compile the forms that a plan asks with; all faults of all of them at once, data that the plan lacks too."""
    read = {key: shelf.read(key) for key in forms_asked(plan)}
    faults = [fault for form in read.values() if isinstance(form, tuple) for fault in form]
    forms = {key: form for key, form in read.items() if isinstance(form, Form)}
    return (*faults, *lacking(plan, forms)) or forms


def lacking(plan: Plan, forms: Mapping[str, Form]) -> list[Fault]:
    """Faults of forms that read data which the plan does not have; each names the form, the row and the column."""
    from flows.xlsform_tables import table_faults  # noqa: PLC0415 - needed only where forms are checked

    tables = table_columns(plan, forms.values())
    return [
        replace(fault, where=f"{key}, {fault.where}")
        for key, form in forms.items()
        for fault in table_faults(form, tables)
    ]
