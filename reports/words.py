"""The report's own words in one language, as texts of templates/reports/<language>.toml."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportWords:
    """Words of a language.

    Attributes:
        furniture: Words around the blocks: "contents", "skip", "notes", "back", "draft", "as_of", "version", ...
        template: Words that a report template prints, by name; a list holds the forms one, few, many.
    """

    furniture: Mapping[str, str]
    template: Mapping[str, object]
