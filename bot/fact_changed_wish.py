"""What a coordinator learns when a shared fact gets another figure: the texts that are to be read again."""

from dataclasses import replace

from bot.clock import Clock
from bot.conversation.message import Message
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.words import Words, words_for
from flows.consistency_finding import Finding
from flows.consistency_shared import texts_beside_facts
from flows.current_registers import with_current_entries
from flows.plan import Plan
from flows.plan_walk import actor_of
from flows.shared_facts import figure, written
from flows.snapshot import Snapshot
from flows.snapshot_questions import EVALUATION
from storage.database import Database
from storage.registers import load_registers
from storage.snapshot import load_answered

SHOWN = 6
"""Texts that one message names."""


def fact_changed_expander(database: Database, in_force: InForce, clock: Clock) -> Expand:
    """Give the function that names the texts which have another figure than the fact has now."""

    async def expand(row: OutRow) -> list[OutRow]:
        said = {name: str(value) for name, value in row.payload.items()}
        if said["plan"] not in in_force.plans:
            return []
        prepared = in_force.plans[said["plan"]].plan
        async with database.read() as tx:
            plan = with_current_entries(prepared, (await load_registers(tx, [prepared.key]))[prepared.key])
            tasks = await load_answered(tx, plan, [said["round"]])
        picture = Snapshot(
            plan=plan,
            plan_revision=0,
            report="",
            rounds=(said["round"],),
            tasks=tuple(tasks),
            forms=(),
            made_at=clock.now(),
        )
        places = [one for one in texts_beside_facts(picture, EVALUATION) if one.data["fact"] == said["fact"]]
        message = Message(text=fact_text(plan, said, places, words_for(said["language"])))
        return [replace(row, kind="send", payload=message_payload(message))]

    return expand


def fact_text(plan: Plan, said: dict[str, str], places: list[Finding], words: Words) -> str:
    """Say what changed, and which texts are to be read again."""
    value = figure(said["value"])
    name = next(
        (entry.label for register in plan.registers for entry in register.entries if entry.key == said["fact"]),
        said["fact"],
    )
    lines = [f"{place_name(plan, one)}: …{one.data['text']}…" for one in places]
    return words.text(
        "fact_changed",
        name=name,
        value=written(value) if value is not None else "",
        before=said["before"],
        actor=actor_of(plan, said["actor"]).name if said["actor"] else plan.owner,
        lines=lines[:SHOWN],
        more=max(0, len(lines) - SHOWN),
    )


def place_name(plan: Plan, finding: Finding) -> str:
    """Name the item where a text stands by its number."""
    place = finding.places[0]
    item = next((one for one in plan.items if (one.tree, one.key) == (place.tree, place.item)), None)
    return item.number if item is not None else plan.document.title
