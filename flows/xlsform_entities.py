"""The entities sheet and the save_to column: which registers a form writes, and what of each entry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.expressions import Expression, Named, Scope, compile_expression
from flows.faults import Fault
from flows.form import Entity, Kind
from flows.xlsform_cells import Sheet
from flows.xlsform_columns import Line, read_lines
from flows.xlsform_survey import Entry, Survey

COLUMNS = frozenset({"list_name", "label", "repeat", "entity_id", "create_if", "update_if"})
_PROPERTY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_TAKEN = frozenset({"name", "label"})
_UNSAVED = frozenset({Kind.GROUP, Kind.REPEAT, Kind.NOTE})
_MINTED = re.compile(r"\buuid\(\s*\)")
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")


@dataclass(kw_only=True, slots=True)
class EntityReader:
    """Reads the sheet; collects faults."""

    survey: Survey
    named: Mapping[str, Named]
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    language: str
    faults: list[Fault] = field(default_factory=list)

    def entities(self, sheet: Sheet | None) -> tuple[Entity, ...]:
        """All registers that the form writes, in the sheet's order."""
        every = read_lines(sheet, COLUMNS, self.language)
        lines = {line.plain.get("list_name", ""): line for line in reversed(every)}
        saved = self._saved(tuple(name for name in lines if name))
        for line in every:
            name = line.plain.get("list_name", "")
            if not name:
                self._fault(line, "list_name", "form.no_list")
            elif lines[name] is not line:
                self._fault(line, "list_name", "form.entity_twice", list=name)
        first = [line for line in every if lines[line.plain.get("list_name", "")] is line]
        named = [(line.plain["list_name"], line) for line in first if line.plain.get("list_name")]
        return tuple(self._entity(name, line, saved.get(name, {})) for name, line in named)

    def _saved(self, lists: tuple[str, ...]) -> dict[str, dict[str, Entry]]:
        """By list and property the question whose answer is saved."""
        found: dict[str, dict[str, Entry]] = {}
        for entry in self.survey.by_name.values():
            written = entry.line.plain.get("save_to", "")
            if not written:
                continue
            name, mark, key = written.rpartition("#")
            name = name if mark or len(lists) != 1 else lists[0]
            if name not in lists:
                self._fault(entry.line, "save_to", "form.save_to_no_list", list=name)
            elif not _PROPERTY.fullmatch(key) or key.lower() in _TAKEN or key.startswith("__"):
                self._fault(entry.line, "save_to", "form.bad_property", name=key)
            elif entry.kind in _UNSAVED:
                self._fault(entry.line, "save_to", "form.save_to_no_answer", type=entry.line.plain.get("type", ""))
            elif key in found.get(name, {}):
                row = str(found[name][key].line.number)
                self._fault(entry.line, "save_to", "form.save_to_twice", name=key, row=row)
            else:
                found.setdefault(name, {})[key] = entry
        return found

    def _entity(self, name: str, line: Line, saved: Mapping[str, Entry]) -> Entity:
        repeats = self._repeats(line, saved)
        for entry in saved.values():
            if entry.repeats != repeats:
                self._fault(entry.line, "save_to", "form.save_to_elsewhere", list=name, repeat="".join(repeats[-1:]))
        if not line.texts.get("label") and not line.plain.get("entity_id"):
            self._fault(line, "label", "form.no_label", name=name)
        return Entity(
            list_name=name,
            repeat=repeats[-1] if repeats else "",
            label=self._expression(line, repeats, "label"),
            entity_id=self._expression(line, repeats, "entity_id"),
            create_if=self._expression(line, repeats, "create_if"),
            update_if=self._expression(line, repeats, "update_if"),
            saved={key: entry.name for key, entry in saved.items()},
        )

    def _repeats(self, line: Line, saved: Mapping[str, Entry]) -> tuple[str, ...]:
        """The repeats around an entry: of the column `repeat`, else of what is saved, else of what is read."""
        written = line.plain.get("repeat", "")
        if written:
            found = _REFERENCE.fullmatch(written)
            entry = self.survey.by_name.get(found[1]) if found else None
            if entry is not None and entry.kind is Kind.REPEAT:
                return (*entry.repeats, entry.name)
            self._fault(line, "repeat", "form.entity_repeat", name=written)
            return ()
        around = [entry.repeats for entry in saved.values()] or [
            self.survey.by_name[name].repeats
            for cell in (*line.plain.values(), *line.texts.get("label", {}).values())
            for name in _REFERENCE.findall(cell)
            if name in self.survey.by_name
        ]
        return max(around, key=len, default=())

    def _expression(self, line: Line, repeats: tuple[str, ...], column: str) -> Expression | None:
        label = next(iter(line.texts.get("label", {}).values()), "") if column == "label" else ""
        source = label or line.plain.get(column, "")
        if not source:
            return None
        here = Named(path="/data/meta/entity", repeats=repeats)
        scope = Scope(here="", questions={**self.named, "": here}, lists=self.rows, language=self.language)
        # a new entry's key is minted by who keeps the register, so uuid() is blank here
        plain = _MINTED.sub("''", source) if column == "entity_id" else source
        made = compile_expression(plain, scope, where=line.where(column))
        if isinstance(made, Expression):
            return made
        self.faults += made
        return None

    def _fault(self, line: Line, column: str, code: str, **data: str) -> None:
        self.faults.append(Fault(code=code, where=line.where(column), data=data))
