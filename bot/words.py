"""The product's words: message templates and button labels, per language."""

import tomllib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

LANGUAGES = ("cs", "en")
FILES = ("joining", "overview", "activity", "trouble", "coordinator")


def capitalize_first(text: str) -> str:
    """Raise the first letter and leave the others as they are (str.capitalize would lower them)."""
    return Markup(text[:1].upper()) + text[1:] if isinstance(text, Markup) else text[:1].upper() + text[1:]  # noqa: S704 - the text was safe before


def environment() -> Environment:
    """Make the Jinja environment: every value is escaped, an unknown name is an error."""
    env = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    env.filters["capitalize_first"] = capitalize_first
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

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._environment = environment()
        self._messages: dict[str, Template] = {}
        self._labels: dict[str, Template] = {}

    def text(self, key: str, **data: object) -> str:
        """Fill in a message; values are escaped unless they are Markup.

        Raises:
            KeyError: There is no such message.
            jinja2.UndefinedError: A value that the message needs is missing.
        """
        template = self._messages.get(key)
        if template is None:
            template = self._messages[key] = self._environment.from_string(sources(self.language)[key].strip("\n"))
        return template.render(data).strip()

    def markup(self, key: str, **data: object) -> Markup:
        """Fill in a message that goes into another one."""
        return Markup(self.text(key, **data))  # noqa: S704 - rendered with autoescape

    def label(self, key: str, **data: object) -> str:
        """Fill in a button label. Labels are plain text: nothing is escaped."""
        template = self._labels.get(key)
        if template is None:
            plain = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - a label is no markup
            template = self._labels[key] = plain.from_string(labels(self.language)[key])
        return template.render(data)


@cache
def words_for(language: str) -> Words:
    """Give the words of a language; compiled templates are kept for the life of the process."""
    return Words(language)
