"""The list of abbreviations, cut to what the report really uses."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reports.model import Abbreviations, Block, Blocks, Data, Facts, Heading, Text
from reports.walk import all_blocks, all_inlines


def with_used_abbreviations(blocks: Blocks, unused: str = "") -> Blocks:
    """Drop abbreviations that no other block uses; a list without any goes, and so does its own heading.

    Args:
        blocks: The report.
        unused: The sentence of a draft that lists abbreviations which nothing uses; it uses none of them.
    """
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Abbreviations):
            kept.append(block)
        elif entries := _used(block, blocks, unused):
            kept.append(replace(block, entries=entries))
        elif kept and isinstance(kept[-1], Heading):
            kept.pop()
    return tuple(kept)


def _used(listed: Abbreviations, blocks: Blocks, unused: str) -> tuple[tuple[str, str], ...]:
    longest_first = sorted((short for short, _ in listed.entries), key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    texts = (text for text in _texts(blocks) if text != unused or not unused)
    found = set(pattern.findall("\n".join(texts).replace("\u00a0", " ")))
    return tuple(entry for entry in listed.entries if entry[0] in found)


def _texts(blocks: Blocks) -> Iterator[str]:
    yield from (inline.text for inline in all_inlines(blocks) if isinstance(inline, Text | Data))
    yield from (block.label for block in all_blocks(blocks) if isinstance(block, Facts))
