"""A message as a value: text with light markup, and buttons that carry their meaning."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """One button under a message.

    Attributes:
        label: What the person reads, 30 characters at most.
        data: What comes back when it is tapped, 64 bytes at most; see buttons.py.
        url: A link to open instead; then data is empty.
    """

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One message to a person.

    Attributes:
        text: Escaped text with `<b>`, `<i>`, `<a href>`, `<blockquote expandable>` as its only markup.
        rows: Buttons, row by row.
        silent: Arrives without a sound.
    """

    text: str
    rows: Rows = ()
    silent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A file to a person; the content waits under `path` until it is delivered."""

    path: str
    name: str
    caption: str = ""
