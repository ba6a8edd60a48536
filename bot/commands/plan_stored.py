"""What the database holds of a plan, and what a new file of it would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.context import Context
from bot.commands.phrases import Phrases
from bot.commands.plan_change_words import TomlWords, WorkbookWords
from bot.commands.plan_changes import lines_of
from bot.plan_forms import FormShelf, compile_forms
from flows.form import Form
from flows.plan import Plan, plan_from_json, plan_to_json
from flows.plan_diff import PlanDiff, diff_plans
from storage.batch import load_tasks
from storage.database import Tx
from storage.forms import FormVersion, newest_versions
from storage.plans import Authorship, load_authorship, load_plan, load_plan_revisions


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """What the database holds of a plan.

    Attributes:
        number: Its newest revision, 0 = none.
        plan: The plan in force, None = none.
        answered: Keys of items that have answers.
        forms: Newest version of each form that the new plan asks with.
        authorship: Who imported that revision, and when; None = there is none.
    """

    number: int = 0
    plan: Plan | None = None
    answered: frozenset[str] = frozenset()
    forms: Mapping[str, FormVersion] = field(default_factory=dict)
    authorship: Authorship | None = None

    def diff(self, new: Plan) -> PlanDiff:
        """Compare with a new plan, as it will be stored: canonical JSON does not keep the order of keys in tables."""
        return diff_plans(self.plan, plan_from_json(plan_to_json(new)), answered=self.answered)


async def load_stored(tx: Tx, key: str, forms_asked: Sequence[str]) -> Stored:
    """Load what a new plan is compared with.

    Args:
        tx: The transaction.
        key: Of the plan.
        forms_asked: Keys of the forms that the new plan asks with.
    """
    forms = await newest_versions(tx, forms_asked)
    number = (await load_plan_revisions(tx)).get(key, 0)
    if not number:
        return Stored(forms=forms)
    tasks = await load_tasks(tx, plans=[key], closed_too=True)
    answered = {task.subject for task in tasks if task.subject_kind == "item" and task.head_seq}
    plan = await load_plan(tx, key, revision=number)
    authorship = await load_authorship(tx, key, number)
    return Stored(number=number, plan=plan, answered=frozenset(answered), forms=forms, authorship=authorship)


def compiled_forms(plan: Plan, folder: Path, context: Context) -> Mapping[str, Form] | None:
    """Compile the forms that a plan asks with; None: they have faults, and all have been said.

    Args:
        plan: The plan.
        folder: Where its file lies, with forms of its own.
        context: For what is said.
    """
    made = compile_forms(plan, FormShelf(folder=folder))
    if isinstance(made, tuple):
        context.complain("plan.form_faults", count=len(made))
        context.blame(made)
        return None
    return made


def show_changes(
    stored: Stored, new: Plan, forms: Mapping[str, Form], context: Context, *, in_workbook: bool = False
) -> bool:
    """Print what would change; tell whether anything would.

    Args:
        stored: What the database holds.
        new: The plan to come.
        forms: The forms that it asks with.
        context: Speaks.
        in_workbook: Call things as a workbook does, not as TOML does.
    """
    diff = stored.diff(new)
    of_forms = form_lines(stored, forms, context.phrases)
    lines = of_forms
    if stored.plan is None:
        sizes = {"items": len(new.items), "actors": len(new.actors), "rounds": len(new.rounds)}
        context.show("plan.first", key=new.key, **sizes)
    else:
        words = WorkbookWords(context.phrases) if in_workbook else TomlWords(context.phrases)
        lines = [*lines_of(diff, stored.plan, new, words), *of_forms]
        if lines:
            count = len(diff.changes) + len(of_forms)
            said = f" ({_said_by(stored.authorship, new)})" if stored.authorship else ""
            context.show("plan.changes", number=stored.number, key=new.key, by=said, count=count)
        else:
            context.show("plan.same", number=stored.number, key=new.key)
    for line in lines:
        context.write(f"  {line}")
    return bool(lines) or stored.plan is None


def _said_by(authorship: Authorship, plan: Plan) -> str:
    day = authorship.at.astimezone(ZoneInfo(plan.time_zone))
    written = f"{day.day}. {day.month}. {day.year}"
    return f"{authorship.author}, {written}" if authorship.author else written


def form_lines(stored: Stored, forms: Mapping[str, Form], phrases: Phrases) -> list[str]:
    """Say which forms get a first or a new version."""
    lines: list[str] = []
    for key, form in forms.items():
        newest = stored.forms.get(key)
        if newest is None:
            lines.append(phrases.phrase("change.form_first", form=key))
        elif newest.source_hash != sha256(form.source.encode()).hexdigest():
            lines.append(phrases.phrase("change.form_changed", form=key, number=newest.number + 1))
    return lines
