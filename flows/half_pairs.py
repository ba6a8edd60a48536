"""Halves of surrogate pairs: letters cut in two, which neither UTF-8 nor a database can hold; and the letter NUL."""

import re

_HALF = re.compile("[\ud800-\udfff]")
_UNFIT = re.compile("[\x00\ud800-\udfff]")
_LOST = "\ufffd"


def escaped(text: str) -> str:
    r"""Write each half in a JSON text as its escape ("\ud800"), so that the text can be stored and hashed."""
    return text if text.isascii() else _HALF.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def replaced(text: str) -> str:
    """Put the sign of a lost letter in place of each half and of NUL, which PostgreSQL refuses; positions stay."""
    return text if text.isascii() and "\x00" not in text else _UNFIT.sub(_LOST, text)
