"""The picture of a round as PNG: shades with the number in every cell, so that colour is never needed to read it."""

import json
from pathlib import Path

import typst

from bot.board_wishes.heat_table import HeatTable

SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 420pt, height: auto, margin: 14pt)
#set text(font: ("DejaVu Sans Mono", "Libertinus Serif"), size: 9pt)
#let most = calc.max(1, ..data.rows.map(row => calc.max(0, ..row.counts)))
#let shade(n, missing) = {
  if n == 0 { white } else {
    let part = 12% + 58% * (n / most)
    if missing { color.mix((luma(90), part), (white, 100% - part)) } else {
      color.mix((rgb("#1b5e8c"), part), (white, 100% - part))
    }
  }
}
#text(weight: "bold", size: 10pt)[#data.title]
#v(4pt)
#table(
  columns: (1fr,) + data.columns.map(_ => 44pt),
  align: (left,) + data.columns.map(_ => center),
  inset: 5pt,
  stroke: 0.5pt + luma(150),
  table.header([], ..data.columns.map(name => text(size: 6.5pt, hyphenate: true, lang: data.language)[#name])),
  ..data.rows.map(row => (
    [#strong(row.short) #text(size: 7pt)[#row.title]],
    ..row.counts.enumerate().map(((place, n)) => table.cell(
      fill: shade(n, place == data.columns.len() - 1),
      text(fill: if n / most > 0.6 { white } else { black }, weight: if n > 0 { "bold" } else { "regular" })[
        #if n == 0 [·] else [#n]
      ],
    )),
  )).flatten()
)
"""
PIXELS_PER_INCH = 144.0
LONGEST_TITLE = 70


def draw(table: HeatTable, file: Path, title: str, language: str = "cs") -> None:
    """Draw a table into a file.

    Raises:
        OSError: The file cannot be written.
        typst.TypstError: The picture cannot be set.
    """
    data = {
        "title": title,
        "language": language,
        "columns": table.columns,
        "rows": [{"short": row.short, "title": row.title[:LONGEST_TITLE], "counts": row.counts} for row in table.rows],
    }
    image = typst.compile(
        SOURCE.encode(),
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(image))
