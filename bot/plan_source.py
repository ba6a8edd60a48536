"""A plan's file, whatever kind it is: a workbook or TOML, with everything that is wrong or unusual in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from bot.own_words import override_faults
from bot.plan_forms import FormShelf
from bot.plan_pictures import with_pictures
from bot.report_templates import template_faults
from flows.faults import Fault
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.workbook.grid import Workbook
from flows.workbook.known import Answers, KnownPart
from flows.workbook.reading import PlanFound, read_workbook

_BEGINNINGS = (b"PK", b"\xd0\xcf\x11\xe0")
"""Of zip files, such as .xlsx, and of old Office files."""
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSource:
    """The content of a plan's file.

    Attributes:
        body: TOML, or the sheets of a workbook.
        folder: Where the file lies, with the pictures that it names; None = it came alone.
        forms: Forms that the database holds, as text by key.
    """

    body: str | Workbook
    folder: Path | None = None
    forms: Mapping[str, str] = field(default_factory=dict)

    @property
    def shelf(self) -> FormShelf:
        """Where its forms are looked for."""
        return FormShelf(folder=self.folder, stored=self.forms)

    @property
    def is_workbook(self) -> bool:
        """Whether a person filled it in as a workbook."""
        return isinstance(self.body, Workbook)

    def read(
        self, known: Iterable[KnownPart] = (), answers: Answers | None = None, before: Plan | None = None
    ) -> PlanFound:
        """Read and check the plan, its own wording of messages and its pictures too.

        Args:
            known: Items and actors that the plan has, or had; rows of a workbook may be the same.
            answers: What was said of such rows.
            before: The plan in force, for pictures that came before.
        """
        found = self._found(known, answers)
        if found.plan is None:
            return found
        pictured = with_pictures(found.plan, self.folder, before)
        own = (*override_faults(found.plan.texts), *template_faults(found.plan))
        faults = (*own, *(pictured if isinstance(pictured, tuple) else ()))
        if faults or isinstance(pictured, tuple):
            return replace(found, plan=None, faults=found.located(faults))
        return replace(found, plan=pictured)

    def _found(self, known: Iterable[KnownPart], answers: Answers | None) -> PlanFound:
        if isinstance(self.body, str):
            read = read_plan(self.body, forms=self.shelf.keys())
            return PlanFound(key="", plan=None, faults=read) if isinstance(read, tuple) else _good(read)
        from bot.workbook.known_facts import known_facts  # noqa: PLC0415 - compiling forms is slow, TOML needs none

        forms = self.shelf.keys()
        return read_workbook(self.body, forms=forms, facts=known_facts(), known=known, answers=answers)


def source_of(
    data: bytes, *, name: str, folder: Path | None = None, forms: Mapping[str, str] = MappingProxyType({})
) -> PlanSource | Fault:
    """Open a plan's file.

    Args:
        data: The file.
        name: Its name: tells the kind where the content does not, and stands in faults.
        folder: Where it lies; None = it came alone.
        forms: Forms that the database holds, as text by key.

    Raises:
        UnicodeDecodeError: It is text, but not in UTF-8.
    """
    if data.startswith(_BEGINNINGS) or name.lower().endswith(SUFFIXES):
        from bot.workbook.opening import open_workbook  # noqa: PLC0415 - slow to load, TOML needs none

        book = open_workbook(data, name=name)
        return book if isinstance(book, Fault) else PlanSource(body=book, folder=folder, forms=forms)
    return PlanSource(body=data.decode("utf-8-sig"), folder=folder, forms=forms)


def checked_plan(source: str, folder: Path) -> Plan | tuple[Fault, ...]:
    """Read a plan with the forms of this program; check its own wording of messages and its pictures too.

    Args:
        source: TOML.
        folder: Where the plan's pictures lie.
    """
    found = PlanSource(body=source, folder=folder).read()
    return found.plan or found.faults


def _good(plan: Plan) -> PlanFound:
    return PlanFound(key=plan.key, plan=plan)
