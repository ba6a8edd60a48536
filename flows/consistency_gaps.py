"""What the plan holds and nobody speaks of: items that nobody was asked about, abbreviations that nobody uses."""

import re
from collections.abc import Iterator

from flows.consistency_finding import Finding, FindingPlace
from flows.plan import Item, Plan
from flows.plan_walk import asked_items, round_of
from flows.snapshot import Snapshot
from flows.snapshot_questions import EvaluationQuestions
from flows.snapshot_values import awaited, reported_tasks, value_of


def items_never_evaluated(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find items that the round asks about and for which it has no task, since nobody answers for them."""
    del questions
    round_ = round_of(snapshot.plan, snapshot.rounds[-1])
    asked = {(task.ask, task.tree, task.item) for task in snapshot.tasks if task.round == round_.key}
    for ask in round_.asks:
        if ask.subject != "item" or not any(key == ask.key for key, _, _ in asked):
            continue
        for item in asked_items(snapshot.plan, ask):
            if ask.role == "lead" and (ask.key, item.tree, item.key) not in asked:
                yield Finding(code="never_evaluated", places=(FindingPlace(item=item.key, tree=item.tree),))


def levels_left_out(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find answers that were sent without the level that their form asks for."""
    judging = {
        (form.form, form.number): [
            one.question for one in questions.judged if not one.turns and one.question in form.choices
        ]
        for form in snapshot.forms
    }
    for task in reported_tasks(snapshot):
        for question in judging.get((task.form, task.form_number), ()):
            if task.is_supplied and value_of(task, question) is None:
                place = FindingPlace(item=task.item, tree=task.tree, task=task.task, question=question)
                yield Finding(code="level_missing", places=(place,))


def gaps_between_items(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find siblings of a plan of whose numbers exactly one is left out.

    A plan with more of them takes chosen items over from a longer document, and one that was changed may have lost the
    item on purpose: neither is found.
    """
    del questions
    if snapshot.plan_revision > 1:
        return
    siblings: dict[tuple[str, str, str], list[tuple[int, Item]]] = {}
    for item in snapshot.plan.items:
        head, _, tail = item.number.rstrip(".").rpartition(".")
        if tail.isdecimal():
            siblings.setdefault((item.tree, item.parent, head), []).append((int(tail), item))
    for (tree, _, head), found in siblings.items():
        numbers = {number for number, _ in found}
        skipped = set(range(1, max(numbers))) - numbers
        if len(skipped) == 1 < len(numbers):
            after = next(item for number, item in sorted(found, key=lambda one: one[0]) if number > min(skipped))
            name = ".".join(filter(None, [head, str(min(skipped))]))
            yield Finding(
                code="items_numbering", places=(FindingPlace(item=after.key, tree=tree),), data={"name": name}
            )


def unused_abbreviations(snapshot: Snapshot, questions: EvaluationQuestions) -> Iterator[Finding]:
    """Find listed abbreviations that stand nowhere in the report, all as one; only once nobody is awaited."""
    del questions
    tasks = tuple(reported_tasks(snapshot))
    if any(awaited(task) for task in tasks) or not any(task.is_supplied for task in tasks):
        return
    said = [part for task in snapshot.tasks for value in task.values.values() for part in _strings(value)]
    text = "\n".join([*_plan_texts(snapshot.plan), *said])
    unused = [short for short in snapshot.plan.abbreviations if not _stands_in(short, text)]
    if unused:
        yield Finding(
            code="abbreviation_unused", places=(FindingPlace(item="", tree=""),), data={"name": ", ".join(unused)}
        )


def _stands_in(short: str, text: str) -> bool:
    """Look for it as a word, whatever ending it has ("OSPODu")."""
    return re.search(rf"(?<!\w){re.escape(short)}[a-zěščřžýáíéúů]{{0,3}}(?!\w)", text) is not None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _plan_texts(plan: Plan) -> Iterator[str]:
    yield from (plan.title, plan.owner, plan.document.title)
    for item in plan.items:
        yield from (item.title, item.body, *item.details.values(), *(each.title for each in item.indicators))
    for report in plan.reports:
        yield from (report.introduction, report.closing, *report.comments.values(), *report.title_page.values())
    for actor in plan.actors:
        yield from (actor.name, actor.kind)
    for report in plan.reports:
        yield from (report.title, report.introduction, report.closing, *report.comments.values())
        yield from report.title_page.values()
