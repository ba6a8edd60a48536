"""Names of the questions that the report and the checks of an annual evaluation read."""

from dataclasses import dataclass, field

from flows.snapshot_costs import CostQuestions
from flows.snapshot_projects import ProjectQuestions


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedRepeat:
    """A count and the repeat that lists what was counted, with the question why they differ."""

    count: str
    turns: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CountQuestions:
    """Free counts with lists of names.

    Attributes:
        turns: The repeat of counts.
        name: What is counted.
        count: How many.
        items: The names: a text of a line each, or a repeat within the turn.
        reason: Why count and list differ.
    """

    turns: str = "counts"
    name: str = "count_name"
    count: str = "count_value"
    items: str = "count_items"
    reason: str = "count_reason"


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorQuestions:
    """The indicators that the plan prescribes for an item: a turn each, with the indicator's title and the figure."""

    turns: str = "indicators"
    name: str = "indicator_title"
    count: str = "indicator_value"


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedQuestions:
    """What a coordinator states for a whole priority, in the form of this key; all but the form may be unsaid."""

    form: str = "priority_totals"
    total: str = "stated_total"
    town: str = "stated_town"
    other: str = "stated_other"
    subjects: str = "stated_subjects"
    services: str = "stated_services"
    activities: str = "stated_activities"


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedQuestion:
    """A question that says how far something was fulfilled, with the text that explains it.

    Attributes:
        question: Its name.
        good: Its choices that say "all of it".
        bad: Its choices that say "nothing of it".
        text: The question with the words.
        turns: The repeat around both, "" = none.
    """

    question: str
    good: frozenset[str]
    bad: frozenset[str]
    text: str
    turns: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluationQuestions:
    """All of them; a form that lacks a question is one in which nobody answered it.

    Attributes:
        degree: The degree of fulfilment.
        degree_wording: Words for it, printed beside it.
        references: Keys of other items that belong to this one.
        unfulfilled: Its choices that want a reason.
        reasons: Questions in which a reason can stand.
        counted_in: Where costs are counted instead.
        line_counted_in: The same of one line of the costs.
        cost_wording: Words for all the costs, printed beside them.
        amount_wording: Words for one line of them.
        town: The choice of a source that is the town.
        counted_lists: Counts beside a repeat of their own.
        facts_apart: Keys of shared facts that a figure of the answer has nothing to do with.
        names: Questions that hold names of projects and the like, in which capitals prove nothing.
        keys: Questions whose several values are keys, not words.
        done: Choices of the degree that say that all of it was done.
        not_begun: Choices that say that nothing of it was.
        judged: Every question that says how far something was fulfilled.
    """

    degree: str = "degree"
    unfulfilled: frozenset[str] = frozenset({"not_fulfilled", "postponed", "cancelled"})
    reasons: tuple[str, ...] = ("hindrance", "hindrance_other", "description")
    counted_in: str = "cost_counted_in"
    line_counted_in: str = "line_counted_in"
    cost_wording: str = "cost_wording"
    amount_wording: str = "amount_wording"
    town: str = "town"
    costs: CostQuestions = field(
        default_factory=lambda: CostQuestions(
            kind="cost_kind",
            turns="costs",
            source="source",
            amount="amount",
            total="cost_total",
            line_kind="line_kind",
            counted=("amount",),
            shown=("passed_on",),
        )
    )
    projects: ProjectQuestions = field(default_factory=ProjectQuestions)
    counts: CountQuestions = field(default_factory=CountQuestions)
    indicators: IndicatorQuestions = field(default_factory=IndicatorQuestions)
    degree_wording: str = "degree_wording"
    references: str = "references"
    counted_lists: tuple[CountedRepeat, ...] = (
        CountedRepeat(count="project_count", turns="projects", reason="project_count_reason"),
    )
    stated: StatedQuestions = field(default_factory=StatedQuestions)
    facts_apart: str = "facts_apart"
    names: frozenset[str] = frozenset({"project_name", "project_implementer", "count_items", "count_item"})
    keys: frozenset[str] = frozenset({"references", "entry_refs", "points_idle", "points_told", "facts_apart"})
    done: frozenset[str] = frozenset({"fulfilled"})
    not_begun: frozenset[str] = frozenset({"not_fulfilled"})
    judged: tuple[JudgedQuestion, ...] = (
        JudgedQuestion(
            question="degree",
            good=frozenset({"fulfilled", "ongoing"}),
            bad=frozenset({"not_fulfilled"}),
            text="description",
        ),
        JudgedQuestion(
            question="level",
            good=frozenset({"yes"}),
            bad=frozenset({"no"}),
            text="level_text",
            turns="indicators",
        ),
        JudgedQuestion(
            question="goal_result", good=frozenset({"reached"}), bad=frozenset({"not_reached"}), text="goal_text"
        ),
        JudgedQuestion(
            question="output_result", good=frozenset({"done"}), bad=frozenset({"not_done"}), text="output_evidence"
        ),
    )


EVALUATION = EvaluationQuestions()
"""The names in flows/forms/annual_evaluation.md and flows/forms/priority_totals.md."""
