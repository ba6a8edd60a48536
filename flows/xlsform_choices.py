"""The choices sheet: lists of choices with their labels, buttons, further words and filter columns."""

from collections.abc import Mapping

from flows.faults import Fault
from flows.form import Choice
from flows.xlsform_columns import Line

COLUMNS = frozenset({"list_name", "name", "label", "short", "words"})


def read_choices(lines: tuple[Line, ...], default_language: str) -> tuple[dict[str, tuple[Choice, ...]], list[Fault]]:
    """Lists by name, each in the sheet's order, and the sheet's faults."""
    lists: dict[str, list[Choice]] = {}
    faults: list[Fault] = []
    for line in lines:
        name, key = line.plain.get("list_name", ""), line.plain.get("name", "")
        faults += _faults(line, name, key, lists)
        if name and key:
            lists.setdefault(name, []).append(_choice(line, key, default_language))
    return {name: tuple(choices) for name, choices in lists.items()}, faults


def _faults(line: Line, name: str, key: str, lists: Mapping[str, list[Choice]]) -> list[Fault]:
    found = []
    if not name:
        found.append(Fault(code="form.no_list", where=line.where("list_name")))
    if not key:
        found.append(Fault(code="form.no_choice_name", where=line.where("name")))
    elif len(key.split()) > 1:
        found.append(Fault(code="form.bad_choice_name", where=line.where("name"), data={"name": key}))
    elif any(choice.name == key for choice in lists.get(name, ())):
        found.append(Fault(code="form.duplicate_choice", where=line.where("name"), data={"name": key, "list": name}))
    if not line.texts.get("label"):
        found.append(Fault(code="form.no_label", where=line.where(), data={"name": key}))
    return found


def _choice(line: Line, key: str, default_language: str) -> Choice:
    label = dict(line.texts.get("label", {}))
    label.setdefault(default_language, next(iter(label.values()), key))
    return Choice(
        name=key,
        label=label,
        short=label | dict(line.texts.get("short", {})),
        words=tuple(word.strip() for word in line.plain.get("words", "").split("|") if word.strip()),
        filters=dict(line.extra),
    )


def rows(lists: Mapping[str, tuple[Choice, ...]], default_language: str) -> dict[str, tuple[Mapping[str, str], ...]]:
    """The lists as instances that expressions can read: name, label and the other columns."""
    return {
        name: tuple(
            {"name": choice.name, "label": choice.label[default_language], **choice.filters} for choice in choices
        )
        for name, choices in lists.items()
    }
