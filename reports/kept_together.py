"""Which tables stay on one page."""

from math import ceil

from reports.model import Table
from reports.parse import blocks_text

_LETTERS = 40
"""About so many letters are a line of a cell."""
_LINES = 13


def is_kept_together(table: Table) -> bool:
    """Tell whether a table is so short that the end of a page does not part it; a longer one would leave a gap."""
    rows = (*table.rows, *((table.foot,) if table.foot else ()))
    return sum(max(ceil(len(blocks_text(cell)) / _LETTERS) or 1 for cell in row) for row in rows) <= _LINES
