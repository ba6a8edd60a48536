"""Sheets of actors: kinds, actors, groups of them."""

from collections.abc import Sequence

from flows.workbook import cell_reading as read
from flows.workbook import shapes
from flows.workbook.desk import Desk
from flows.workbook.key_giving import give_keys, key_of_text
from flows.workbook.part_reading import read_cell, read_part
from flows.workbook.table import Row


def name_actors(desk: Desk, rows: Sequence[Row]) -> list[str]:
    """Give the actors their keys and make their names known; everything else speaks of them."""
    keys = give_keys(desk, rows, lambda row: key_of_text(row, "name"), kind="actor")
    for key, row in zip(keys, rows, strict=True):
        desk.names["actor"].add(key, read.line_of(row.cell("name")))
    return keys


def name_by_abbreviation(desk: Desk, rows: Sequence[Row]) -> None:
    """Let an abbreviation stand for the one actor whose name is its meaning."""
    for row in rows:
        short, meaning = (read.line_of(row.cell(field)) for field in ("abbreviation", "meaning"))
        found = desk.names["actor"].find(meaning) if meaning else []
        if len(found) == 1 and short and not desk.names["actor"].find(short):
            desk.names["actor"].add(found[0], short)


def read_actors(desk: Desk, rows: Sequence[Row], keys: Sequence[str]) -> None:
    """Read the actors."""
    actors = desk.parts("actors")
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        desk.put(f"actors[{place}]", row)
        actors.append({**read_part(desk, shapes.ACTORS, row), "key": key})


def read_groups(desk: Desk, rows: Sequence[Row]) -> None:
    """Read who belongs to which group: a row is one member."""
    places = {actor["key"]: place for place, actor in enumerate(desk.parts("actors"))}
    for row in rows:
        group = read_cell(desk, shapes.GROUPS.column("@group"), row)
        member = read_cell(desk, shapes.GROUPS.column("member"), row)
        if group in places and member:
            members = desk.parts("actors")[places[group]].setdefault("members", [])
            if member not in members:
                desk.put(f"actors[{places[group]}].members[{len(members)}]", row, {"": "member"})
                members.append(member)


def read_kinds(desk: Desk, rows: Sequence[Row], actors: Sequence[Row]) -> None:
    """Read the kinds in the order of the summary table; where none are listed, those that actors have."""
    kinds = desk.parts("kinds")
    for row in rows:
        kind = read_cell(desk, shapes.KINDS.column("kind"), row)
        if kind in kinds:
            desk.blame(row.spot("kind"), "workbook.twice")
        else:
            desk.put(f"kinds[{len(kinds)}]", row, {"": "kind"})
            kinds.append(kind)
    if not rows:
        said = (read.line_of(row.cell("kind")) for row in actors)
        kinds += dict.fromkeys(each for each in said if each)
