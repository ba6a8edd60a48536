"""Registers in memory follow those in the database: what one partner names is offered to the next."""

from bot.in_force import InForce
from storage.database import Tx
from storage.registers import load_register_states, load_registers


async def refresh_registers(tx: Tx, in_force: InForce) -> None:
    """Put the registers in force of every plan where an entry has changed."""
    marks = await load_register_states(tx)
    stale = in_force.stale_registers(marks)
    if not stale:
        return
    for plan, registers in (await load_registers(tx, stale)).items():
        in_force.put_registers(plan, registers, marks.get(plan, ""))
