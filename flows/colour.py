"""Colours as "#rrggbb", and whether letters on them can be read (WCAG's contrast)."""

import re

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
READABLE = 4.5
"""Contrast that letters of any size need."""


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 (none) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightened(colour: str, ground: str, wanted: float) -> str:
    """Mix a colour with white until it stands out from a dark ground as wanted."""
    for part in range(21):
        mixed = "#" + "".join(f"{round(each + (255 - each) * part / 20):02x}" for each in _parts(colour))
        if contrast(mixed, ground) >= wanted:
            return mixed
    return "#ffffff"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
