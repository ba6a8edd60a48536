"""The example plan of a programme, for tests."""

from functools import cache
from pathlib import Path

from bot.forms import known_forms
from flows.plan import Plan
from flows.plan_reading import read_plan

FILE = Path(__file__).parents[1] / "examples" / "kamenov-program.toml"


@cache
def programme() -> Plan:
    """Read the example plan."""
    plan = read_plan(FILE.read_text("utf-8"), forms=known_forms())
    assert isinstance(plan, Plan), plan
    return plan
