"""Ids of the report as bookmarks of Word: letters, digits and underscores, forty at most."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from reports.docx.xml import el

_LONGEST = 40


def bookmark_name(identifier: str) -> str:
    """Give the bookmark of a block's id: "a-2-2-7" is "B_a_2_2_7"; a long one ends in a hash."""
    name = f"B_{identifier.replace('-', '_')}"
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


@dataclass(kw_only=True, slots=True)
class Bookmarks:
    """Counts the bookmarks of one document."""

    count: int = 0
    names: set[str] = field(default_factory=set)

    def around(self, identifier: str, *inside: Markup) -> Iterator[Markup]:
        """Write a block's bookmark around what it names."""
        name = bookmark_name(identifier)
        self.names.add(name)
        yield el("w:bookmarkStart", w_id=self.count, w_name=name)
        yield from inside
        yield el("w:bookmarkEnd", w_id=self.count)
        self.count += 1
