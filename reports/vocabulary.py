"""What a report template may call: a small closed set of functions of the snapshot.

Everything that prints a number goes through `money`, `count` or `share`, so each number in the report is
data with its unit and the tasks it comes from.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from flows.consistency_lists import listed_names
from flows.plan import Actor, Entry
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_costs import CostQuestions, sum_costs, task_costs
from flows.snapshot_outcome import answered, outcome
from flows.snapshot_projects import Project, projects_of, tally, tally_by_kind, tally_by_prevention
from flows.snapshot_questions import EVALUATION
from flows.snapshot_stated import Stated
from flows.snapshot_sums import Sum, add, plain, subtract
from flows.snapshot_values import is_estimate
from flows.wording.days import date_numeric
from flows.wording.numbers import amount as amount_words
from flows.wording.numbers import number as number_words
from flows.wording.numbers import percent as percent_words
from flows.wording.order import czech_key
from flows.wording.plurals import plural
from reports.collected import Collected, by_choice, detail_labels
from reports.narrated import Narrated
from reports.outline import Branch, Node, leaves
from reports.prose import linked, prose
from reports.reading import Reading
from reports.shares import Share, disowned, marks, missing, shares, supplied
from reports.sums import percent, rounding_shows

_MINUS = "\u2212"


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The functions, bound to one snapshot and one language.

    Attributes:
        snapshot: What they read.
        branches: The plan's items with their tasks.
        language: "cs" or "en".
        reading: Reads the answers.
        preliminary: Marks what is an estimate.
        figures: What was stated beside what was computed.
    """

    snapshot: Snapshot
    branches: tuple[Branch, ...]
    language: str
    reading: Reading
    preliminary: str = ""
    figures: tuple[Stated, ...] = ()

    @property
    def narrated(self) -> Narrated:
        """The functions of outlines."""
        return Narrated(reading=self.reading, node_of=self.node_of)

    def names(self) -> dict[str, Any]:
        """Give the functions by the names templates call them."""
        own = (self._of_answers(), self._of_projects(), self._of_printing(), self._of_plan(), self._of_rounds())
        return {name: function for some in (_OF_SUMS, *own) for name, function in some.items()}

    def _of_rounds(self) -> dict[str, Any]:
        collected = Collected(
            snapshot=self.snapshot, branches=self.branches, reading=self.reading, language=self.language
        )
        return {
            "rounds": collected.rounds(),
            "branch": collected.branch,
            "tasks_of_form": collected.of_form,
            "shifts": collected.shifts,
            "dated": collected.dated,
            "by_choice": by_choice,
            "detail_labels": detail_labels,
        }

    def _of_answers(self) -> dict[str, Any]:
        return {
            "value": self.reading.value,
            "is_left_out": self.reading.is_left_out,
            "turns": self.reading.turns,
            "answered_turns": self.reading.answered_turns,
            "said": self.reading.said,
            "label": self.reading.label,
            "choices": self.reading.choices,
            "outcome": outcome,
            "answered_choice": answered,
            "marks": marks,
            "tasks_with": self.tasks_with,
            "listed_names": listed_names,
            "is_estimate": is_estimate,
        }

    def _of_projects(self) -> dict[str, Any]:
        return {
            "projects_of": self.projects,
            "tally": tally,
            "tally_by_kind": tally_by_kind,
            "tally_by_prevention": tally_by_prevention,
            "stated": self.stated,
            "stated_each": self.stated_each,
        }

    def _of_printing(self) -> dict[str, Any]:
        return {
            "money": self.money,
            "count": self.count,
            "counted": self.counted,
            "share": self.share,
            "amount": self.amount,
            "prose": prose,
            "linked": linked,
            "bullets": self.narrated.bullets,
            "bullet_count": self.narrated.bullet_count,
            "fill": fill,
            "plural": self.plural,
            "day": self.day,
            "upper_first": upper_first,
            "lower_first": lower_first,
            "shortened": shortened,
        }

    def _of_plan(self) -> dict[str, Any]:
        return {
            "questions": EVALUATION,
            "actor": self.actor,
            "node": self.node,
            "in_plan_order": self.in_plan_order,
            "entries": self.entries,
            "iso_day": self.iso_day,
            "points": self.narrated.points,
            "uncovered": self.narrated.uncovered,
            "node_of": self.node_of,
            "abbreviations": self.abbreviations,
        }

    def money(self, total: Sum, name: str = "", item: str = "") -> Markup:
        """Print a sum in crowns, an estimate with its mark; with a name the data file lists it."""
        words = amount_words(total.amount, self.language)
        return self._marked(_data(plain(total.amount), "CZK", words, total.sources, name, item), total.estimated)

    def amount(self, value: object, task: TaskSnapshot, estimated: bool = False) -> Markup:  # noqa: FBT001, FBT002 -- a template says it by place
        """Print one answered amount in crowns."""
        return self.money(Sum(amount=Decimal(str(value)), sources=(task.task,), estimated=estimated))

    def count(self, number: Decimal | int | str, sources: Sequence[str] = (), name: str = "", item: str = "") -> Markup:
        """Print a count."""
        words = number_words(Decimal(number), self.language)
        return _data(plain(Decimal(number)), "", words, sources, name, item)

    def counted(self, total: Sum, name: str = "", item: str = "") -> Markup:
        """Print a count that knows its sources, an estimate with its mark."""
        return self._marked(self.count(total.amount, total.sources, name, item), total.estimated)

    def share(self, part: Decimal | int, whole: Decimal | int, sources: Sequence[str] = ()) -> Markup:
        """Print a share in whole percent; a dash where the whole is zero."""
        number = percent(part, whole)
        if number is None:
            return Markup("–")
        return _data(str(number), "%", percent_words(Decimal(number), self.language), sources, "", "")

    def plural(self, number: int, forms: Sequence[str]) -> str:
        """Choose the form (one, few, many) that agrees with a number."""
        one, few, many = forms
        return plural(number, one, few, many, lang=self.language)

    def day(self, day: date) -> str:
        """Print a date in figures."""
        return date_numeric(day, self.language)

    def iso_day(self, text: str) -> str:
        """Print a date that a register keeps; words that are none stay as they are."""
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def entries(self, register: str) -> tuple[Entry, ...]:
        """Give the entries of a register of the plan; none where it has no such register."""
        return tuple(entry for each in self.snapshot.plan.registers if each.key == register for entry in each.entries)

    def actor(self, key: str) -> Actor | None:
        """Find an actor by its key."""
        return next((actor for actor in self.snapshot.plan.actors if actor.key == key), None)

    def tasks_with(self, tasks: Iterable[TaskSnapshot], question: str, choices: Collection[str]) -> list[TaskSnapshot]:
        """Give the supplied tasks that answered a question with one of these choices."""
        return [task for task in supplied(tasks) if self.reading.value(task, question) in choices]

    def node(self, wanted: str) -> Node | None:
        """Find an item's place by its key or number; words after the number do not matter ("2.2.1 Poradna")."""
        names = [wanted.strip(), *wanted.split()[:1]]
        return next((node for name in names for node in self._nodes() if name in _names(node)), None)

    def in_plan_order(self, wanted: Iterable[str]) -> list[str]:
        """Sort what names items as the plan lists them, whatever the order of taps; what names none comes last."""
        places = {node.id: at for at, node in enumerate(self._nodes())}
        found = {each: self.node(each) for each in wanted}
        return sorted(found, key=lambda each: places[node.id] if (node := found[each]) else len(places))

    def _nodes(self) -> Iterator[Node]:
        return (node for branch in self.branches for top in branch.nodes for node in top.walk())

    def node_of(self, tree: str, key: str) -> Node | None:
        """Find an item's place by its tree and key."""
        tops = (top for branch in self.branches if branch.tree.key == tree for top in branch.nodes)
        return next((node for top in tops for node in top.walk() if node.item.key == key), None)

    def projects(self, tasks: Iterable[TaskSnapshot]) -> tuple[Project, ...]:
        """Give the projects that supplied tasks name, one for each time that it is named."""
        return projects_of(supplied(tasks), self.snapshot.plan.actors, EVALUATION.projects)

    def stated(self, node: Node | None = None) -> dict[str, Stated]:
        """Give what was stated for an item, by figure; of several answers the first."""
        chosen = [each for each in self.figures if node and each.item == node.item]
        return {each.figure: each for each in reversed(chosen)}

    def stated_each(self, nodes: Iterable[Node], figure: str) -> list[Stated]:
        """Give one figure of every item for which it was stated."""
        return [found[figure] for node in nodes if figure in (found := self.stated(node))]

    def _marked(self, data: Markup, estimated: bool) -> Markup:  # noqa: FBT001 -- one private use
        return Markup("{} {}").format(data, self.preliminary) if estimated else data

    def abbreviations(self) -> tuple[tuple[str, str], ...]:
        """Give the plan's abbreviations in the order of the alphabet; those that the report does not use go later."""
        meanings = self.snapshot.plan.abbreviations
        return tuple((short, meanings[short]) for short in sorted(meanings, key=czech_key))


