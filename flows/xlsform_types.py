"""The type column of an XLSForm: what kind of question a row is, and where its choices come from."""

import re
from dataclasses import dataclass

from flows.form import Kind, Media

_KINDS = {
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "note": Kind.NOTE,
    "acknowledge": Kind.ACKNOWLEDGE,
    "trigger": Kind.ACKNOWLEDGE,
    "calculate": Kind.CALCULATE,
    "geopoint": Kind.GEOPOINT,
    "gps": Kind.GEOPOINT,
    "begin group": Kind.GROUP,
    "begin repeat": Kind.REPEAT,
}
_MEDIA = {
    "file": Media.FILE,
    "image": Media.IMAGE,
    "photo": Media.IMAGE,
    "audio": Media.AUDIO,
    "video": Media.VIDEO,
}
_SELECT = re.compile(
    r"select[ _](?P<many>one|multiple)(?P<file>[ _]from[ _]file)?\s+(?P<list>\S+)"
    r"(?P<other>\s+(?:or_other|or other|or specify other))?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\.(csv|xml|geojson)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenType:
    """A type as its author wrote it, understood.

    Attributes:
        choices: Name of the choice list or of the external instance, "" if none.
        from_file: The choices are an external instance ("select_one_from_file projects.csv").
        or_other: Ends in or_other.
        plain: The type without or_other.
    """

    kind: Kind
    media: Media = Media.FILE
    choices: str = ""
    from_file: bool = False
    or_other: bool = False
    plain: str = ""


def read_type(written: str) -> WrittenType | None:
    """Understand a type; None: the engine has no such type."""
    found = _SELECT.fullmatch(written.strip())
    if found:
        return WrittenType(
            kind=Kind.SELECT_ONE if found["many"].lower() == "one" else Kind.SELECT_MULTIPLE,
            choices=_SUFFIX.sub("", found["list"]) if found["file"] else found["list"],
            from_file=found["file"] is not None,
            or_other=found["other"] is not None,
            plain=written.strip()[: found.start("other")] if found["other"] else written.strip(),
        )
    name = " ".join(written.lower().replace("_", " ").split())
    if name in _MEDIA:
        return WrittenType(kind=Kind.FILE, media=_MEDIA[name], plain=written)
    return WrittenType(kind=_KINDS[name], plain=written) if name in _KINDS else None
