"""What a person did, free of any channel: said, tapped, sent, changed, came back."""

from dataclasses import dataclass
from typing import TypeAlias

from flows.answers import Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A text.

    Attributes:
        text: Its letters.
        ref: Names the message within its chat.
        reply_to: Names the one that it answers, "" if none.
        marked: The text with marks of bold, italics and links (flows/reading/emphasis); "" = there are none.
    """

    text: str
    ref: str
    forwarded: bool = False
    reply_to: str = ""
    marked: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanded:
    """A command such as /prehled, without its slash and the bot's name, lower case."""

    name: str
    rest: str
    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tapped:
    """A tap on a button; `query` must be answered to the channel, `ref` is the message under which it hangs."""

    data: str
    query: str
    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A photo, document, voice note or video.

    Attributes:
        file: The channel's id of the file.
        size: In bytes, 0 where the channel does not say.
        kind: "photo", "document", "voice", "audio", "video".
        caption: Text sent with it.
    """

    file: str
    name: str
    size: int
    media_type: str
    kind: str
    ref: str
    caption: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A place on earth was shared; `point` is written as an answer stores it ("50.1 14.4")."""

    point: str
    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A message sent earlier has a new text; `marked` as in Said."""

    text: str
    ref: str
    marked: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """The person blocked the channel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """The person opened the channel again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsupported:
    """A sticker, a poll: nothing that could answer a question."""

    ref: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """What an edited message made: a part of an answer, and the revision that it wrote."""

    task: str
    place: Place
    part: int
    seq: int


Heard: TypeAlias = Said | Commanded | Tapped | Sent | Placed | Changed | Left | Returned | Unsupported
