"""What the checks found, as marks in a draft: each sentence stands at the items that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flows.consistency_finding import Finding
from reports.outline import Node
from reports.prose import clean


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubts:
    """Findings with their sentences; none in an edition."""

    said: tuple[tuple[Finding, Markup], ...]

    def at(self, node: Node) -> list[Markup]:
        """Give the sentences about an item."""
        here = (node.item.tree, node.item.key)
        return [
            sentence
            for finding, sentence in self.said
            if here in {(place.tree, place.item) for place in finding.places}
        ]


def listed_unused(said: Sequence[tuple[Finding, Markup]]) -> str:
    """Give the sentence that lists abbreviations which nothing uses, as its block holds it; "" where there is none."""
    found = (sentence for finding, sentence in said if finding.code == "abbreviation_unused")
    return clean(next((sentence.unescape() for sentence in found), ""))