def names_shown(found: Sequence[Share], optional: Collection[str]) -> list[str]:
    """Give the choices to print: all of them, but optional ones only where somebody gave them."""
    return [each.choice for each in found if each.count or each.choice not in optional]


def tasks_of(nodes: Sequence[Node]) -> tuple[TaskSnapshot, ...]:
    """Give the tasks of items and everything under them, in order."""
    return tuple(task for node in nodes for task in node.all_tasks())


def cost_shares(nodes: Sequence[Node], questions: CostQuestions) -> list[int | None]:
    """Give each item's share of the costs of all of them, in whole percent."""
    parts = [sum_costs(node.all_tasks(), questions).total.amount for node in nodes if node.all_tasks()]
    return [percent(part, sum(parts, Decimal(0))) for part in parts]


def largest_cost(nodes: Sequence[Node], questions: CostQuestions) -> Node | None:
    """Give the item with the highest costs; None where none has any or several have the same."""
    amounts = [(sum_costs(node.all_tasks(), questions).total.amount, node) for node in nodes]
    highest = max((amount for amount, _ in amounts), default=Decimal(0))
    found = [node for amount, node in amounts if amount == highest]
    return found[0] if highest and len(found) == 1 < len(nodes) else None


def without(parts: Mapping[str, Sum], key: str) -> dict[str, Sum]:
    """Give the sums by choice except one."""
    return {name: part for name, part in parts.items() if name != key}


