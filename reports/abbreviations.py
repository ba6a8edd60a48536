"""The list of abbreviations, cut to what the report really uses."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reports.model import Abbreviations, Block, Blocks, Data, Facts, Heading, Text
from reports.walk import all_blocks, all_inlines


def with_used_abbreviations(blocks: Blocks) -> Blocks:
    """Drop abbreviations that no other block uses; a list without any goes, and so does its own heading."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Abbreviations):
            kept.append(block)
        elif entries := _used(block, blocks):
            kept.append(replace(block, entries=entries))
        elif kept and isinstance(kept[-1], Heading):
            kept.pop()
    return tuple(kept)


def _used(listed: Abbreviations, blocks: Blocks) -> tuple[tuple[str, str], ...]:
    longest_first = sorted((short for short, _ in listed.entries), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    found = set(pattern.findall("\n".join(_texts(blocks)).replace("\u00a0", " ")))
    return tuple(entry for entry in listed.entries if entry[0] in found)


def _texts(blocks: Blocks) -> Iterator[str]:
    yield from (inline.text for inline in all_inlines(blocks) if isinstance(inline, Text | Data))
    yield from (block.label for block in all_blocks(blocks) if isinstance(block, Facts))
