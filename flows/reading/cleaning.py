"""Making typed or pasted text safe to store and print, without touching its words."""

import re
import unicodedata

# What Word's Symbol and Wingdings leave behind for bullets and signs: code points without a meaning of their own.
_SIGNS = {
    **dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0A8, 0xF06F, 0xF06E, 0xF071, 0xF09F), "•"),
    0xF02D: "–",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0AE: "→",
    0xF0E0: "→",
    0xF0E8: "→",
    0xF0FC: "✓",
    0xF0FE: "✓",
    0xF0FB: "✗",
}
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_SURROGATES = "\ud800-\udfff"
_PRIVATE = "\ue000-\uf8ff"
_NONCHARACTERS = "\ufeff\ufdd0-\ufdef" + "".join(chr(plane << 16 | n) for plane in range(17) for n in (0xFFFE, 0xFFFF))
_UNFIT = re.compile(f"[{_CONTROLS}{_BIDI}{_SURROGATES}{_PRIVATE}{_NONCHARACTERS}]")


def clean(text: str) -> str:
    """Return the text in NFC with plain line ends and nothing in it that stops a document from being written.

    Dropped are control characters except line feed and tab, lone surrogates, non-characters, bidirectional
    overrides and characters of private use but for the bullets and signs of Word; blanks at the ends of lines and
    empty lines at the end go too. Cleaning twice changes nothing more.
    """
    lines = unicodedata.normalize("NFC", printable(text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip()


def printable(text: str) -> str:
    """Return the text with plain line ends and only what a document can hold; nothing else in it changes."""
    return text if text.isprintable() else _UNFIT.sub(_instead, _LINE_ENDS.sub("\n", text))


def _instead(unfit: re.Match[str]) -> str:
    return _SIGNS.get(ord(unfit[0]), "")
