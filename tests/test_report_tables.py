import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import JsonValue
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot
from flows.snapshot_projects import projects_of, tally, tally_by_kind, tally_by_prevention
from flows.snapshot_questions import EVALUATION
from flows.snapshot_sums import add
from reports.model import Abbreviations, Block, Data, Facts, Figure, Heading, ListBlock, Paragraph, Report, Table
from reports.parse import blocks_text, inline_text
from reports.walk import all_data
from tests.report_sample import LABELS, TASKS, plan, report, snapshot, stated, task

Rows = Sequence[Mapping[str, JsonValue]]
PREVENTION = {"social": {"cs": "Sociální prevence"}, "situational": {"cs": "Situační prevence"}}
WITH_PREVENTION: FormLabels = replace(LABELS, choices={**LABELS.choices, "project_prevention": PREVENTION})


def named(number: str, projects: Rows, **said: JsonValue) -> TaskSnapshot:
    return task(number, "submitted", how="person", repeats={"projects": projects}, degree="fulfilled", **said)


def made(*tasks: TaskSnapshot, draft: bool = False, language: str = "cs") -> Report:
    whole: Snapshot = replace(snapshot(tasks, draft=draft), forms=(WITH_PREVENTION,))
    return report(whole, language)


def table(found: Report, identifier: str) -> Table:
    return next(block for block in found.blocks if isinstance(block, Table) and block.id == identifier)


def ids(found: Report) -> list[str]:
    return [block.id for block in found.blocks if isinstance(block, Table | Figure)]


def text(cell: Sequence[Block]) -> str:
    return blocks_text(tuple(cell)).replace("\u00a0", " ")


def cells(found: Report, identifier: str) -> list[list[str]]:
    it = table(found, identifier)
    return [[text(cell) for cell in row] for row in (*it.rows, *([it.foot] if it.foot else []))]


CLUBS = (
    named("2.2.7", [{"project_name": ["Klub"]}, {"project_name": ["Poradna"], "project_form": "service"}]),
    named("2.2.1", [{"project_name": ["klub"]}, {"project_name": ["Tábor"], "project_implementer": ["kotva"]}]),
    named("3.1.1", [{"project_name": ["Klub"]}, {"project_name": ["Světla"], "project_implementer": ["SVJ Dub"]}]),
)


def test_subjects_are_counted_each_once_by_kind_of_implementer() -> None:
    assert cells(made(*CLUBS), "implementers") == [
        ["NNO", "2", "1", "2"],
        ["Město", "1", "0", "0"],
        ["Neuvedeno", "1", "0", "1"],
        ["Celkem", "4", "1", "3"],
    ]


def test_a_project_named_by_several_is_one_under_each_top_item_and_one_in_all() -> None:
    assert cells(made(*CLUBS), "projects-by-top") == [
        ["2 Pomoc a poradenství obětem", "2", "2", "1"],
        ["3 Bezpečný veřejný prostor", "2", "2", "0"],
        ["Celkem (každý jednou)", "4", "3", "1"],
    ]


def test_the_plans_kinds_come_first_in_its_order() -> None:
    own = plan().model_copy(update={"kinds": ("město", "škola", "NNO")})
    found = report(snapshot(CLUBS, of=own))

    assert [row[0] for row in cells(found, "implementers")] == ["Město", "NNO", "Neuvedeno", "Celkem"]


def test_prevention_is_counted_in_the_order_of_its_choices() -> None:
    projects: Rows = [
        {"project_name": ["A"], "project_prevention": "situational"},
        {"project_name": ["B"], "project_prevention": "social", "project_form": "service"},
        {"project_name": ["C"]},
    ]

    assert cells(made(named("2.2.7", projects)), "prevention") == [
        ["Sociální prevence", "0", "1", "1"],
        ["Situační prevence", "1", "0", "1"],
        ["Neuvedeno", "1", "0", "1"],
        ["Celkem", "2", "1", "3"],
    ]


def test_without_projects_there_are_no_tables_of_them() -> None:
    assert ids(made(task("2.2.7", degree="fulfilled", cost_kind="running"))) == [
        "shrnuti-cisla",
        "status",
        "status-chart",
    ]


def test_each_priority_has_its_financing_with_a_chart_and_computed_shares() -> None:
    found = made(*TASKS)

    assert cells(found, "financing-a-2") == [
        ["Náklady města", "120 000 Kč (předb.)", "57 %"],
        ["Další zdroje", "90 000 Kč (předb.)", "43 %"],
        ["Celkové náklady", "210 000 Kč (předb.)", "100 %"],
    ]
    assert "financing-a-2-chart" in ids(found)
    assert "financing-a-1" not in ids(found)