def fill(text: str, **parts: object) -> Markup:
    """Put values into a sentence's {places}; values are escaped unless they are data or references already."""
    return escape(text).format(**parts)


def upper_first(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Begin a label with a small letter, for use inside a sentence; an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def shortened(text: str, most: int) -> str:
    """Cut a text at a word so that it has so many characters at most."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _names(node: Node) -> tuple[str, str, str]:
    return (node.item.key, node.item.number, f"{node.item.number}.")


def _data(value: str, unit: str, text: str, sources: Sequence[str], name: str, item: str) -> Markup:
    marks: Mapping[str, str] = {
        "value": value,
        "unit": unit,
        "source": " ".join(sources),
        "name": name,
        "item": item,
    }
    attributes = Markup("").join(Markup(' {}="{}"').format(key, mark) for key, mark in marks.items() if mark)
    return Markup("<data{}>{}</data>").format(attributes, text.replace("-", _MINUS))


_OF_SUMS: Mapping[str, Any] = {
    "tasks_of": tasks_of,
    "leaves": leaves,
    "shares": shares,
    "names_shown": names_shown,
    "disowned": disowned,
    "missing": missing,
    "supplied": supplied,
    "cost_questions": CostQuestions,
    "costs": sum_costs,
    "task_costs": task_costs,
    "add": add,
    "subtract": subtract,
    "cost_shares": cost_shares,
    "largest_cost": largest_cost,
    "without": without,
    "rounding_shows": rounding_shows,
    "percent": percent,
}
"""Functions that need no snapshot."""
