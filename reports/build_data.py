"""The report's raw data from the snapshot, and its sums from the very numbers that are printed."""

from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal

from flows.answers import Place
from flows.approval import Approval
from flows.consistency_finding import Finding
from flows.snapshot import Snapshot, TaskSnapshot
from flows.snapshot_changes import Change
from flows.snapshot_json import snapshot_sha256
from flows.snapshot_sums import plain
from reports.data_model import (
    ActorData,
    AnswerData,
    ApprovalData,
    ChangeData,
    FindingData,
    FindingPlaceData,
    ItemData,
    ReportData,
    SumData,
    TaskData,
    TurnData,
)
from reports.model import Blocks, Meta
from reports.outline import node_id
from reports.walk import all_data


def report_data(
    snapshot: Snapshot,
    meta: Meta,
    blocks: Blocks,
    findings: Sequence[tuple[Finding, str]],
    changes: Sequence[tuple[Change, str]],
    approval: Approval | None,
) -> ReportData:
    """Collect what the data file holds; a sum is listed once however often it is printed.

    Args:
        snapshot: Where the answers are.
        meta: The report's.
        blocks: Where the sums are printed.
        findings: What the checks found, each with its sentence.
        changes: What is otherwise than in the edition before, each with its sentence.
        approval: What is printed on the title page.
    """
    living = {(item.tree, item.key) for item in snapshot.plan.items}
    return ReportData(
        report=snapshot.report,
        title=meta.title,
        owner=meta.owner,
        language=meta.language,
        made_at=meta.made_at.isoformat(),
        draft=snapshot.draft,
        number=snapshot.number,
        snapshot_sha256=snapshot_sha256(snapshot),
        rounds=snapshot.rounds,
        actors=tuple(ActorData(key=each.key, name=each.name, kind=each.kind) for each in snapshot.plan.actors),
        items=_items(snapshot),
        other_tasks=tuple(_task(task) for task in snapshot.tasks if (task.tree, task.item) not in living),
        sums=_sums(blocks),
        findings=tuple(_finding(finding, text) for finding, text in findings),
        changes=tuple(_change(change, text) for change, text in changes),
        approvals=() if approval is None else (_approval(approval),),
    )


def _change(change: Change, text: str) -> ChangeData:
    task = change.task
    return ChangeData(
        kind=change.kind,
        text=text,
        tree=change.tree,
        item=change.item,
        task=task.task if task else "",
        questions=change.questions,
    )


def _approval(approval: Approval) -> ApprovalData:
    return ApprovalData(body=approval.body, on=approval.on.isoformat(), resolution=approval.resolution)


def _finding(finding: Finding, text: str) -> FindingData:
    def figure(value: Decimal | None) -> str:
        return "" if value is None else plain(value)

    return FindingData(
        code=finding.code,
        text=text,
        stated=figure(finding.stated),
        computed=figure(finding.computed),
        difference=figure(finding.difference),
        unit=finding.unit,
        places=tuple(
            FindingPlaceData(
                item=place.item, tree=place.tree, task=place.task, question=place.question, instance=place.instance
            )
            for place in finding.places
        ),
    )


def _sums(blocks: Blocks) -> tuple[SumData, ...]:
    found = (
        SumData(item=data.item, name=data.name, value=data.value, unit=data.unit, sources=data.sources)
        for data in all_data(blocks)
        if data.name
    )
    return tuple(dict.fromkeys(found))


def _items(snapshot: Snapshot) -> tuple[ItemData, ...]:
    tasks: dict[tuple[str, str], list[TaskData]] = {}
    for task in (*(snapshot.earlier.tasks if snapshot.earlier else ()), *snapshot.tasks):
        tasks.setdefault((task.tree, task.item), []).append(_task(task))
    return tuple(
        ItemData(
            key=item.key,
            tree=item.tree,
            parent=item.parent,
            level=item.level,
            number=item.number,
            title=item.title,
            id=node_id(item, snapshot.plan),
            tasks=tuple(tasks.get((item.tree, item.key), ())),
        )
        for item in snapshot.plan.items
    )


def _task(task: TaskSnapshot) -> TaskData:
    return TaskData(
        task=task.task,
        item=task.item,
        tree=task.tree,
        round=task.round,
        form=task.form,
        form_number=task.form_number,
        actor=task.actor,
        state=task.state,
        number=task.number,
        submitted_at="" if task.submitted_at is None else task.submitted_at.astimezone(UTC).isoformat(),
        how=task.how,
        answers=tuple(_answer(task, place) for place in sorted({*task.values, *task.left_out})),
        turns=tuple(TurnData(repeat=turn.repeat, instance=turn.instance, parent=turn.parent) for turn in task.turns),
    )


def _answer(task: TaskSnapshot, place: Place) -> AnswerData:
    return AnswerData(
        question=place.question,
        instance=place.instance,
        value=task.values.get(place),
        left_out=place in task.left_out,
    )
