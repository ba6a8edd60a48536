"""The plans and forms in force, in memory: compiled once, replaced when a new revision was imported."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.intake.cards import PlanIndex, index_plan
from bot.plan_tables import OwnKey, Registers, external_tables, own_tables
from flows.evaluation import ExternalTable
from flows.form import Form
from flows.plan import Plan
from flows.plan_walk import asked_tree
from storage.views import TaskView


class UnknownFormError(KeyError):
    """A form version that this process has not compiled yet."""


class InForce:
    """Plans by key and forms by version id.

    Attributes:
        plans: Indexed plans in force.
    """

    def __init__(self) -> None:
        self.plans: Mapping[str, PlanIndex] = MappingProxyType({})
        self._revisions: dict[str, int] = {}
        self._external: dict[str, Mapping[str, ExternalTable]] = {}
        self._own: dict[str, Mapping[OwnKey, Mapping[str, ExternalTable]]] = {}
        self._forms: dict[str, Form] = {}
        self._marks: dict[str, str] = {}

    def version(self, plan: str) -> str:
        """Name what is in force of a plan: its revision and the state of its registers."""
        return f"{self._revisions[plan]}/{self._marks.get(plan, '')}"

    def needs(self, plan: str, revision: int) -> bool:
        """Tell whether a revision is not the one in force."""
        return self._revisions.get(plan) != revision

    def put_plan(self, plan: Plan, revision: int) -> None:
        """Put a plan in force; evaluations that read the older one are no longer true."""
        self.plans = MappingProxyType({**self.plans, plan.key: index_plan(plan)})
        self._revisions[plan.key] = revision
        self._external[plan.key] = external_tables(plan)
        self._own[plan.key] = own_tables(plan)
        self._marks.pop(plan.key, None)

    def stale_registers(self, marks: Mapping[str, str]) -> list[str]:
        """Name the plans whose registers are no longer as they were put in force.

        Args:
            marks: What the database gives for each plan with registers; another mark is another state.
        """
        return [plan for plan in self.plans if marks.get(plan, "") != self._marks.get(plan, "")]

    def put_registers(self, plan: str, registers: Registers, mark: str) -> None:
        """Put a plan's registers in force as the database holds them."""
        self._external[plan] = external_tables(self.plans[plan].plan, registers)
        self._marks[plan] = mark

    def put_form(self, version: str, form: Form) -> None:
        """Keep a compiled form version."""
        self._forms[version] = form

    def has_form(self, version: str) -> bool:
        """Tell whether a form version is compiled."""
        return version in self._forms

    def form(self, version: str) -> Form:
        """Give a compiled form version.

        Raises:
            UnknownFormError: It was not put here; the sweep that opens a round does it.
        """
        try:
            return self._forms[version]
        except KeyError:
            raise UnknownFormError(version) from None

    def forms(self) -> Mapping[str, Form]:
        """Give all compiled form versions, by id."""
        return MappingProxyType(self._forms)

    def external(self, plan: str) -> Mapping[str, ExternalTable]:
        """Give the plan's own data as external instances; the same objects until the plan or a register changes."""
        return self._external[plan]

    def external_of(self, view: TaskView) -> Mapping[str, ExternalTable]:
        """Give the plan's data as a task sees them: with what belongs to its subject alone."""
        tree = view.tree or asked_tree(self.plans[view.plan].plan, view.round_key, view.ask_key)
        own = self._own[view.plan].get((view.subject_kind, tree, view.subject), {})
        return {**self._external[view.plan], **own}
