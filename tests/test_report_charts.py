from reports.model import Chart, Figure, GroupedBars, Report, Table
from tests.last_year_sample import with_last_year
from tests.report_sample import Rows, report, snapshot, task


def chart(found: Report, identifier: str) -> Chart:
    (drawn,) = [block.chart for block in found.blocks if isinstance(block, Figure) and block.id == identifier]
    return drawn


def ids(found: Report) -> list[str]:
    return [block.id for block in found.blocks if isinstance(block, Table | Figure)]


def test_the_chart_of_costs_draws_the_town_and_the_others_as_parts_of_the_total() -> None:
    two = {"costs": [{"source": "town", "amount": "120000"}, {"source": "state", "amount": "90000"}]}
    drawn = chart(report(snapshot([task("2.2.7", degree="fulfilled", repeats=two)])), "costs-chart")

    assert [series.name for series in drawn.series] == ["z toho rozpočet města", "z toho další zdroje"]
    assert [series.numbers[0].value for series in drawn.series] == ["120000", "90000"]


def test_more_than_two_sources_are_drawn_each_for_itself() -> None:
    drawn = chart(report(), "sources-chart")

    assert [series.name for series in drawn.series] == [
        "Rozpočet města",
        "Státní rozpočet",
        "Vlastní zdroje organizací",
    ]
    assert [series.numbers[1].value for series in drawn.series] == ["120000", "60000", "30000"]
    assert "costs-chart" not in ids(report())


def test_last_year_stands_beside_this_one() -> None:
    found = report(with_last_year())
    degrees, costs = chart(found, "years-chart"), chart(found, "years-costs-chart")

    assert isinstance(degrees, GroupedBars)
    assert [series.name for series in degrees.series] == ["2025", "2026"]
    assert dict(zip(degrees.categories, [number.value for number in degrees.series[0].numbers], strict=True)) == {
        "Splněno": "1",
        "Splněno částečně": "1",
        "Plněno průběžně": "1",
        "Nesplněno": "1",
        "Nedodáno": "0",
    }
    assert [[number.value for number in series.numbers] for series in costs.series] == [
        ["100000", "0"],
        ["120000", "90000"],
    ]


def test_without_last_year_nothing_is_drawn_about_it() -> None:
    assert not [each for each in ids(report()) if each.startswith("years")]


def test_what_has_no_length_in_any_bar_is_not_drawn() -> None:
    club: Rows = [{"project_name": ["Klub"]}]
    service: Rows = [{"project_name": ["Poradna"], "project_form": "service"}]
    one = task("2.2.7", degree="fulfilled", repeats={"projects": club})
    other = task("2.2.1", degree="fulfilled", repeats={"projects": service})

    only = chart(report(snapshot([one])), "projects-chart")
    both = chart(report(snapshot([one, other])), "projects-chart")

    assert [series.name for series in only.series] == ["Počet preventivních aktivit"]
    assert [series.name for series in both.series] == ["Počet preventivních aktivit", "Počet sociálních služeb"]