def test_the_financing_of_a_priority_stands_at_its_end() -> None:
    blocks = made(*TASKS).blocks
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Table) and block.id == "financing-a-2")

    assert [block.id for block in blocks[:place] if isinstance(block, Heading)][-1] == "a-2-2-7"
    assert next(block.id for block in blocks[place:] if isinstance(block, Heading)) == "a-3"


def test_stated_totals_stand_beside_the_computed_ones_in_every_version() -> None:
    told = stated("2", stated_total="200000", stated_town="120000")
    for draft in (True, False):
        assert cells(made(*TASKS, told, draft=draft), "financing-a-2") == [
            ["Náklady města", "120 000 Kč (předb.)", "57 %", "120 000 Kč", "0 Kč (předb.)"],
            ["Další zdroje", "90 000 Kč (předb.)", "43 %", "neuvedeno", "–"],
            ["Celkové náklady", "210 000 Kč (předb.)", "100 %", "200 000 Kč", "−10 000 Kč (předb.)"],
        ]


def test_stated_totals_without_any_answer_stand_alone() -> None:
    found = made(task("1.1.1", "not_supplied"), stated("1", stated_total="5000"))

    assert cells(found, "financing-a-1")[-1] == ["Celkové náklady", "neuvedeno", "–", "5 000 Kč", "–"]
    assert "financing-a-1-chart" not in ids(found)
    assert cells(found, "stated")[0] == [
        "1 Rozvoj systému prevence kriminality",
        "5 000 Kč",
        "neuvedeno",
        "–",
    ]


def test_stated_numbers_stand_beside_the_computed_ones() -> None:
    told = stated("2", stated_subjects=3, stated_activities=2)

    assert cells(made(*CLUBS, told), "counts-a-2") == [
        ["Počet subjektů", "2", "3", "1"],
        ["Počet preventivních aktivit", "2", "2", "0"],
    ]  # what nobody stated has no row


def test_stated_and_computed_sums_and_their_differences_are_in_the_data() -> None:
    found = made(*TASKS, stated("2", stated_total="200000", stated_activities=4))
    sums = {(each.name, each.item): (each.value, each.unit, each.sources) for each in found.data.sums}

    assert sums["costs.total", "2"] == ("210000", "CZK", ("task-2.2.7",))
    assert sums["stated.total", "2"] == ("200000", "CZK", ("totals-2",))
    assert sums["difference.total", "2"][:2] == ("-10000", "CZK")
    assert [sums[f"{name}.activities", "2"][0] for name in ("count", "stated", "difference")] == ["3", "4", "1"]


def test_a_sum_has_one_value_wherever_it_is_printed() -> None:
    found = made(*TASKS, *CLUBS[2:], stated("2", stated_total="200000", stated_activities=4), draft=True)
    values: dict[tuple[str, str], set[str]] = {}
    for data in all_data(found.blocks):
        if data.name:
            values.setdefault((data.name, data.item), set()).add(data.value)

    assert len(values) > 40
    assert {place: value for place, value in values.items() if len(value) > 1} == {}


def test_the_costliest_item_is_named_and_none_of_two_equals() -> None:
    town = {"costs": [{"source": "town", "amount": "5"}]}
    one = task("2.2.7", degree="fulfilled", repeats=town)
    other = task("3.1.1", degree="fulfilled", repeats=town)

    assert "směřovalo sem: Priorita 2 – Pomoc" in prose(made(one, task("3.1.1", degree="fulfilled")))
    assert "směřovalo" not in prose(made(one, other))


def prose(found: Report) -> str:
    paragraphs = [inline_text(block.inlines) for block in found.blocks if isinstance(block, Paragraph)]
    return "\n".join(paragraphs).replace("\u00a0", " ")


COUNTS: Rows = [
    {"count_name": ["Počet akcí"], "count_value": 2, "count_items": ["- beseda\n- výstava"]},
    {"count_name": ["Počet dětí"], "count_value": 64, "count_value_estimate": "OK"},
]


def test_free_counts_are_listed_with_their_names_and_estimates() -> None:
    found = made(task("2.2.7", degree="fulfilled", repeats={"counts": COUNTS}))
    (listed,) = [block for block in found.blocks if isinstance(block, ListBlock)]
    (names,) = [block for block in listed.items[0] if isinstance(block, ListBlock)]

    assert "Počty" in prose(found).split("\n")
    assert [text(item) for item in listed.items] == ["Počet akcí: 2", "Počet dětí: 64 (předb.)"]
    assert [text(item) for item in names.items] == ["beseda", "výstava"]


