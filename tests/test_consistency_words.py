"""Every kind of finding has its sentence, in both languages, and every sentence says what its finding holds."""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

import pytest

from reports.packaged import report_words

FLOWS = Path(__file__).parents[1] / "flows"
PLACES = {"where", "other", "everywhere"}
FIGURES = {"stated", "computed", "difference"}


def codes() -> set[str]:
    """Read the codes out of the checks themselves."""
    found = "".join(path.read_text() for path in sorted(FLOWS.glob("consistency_*.py")))
    plain = set(re.findall(r'(?:code=|else |_finding\(|_beside\()"(\w+)"', found))
    return plain | {f"stated_{figure}" for figure in ("total", "town", "other", "subjects", "services", "activities")}


def sentences(language: str) -> Mapping[str, object]:
    found = report_words(language).template["checks"]
    assert isinstance(found, Mapping)
    return found


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_code_has_a_sentence_and_every_sentence_a_code(language: str) -> None:
    said = {code.removesuffix("_unnamed") for code in sentences(language)} - {"somewhere"}

    assert said == codes()


def test_both_languages_name_the_same_places_figures_and_words() -> None:
    for code, czech in sentences("cs").items():
        used = [
            {name for _, name, _, _ in Formatter().parse(str(each)) if name} for each in (czech, sentences("en")[code])
        ]
        assert used[0] == used[1], code
        assert used[0] <= PLACES | FIGURES | {"name", "text", "before", "after"}


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_sentence_names_a_place_or_what_is_meant(language: str) -> None:
    for code, sentence in sentences(language).items():
        used = {name for _, name, _, _ in Formatter().parse(str(sentence)) if name}
        assert code == "somewhere" or used & (PLACES | {"name"}), code
