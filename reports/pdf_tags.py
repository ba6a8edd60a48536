"""Row headers, which typst cannot tag: cells that name their row become headers that the others point to."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


def with_row_headers(pdf: bytes, row_heads: Sequence[bool]) -> bytes:
    """Tag the first cell of each row as its header. The same input gives the same bytes.

    Args:
        pdf: A tagged PDF.
        row_heads: For each of its tables, in order, whether the first column names the rows.

    Raises:
        ValueError: The PDF has another number of tables.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        tables = [element for element in _elements(root) if element.get("/S") == Name.Table]
        if len(tables) != len(row_heads):
            raise ValueError(f"{len(tables)} tagged tables, {len(row_heads)} in the report")
        named = dict(_names(root))
        for at, (table, row_head) in enumerate(zip(tables, row_heads, strict=True)):
            if row_head:
                named |= _tag_rows(table, f"r{at}")
        root.IDTree = document.make_indirect(Dictionary(Names=_flat(named)))
        stream = BytesIO()
        document.save(
            stream,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return stream.getvalue()


def _tag_rows(table: Object, name: str) -> dict[bytes, Object]:
    named = {}
    rows = [element for element in _elements(table) if element.get("/S") == Name.TR]
    for at, row in enumerate(rows):
        cells = [cell for cell in _children(row) if cell.get("/S") in {Name.TD, Name.TH}]
        if not cells or cells[0].S != Name.TD:
            continue
        mark = f"{name}-{at}".encode("ascii")
        _make_header(cells[0], mark)
        named[mark] = cells[0]
        for cell in cells[1:]:
            _point_to(cell, mark)
    return named


def _make_header(cell: Object, mark: bytes) -> None:
    cell.S = Name.TH
    cell.ID = String(mark)
    attributes = [each for each in _attributes(cell) if each.get("/O") != Name.Table]
    cell.A = Array([*attributes, Dictionary(O=Name.Table, Scope=Name.Row)])


def _point_to(cell: Object, mark: bytes) -> None:
    own = next((each for each in _attributes(cell) if each.get("/O") == Name.Table), None)
    if own is None:
        own = Dictionary(O=Name.Table)
        cell.A = Array([*_attributes(cell), own])
        own = cell.A[-1]
    own.Headers = Array([*own.get("/Headers", ()), String(mark)])


def _attributes(cell: Object) -> list[Object]:
    found = cell.get("/A")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _elements(parent: Object) -> Iterator[Object]:
    """Go through a structure tree in reading order."""
    for child in _children(parent):
        yield child
        yield from _elements(child)


def _children(parent: Object) -> list[Object]:
    children = parent.get("/K", ())
    each = list(children) if isinstance(children, Array) else [children]
    return [child for child in each if isinstance(child, Dictionary) and "/S" in child]


def _names(root: Object) -> Iterator[tuple[bytes, Object]]:
    """Give the elements that have an id already."""
    tree = root.get("/IDTree")
    pending = [tree] if tree is not None else []
    while pending:
        node = pending.pop()
        pending += list(node.get("/Kids", ()))
        pairs = list(node.get("/Names", ()))
        yield from ((bytes(key), element) for key, element in zip(pairs[::2], pairs[1::2], strict=True))


def _flat(named: dict[bytes, Object]) -> Array:
    return Array([part for mark in sorted(named) for part in (String(mark), named[mark])])
