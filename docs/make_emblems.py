"""Draw the example town's emblem and the strip of who paid, which `examples/kamenov.toml` puts on its report.

Run `.venv/bin/python docs/make_emblems.py`. The town is invented, and so are its arms: a stone tower over a river.
"""  # noqa: INP001 -- a script, not a package

import math
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
FONTS = ROOT / "templates" / "fonts"
FINE = 4
"""Drawn so many times larger, then made small: edges are smooth."""
BLUE, STONE, WATER, WHITE, INK = "#1b4f8a", "#e6e9ee", "#8fb6dd", "#ffffff", "#1d232b"
EU_BLUE, EU_GOLD = "#003399", "#ffcc00"
STARS = 12


def main() -> None:
    """Write both pictures."""
    emblem().save(EXAMPLES / "kamenov-znak.png", optimize=True)
    strip().save(EXAMPLES / "kamenov-publicita.png", optimize=True)


def emblem() -> Image.Image:
    """Draw the arms and the town's name beside them."""
    image, draw = _paper(560, 200)
    _shield(draw)
    _tower(draw)
    _write(draw, (190, 52), "město", 40, INK, bold=False)
    _write(draw, (188, 92), "Kamenov", 76, BLUE, bold=True)
    return _small(image)


def strip() -> Image.Image:
    """Draw the flag of the Union, framed, with the words that go with it."""
    image, draw = _paper(610, 160)
    draw.rectangle(_scaled((0, 5, 225, 155)), fill=EU_BLUE)
    for x, y in _circle(112.5, 80, 50, STARS):
        draw.polygon([each * FINE for point in _star(x, y, 8.5) for each in point], fill=EU_GOLD)
    _write(draw, (250, 40), "Spolufinancováno", 40, INK, bold=True)
    _write(draw, (250, 84), "Evropskou unií", 40, INK, bold=True)
    return _small(image)


def _shield(draw: ImageDraw.ImageDraw) -> None:
    side = [(10, 10), (150, 10), (150, 110)]
    foot = [(80 + 70 * math.cos(angle), 110 + 80 * math.sin(angle)) for angle in _turns(0, math.pi, 40)]
    draw.polygon([each * FINE for point in (*side, *foot, (10, 110)) for each in point], fill=BLUE)


def _tower(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle(_scaled((50, 55, 110, 140)), fill=STONE)
    for left in (44, 70, 96):
        draw.rectangle(_scaled((left, 35, left + 20, 60)), fill=STONE)
    draw.rectangle(_scaled((44, 50, 116, 66)), fill=STONE)
    draw.rectangle(_scaled((70, 100, 90, 140)), fill=BLUE)
    draw.ellipse(_scaled((70, 90, 90, 110)), fill=BLUE)
    draw.rectangle(_scaled((76, 70, 84, 84)), fill=BLUE)
    for top in (146, 162):
        wave = [(x, top + 3 * math.sin(x / 5)) for x in range(40, 121)]
        draw.line([each * FINE for point in wave for each in point], fill=WATER, width=5 * FINE)


def _circle(x: float, y: float, radius: float, count: int) -> Iterator[tuple[float, float]]:
    for at in range(count):
        angle = math.tau * at / count - math.pi / 2
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)


def _star(x: float, y: float, radius: float) -> Iterator[tuple[float, float]]:
    outer, inner = _circle(x, y, radius, 5), _circle(0, 0, radius * 0.382, 5)
    for (tip_x, tip_y), (dip_x, dip_y) in zip(outer, inner, strict=True):
        yield tip_x, tip_y
        turned = math.pi / 5
        yield (
            x + dip_x * math.cos(turned) - dip_y * math.sin(turned),
            y + dip_x * math.sin(turned) + dip_y * math.cos(turned),
        )


def _turns(first: float, last: float, count: int) -> Iterator[float]:
    yield from (first + (last - first) * at / count for at in range(count + 1))


def _write(draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, colour: str, *, bold: bool) -> None:
    font = ImageFont.truetype(FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", size * FINE)
    draw.text((place[0] * FINE, place[1] * FINE), text, fill=colour, font=font)


def _paper(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width * FINE, height * FINE), WHITE)
    return image, ImageDraw.Draw(image)


def _small(image: Image.Image) -> Image.Image:
    """Make the picture small, of few colours: it is kept in every revision of the plan."""
    size = (image.width // FINE, image.height // FINE)
    return image.resize(size, Image.Resampling.LANCZOS).quantize(32, dither=Image.Dither.NONE)


def _scaled(box: tuple[float, float, float, float]) -> list[float]:
    return [each * FINE for each in box]


if __name__ == "__main__":
    main()
