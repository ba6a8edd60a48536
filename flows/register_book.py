"""What a submission does to the plan's registers: known entries are found, new ones made, dropped ones retired."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.evaluation_registers import RegisterWrite
from flows.ids import Mint
from flows.reading.folding import fold

_OTHERS = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 60
PLAN = ""
"""Author of what the plan itself brought."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BookEntry:
    """One entry as it stands.

    Attributes:
        authors: Ids of the tasks that ever wrote it; `PLAN` where the plan brought it.
        last: Id of the task that wrote it last, `PLAN` = the plan.
    """

    id: str
    register: str
    key: str
    label: str
    values: Mapping[str, str]
    retired: bool = False
    authors: frozenset[str] = frozenset()
    last: str = PLAN


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryChange:
    """An entry as it shall stand; `noted` = a revision is kept of it (retiring one changes nothing it says)."""

    entry: BookEntry
    noted: bool


def entry_key(label: str, taken: Iterable[str] = ()) -> str:
    """Make the key of a new entry from its label: "Klub Maják" is "klub-majak", a second one "klub-majak-2"."""
    plain = _OTHERS.sub("-", fold(label)).strip("-")[:LONGEST_KEY].rstrip("-") or "entry"
    keys, number, key = set(taken), 2, plain
    while key in keys:
        key, number = f"{plain}-{number}", number + 1
    return key


def settle_writes(
    book: Sequence[BookEntry], writes: Sequence[RegisterWrite], *, task: str, mint: Mint
) -> tuple[EntryChange, ...]:
    """Say what a submission of a task changes in the registers.

    A write names its entry by key, else by its label, whatever its case and diacritics; where there is none, one is
    made. The same submission again changes nothing. An entry that this task alone has made and writes no more
    (a typing error mended) is retired.

    Args:
        book: Every entry of the registers written, and those that the task ever wrote.
        writes: What the submission says.
        task: Id of the task.
        mint: Gives ids to new entries.
    """
    entries = {entry.id: entry for entry in book}
    changed: dict[str, EntryChange] = {}
    written: set[str] = set()
    for write in writes:
        found = _find(entries.values(), write)
        now = _written(found, write, task) if found else _made(entries.values(), write, task, mint())
        written.add(now.id)
        if found is None or now != found:
            entries[now.id] = now
            changed[now.id] = EntryChange(entry=now, noted=True)
    for entry in tuple(entries.values()):
        if entry.id not in written and entry.authors == {task} and not entry.retired:
            changed[entry.id] = EntryChange(entry=replace(entry, retired=True), noted=False)
    return tuple(changed.values())


def _find(entries: Iterable[BookEntry], write: RegisterWrite) -> BookEntry | None:
    own = [entry for entry in entries if entry.register == write.register]
    if write.key:
        return next((entry for entry in own if entry.key == write.key), None)
    same = [entry for entry in own if fold(entry.label) == fold(write.label)]
    return next((entry for entry in same if not entry.retired), same[0] if same else None)


def _written(entry: BookEntry, write: RegisterWrite, task: str) -> BookEntry:
    """Give the entry as the write leaves it; its name stays, unless the write names it by key and says another."""
    return replace(
        entry,
        label=write.label if write.key and write.label else entry.label,
        values={**entry.values, **write.values},
        retired=False,
        authors=entry.authors | {task},
        last=task,
    )


def _made(entries: Iterable[BookEntry], write: RegisterWrite, task: str, entry_id: str) -> BookEntry:
    taken = [entry.key for entry in entries if entry.register == write.register]
    label = write.label or write.key
    return BookEntry(
        id=entry_id,
        register=write.register,
        key=write.key or entry_key(label, taken),
        label=label,
        values=dict(write.values),
        authors=frozenset({task}),
        last=task,
    )
