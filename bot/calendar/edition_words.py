"""What the coordinators are told of an edition: the summary of a closed round (G8), or why there is none yet."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.report_child import ChildReport
from bot.words import Words
from flows.estimates import estimates_in
from flows.plan import Plan
from flows.plan_walk import item_of, round_of
from flows.snapshot import Snapshot, TaskSnapshot
from flows.tasks import TaskState
from flows.wording.days import time_short

NAMED = 6
ABSENT = frozenset({TaskState.NOT_SUPPLIED, TaskState.OPEN, TaskState.STARTED})
"""States in which nothing was supplied; a task with more time is still open when the report is made."""


def summary_message(words: Words, edition: str, snapshot: Snapshot, made: ChildReport) -> Message:
    """Write G8: supplied, returned, missing, taken over, estimates, and how many checks fired."""
    undecided = [task for task in missing_tasks(snapshot) if task.disowned]
    absent = [task for task in missing_tasks(snapshot) if not task.disowned]
    text = words.text(
        "edition_made",
        year=round_of(snapshot.plan, snapshot.rounds[-1]).period.label,
        number=snapshot.number,
        formats=", ".join(words.text(f"format_{path.suffix[1:]}") for path in made.files),
        supplied=made.supplied,
        total=made.total,
        missing=named(words, snapshot, absent),
        undecided=named(words, snapshot, undecided),
        returned=sum(task.state == TaskState.RETURNED for task in snapshot.tasks),
        automatic=sum(task.how == "automatic" and task.state == TaskState.SUBMITTED for task in snapshot.tasks),
        estimates=estimates_in(snapshot),
        findings=len(made.findings),
        failures=" ".join(made.failures),
    )
    return Message(text=text, rows=summary_rows(words, edition, len(absent), made))


def summary_rows(words: Words, edition: str, absent: int, made: ChildReport) -> Rows:
    """Give what can be done with an edition, only the parts that apply."""
    council = Button(label=words.label("council_summary"), data=button_data(Verb.COUNCIL, edition))
    return lay_out(
        [
            *([button(words, "edition_findings", Verb.FINDINGS, edition, len(made.findings))] if made.findings else []),
            *([button(words, "edition_missing", Verb.MISSING, edition, absent)] if absent else []),
            *([Button(label=words.label("give_days"), data=days_data(edition))] if absent else []),
            *([council] if len(made.sent()) > len(made.files) else []),
            Button(label=words.label("resolution"), data=button_data(Verb.RESOLUTION, edition)),
            Button(label=words.label("publish"), data=button_data(Verb.PUBLISH, edition)),
        ]
    )


def days_data(edition: str) -> str:
    """Write the data of the button that gives organisations more time."""
    return button_data(Verb.MORE_DAYS, edition, "0")


def named(words: Words, snapshot: Snapshot, tasks: Sequence[TaskSnapshot]) -> str:
    """Name the first few tasks by number and count the others."""
    numbers = [task_number(snapshot, task) for task in tasks]
    shown, more = ", ".join(numbers[:NAMED]), len(numbers) - NAMED
    return f"{shown}, {words.text('and_more', n=more)}" if more > 0 else shown


def button(words: Words, key: str, verb: Verb, edition: str, count: int) -> Button:
    """Make a button with a count."""
    return Button(label=words.label(key, n=count), data=button_data(verb, edition))


def missing_tasks(snapshot: Snapshot) -> list[TaskSnapshot]:
    """Give the tasks of the newest round for which nothing was supplied."""
    return [task for task in snapshot.tasks if task.round == snapshot.rounds[-1] and task.state in ABSENT]


def task_number(snapshot: Snapshot, task: TaskSnapshot) -> str:
    """Give the number of a task's item; an organisation or the plan has its name."""
    if task.item:
        try:
            return item_of(snapshot.plan, task.tree, task.item).number
        except KeyError:
            return task.item
    names = {actor.key: actor.name for actor in snapshot.plan.actors}
    return names.get(task.actor, snapshot.plan.title)


def failure_message(words: Words, plan: Plan, reason: str, until: datetime) -> Message:
    """Say why there is no report yet and when it is tried again."""
    local = until.astimezone(ZoneInfo(plan.time_zone))
    return Message(text=words.text("edition_failed", reason=reason, again=time_short(local.time())))
