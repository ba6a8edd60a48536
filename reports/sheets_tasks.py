"""Sheets of what was answered: activities, costs by source, projects, counts."""

from collections.abc import Iterator
from decimal import Decimal

from flows.consistency_lists import listed_names
from flows.snapshot import TaskSnapshot
from flows.snapshot_costs import cost_lines, sum_costs
from flows.snapshot_projects import Project
from flows.snapshot_questions import EVALUATION
from flows.snapshot_sums import Sum
from flows.snapshot_values import amount_of, is_estimate, names_of, turns_of
from reports.outline import Node
from reports.prose import clean
from reports.sheet_model import Cell, Sheet
from reports.sheets import SheetWords

_MONEY = ("total", "town", "other", "shown")


def activities_sheet(words: SheetWords) -> Sheet:
    """List what was asked with its fulfilment and costs, a row for each answer."""
    texts = ("lead", "kind", "degree", "cost_kind", "counted_in")
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("top"),
        *(words.column(key) for key in texts),
        words.column("total", "money"),
        words.column("town", "money"),
        words.column("other", "money", "{total}-{town}"),
        words.column("shown", "money"),
        words.column("estimated"),
        words.column("project_count", "count"),
        words.column("description", "long"),
        words.column("hindrance"),
        words.column("next_step"),
        words.column("degree_wording", "long"),
        words.column("cost_wording", "long"),
        words.column("references"),
        words.column("submitted_on", "day"),
        words.column("mark"),
    )
    rows = [_activity(words, top, node, task) for top, node, task in words.asked()]
    return words.sheet("activities", columns, rows, _MONEY)


def _activity(words: SheetWords, top: str, node: Node, task: TaskSnapshot) -> tuple[Cell, ...]:
    costs = sum_costs([task], EVALUATION.costs)
    town = costs.by_source.get(EVALUATION.town, Sum())
    actor = words.vocabulary.actor(task.actor)
    projects = amount_of(task, "project_count")
    return (
        node.item.number,
        clean(node.item.title),
        top,
        words.lead(task),
        actor.kind if actor else "",
        words.degree(task),
        words.said(task, "cost_kind"),
        _item_number(words, words.said(task, EVALUATION.counted_in)),
        costs.total.amount if costs.known else None,
        town.amount if costs.known else None,
        costs.total.amount - town.amount if costs.known else None,
        costs.shown.amount if costs.shown.sources else None,
        words.yes(said=costs.total.estimated or costs.shown.estimated),
        projects if projects is not None else len(turns_of(task, EVALUATION.projects.turns)) or None,
        words.lines(task, "description"),
        words.said(task, "hindrance_other") or words.said(task, "hindrance"),
        words.said(task, "next_step"),
        words.said(task, EVALUATION.degree_wording),
        words.said(task, EVALUATION.cost_wording),
        ", ".join(_item_number(words, key) for key in names_of(task, EVALUATION.references)),
        words.sent_on(task),
        words.marks(task),
    )


def _item_number(words: SheetWords, text: str) -> str:
    """Print a reference by its item's number; what names no item stays as it is."""
    node = words.vocabulary.node(text) if text else None
    return node.item.number if node is not None else text


def costs_sheet(words: SheetWords) -> Sheet:
    """List every amount with its source."""
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("lead"),
        words.column("source"),
        words.column("label"),
        words.column("amount", "money"),
        words.column("counted"),
        words.column("estimated"),
    )
    return words.sheet("costs", columns, [row for _, node, task in words.asked() for row in _costs(words, node, task)])


def _costs(words: SheetWords, node: Node, task: TaskSnapshot) -> Iterator[tuple[Cell, ...]]:
    for line in cost_lines(task, EVALUATION.costs):
        named = words.vocabulary.reading.label("source", line.source, task) if line.source else ""
        yield (
            node.item.number,
            clean(node.item.title),
            words.lead(task),
            clean(named) or words.words["source_unknown"],
            words.said(task, "amount_label", line.turn),
            line.part.amount,
            words.words["yes" if line.counted and not task.is_unfinished else "no"],
            words.yes(said=line.part.estimated),
        )


def projects_sheet(words: SheetWords) -> Sheet:
    """List every project where it was named."""
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("project", "long"),
        words.column("implementer"),
        words.column("kind"),
        words.column("form"),
        words.column("prevention"),
        words.column("amount", "money"),
        words.column("town", "money"),
        words.column("estimated"),
    )
    rows = [
        _project(words, node, task, project)
        for _, node, task in words.asked()
        for project in words.vocabulary.projects((task,))
    ]
    return words.sheet("projects", columns, rows)


def _project(words: SheetWords, node: Node, task: TaskSnapshot, project: Project) -> tuple[Cell, ...]:
    prevention = words.vocabulary.reading.label(EVALUATION.projects.prevention, project.prevention, task)
    return (
        node.item.number,
        clean(node.item.title),
        clean(project.name),
        clean(project.implementer),
        project.kind,
        words.words["project_forms"]["service" if project.is_service else "activity"],
        clean(prevention),
        project.amount,
        project.town,
        words.yes(said=project.estimated),
    )


def counts_sheet(words: SheetWords) -> Sheet:
    """List every free count and every indicator that the plan prescribes."""
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("lead"),
        words.column("count_name", "long"),
        words.column("count", "number"),
        words.column("names", "long"),
        words.column("reason", "long"),
        words.column("estimated"),
    )
    return words.sheet(
        "counts", columns, [row for _, node, task in words.asked() for row in _counts(words, node, task)]
    )


def _counts(words: SheetWords, node: Node, task: TaskSnapshot) -> Iterator[tuple[Cell, ...]]:
    asked = EVALUATION.counts
    for turn in turns_of(task, asked.turns):
        count: Decimal | None = amount_of(task, asked.count, turn.instance)
        yield (
            node.item.number,
            clean(node.item.title),
            words.lead(task),
            words.said(task, asked.name, turn.instance),
            count,
            "\n".join(clean(name) for name in listed_names(task, asked, turn.instance)),
            words.said(task, asked.reason, turn.instance),
            words.yes(said=is_estimate(task, asked.count, turn.instance)),
        )
    indicators = EVALUATION.indicators
    for turn in turns_of(task, indicators.turns):
        yield (
            node.item.number,
            clean(node.item.title),
            words.lead(task),
            words.said(task, indicators.name, turn.instance),
            amount_of(task, indicators.count, turn.instance),
            "",
            "",
            words.yes(said=is_estimate(task, indicators.count, turn.instance)),
        )
