from dataclasses import replace

import pytest

from flows.plan import Item, LevelForms, Plan, Tree
from flows.snapshot import Snapshot, TaskSnapshot
from reports.model import Abbreviations, Facts, Heading, Table
from reports.parse import inline_text
from reports.typography import typeset_blocks
from tests.report_sample import LABELS, plan, report, snapshot, task

GOALS = LevelForms(nominative="záměr", genitive="záměru", accusative="záměr", few="záměry", many="záměrů", gender="m")


def two_trees() -> Snapshot:
    """Put a deep tree beside the sample's."""
    items = [
        Item(
            key=f"d{depth}",
            tree="deep",
            number=".".join("1" * depth),
            level=depth,
            parent=f"d{depth - 1}" if depth > 1 else "",
            title="Hloubka",
        )
        for depth in range(1, 7)
    ]
    trees = (*plan().trees, Tree(key="deep", title="Dlouhodobé cíle", levels=(GOALS, "cíl", "krok", "a", "b", "c")))
    whole = plan().model_copy(update={"trees": trees, "items": (*plan().items, *items)})
    deep: TaskSnapshot = replace(task("2.2.7", degree="partly"), task="deep", tree="deep", item="d6")
    return snapshot([task("2.2.7", degree="fulfilled"), deep], of=whole)


def test_each_tree_has_its_chapter_and_its_tables() -> None:
    blocks = report(two_trees()).blocks
    headings = [block for block in blocks if isinstance(block, Heading)]

    assert [block.id for block in blocks if isinstance(block, Table)] == ["shrnuti-cisla", "status", "status-2"]
    assert "Dlouhodobé cíle" in [inline_text(block.inlines) for block in headings if block.level == 1]
    assert "strategy-2-2-7" in [block.id for block in headings]


def test_items_deeper_than_headings_go_share_the_last_level() -> None:
    headings = [block for block in report(two_trees()).blocks if isinstance(block, Heading)]

    assert [block.level for block in headings if block.id.startswith("deep-")] == [2, 3, 4, 4, 4, 4]


def test_a_plans_own_level_forms_are_used() -> None:
    tables = [block for block in report(two_trees()).blocks if isinstance(block, Table)]

    assert inline_text(tables[2].head[0]) == "Záměr"
    assert "podle záměru" in inline_text(tables[2].caption)


def test_the_plans_printed_status_wins_over_the_forms() -> None:
    own = plan().model_copy(update={"statuses": {"fulfilled": "Splněno beze zbytku"}})
    (_, table, *_) = [block for block in report(snapshot(of=own)).blocks if isinstance(block, Table)]

    assert inline_text(table.head[1]) == "Splněno beze zbytku"


def test_only_abbreviations_in_use_are_listed() -> None:
    (block,) = [block for block in report().blocks if isinstance(block, Abbreviations)]

    assert [short for short, _ in block.entries] == ["MěÚ", "MV", "NNO"]


def test_an_abbreviation_of_two_words_is_found_across_a_hard_space() -> None:
    own = plan().model_copy(update={"abbreviations": {"MV ČR": "Ministerstvo vnitra", "ČR": "Česko"}})
    made = report(snapshot([task("2.2.7", degree="partly", description=["Peníze dalo MV\u00a0ČR."])], of=own))
    (block,) = [block for block in made.blocks if isinstance(block, Abbreviations)]

    assert [short for short, _ in block.entries] == ["MV ČR"]


def test_without_any_abbreviation_in_use_there_is_no_chapter_of_them() -> None:
    own = plan().model_copy(update={"abbreviations": {"PČR": "Policie České republiky"}})
    made = report(snapshot([task("2.2.7", degree="partly")], of=own))

    assert [block for block in made.blocks if isinstance(block, Abbreviations)] == []
    assert [block.id for block in made.blocks if isinstance(block, Heading)][-1] == "a-3-1-1"


def test_an_item_answered_by_several_actors_shows_every_answer() -> None:
    other = replace(task("2.2.7", degree="partly"), task="other", actor="poradna")
    made = report(snapshot([task("2.2.7", degree="fulfilled"), other]))
    facts = [block for block in made.blocks if isinstance(block, Facts)]

    assert len(facts) == 2
    assert any("každá odpověď" in inline_text(block.inlines) for block in made.blocks if hasattr(block, "inlines"))


def test_an_answer_of_another_version_is_read_with_its_own_labels() -> None:
    newer = replace(LABELS, number=2, choices={**LABELS.choices, "hindrance": {"weather": {"cs": "Počasí"}}})
    tasks = [replace(task("2.2.7", degree="not_fulfilled", hindrance="weather"), form_number=2)]
    made = report(replace(snapshot(tasks), forms=(LABELS, newer)))

    assert any("Počasí" in inline_text(block.inlines) for block in made.blocks if hasattr(block, "inlines"))


@pytest.mark.parametrize("state", ["cancelled"])
def test_a_cancelled_task_is_not_in_the_report(state: str) -> None:
    made = report(snapshot([task("2.2.7", state), task("2.2.1", degree="partly")]))

    assert len([block for block in made.blocks if isinstance(block, Facts)]) == 1


def test_typography_twice_changes_nothing_more() -> None:
    blocks = report().blocks

    assert typeset_blocks(blocks, "cs") == blocks


def test_the_plan_is_printed_from_the_snapshot_alone() -> None:
    renamed: Plan = plan().model_copy(update={"owner": "obec Lhota"})

    assert report(snapshot(of=renamed)).meta.owner == "obec Lhota"
