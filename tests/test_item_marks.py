"""References inside a text survive a renumbering."""

from flows.item_marks import with_item_marks, without_item_marks
from flows.plan import Plan
from tests.plan_sample import sample

TEXT = "Kurz popisuje plnění priority 1 (viz Aktivitu 1.9, 1.10 a 9.9); v roce 2026 stál 1.9 mil. Kč."


def renumbered(plan: Plan) -> Plan:
    items = tuple(item.model_copy(update={"number": f"7.{item.number}"}) for item in plan.items)
    return plan.model_copy(update={"items": items})


def test_a_number_behind_a_level_word_becomes_the_items_own() -> None:
    plan = sample()
    tree = plan.trees[0].key
    marked = with_item_marks(TEXT, plan, tree)
    assert marked.count("[[") == 3
    assert without_item_marks(marked, plan) == TEXT
    assert without_item_marks(marked, renumbered(plan)) == (
        "Kurz popisuje plnění priority 7.1 (viz Aktivitu 7.1.9, 7.1.10 a 9.9); v roce 2026 stál 1.9 mil. Kč."
    )


def test_marking_twice_changes_nothing_more() -> None:
    plan = sample()
    marked = with_item_marks(TEXT, plan, plan.trees[0].key)
    assert with_item_marks(marked, plan, plan.trees[0].key) == marked


def test_an_item_that_is_gone_is_named_by_its_key() -> None:
    plan = sample()
    assert without_item_marks("viz opatření [[s/zmizelo]]", plan) == "viz opatření zmizelo"
