"""Whatever is typed or pasted, reading it takes a moment: no text makes a pattern try one beginning after another."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest

from flows.reading import (
    approvals,
    bullets,
    choices,
    cleaning,
    client_data,
    commands,
    cost_text,
    counts,
    dates,
    emphasis,
    estimates,
    figures,
    geopoint,
    lines,
    money,
    numbers,
    parts,
    personal,
    sources,
    wordings,
    years,
    zones,
)
from reports.prose import prose

TODAY = date(2027, 1, 12)
WORDS = {"town": ("město", "rozpočet města"), "region": ("kraj", "krajský úřad")}
READERS: dict[str, Callable[[str], object]] = {
    "amount": money.read_amount,
    "approval": lambda text: approvals.read_approval(text, today=TODAY),
    "bullets": bullets.read_bullets,
    "choice": lambda text: choices.match_choice(text, WORDS),
    "cleaning": cleaning.clean,
    "client data": client_data.looks_like_client_data,
    "command": commands.read_word,
    "cost": lambda text: cost_text.read_cost_text(text, WORDS),
    "counts": counts.read_counts,
    "counts in a text": counts.find_counts,
    "date": lambda text: dates.read_date(text, today=TODAY),
    "emphasis": emphasis.unmarked,
    "estimates": lambda text: estimates.estimates_among(text, 2),
    "estimates left out": estimates.without_estimate,
    "figures": figures.find_figures,
    "lines": lines.read_named_lines,
    "number": numbers.read_decimal,
    "part": lambda text: parts.match_part(text, WORDS),
    "personal": personal.looks_like_birth_number,
    "place": geopoint.read_geopoint,
    "report": prose,
    "sources": lambda text: sources.read_sources(text, WORDS),
    "wording": lambda text: wordings.match_wording(text, WORDS),
    "years": years.years_in,
    "zone": zones.read_zone,
}
LONG = 12_000
SHAPES = (
    *("9", " ", "\n", "- ", "-", "(", "[", "*", "_", "**a", "__", ".", ",", ";", ":", ": ", "= 1 ", "\t", "\u00a0"),
    *("1 ", "1 a ", "1.", "1,", "12. ", "2026 ", "1 000 ", "9,9", "kč", "Kč ", "tis ", "město ", "město 1 ", "a, "),
    *("https://", "[a](", "[a](https://a", "www.", "x (", "odhad ", ", odhad", "počet: ", "z toho ", "a", "²"),
    *("\u202e", "👩‍👩‍👧", "• a\n", "1) a\n", "a\n\n", "° 1 ", "N49", "do 1 ", "1/", "&lt;", "^[a", "rok 2026 "),
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_a_long_text_of_any_shape_is_read_in_a_moment(reader: str) -> None:
    slow = {}
    for shape in SHAPES:
        began = process_time()
        READERS[reader]((shape * LONG)[:LONG])
        if (took := process_time() - began) > 5:
            slow[shape] = took

    assert slow == {}
