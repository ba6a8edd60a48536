"""What the checks found, in sentences: for the draft, the data file and the sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from flows.consistency_finding import Finding, FindingPlace
from flows.snapshot_sums import Sum
from reports.plain_words import plain_words
from reports.prose import clean
from reports.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingWords:
    """Words findings; `sentences` are texts with {places} by code."""

    vocabulary: Vocabulary
    sentences: Mapping[str, str]

    def sentence(self, finding: Finding) -> Markup:
        """Say a finding, with references to its items."""
        where, *others = (self._place(place) for place in self._each_item(finding.places))
        numbers = {
            name: self._number(finding, value)
            for name, value in (
                ("stated", finding.stated),
                ("computed", finding.computed),
                ("difference", finding.difference),
            )
        }
        quoted = {name: escape(clean(text)) for name, text in finding.data.items()}
        code = finding.code
        if f"{code}_unnamed" in self.sentences and not finding.data.get("name"):
            code = f"{code}_unnamed"
        everywhere = Markup(", ").join([where, *others])
        other = others[0] if others else Markup("")
        parts = {"where": where, "other": other, "everywhere": everywhere, **numbers, **quoted}
        return escape(self.sentences[code]).format(**parts)

    def plain_sentence(self, finding: Finding) -> str:
        """Say a finding without markup, with the report's typography."""
        return plain_words(self.sentence(finding), self.vocabulary.language)

    def item_number(self, place: FindingPlace) -> str:
        """Give the number of the item of a place, "" for the whole plan."""
        node = self.vocabulary.node_of(place.tree, place.item)
        return node.item.number if node else ""

    def _place(self, place: FindingPlace) -> Markup:
        node = self.vocabulary.node_of(place.tree, place.item)
        if node is None:
            return escape(self.sentences["somewhere"])
        return Markup('<ref to="{}">{} {}</ref>').format(node.id, node.level.genitive, node.item.number)

    def _each_item(self, places: Iterable[FindingPlace]) -> tuple[FindingPlace, ...]:
        return tuple({(place.tree, place.item): place for place in places}.values())

    def _number(self, finding: Finding, value: Decimal | None) -> Markup:
        if value is None:
            return Markup("")
        sources = tuple(dict.fromkeys(place.task for place in finding.places if place.task))
        total = Sum(amount=value, sources=sources)
        return self.vocabulary.money(total) if finding.unit == "CZK" else self.vocabulary.count(value, sources)
