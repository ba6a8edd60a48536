"""How many levels of headings the contents of a paged document list."""

from reports.font import packaged_font
from reports.model import Blocks, Heading
from reports.parse import inline_text

_LINES = 46
"""Lines that a page of contents holds; a list that needs more shows a level less."""
_WIDTH = 440
_SIZE = 9.4
"""Bold letters are measured; those of the contents are mostly light and 10 points high."""


def contents_depth(blocks: Blocks) -> int:
    """Say how many levels the contents list: what fits a page, at least two; 0 = nothing to list."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    needed = {depth: sum(_lines(each) for each in headings if each.level <= depth) for depth in (1, 2, 3)}
    fitting = [depth for depth, lines in needed.items() if lines <= _LINES]
    return max([2, *fitting]) if len(headings) > 1 else 0


def _lines(heading: Heading) -> float:
    """Estimate the lines that a heading takes in the contents; chapters stand a little apart."""
    width = packaged_font("LiberationSans-Bold.ttf").width(inline_text(heading.inlines), _SIZE)
    return width // (_WIDTH - 12 * heading.level) + 1 + (0.4 if heading.level == 1 else 0)
