"""What a report template may say of answers to whole forms: by round, and beside those of another round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.evaluation_pass import counted_turn
from flows.plan import Indicator, Item, Round
from flows.plan_walk import own_indicator, round_of
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_values import turns_of
from flows.tasks import TaskState
from flows.wording.days import date_numeric
from reports.outline import Branch, Node
from reports.reading import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """What was said of one indicator in one round.

    Attributes:
        choice: The name of the choice, "" = none.
        text: The words beside it, "" = none.
        task: Id of the task, "" = nobody was asked, or nothing was supplied.
    """

    choice: str = ""
    text: str = ""
    task: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """An indicator in two rounds.

    Attributes:
        node: The item that it belongs to.
        indicator: The plan's indicator.
        position: Its place among those of the item, from 1.
        before: What was said in the earlier round.
        now: What was said in the later one.
        direction: "better", "same", "worse", "incomparable"; "" = nothing was said in the later round.
    """

    node: Node
    indicator: Indicator
    position: int
    before: Spoken
    now: Spoken
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """The functions, bound to one snapshot.

    Attributes:
        snapshot: What they read.
        branches: The plan's items.
        reading: Reads the answers.
        language: "cs" or "en".
    """

    snapshot: Snapshot
    branches: tuple[Branch, ...]
    reading: Reading
    language: str

    def rounds(self) -> tuple[Round, ...]:
        """Give the rounds that the report reads, in its order."""
        return tuple(round_of(self.snapshot.plan, key) for key in self.snapshot.rounds)

    def branch(self, tree: str) -> Branch | None:
        """Find a tree by its key; None where the plan has none of it."""
        return next((one for one in self.branches if one.tree.key == tree), None)

    def of_form(self, form: str, round_key: str = "") -> list[TaskSnapshot]:
        """Give the tasks of a form in one round, or in all that are read; cancelled ones left out."""
        return [
            task
            for task in self.snapshot.tasks
            if task.form == form and round_key in ("", task.round) and task.state != TaskState.CANCELLED
        ]

    def shifts(
        self,
        nodes: Sequence[Node],
        then: Sequence[TaskSnapshot],
        now: Sequence[TaskSnapshot],
        questions: tuple[str, str, str],
        ranks: Mapping[str, int],
    ) -> list[Shift]:
        """Put every indicator of some items beside what was said of it before.

        Args:
            nodes: The items; those under them count too.
            then: The tasks of the earlier round.
            now: Those of the later one.
            questions: Names of the repeat over the indicators, of the choice and of the text beside it.
            ranks: How far a choice goes; others cannot be compared.
        """
        found = []
        for node in (one for top in nodes for one in top.walk()):
            for position, indicator in enumerate(node.item.indicators, start=1):
                before, after = (self._spoken(tasks, node.item, indicator, questions) for tasks in (then, now))
                direction = _direction(before, after, ranks)
                found.append(
                    Shift(
                        node=node,
                        indicator=indicator,
                        position=position,
                        before=before,
                        now=after,
                        direction=direction,
                    )
                )
        return found

    def _spoken(
        self, tasks: Sequence[TaskSnapshot], item: Item, indicator: Indicator, questions: tuple[str, str, str]
    ) -> Spoken:
        repeat, choice, text = questions
        for task in tasks:
            name = own_indicator(item.key, indicator.key) if not task.item else indicator.key
            turn = counted_turn(repeat, "", name)
            of_item = task.item in ("", item.key)
            if of_item and task.is_supplied and any(one.instance == turn for one in turns_of(task, repeat)):
                said = str(self.reading.value(task, choice, turn) or "")
                return Spoken(choice=said, text=self.reading.said(task, text, turn), task=task.task)
        return Spoken()

    def dated(self, value: object) -> str:
        """Print an answered date in figures; what is none as it stands."""
        try:
            return date_numeric(date.fromisoformat(str(value)), self.language)
        except ValueError:
            return str(value or "")


def _direction(before: Spoken, now: Spoken, ranks: Mapping[str, int]) -> str:
    if not now.choice:
        return ""
    if before.choice not in ranks or now.choice not in ranks:
        return "incomparable"
    step = ranks[now.choice] - ranks[before.choice]
    return "better" if step > 0 else "worse" if step < 0 else "same"


def detail_labels(nodes: Sequence[Node]) -> list[str]:
    """Give the labels of all details that items have, each once, as they come."""
    return list(dict.fromkeys(label for top in nodes for node in top.walk() for label in node.item.details))


def by_choice(shifts: Sequence[Shift], round_name: str, choices: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Sort shifts by the choice made "before" or "now": the tasks of each, those of listed choices first."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(choices, ())
    for shift in shifts:
        spoken = shift.before if round_name == "before" else shift.now
        if spoken.choice:
            found[spoken.choice] = (*found.get(spoken.choice, ()), spoken.task)
    return found
