"""A plan with its registers as they stand now: what forms wrote since goes before what the plan brought."""

from collections.abc import Mapping, Sequence

from flows.plan import Entry, Plan, Register
from flows.register_book import BookEntry


def with_current_entries(plan: Plan, registers: Mapping[str, Sequence[BookEntry]]) -> Plan:
    """Give a plan whose prepared entries say what the registers hold; entries that forms added stay with the answers.

    Args:
        plan: The plan in force.
        registers: Its entries by register.
    """
    if not any(register.entries for register in plan.registers):
        return plan
    return plan.model_copy(
        update={"registers": tuple(_current(register, registers.get(register.key, ())) for register in plan.registers)}
    )


def _current(register: Register, entries: Sequence[BookEntry]) -> Register:
    held = {entry.key: entry for entry in entries}
    return register.model_copy(update={"entries": tuple(_entry(one, held.get(one.key)) for one in register.entries)})


def _entry(prepared: Entry, held: BookEntry | None) -> Entry:
    if held is None:
        return prepared
    return prepared.model_copy(update={"label": held.label, "values": dict(held.values)})
