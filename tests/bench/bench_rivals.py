"""The product beside other bots: the same questions, the same calls, the same people, in the same run."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median_low

from tests.bench import bench_taps
from tests.bench.bench_process import DIALOG_PYTHON
from tests.bench.bench_table import Line, columns
from tests.bench.bench_taps import Crowd, Waits

CROWD = Crowd(people=200, activities=3)
NAMES = {
    "": "plneni: every answer committed durably",
    "durable": "ConversationHandler, a durable commit an answer",
    "memory": "ConversationHandler, nothing kept",
    "pickle": "ConversationHandler, PicklePersistence saved after each update",
    "dialog": "aiogram-dialog, nothing kept",
}
HEAD = ("200 people", "answers", "plneni ÷ it", "act to answer, median", "p95", "processor time an act", "memory")
AIMS = {"memory": 4.0, "dialog": 2.5}
"""How many times as many answers a second the product is to give."""


KNOWN = Crowd(people=200, activities=3, known=10_000)
ROUNDS = 3
"""Each bot walks so often, in turns, and the run in the middle counts: a machine is not equally fast all the time."""


async def measure(folder: Path, *, rivals: bool, known: bool) -> tuple[dict[str, Waits], Waits | None]:
    """Let the crowd walk with each bot in turns; aiogram-dialog only where its environment is (`make bench` makes it).

    Args:
        folder: Where databases may lie.
        rivals: Whether other bots walk too.
        known: Whether the product walks once more in each round, knowing many persons.

    Returns:
        By bot, and the product that knows many: the run whose answers a second are in the middle.

    Raises:
        DidNotRunError: One of them did not start, or left somebody without an answer.
        WentAstrayError: One asked something else.
    """
    bots = [bot for bot in NAMES if not bot or (rivals and (bot != "dialog" or DIALOG_PYTHON.exists()))]
    runs: dict[str, list[Waits]] = {bot: [] for bot in bots}
    knowing: list[Waits] = []
    for _ in range(ROUNDS):
        for bot in bots:
            runs[bot].append(await bench_taps.measure(CROWD, folder, bot))
        if known:
            knowing.append(await bench_taps.measure(KNOWN, folder))
    return {bot: _middle(found) for bot, found in runs.items()}, _middle(knowing) if knowing else None


def _middle(runs: Sequence[Waits]) -> Waits:
    middle = median_low(one.a_second for one in runs)
    return next(one for one in runs if one.a_second == middle)


def lines(waits: Mapping[str, Waits]) -> list[Line]:
    """Write how many times as many answers a second the product gives."""
    product = waits[""].a_second
    return [
        Line(what=f"answers a second ÷ {NAMES[bot]}", unit="times", product=product / waits[bot].a_second, least=least)
        for bot, least in AIMS.items()
        if bot in waits
    ]


def beside(waits: Mapping[str, Waits]) -> str:
    """Write the table of all bots."""
    rows: list[Sequence[str]] = [HEAD]
    rows += [_row(NAMES[bot], one, waits[""]) for bot, one in waits.items()]
    return columns(rows)


def _row(name: str, one: Waits, product: Waits) -> tuple[str, ...]:
    return (
        name,
        f"{one.a_second:.0f} /s",
        f"{product.a_second / one.a_second:.2f}",
        f"{one.p50:.0f} ms",
        f"{one.p95:.0f} ms",
        f"{one.cpu:.2f} ms",
        f"{one.memory:.0f} MB",
    )
