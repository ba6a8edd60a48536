"""What comes together while a workbook is read: parts with their places, faults and notes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from flows.faults import Fault
from flows.reading.folding import fold
from flows.workbook.cell_reading import Trouble
from flows.workbook.known import Answers, Known, SameRow
from flows.workbook.shape import Language
from flows.workbook.table import Row, Spot

Named: TypeAlias = Literal["actor", "tree", "round", "report", "register"]
_STEPS = re.compile(r"[^.\[\]]+|\[\d+\]")


class Names:
    """Parts of one kind by what a cell may say for them: key, name, abbreviation."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}

    def add(self, key: str, *names: str) -> None:
        """Make a part known."""
        self._keys.setdefault(fold(key), key)
        for name in names:
            if fold(name) and key not in self._names.setdefault(fold(name), []):
                self._names[fold(name)].append(key)

    def find(self, said: str) -> list[str]:
        """Find the keys that a cell may mean; the name goes before the key, because a person sees names."""
        wanted = fold(said)
        named = self._names.get(wanted, [])
        return named or ([self._keys[wanted]] if wanted in self._keys else [])

    @property
    def keys(self) -> list[str]:
        """All keys, in the order of coming."""
        return list(self._keys.values())


class Desk:
    """The parts of a plan so far, what they are called, and where each came from.

    Attributes:
        data: The plan as TOML would give it.
        faults: What is wrong.
        notes: What a person should know.
        spoiled: Addresses of cells that have a fault already: nothing more is said of them.
        names: What cells may call the parts.
        numbers: Tree and number of an item to its key.
        item_places: Tree and key of an item to its place among the items.
        levels: Tree to the words of its levels.
        same: Rows that must be asked about.
        language: The workbook's own.
    """

    def __init__(self, language: Language, known: Known, answers: Answers) -> None:
        self.data: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self.spoiled: set[str] = set()
        self.names: dict[Named, Names] = {each: Names() for each in ("actor", "tree", "round", "report", "register")}
        self.numbers: dict[tuple[str, str], str] = {}
        self.item_places: dict[tuple[str, str], int] = {}
        self.levels: dict[str, tuple[str, ...]] = {}
        self.same: list[SameRow] = []
        self.language: Language = language
        self.known, self.answers = known, answers
        self._places: dict[str, tuple[Row, Mapping[str, str]]] = {}

    def parts(self, name: str) -> list[Any]:
        """Give a list of the plan, made when it is first asked for."""
        made: list[Any] = self.data.setdefault(name, [])
        return made

    def blame(self, spot: Spot, code: str, **data: str) -> None:
        """Note a fault; of one cell only the first."""
        if spot.address not in self.spoiled or not spot.column:
            self.faults.append(spot.fault(code, **data))
            self.spoil(spot)

    def trouble(self, spot: Spot, trouble: Trouble) -> None:
        """Note why a cell cannot be read."""
        self.blame(spot, trouble.code, **trouble.data)

    def spoil(self, spot: Spot) -> None:
        """Let nothing more be said of a cell."""
        self.spoiled.add(spot.address)

    def note(self, spot: Spot, code: str, **data: str) -> None:
        """Note something that hinders nothing."""
        self.notes.append(spot.fault(code, **data))

    def put(self, path: str, row: Row, fields: Mapping[str, str] | None = None) -> None:
        """Remember which row a part of the plan came from.

        Args:
            path: The part, "rounds[0].asks[1]".
            row: Its row.
            fields: Field of the part to the row's field, where they differ.
        """
        self._places[path] = (row, fields or {})

    def spot_of(self, where: str) -> Spot | None:
        """Find the cell behind a place in the plan: "items[3].lead" may be the cell G12."""
        steps = _STEPS.findall(where)
        for length in range(len(steps), -1, -1):
            path, rest = _joined(steps[:length]), steps[length:]
            if path not in self._places:
                continue
            row, fields = self._places[path]
            for most in range(len(rest), 0, -1):
                field = _joined(rest[:most])
                field = fields.get(field, field)
                if field in row.spots:
                    return row.spots[field]
            inner = next((name for name in row.spots if rest and name.startswith(f"{rest[0]}.")), "")
            if not path and not inner:
                return None
            return row.spot(inner or fields.get("", ""))
        return None

    def translate(self, faults: Iterable[Fault]) -> None:
        """Take over faults of the plan at the cells where they were made, unless those have one already."""
        for fault in faults:
            spot = self.spot_of(fault.where)
            if spot is None:
                self.faults.append(fault)
            elif spot.address not in self.spoiled:
                field = fault.where.rpartition(".")[2]
                data = {name: self._address(value, field) for name, value in fault.data.items() if name != "part"}
                self.blame(spot, fault.code, **data)

    def _address(self, value: str, field: str) -> str:
        """Put a cell for a place in the plan, such as the first of two equal keys; other values stay."""
        spot = self.spot_of(f"{value}.{field}") if re.fullmatch(r"[a-z_]+\[\d+\]\S*", value) else None
        return spot.address if spot else value


def _joined(steps: list[str]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).removeprefix(".")
