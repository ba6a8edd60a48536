"""The sheet of quick paste: one column from a Word strategy, beside it who is responsible, become items and actors."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.plan_faults import quoted
from flows.reading.folding import fold
from flows.workbook import cell_reading as read
from flows.workbook.desk import Desk
from flows.workbook.grid import Cell
from flows.workbook.pasted_line import OtherLevel, PastedItem, PastedLine, read_line
from flows.workbook.table import Row
from flows.workbook.tree_reading import ONLY_TREE

_LEGAL = re.compile(r"(?:[a-zú]\.\s?){1,3}|příspěvková organizace|odštěpný závod", re.IGNORECASE)
"""What follows a comma in the name of one organisation: z. s., o. p. s."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pasted:
    """What a pasted column gives: rows as if they stood in the sheets of items and actors."""

    items: tuple[Row, ...] = ()
    actors: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    row: Row
    tree: str
    what: PastedLine
    actors: str


def read_paste(
    desk: Desk, rows: Sequence[Row], items: Sequence[Row], actors: Sequence[Row], abbreviations: Sequence[Row] = ()
) -> Pasted:
    """Recognise the pasted lines; note what is not recognised.

    Args:
        desk: Knows the trees and their levels; takes the notes.
        rows: Rows of the sheet.
        items: Rows of the sheet of items: what stands there already is not taken again.
        actors: Rows of the sheet of actors.
        abbreviations: Rows of the sheet of abbreviations: bodies may be named by them.
    """
    lines = _with_titles(list(_lines(desk, rows)))
    chosen = set(_chosen(lines))
    _note_the_rest(desk, lines, chosen)
    present = {_identity(row.cell("number"), row.cell("title")) for row in items}
    taken = [
        line
        for place, line in enumerate(lines)
        if place in chosen
        and isinstance(line.what, PastedItem)
        and (line.what.number, fold(line.what.title)) not in present
    ]
    bodies = _Bodies(actors, abbreviations)
    made = tuple(_item_row(desk, line, bodies.of(line)) for line in taken)
    if bodies.new:
        told = ", ".join(read.line_of(row.cell("name")) for row in bodies.new)
        spot = replace(bodies.new[0].spot("name"), row=0, column=0, heading="")
        desk.note(spot, "workbook.paste_actors", names=told)
    return Pasted(items=made, actors=tuple(bodies.new))


class _Bodies:
    """The responsible bodies by what the pasted column calls them.

    Attributes:
        new: Rows of those that the sheet of actors does not have.
    """

    def __init__(self, actors: Sequence[Row], abbreviations: Sequence[Row]) -> None:
        self.new: list[Row] = []
        self._known = {fold(read.line_of(row.cell(field))): "" for row in actors for field in ("name", "key")}
        meanings = {read.line_of(row.cell("abbreviation")): read.line_of(row.cell("meaning")) for row in abbreviations}
        self._known |= {fold(short): meaning for short, meaning in meanings.items() if fold(meaning) in self._known}

    def of(self, line: _Line) -> list[str]:
        """Name the bodies of a line; the first one is the lead."""
        names = [self._known.get(fold(name)) or name for name in _actor_names(line.actors, set(self._known))]
        for name in names:
            if fold(name) not in self._known:
                self._known[fold(name)] = ""
                self.new.append(_row(line.row, {"name": Cell(value=name)}, "actors"))
        return names


def _lines(desk: Desk, rows: Sequence[Row]) -> Iterator[_Line]:
    tree = next(iter(desk.levels), ONLY_TREE)
    for row in rows:
        said = read.line_of(row.cell("tree"))
        found = desk.names["tree"].find(said) if said else []
        if said and not found:
            desk.blame(row.spot("tree"), "plan.unknown_tree", value=quoted(said))
        tree = found[0] if found else tree
        text, beside = read.text_of(row.cell("text")), read.text_of(row.cell("actors"))
        what = read_line(text, desk.levels.get(tree, ()))
        if isinstance(what, PastedItem) and not what.title and beside:
            what, beside = replace(what, title=" ".join(beside.split())), ""  # a tab in Word parted number and title
        yield _Line(row=row, tree=tree, what=what, actors=beside)


