"""What a later edition says of the one before."""

from dataclasses import replace

from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_changes import Change, snapshot_changes
from reports.model import ListBlock
from reports.walk import strings_of
from tests.report_sample import TASKS, plan, report, snapshot, task

CLUB = TASKS[4]
RENAMED = plan({**{item.key: item.title for item in plan().items}, "2.2.7": "Kluby pro děti"})


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    return list(snapshot_changes(before, after))


def with_club(club: TaskSnapshot) -> tuple[TaskSnapshot, ...]:
    return tuple(club if each.task == club.task else each for each in TASKS)


def sentences(before: Snapshot, after: Snapshot, language: str = "cs") -> list[str]:
    """Give the list under the heading of the changes."""
    blocks = report(replace(after, number=2), language, before=before).blocks
    names = [getattr(block, "id", "") for block in blocks]
    block = blocks[names.index("zmeny" if language == "cs" else "changes") + 1]
    items = block.items if isinstance(block, ListBlock) else ((block,),)
    return ["".join(strings_of(item)).replace("\N{NO-BREAK SPACE}", " ") for item in items]


def test_two_equal_snapshots_differ_in_nothing() -> None:
    assert changes(snapshot(), replace(snapshot(), number=2, draft=False)) == []


def test_what_came_late_is_supplied_now_and_what_went_is_not() -> None:
    late = task("3.1.1", degree="fulfilled", cost_kind="none")

    (found,) = changes(snapshot(), snapshot([*TASKS[:-1], late]))
    assert (found.kind, found.item, found.after) == ("supplied", "3.1.1", late)
    (lost,) = changes(snapshot([*TASKS[:-1], late]), snapshot())
    assert (lost.kind, lost.item, lost.before) == ("not_supplied", "3.1.1", late)


def test_a_task_that_is_cancelled_with_its_item_is_no_longer_in() -> None:
    gone = replace(TASKS[0], state="cancelled")

    assert [one.kind for one in changes(snapshot(), snapshot([gone, *TASKS[1:]]))] == ["not_supplied"]


def test_changed_answers_are_named_by_their_questions_a_verdict_is_none() -> None:
    approved = replace(CLUB, state="approved", how="edited", number=2)
    corrected = task("2.2.7", degree="partly", cost_kind="amount", description=["Klub měl otevřeno."])

    assert changes(snapshot(), snapshot(with_club(approved))) == []
    (found,) = changes(snapshot(), snapshot(with_club(corrected)))
    assert found.kind == "answers"
    assert {"degree", "description", "costs", "projects", "amount"} <= set(found.questions)
    assert found.questions[0] == "degree"


def test_items_that_come_go_or_are_renamed_are_told() -> None:
    fewer = plan({item.key: item.title for item in plan().items if item.key != "3.1.1"})
    new = changes(snapshot(TASKS[:-1], of=fewer), snapshot(TASKS[:-1]))
    gone = changes(snapshot(TASKS[:-1]), snapshot(TASKS[:-1], of=fewer))
    renamed = changes(snapshot(), snapshot(of=RENAMED))

    assert [(one.kind, one.item) for one in new] == [("item_new", "3.1.1")]
    assert [(one.kind, one.item, one.was.title if one.was else "") for one in gone] == [
        ("item_gone", "3.1.1", "Osvětlit podchod u nádraží")
    ]
    assert [(one.kind, one.was.title if one.was else "") for one in renamed] == [
        ("item_renamed", "Podporovat volnočasové kluby pro děti a mládež")
    ]


def test_the_report_says_what_changed_with_degree_and_costs_before_and_now() -> None:
    rows = {"costs": [{"source": "town", "amount": "102000"}], "projects": [{"project_name": "Klub Maják"}]}
    club = task("2.2.7", degree="partly", cost_kind="amount", repeats=rows, description=["Klub měl otevřeno."])
    late = task("3.1.1", degree="fulfilled", cost_kind="none")
    after = snapshot([*with_club(club)[:-1], late], of=RENAMED)

    assert sentences(snapshot(), after) == [
        "Aktivita 2.2.7: nové číslo nebo název, dříve 2.2.7 Podporovat volnočasové kluby pro děti a mládež.",
        (
            "Aktivita 2.2.7: změněno: plnění splněno → splněno částečně; náklady 210 000 Kč (předb.) → 102 000 Kč; "
            "popis; projekty."
        ),
        "Aktivita 3.1.1: nově dodáno.",
    ]
    assert sentences(snapshot(), after, "en")[-1] == "Activity 3.1.1: now supplied."


def test_a_later_edition_without_changes_says_so_and_the_first_has_no_such_chapter() -> None:
    assert sentences(snapshot(), snapshot()) == ["V datech se proti předchozí verzi nic nezměnilo."]
    assert "zmeny" not in [getattr(block, "id", "") for block in report().blocks]


def test_the_data_file_lists_the_changes_too() -> None:
    late = task("3.1.1", degree="fulfilled", cost_kind="none")
    data = report(snapshot([*TASKS[:-1], late]), before=snapshot()).data

    (found,) = data.changes
    assert (found.kind, found.item, found.task) == ("supplied", "3.1.1", "task-3.1.1")
    assert found.text == "Aktivita 3.1.1: nově dodáno."
