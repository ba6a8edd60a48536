"""The plans and forms in force, in memory: compiled once, replaced when a new revision was imported."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.intake.cards import PlanIndex, index_plan
from flows.evaluation import ExternalTable
from flows.form import Form
from flows.plan import Plan


class InForce:
    """Plans by key and forms by version id.

    Attributes:
        plans: Indexed plans in force.
    """

    def __init__(self) -> None:
        self.plans: Mapping[str, PlanIndex] = MappingProxyType({})
        self._revisions: dict[str, int] = {}
        self._external: dict[str, Mapping[str, ExternalTable]] = {}
        self._forms: dict[str, Form] = {}

    def revision(self, plan: str) -> int:
        """Give the number of the plan's revision in force."""
        return self._revisions[plan]

    def needs(self, plan: str, revision: int) -> bool:
        """Tell whether a revision is not the one in force."""
        return self._revisions.get(plan) != revision

    def put_plan(self, plan: Plan, revision: int) -> None:
        """Put a plan in force; evaluations that read the older one are no longer true."""
        self.plans = MappingProxyType({**self.plans, plan.key: index_plan(plan)})
        self._revisions[plan.key] = revision
        self._external[plan.key] = external_tables(plan)

    def put_form(self, version: str, form: Form) -> None:
        """Keep a compiled form version."""
        self._forms[version] = form

    def has_form(self, version: str) -> bool:
        """Tell whether a form version is compiled."""
        return version in self._forms

    def form(self, version: str) -> Form:
        """Give a compiled form version.

        Raises:
            KeyError: It was not put here; the sweep that opens a round does it.
        """
        return self._forms[version]

    def external(self, plan: str) -> Mapping[str, ExternalTable]:
        """Give the plan's own data as external instances; the same objects until the plan changes."""
        return self._external[plan]


def external_tables(plan: Plan) -> Mapping[str, ExternalTable]:
    """Write a plan's items, actors and registers as external instances (design.md §3)."""
    items = tuple(
        {"name": item.key, "label": item.title, "number": item.number, "tree": item.tree, "parent": item.parent}
        for item in plan.items
    )
    actors = tuple({"name": actor.key, "label": actor.name, "kind": actor.kind} for actor in plan.actors)
    tables = {"items": ExternalTable(rows=items), "actors": ExternalTable(rows=actors)}
    for register in plan.registers:
        rows = tuple({**entry.values, "name": entry.key, "label": entry.label} for entry in register.entries)
        tables[register.key] = ExternalTable(rows=rows)
    return MappingProxyType(tables)
