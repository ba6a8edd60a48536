"""What the documentation names exists: tests, dialogues, commands, pages."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.conversation.react import COMMANDS as SAID
from bot.conversation.react import COMMANDS_ABOUT
from bot.forms import form_source, known_forms
from flows.form import Form
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.xlsform import read_form
from tests.pdf_reader import page_texts, squeezed

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
NAMES = [page.name for page in PAGES]
GUIDES = ("partner.md", "coordinator.md")
"""Pages that name what is written on buttons and what is said to the bot."""
MOST_BYTES = 200_000


@pytest.fixture(params=PAGES, ids=NAMES)
def page(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_every_test_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`(test_\w+)`", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / "tests" / f"{name}.py").exists()] == []


def test_every_threat_has_a_defence_and_a_test_or_a_dialogue() -> None:
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", _page("security.md"), re.MULTILINE)[1:]
    assert len(rows) > 20
    without = [
        row[0] for row in rows if not row[1].strip() or not re.search(r"`(test_\w+|make \w+|[a-z]\d+_[\w*]+)`", row[2])
    ]
    assert without == []


def test_every_dialogue_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`([acdg]\d+_[\w*]+)`", page.read_text("utf-8"))
    assert [name for name in named if not list((ROOT / "tests/dialogues").rglob(f"{name}.txt"))] == []


def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"plneni (?!plan\b)([a-z]+)(?=[ `\n])", "\n".join(code_of(page.read_text("utf-8"))))
    assert [name for name in named if name not in COMMANDS] == []


def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_button_that_a_guide_names_exists(name: str) -> None:
    named = {label for code in code_of(_page(name)) for label in re.findall(r"^\[ (.+?) \]$", code.strip())}
    assert len(named) > 8
    assert {label for label in named if _shape(label) not in _labels()} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_everything_that_a_guide_tells_people_to_say_is_understood(name: str) -> None:
    said = {word for code in code_of(_page(name)) for word in re.findall(r"^/(\w+)", code)}
    assert len(said) > 3
    assert said - {*SAID, *COMMANDS_ABOUT} == set()


def test_the_plan_that_a_page_shows_can_be_collected_with() -> None:
    (source,) = re.findall(r"```toml\n(.*?)```", _page("your-own-plan.md"), re.DOTALL)
    plan = read_plan(source, forms=known_forms())
    assert isinstance(plan, Plan), plan


def test_the_form_that_a_page_shows_can_be_asked_with() -> None:
    (source,) = re.findall(r"```markdown\n(.*?)```", _page("your-own-form.md"), re.DOTALL)
    form = read_form(source, name="example")
    assert isinstance(form, Form), form


def test_the_columns_of_ours_that_a_page_explains_are_used_by_the_programs_forms() -> None:
    explained = set(
        re.findall(r"^\| `(\w+)`", _page("your-own-form.md").partition("## Columns of ours")[2], re.MULTILINE)
    )
    used = set(chain.from_iterable(re.findall(r"bind::plneni:(\w+)", form_source(key) or "") for key in known_forms()))
    assert len(explained) > 8
    assert explained - used == set()


def test_the_index_leads_to_every_page() -> None:
    index = _page("README.md")
    assert [page.name for page in PAGES if page.parent.name == "docs" and f"({page.name})" not in index[1:]] == [
        "README.md"
    ]


def test_every_picture_is_on_a_page_and_small_and_no_page_is_without_words_for_it() -> None:
    text = "".join(page.read_text("utf-8") for page in PAGES)
    pictures = sorted((ROOT / "docs" / "images").rglob("*.png"))
    assert len(pictures) > 15
    assert [one.name for one in pictures if f"/{one.name})" not in text] == []
    assert [one.name for one in pictures if one.stat().st_size > MOST_BYTES] == []
    assert re.findall(r"!\[\]", text) == []


def test_the_partners_page_is_printed_on_one_sheet_with_todays_words() -> None:
    (sheet,) = page_texts((ROOT / "docs" / "partner.pdf").read_bytes())
    written = re.sub(r"!\[.*?\]\(.*?\)|^[\d#-]+\.? |[*`|\[\]]|-{3,}", " ", _page("partner.md"), flags=re.MULTILINE)
    assert [word for word in written.split() if word not in squeezed(sheet)] == []


def test_there_is_something_to_check() -> None:
    assert len(PAGES) > 6
    security = (ROOT / "docs/security.md").read_text("utf-8")
    assert len(re.findall(r"`test_\w+`", security)) > 12


def code_of(text: str) -> list[str]:
    """Give the pieces that are code: blocks and words between backticks."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    rest = re.sub(r"```\w*\n.*?```", "", text, flags=re.DOTALL)
    return [*blocks, *(f"{word}\n" for word in re.findall(r"`([^`\n]+)`", rest))]


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def _labels() -> set[str]:
    """Give the shapes of everything written on buttons, in Czech: labels and choices of the questions."""
    labels = tomllib.loads((ROOT / "templates/cs/buttons.toml").read_text("utf-8")).values()
    return {_shape(label) for label in labels}


def _shape(label: str) -> str:
    """Leave out of a label what is filled in."""
    return re.sub(r"\{\{.*?\}\}|\b(n|\d)\b", "…", label)