def _with_titles(lines: list[_Line]) -> list[_Line]:
    """Give a number that stands alone the title of the next line."""
    found: list[_Line] = []
    waiting: _Line | None = None
    for line in lines:
        if waiting is not None and isinstance(waiting.what, PastedItem) and line.what is None:
            title = read.line_of(line.row.cell("text"))
            found.append(
                replace(waiting, what=replace(waiting.what, title=title), actors=waiting.actors or line.actors)
            )
            waiting = None
            continue
        if waiting is not None:
            found.append(replace(waiting, what=None))
        waiting = line if isinstance(line.what, PastedItem) and not line.what.title else None
        if waiting is None:
            found.append(line)
    return [*found, *([replace(waiting, what=None)] if waiting else [])]


def _chosen(lines: Sequence[_Line]) -> Iterator[int]:
    """Choose among lines of one number, such as in a table of contents: the one that its own parts follow."""
    places: dict[tuple[str, str], list[int]] = {}
    recognised = [place for place, line in enumerate(lines) if isinstance(line.what, PastedItem)]
    below = {place for place, after in pairwise(recognised) if _level(lines[after]) > _level(lines[place])}
    for place in recognised:
        what = lines[place].what
        if isinstance(what, PastedItem):
            places.setdefault((lines[place].tree, what.number), []).append(place)
    for same in places.values():
        yield next((place for place in same if place in below), same[0])


def _level(line: _Line) -> int:
    return line.what.level if isinstance(line.what, PastedItem) else 0


def _note_the_rest(desk: Desk, lines: Sequence[_Line], chosen: set[int]) -> None:
    """Tell every line that is no item; lines that follow each other are told together."""
    first: _Line | None = None
    last = 0
    for place, line in [*enumerate(lines), (len(lines), None)]:
        silent = line is not None and place not in chosen and not isinstance(line.what, OtherLevel)
        if silent and line is not None:
            first, last = first or line, line.row.number
            continue
        if first is not None:
            text = quoted(read.text_of(first.row.cell("text")))
            desk.note(first.row.spot("text"), "workbook.paste_unknown", text=text, last=str(last))
            first = None
        if line is not None and isinstance(line.what, OtherLevel):
            known = ", ".join(desk.levels.get(line.tree, ()))
            desk.note(line.row.spot("text"), "workbook.paste_level", word=line.what.word, known=known)


def _actor_names(said: str, known: set[str]) -> list[str]:
    """Part the responsible bodies: by lines and semicolons, by commas only where they do not belong to a name."""
    names: list[str] = []
    for part in re.split(r"[\n;]", said):
        whole = " ".join(part.split())
        if fold(whole) in known or "," not in whole:
            names += [whole] if whole else []
            continue
        for piece in (each.strip() for each in whole.split(",")):
            if names and _LEGAL.fullmatch(piece):
                names[-1] = f"{names[-1]}, {piece}"
            elif piece:
                names.append(piece)
    return list(dict.fromkeys(names))


def _item_row(desk: Desk, line: _Line, actors: Sequence[str]) -> Row:
    what = line.what
    if not isinstance(what, PastedItem):
        raise TypeError("only recognised lines become items")
    cells = {
        "level": Cell(value=desk.levels[line.tree][what.level - 1]),
        "number": Cell(value=what.number),
        "title": Cell(value=what.title or None),
        "tree": Cell(value=line.tree),
        "lead": Cell(value=actors[0] if actors else None),
        "contributors": Cell(value="".join(f"{name}\n" for name in actors[1:]) or None),
    }
    return _row(line.row, {name: cell for name, cell in cells.items() if not cell.blank}, "items")


def _row(row: Row, cells: Mapping[str, Cell], kind: str) -> Row:
    """Let a row stand for one of another sheet: its faults are told where it was pasted."""
    text, beside = row.spot("text"), row.spot("actors")
    spots = dict.fromkeys(("lead", "contributors", "name"), beside)
    spots |= dict.fromkeys(("key",) if kind == "actors" else ("key", "level", "number", "title", "tree"), text)
    return Row(sheet=row.sheet, number=row.number, cells=cells, spots=spots)


def _identity(number: Cell, title: Cell) -> tuple[str, str]:
    read_ = read.number_of(number)
    return (read_.rstrip(".") if isinstance(read_, str) else "", fold(read.line_of(title)))