def test_a_single_count_is_a_sentence_of_its_own() -> None:
    found = made(task("2.2.7", degree="fulfilled", repeats={"counts": [*COUNTS[1:], {}]}))

    assert "Počet dětí: 64 (předb.)" in prose(found).split("\n")
    assert [block for block in found.blocks if isinstance(block, ListBlock)] == []


def test_a_project_is_printed_with_all_that_was_said_of_it() -> None:
    said: Mapping[str, JsonValue] = {
        "project_name": ["Klub"],
        "project_implementer": ["kotva"],
        "project_prevention": "social",
        "project_amount": "1000",
        "project_amount_estimate": "OK",
        "project_town": "400",
    }
    (listed,) = [block for block in made(named("2.2.7", [said])).blocks if isinstance(block, ListBlock)]

    assert text(listed.items[0]) == (
        "Klub, realizuje Klub Kotva, z. s., sociální prevence, 1 000 Kč (předb.), z toho město 400 Kč"
    )


@pytest.mark.parametrize("mark", [None, "", "no"])
def test_an_amount_that_nobody_called_an_estimate_has_no_mark(mark: str | None) -> None:
    costs = [{"source": "town", "amount": "10"}]
    found = made(task("2.2.7", degree="fulfilled", cost_kind="amount", cost_estimate=mark, repeats={"costs": costs}))

    assert cells(found, "financing-a-2")[0][1] == "10 Kč"


def test_findings_are_in_the_draft_and_in_the_data_and_not_in_the_edition() -> None:
    told = stated("2", stated_total="200000")
    draft, edition = made(*TASKS, told, draft=True), made(*TASKS, told)
    headings = [block.id for block in draft.blocks if isinstance(block, Heading)]

    assert "co-nesedi" in headings
    assert "co-nesedi" not in [block.id for block in edition.blocks if isinstance(block, Heading)]
    assert draft.data.findings == edition.data.findings
    (finding,) = [each for each in edition.data.findings if each.code == "stated_total"]
    assert (finding.stated, finding.computed, finding.difference, finding.unit) == ("200000", "210000", "-10000", "CZK")
    assert [(place.item, place.task) for place in finding.places] == [("2", "totals-2")]


def test_a_draft_without_findings_has_no_chapter_of_them() -> None:
    others = [task(number, "started") for number in ("1.1.1", "1.1.2", "2.1.1", "2.2.1", "3.1.1")]
    found = made(task("2.2.7", degree="fulfilled", cost_kind="running"), *others, draft=True)

    assert "co-nesedi" not in [block.id for block in found.blocks if isinstance(block, Heading)]


def every_finding(text: str) -> list[TaskSnapshot]:
    """Make tasks in which each check finds something; `text` stands wherever people write."""
    counts: Rows = [
        {"count_name": [text], "count_value": 3, "count_items": [text]},
        {"count_value": 3, "count_items": ["a"]},
    ]
    projects: Rows = [{"project_name": [text], "project_amount": "1", "project_town": "2"}, {"project_name": ["a"]}]
    wrong: Mapping[str, Rows] = {"costs": [{"source": "town", "amount": "1"}], "counts": counts, "projects": projects}
    totals: Mapping[str, JsonValue] = {
        "stated_total": "5", "stated_town": "6", "stated_other": "7",
        "stated_subjects": 8, "stated_services": 8, "stated_activities": 8,
    }  # fmt: skip
    return [
        task("1.1.1", degree="partly", cost_kind="elsewhere_counted", cost_counted_in=["2.2.1"]),
        task("1.1.2", degree="partly", cost_kind="elsewhere_counted", cost_counted_in=[f"9.9.9 {text}"]),
        task("2.1.1", degree="not_fulfilled", project_count=1),
        task("2.2.1", degree="partly", cost_kind="running", description=["S PMS. Rada města Břidlov „souhlasí."]),
        task("2.2.7", degree="partly", cost_kind="amount", cost_total="2", project_count=9, repeats=wrong),
        stated("2", **totals),
    ]


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("text", ["Klub", "<b>{where}</b> {0} & %s"])
def test_every_finding_is_said_in_words_with_what_people_wrote_as_it_is(text: str, language: str) -> None:
    found = made(*every_finding(text), draft=True, language=language)
    codes = {finding.code for finding in found.data.findings}

    assert codes == {
        "parts", "share", "count_differs", "reference_lost", "reference_empty", "no_reason", "abbreviation",
        "stated_total", "stated_town", "stated_other", "stated_subjects", "stated_services", "stated_activities",
        "level_count", "other_town", "quotes", "never_evaluated", "abbreviation_unused",
    }  # fmt: skip
    (lost,) = [finding for finding in found.data.findings if finding.code == "reference_lost"]
    assert text in lost.text.replace("\u00a0", " ")
    for finding in found.data.findings:
        assert re.search(r"[.\d]", finding.text)
        assert "{" not in finding.text.replace(text, "") or text not in finding.text


