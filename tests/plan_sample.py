"""A small plan as TOML, to be changed by the tests one place at a time."""

from flows.faults import Fault
from flows.plan import Plan
from flows.plan_reading import read_plan

FORMS = frozenset({"annual_evaluation", "comment"})

PLAN = """
key = "kamenov"
title = "Kamenov"
owner = "město Kamenov"
kinds = ["klub", "úřad"]
document = { title = "Strategie", genitive = "Strategie" }
contact = { name = "Eva Sojková", telephone = "000 000 000" }
privacy = { cs = "Ukládáme jméno." }
trees = [{ key = "s", levels = ["priorita", "aktivita"] }]
items = [
  { key = "p1", number = "1", level = "priorita", title = "Děti" },
  { key = "a12", number = "1.10", level = "aktivita", parent = "p1", title = "Tábory", lead = "klub", contributors = ["urad"] },
  { key = "a11", number = "1.9", level = 2, parent = "p1", title = "Kluby", lead = "skupina" },
  { key = "p2", number = "2", level = 1, title = "Město" },
  { key = "a21", number = "2.1", level = 2, parent = "p2", title = "Hlídky", lead = "urad", contributors = ["klub"] },
]
actors = [
  { key = "klub", name = "Klub Kotva, z. s.", kind = "klub", deputy = "urad" },
  { key = "urad", name = "Úřad", kind = "úřad" },
  { key = "sever", name = "Obvod Sever" },
  { key = "jih", name = "Obvod Jih" },
  { key = "skupina", name = "Obvody", members = ["sever", "jih"], answers = "each" },
]

[[rounds]]
key = "r2026"
title = "Rok 2026"
period = { from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }
opens_at = 2027-01-11
deadline_on = 2027-01-29
grace_days = 2
asks = [{ key = "a", form = "annual_evaluation", level = "aktivita" }]

[[reports]]
key = "zprava"
template = "annual_evaluation"
title = "Zpráva"
rounds = ["r2026"]
title_page = { "Předkládá" = "město", "Datum" = "únor" }
"""  # noqa: E501 - one item a line


def changed(old: str = "", new: str = "") -> str:
    """The sample with one text in the place of another, which must be there once."""
    assert not old or PLAN.count(old) == 1, old
    return PLAN.replace(old, new) if old else PLAN


def sample(old: str = "", new: str = "") -> Plan:
    """The sample as a plan."""
    plan = read_plan(changed(old, new), forms=FORMS)
    assert isinstance(plan, Plan), plan
    return plan


def faults(source: str) -> set[tuple[str, str]]:
    """Code and place of each fault of a plan that has some."""
    found = read_plan(source, forms=FORMS)
    assert isinstance(found, tuple)
    assert all(isinstance(each, Fault) for each in found)
    assert len({(each.code, each.where) for each in found}) == len(found)
    return {(each.code, each.where) for each in found}
