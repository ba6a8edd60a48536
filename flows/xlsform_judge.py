"""pyxform as the last judge of a form: it makes the XForm, or says why it can't."""

from collections.abc import Mapping

from flows.faults import Fault
from flows.xlsform_cells import Sheet

_NAMESPACE = 'plneni="urn:plneni:xform"'
_OWN_CHOICE_COLUMNS = ("short", "words")
_SHEETS = ("survey", "choices", "settings", "entities")


def xform(sheets: Mapping[str, Sheet], *, key: str, title: str, default_language: str) -> str | Fault:
    """The XForm of the sheets. Columns that only our engine knows are kept from pyxform."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - slow to load; a start with known forms does without
    from pyxform.xls2xform import convert  # noqa: PLC0415 - likewise

    book: dict[str, object] = {"sheet_names": [name for name in _SHEETS if name in sheets]}
    for name in _SHEETS:
        if name in sheets and name != "settings":
            _add(book, name, [dict(row.texts) for row in sheets[name].rows], sheets[name].header)
    settings = _settings(sheets.get("settings"), key=key, title=title, default_language=default_language)
    _add(book, "settings", [settings], tuple(settings))
    try:
        return str(convert(book, form_name="data").xform)
    except PyXFormError as fault:
        return Fault(code="form.pyxform", where="survey", data={"detail": str(fault)})
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        # pyxform answers some mistakes of an author with a bare Python error
        return Fault(code="form.pyxform", where="survey", data={"detail": repr(fault)})


def _add(book: dict[str, object], name: str, rows: list[dict[str, str]], header: tuple[str, ...]) -> None:
    own = {column for column in header if name == "choices" and column.split("::")[0] in _OWN_CHOICE_COLUMNS}
    book[name] = [{column: cell for column, cell in row.items() if column not in own} for row in rows]
    book[f"{name}_header"] = [{column: None for column in header if column and column not in own}]


def _settings(sheet: Sheet | None, *, key: str, title: str, default_language: str) -> dict[str, str]:
    given = dict(sheet.rows[0].texts) if sheet and sheet.rows else {}
    settings = {column: cell for column, cell in given.items() if not column.startswith("form_title")}
    settings |= {"form_id": key, "form_title": title, "default_language": default_language}
    if "plneni=" not in settings.get("namespaces", ""):
        settings["namespaces"] = f"{settings.get('namespaces', '')} {_NAMESPACE}".strip()
    return settings
