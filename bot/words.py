"""The product's words: message templates and button labels, per language."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from flows.wording.numbers import number

LANGUAGES = ("cs", "en")
FILES = (
    *("joining", "overview", "activity", "kinds", "trouble", "coordinator", "review", "tables", "privacy"),
    "reminders",
    "editions",
    "board",
    "rounds",
    "putting_off",
    "proposals",
    "outline",
    "forms",
    "levels",
    "log",
)
Overrides = tuple[tuple[str, str], ...]
"""A plan's own wording of messages, as (key, template)."""


def capitalize_first(text: str) -> str:
    """Raise the first letter and leave the others as they are (str.capitalize would lower them)."""
    return Markup(text[:1].upper()) + text[1:] if isinstance(text, Markup) else text[:1].upper() + text[1:]  # noqa: S704 - the text was safe before


def full_stop(text: str) -> str:
    """End a text with a full stop unless it ends with a mark already: "Klub Kotva, z. s." gets no second one."""
    return text if text.endswith((".", "?", "…")) else text + "."


def numbered(level: str, item: str) -> str:
    """Say "aktivita 2.2.7"; an organisation or a plan has no number, then the level alone."""
    return f"{level} {item}" if item else level


def of_year(label: str) -> str:
    """Say "rok 2026" of a year; "3. čtvrtletí 2026" says itself what it is."""
    return f"rok {label}" if label.isdigit() else label


def environment(language: str, *, plain: bool = False) -> Environment:
    """Make the Jinja environment of a language: an unknown name is an error, a template reaches nothing but its values.

    Args:
        language: Numbers are grouped by its custom.
        plain: Labels are plain text; everywhere else each value is escaped.
    """
    env = ImmutableSandboxedEnvironment(autoescape=not plain, undefined=StrictUndefined)
    env.globals.clear()  # Jinja hands its own names over one by one each time a text is filled in; none is used
    env.filters["capitalize_first"] = capitalize_first
    env.filters["full_stop"] = full_stop
    env.filters["numbered"] = numbered
    env.filters["of_year"] = of_year
    env.filters["grouped"] = lambda value: number(value, language)
    return env


@cache
def sources(language: str) -> dict[str, str]:
    """Read all message templates of a language by their keys."""
    folder = files("templates") / language
    texts: dict[str, str] = {}
    for name in FILES:
        texts |= tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return texts


@cache
def labels(language: str) -> dict[str, str]:
    """Read all button labels of a language by their keys."""
    return tomllib.loads((files("templates") / language / "buttons.toml").read_text("utf-8"))


class Words:
    """All words of one language.

    Attributes:
        language: "cs" or "en".
    """

    def __init__(self, language: str, overrides: Overrides = ()) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._sources = sources(self.language) | dict(overrides)
        self._environment = environment(self.language)
        self._plain = environment(self.language, plain=True)
        self._messages: dict[str, Template] = {}
        self._within: dict[str, Template] = {}
        self._labels: dict[str, Template] = {}
        self._fixed: dict[str, str] = {}
        self._said: dict[str, str] = {}

    def text(self, key: str, **data: object) -> str:
        """Fill in a message; values are escaped unless they are Markup.

        Raises:
            KeyError: There is no such message.
            jinja2.UndefinedError: A value that the message needs is missing.
        """
        if not data and key in self._said:
            return self._said[key]
        template = self._messages.get(key)
        if template is None:
            template = self._messages[key] = self._environment.from_string(self._sources[key].strip("\n"))
        text = template.render(data).strip()
        if not data:
            self._said[key] = text
        return text

    def markup(self, key: str, **data: object) -> Markup:
        """Fill in a message that goes into another one."""
        return Markup(self.text(key, **data))  # noqa: S704 - rendered with autoescape

    def within(self, key: str, **data: object) -> str:
        """Fill in a message that is a value of another one, or of a label: plain text, escaped where it is shown."""
        template = self._within.get(key)
        if template is None:
            template = self._within[key] = self._plain.from_string(self._sources[key].strip("\n"))
        return template.render(data).strip()

    def label(self, key: str, **data: object) -> str:
        """Fill in a button label. Labels are plain text: nothing is escaped.

        Raises:
            KeyError: There is no such label.
            jinja2.UndefinedError: A value that the label needs is missing.
        """
        if not data and key in self._fixed:
            return self._fixed[key]
        template = self._labels.get(key)
        if template is None:
            template = self._labels[key] = self._plain.from_string(labels(self.language)[key])
        text = template.render(data)
        if not data:
            self._fixed[key] = text
        return text


@lru_cache(maxsize=64)
def words_for(language: str, overrides: Overrides = ()) -> Words:
    """Give the words of a language; compiled templates are kept.

    Args:
        language: "cs" or "en"; any other counts as "cs".
        overrides: The plan's own messages in that language, checked by own_words.py when the plan was read.
    """
    return Words(language, overrides)


def placeholders(template: str) -> frozenset[str]:
    """Name the values that a template asks for.

    Raises:
        jinja2.TemplateSyntaxError: It is no template.
    """
    return frozenset(find_undeclared_variables(environment(LANGUAGES[0]).parse(template)))
