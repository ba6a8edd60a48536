import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.wording.numbers import amount
from reports.chart_svg import ChartStyle, chart_svg
from reports.font import packaged_font
from reports.model import Chart, Data, Figure, GroupedBars, Series, StackedBars, Text
from tests.page_reader import Part, read_page

STYLE = ChartStyle(width=360, paints=("#111111", "#222222", "#333333", "#444444", "#555555", "#666666"))
AMOUNTS = st.integers(0, 40_000_000)


def figure(rows: list[list[int]], *, grouped: bool = False) -> Figure:
    """Draw a row a category, a column a series."""
    columns = list(zip(*rows, strict=True))
    series = tuple(
        Series(name=f"Zdroj číslo {at}", numbers=tuple(number(value) for value in column))
        for at, column in enumerate(columns)
    )
    categories = tuple(f"{at} Podpora {'velmi ' * at}zranitelných" for at in range(len(rows)))
    drawn: Chart = (GroupedBars if grouped else StackedBars)(categories=categories, series=series)
    return Figure(id="g", label="Graf 1", caption=(Text(text="Náklady"),), alt="Náklady. …", chart=drawn)


def number(value: int) -> Data:
    return Data(value=str(value), unit="CZK", text=amount(Decimal(value)))


def svg(drawn: Figure) -> Part:
    (found,) = read_page(
        str(chart_svg(drawn, STYLE)).replace("/>", "></x>").replace("<rect", "<x").replace("<path", "<x")
    ).all("svg")
    return found


def letters(drawn: Figure) -> list[tuple[float, float, str]]:
    """Each text with its left and right edge."""
    found = []
    for part in svg(drawn).all("text"):
        width = packaged_font("LiberationSans-Bold.ttf").width(part.text(), 12)
        left = float(part.attributes["x"]) - (width / 2 if part.attributes.get("text-anchor") == "middle" else 0)
        found.append((left, left + width, part.text()))
    return found


@settings(max_examples=60)
@given(
    st.integers(1, 6).flatmap(
        lambda size: st.lists(st.lists(AMOUNTS, min_size=size, max_size=size), min_size=1, max_size=6)
    ),
    st.booleans(),
)
def test_every_value_is_written_and_every_text_fits(rows: list[list[int]], grouped: bool) -> None:  # noqa: FBT001 -- drawn by Hypothesis
    texts = letters(figure(rows, grouped=grouped))
    written = [text for _, _, text in texts]

    for row in rows:
        for value in row:
            assert amount(Decimal(value)) in written or not value
    assert all(left >= -1 and right <= STYLE.width + 1 for left, right, _ in texts)


def test_nothing_at_all_is_a_zero_not_a_gap() -> None:
    assert [text for _, _, text in letters(figure([[0, 0]]))][-1] == "0\u00a0Kč"


def test_series_differ_by_pattern_too() -> None:
    drawn = str(chart_svg(figure([[5_000_000] * 4]), STYLE))

    assert re.findall(r'<pattern id="(g-p\d)"', drawn) == ["g-p1", "g-p2", "g-p3"]


def test_the_description_is_the_figures_alternative() -> None:
    drawn = svg(figure([[1]]))

    assert drawn.attributes["role"] == "img"
    assert drawn.all("desc")[0].text() == "Náklady. …"


def test_the_fonts_of_the_product_know_czech_and_what_phones_write() -> None:
    regular, emoji = packaged_font("LiberationSans-Regular.ttf"), packaged_font("NotoEmoji-Regular.ttf")

    assert {ord(letter) for letter in "ěščřžýáíéúůďťňóĚŠČŘŽ„“–…€"} <= set(regular.glyphs)
    assert {0x1F389, 0x1F44D, 0x1F91D, 0x1F973} <= set(emoji.glyphs)
    assert regular.width("iii", 10) < regular.width("mmm", 10) == 3 * regular.width("m", 10)