def test_each_finding_in_the_draft_leads_to_its_item() -> None:
    blocks = made(*every_finding("Klub"), draft=True).blocks
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.id == "co-nesedi")
    listed = blocks[place + 2]

    assert isinstance(listed, ListBlock)
    *items, _ = listed.items  # the last one is about the plan's list of abbreviations
    for item in items:
        (paragraph,) = item
        assert isinstance(paragraph, Paragraph)
        assert any(type(inline).__name__ == "Reference" for inline in paragraph.inlines)
        assert all(inline.sources for inline in paragraph.inlines if isinstance(inline, Data))


def test_each_finding_is_a_mark_at_its_items_in_the_draft_alone() -> None:
    tasks = [*(each for each in TASKS if each.item != "2.2.1"), task("2.2.1", degree="not_fulfilled")]
    draft, edition = made(*tasks, draft=True), made(*tasks)
    at = next(at for at, block in enumerate(draft.blocks) if isinstance(block, Heading) and block.id == "a-2-2-1")
    mark = draft.blocks[at + 1]

    assert isinstance(mark, Paragraph)
    assert text([mark]) == "Co nesedí: U aktivity 2.2.1 není splněno a chybí důvod."
    assert "Co nesedí" not in text(edition.blocks)


def test_abbreviations_that_a_draft_calls_unused_are_not_printed() -> None:
    draft = made(*TASKS, draft=True)
    said = " ".join(finding.text for finding in draft.data.findings)
    (listed,) = [block for block in draft.blocks if isinstance(block, Abbreviations)]

    assert "PČR" in said
    assert "PČR" not in dict(listed.entries)


def test_the_wording_of_a_degree_and_of_costs_stands_beside_the_typed_value() -> None:
    costs: Rows = [{"source": "town", "amount": "200000", "amount_wording": ["náklady projektu: 200 000 Kč"]}]
    said: Mapping[str, JsonValue] = {"degree_wording": ["Částečně splněno."], "cost_wording": ["viz příloha"]}
    found = made(task("2.2.7", "submitted", how="person", repeats={"costs": costs}, degree="partly", **said))
    (facts,) = [block for block in found.blocks if isinstance(block, Facts)]

    assert [text(value) for value in facts.values[:3]] == [
        "Splněno částečně (Částečně splněno.)",
        "200 000 Kč (viz příloha)",
        "rozpočet města 200 000 Kč (náklady projektu: 200 000 Kč)",
    ]


Naming: TypeAlias = tuple[str, str, str | None, str | None, str | None]
NAMINGS = st.lists(
    st.tuples(
        st.sampled_from(["2.2.1", "2.2.7", "3.1.1"]),
        st.sampled_from(["Klub", "klub ", "Tábor", "Poradna"]),
        st.sampled_from([None, "kotva", "SVJ Dub"]),
        st.sampled_from([None, "activity", "service"]),
        st.sampled_from([None, "social", "situational"]),
    ),
    max_size=8,
)


@given(NAMINGS)
def test_groups_of_projects_add_up_to_the_whole(
    namings: list[tuple[str, str, str | None, str | None, str | None]],
) -> None:
    tasks = [
        named(
            number,
            [
                {
                    "project_name": [name],
                    "project_implementer": [implementer] if implementer else None,
                    "project_form": form,
                    "project_prevention": prevention,
                }
            ],
        )
        for number, name, implementer, form, prevention in namings
    ]
    projects = projects_of(tasks, plan().actors, EVALUATION.projects)
    whole = tally(projects)
    for groups in (tally_by_kind(projects, ["NNO"]), tally_by_prevention(projects, ["social"])):
        assert add(each.activities for each in groups).amount == whole.activities.amount
        assert add(each.services for each in groups).amount == whole.services.amount
    assert add(each.subjects for each in tally_by_kind(projects, [])).amount == whole.subjects.amount
    assert whole.activities.amount + whole.services.amount == len(
        {(name.strip().casefold(), implementer) for _, name, implementer, _, _ in namings}
    )
