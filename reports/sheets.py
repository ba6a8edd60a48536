"""The report's sheets: activities, costs by source, projects, counts, sums, checks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flows.consistency_finding import Finding
from flows.reading.emphasis import unmarked
from flows.snapshot import TaskSnapshot
from flows.snapshot_outcome import outcome
from flows.wording.typography import typeset
from reports.finding_words import FindingWords
from reports.outline import Branch, Node
from reports.prose import clean, text_lines
from reports.shares import marks
from reports.sheet_model import Cell, Column, ColumnKind, Sheet, sheet_total
from reports.vocabulary import Vocabulary, upper_first


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetWords:
    """Words and readings that all sheets need.

    Attributes:
        vocabulary: Reads the snapshot.
        words: The template's words: "sheets", "columns" and the like.
        day: The day as of which the report is, as printed.
        period: The period's label.
    """

    vocabulary: Vocabulary
    words: Mapping[str, Any]
    day: str
    period: str

    def column(self, key: str, kind: ColumnKind = "text", formula: str = "") -> Column:
        """Make a column with its title; it keeps plain blanks, since people and programs refer to it."""
        return Column(key=key, title=self.words["columns"][key], kind=kind, formula=formula)

    def sheet(
        self, key: str, columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]], totals: Sequence[str] = ()
    ) -> Sheet:
        """Make a sheet; columns in `totals` are added up."""
        kept = tuple(rows)
        keys = [column.key for column in columns]
        caption = self.words["sheets"][key]["caption"].format(day=self.day, period=self.period)
        return Sheet(
            key=key,
            title=self.words["sheets"][key]["title"],
            caption=typeset(caption, self.vocabulary.language),
            columns=tuple(columns),
            rows=kept,
            totals={name: sheet_total(kept, keys.index(name)) for name in totals} if kept else {},
            totals_title=self.words["total"],
        )

    def yes(self, *, said: bool) -> str:
        """Say yes, or nothing."""
        return str(self.words["yes"]) if said else ""

    def lead(self, task: TaskSnapshot) -> str:
        """Name a task's actor."""
        actor = self.vocabulary.actor(task.actor)
        return clean(actor.name) if actor else ""

    def lines(self, task: TaskSnapshot, question: str, turn: str = "") -> str:
        """Give a text answer with its lines."""
        return unmarked("\n".join(text_lines(self.vocabulary.reading.value(task, question, turn))).strip())

    def said(self, task: TaskSnapshot, question: str, turn: str = "") -> str:
        """Give an answer in printed words on one line."""
        return clean(self.vocabulary.reading.said(task, question, turn))

    def degree(self, task: TaskSnapshot) -> str:
        """Give the printed degree of fulfilment; "" where the form asks for none."""
        choice = outcome(task, "degree")
        if not choice and not self.vocabulary.reading.asks(task, "degree"):
            return ""
        plan = self.vocabulary.snapshot.plan
        if choice in plan.statuses:
            return plan.statuses[choice]
        label = self.vocabulary.reading.label("degree", choice)
        return (
            str(self.words["outcomes"].get(choice) if label == choice else label)
            if choice
            else self.words["not_stated"]
        )

    def top(self, branch: Branch, node: Node) -> str:
        """Name the top item that another belongs to: its number, with the tree's title where there are several."""
        several = len(self.vocabulary.branches) > 1
        return clean(f"{branch.tree.title or branch.tree.key} {node.item.number}" if several else node.item.number)

    def marks(self, task: TaskSnapshot) -> str:
        """Say what a reader must know of how the answers came in."""
        return " ".join(self.words[mark] for mark in marks(task))

    def sent_on(self, task: TaskSnapshot) -> date | None:
        """Give the local day on which a task was sent."""
        zone = ZoneInfo(self.vocabulary.snapshot.plan.time_zone)
        return None if task.submitted_at is None else task.submitted_at.astimezone(zone).date()

    def asked(self) -> list[tuple[str, Node, TaskSnapshot]]:
        """Give each task with its item and the name of its top item, in order."""
        return [
            (self.top(branch, top), node, task)
            for branch in self.vocabulary.branches
            for top in branch.nodes
            for node in top.walk()
            for task in node.tasks
        ]


def checks_sheet(words: SheetWords, finding_words: FindingWords, findings: Iterable[Finding]) -> Sheet:
    """List what the checks found."""
    tasks = {task.task: task for task in words.vocabulary.snapshot.tasks}
    columns = (
        words.column("finding", "long"),
        words.column("where"),
        words.column("who"),
        words.column("stated", "number"),
        words.column("computed", "number"),
        words.column("difference", "number", "{stated}-{computed}"),
        words.column("unit"),
        words.column("code"),
    )
    rows = [
        (
            upper_first(finding_words.plain_sentence(finding)),
            ", ".join(dict.fromkeys(finding_words.item_number(place) for place in finding.places)),
            ", ".join(dict.fromkeys(words.lead(tasks[place.task]) for place in finding.places if place.task)),
            finding.stated,
            finding.computed,
            finding.difference,
            "" if finding.stated is None else words.words["unit_names"][finding.unit or "count"],
            finding.code,
        )
        for finding in findings
    ]
    return words.sheet("checks", columns, rows)
