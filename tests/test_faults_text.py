import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from bot.config_reading import read_config
from bot.faults_text import fault_sentence, fault_texts
from bot.words import LANGUAGES
from flows.faults import Fault
from flows.plan_reading import read_plan

BAD_ADDRESSES = "telegram={api_url='x', token='1', mode=1}\ndatabase={url='x'}\nbot={languages=[]}\nreports=1"
ROOT = Path(__file__).parents[1]
CODE = re.compile(r"(archive|plan|config|form|expression|table)\.[a-z_]+")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def raised() -> dict[str, list[str]]:
    """Codes of faults in the product to the files that name them."""
    found: dict[str, list[str]] = defaultdict(list)
    for package in ("flows", "storage", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.parent.name == "commands":  # what they say of their own is in cli.toml
                continue
            for code in codes(path.read_text("utf-8")):
                found[code].append(path.name)
    return found


def codes(source: str) -> Iterator[str]:
    """Texts that look like a code, in modules that make faults: many hand the code to a function of their own."""
    if "import Fault" in source:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_of_the_product_has_its_two_sentences(language: str) -> None:
    texts = fault_texts(language)
    assert len(raised()) > 60
    missing = {code: where for code, where in raised().items() if code not in texts}
    assert not missing
    assert all(set(each) == {"what", "remedy"} for each in texts.values())
    assert all(text.strip().endswith(".") for each in texts.values() for text in each.values())


def test_the_languages_know_the_same_faults_and_the_same_data() -> None:
    first, *others = (
        {code: set(PLACEHOLDER.findall(" ".join(each.values()))) for code, each in fault_texts(language).items()}
        for language in LANGUAGES
    )
    assert all(other == first for other in others)


def test_a_fault_is_one_line_with_place_nearest_key_and_remedy() -> None:
    fault = Fault(code="plan.unknown_actor", where="items[3].lead", data={"value": "kot{va}\nx", "part": "a-2-2-1"})
    assert fault_sentence(fault, "cs") == (
        "items[3].lead (a-2-2-1): subjekt „kot{va} x“ v plánu není. Doplňte ho do části actors, nebo opravte klíč."
    )
    assert fault_sentence(fault, "en").endswith("Add it to the part actors, or correct the key.")


def test_a_language_without_sentences_gets_czech() -> None:
    fault = Fault(code="plan.missing", where="key")
    assert fault_sentence(fault, "de") == fault_sentence(fault, "cs")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "source", ["", "key = 5", "x", "trees = [{key='é', levels=[]}]", "[privacy]\nCS = 5", BAD_ADDRESSES]
)
def test_faults_of_a_plan_and_of_a_configuration_fill_their_sentences(source: str, language: str) -> None:
    found = read_plan(source, forms=frozenset())
    environ = {"PLNENI_LOG_LEVL": "x", "PLNENI_LOG_JSON": "x", "PLNENI_BOT_SWEEP_SECONDS": "0"}
    config = read_config(source, environ, str)
    assert isinstance(found, tuple)
    assert not isinstance(config, Config)
    for fault in (*found, *config):
        sentence = fault_sentence(fault, language)
        assert sentence.startswith(fault.where)
        assert not PLACEHOLDER.search(sentence)
