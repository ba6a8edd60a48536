"""Registers: known entries are found again, new ones made once, mended ones retired."""

from hypothesis import given
from hypothesis import strategies as st

from flows.answers import Place
from flows.evaluation_registers import RegisterWrite
from flows.ids import CountingMint
from flows.register_book import BookEntry, EntryChange, entry_key, settle_writes

MAJAK = BookEntry(
    id="e1", register="project", key="majak", label="Klub Maják", values={"kind": "club"}, authors=frozenset({""})
)


def written(label: str, *, key: str = "", register: str = "project", **values: str) -> RegisterWrite:
    return RegisterWrite(register=register, key=key, label=label, values=values, place=Place(question="projects"))


def after(book: list[BookEntry], changes: tuple[EntryChange, ...]) -> list[BookEntry]:
    entries = {entry.id: entry for entry in book} | {change.entry.id: change.entry for change in changes}
    return list(entries.values())


def test_a_known_name_is_the_known_entry_whatever_its_case_and_diacritics() -> None:
    (change,) = settle_writes([MAJAK], [written("klub majak", year="2026")], task="t1", mint=CountingMint())

    assert (change.entry.id, change.entry.key, change.entry.label) == ("e1", "majak", "Klub Maják")
    assert change.entry.values == {"kind": "club", "year": "2026"}
    assert change.noted


def test_a_new_name_is_a_new_entry_with_a_key_of_its_own() -> None:
    changes = settle_writes([MAJAK], [written("Maják"), written("maják!")], task="t1", mint=CountingMint())

    assert [change.entry.key for change in changes] == ["majak-2"]


def test_the_same_submission_again_changes_nothing() -> None:
    writes = [written("Klub Maják", year="2026"), written("Letní kino")]
    book = after([MAJAK], settle_writes([MAJAK], writes, task="t1", mint=CountingMint()))

    assert settle_writes(book, writes, task="t1", mint=CountingMint("b")) == ()


def test_a_name_that_its_only_author_mends_is_retired_and_comes_back() -> None:
    first = settle_writes([], [written("Letní kyno")], task="t1", mint=CountingMint())
    book = after([], first)
    second = settle_writes(book, [written("Letní kino")], task="t1", mint=CountingMint("b"))

    assert [(change.entry.label, change.entry.retired) for change in second] == [
        ("Letní kino", False),
        ("Letní kyno", True),
    ]
    again = settle_writes(after(book, second), [written("Letní kyno")], task="t1", mint=CountingMint("c"))
    assert {(change.entry.id, change.entry.retired) for change in again} == {
        (first[0].entry.id, False),
        (second[0].entry.id, True),
    }


def test_what_another_task_or_the_plan_wrote_stays() -> None:
    shared = settle_writes([MAJAK], [written("Klub Maják"), written("Kino")], task="t1", mint=CountingMint())
    book = after([MAJAK], shared)
    book = after(book, settle_writes(book, [written("kino")], task="t2", mint=CountingMint("b")))

    assert [change.entry.retired for change in settle_writes(book, [], task="t1", mint=CountingMint("c"))] == []


def test_a_key_renames_and_an_unknown_key_makes_the_entry() -> None:
    renamed, made = settle_writes(
        [MAJAK], [written("Maják Sever", key="majak"), written("", key="new")], task="t1", mint=CountingMint()
    )

    assert (renamed.entry.id, renamed.entry.label) == ("e1", "Maják Sever")
    assert (made.entry.key, made.entry.label) == ("new", "new")


def test_a_register_is_not_looked_for_in_another() -> None:
    (change,) = settle_writes([MAJAK], [written("Klub Maják", register="name")], task="t1", mint=CountingMint())

    assert change.entry.register == "name"


def test_a_name_of_signs_alone_has_a_key() -> None:
    assert entry_key("†", ["entry"]) == "entry-2"


@given(st.lists(st.text(min_size=1, max_size=8), max_size=6))
def test_no_two_entries_share_a_key_or_a_name(labels: list[str]) -> None:
    changes = settle_writes([], [written(label) for label in labels], task="t", mint=CountingMint())
    keys = [change.entry.key for change in changes]

    assert len(set(keys)) == len(keys)
    assert settle_writes(after([], changes), [written(label) for label in labels], task="t", mint=CountingMint()) == ()
