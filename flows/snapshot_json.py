"""The snapshot's canonical JSON, both ways: what an edition stores and hashes."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from flows.answers import JsonValue, Place
from flows.decisions import Settlement, Termination
from flows.half_pairs import escaped
from flows.plan import Plan
from flows.snapshot import FORMAT_VERSION, Earlier, FormLabels, Snapshot, TaskSnapshot, Turn


class SnapshotError(Exception):
    """The text is no snapshot that this version can read."""


def snapshot_to_json(snapshot: Snapshot) -> str:
    """Write the canonical text: fields and tables in order, places sorted, no blanks, UTF-8 letters, times in UTC.

    Two equal snapshots whose tables have the same order give the same text.

    Raises:
        SnapshotError: A value is a float; decimals travel as text.
    """
    document = {
        "format_version": snapshot.format_version,
        "plan": snapshot.plan.model_dump(mode="json"),
        "plan_revision": snapshot.plan_revision,
        "report": snapshot.report,
        "rounds": list(snapshot.rounds),
        "tasks": [_task_to_json(task) for task in snapshot.tasks],
        "forms": [_labels_to_json(labels) for labels in snapshot.forms],
        "made_at": _moment(snapshot.made_at),
        "draft": snapshot.draft,
        "number": snapshot.number,
        "previous": snapshot.previous,
        **({"settlements": [_settlement_to_json(one) for one in snapshot.settlements]} if snapshot.settlements else {}),
        **({"ended": _ended_to_json(snapshot.ended)} if snapshot.ended else {}),
    }
    if snapshot.earlier is not None:
        tasks = [_task_to_json(task) for task in snapshot.earlier.tasks]
        document["earlier"] = {"label": snapshot.earlier.label, "tasks": tasks}
    _refuse_floats(document)
    is_sorted = snapshot.format_version < 2
    return escaped(
        json.dumps(document, ensure_ascii=False, sort_keys=is_sorted, separators=(",", ":"), allow_nan=False)
    )


def snapshot_from_json(text: str) -> Snapshot:
    """Read what `snapshot_to_json` wrote.

    Raises:
        SnapshotError: No JSON, a newer format version, a float, or a field is missing or wrong.
    """
    try:
        document = json.loads(text, parse_float=_refuse_float, parse_constant=_refuse_float)
        if document["format_version"] > FORMAT_VERSION:
            raise SnapshotError(f"format version {document['format_version']} is newer than {FORMAT_VERSION}")
        return _snapshot(document)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"not a snapshot: {error}") from error


def snapshot_sha256(snapshot: Snapshot) -> str:
    """Hash the canonical text; equal snapshots, equal hashes."""
    return hashlib.sha256(snapshot_to_json(snapshot).encode()).hexdigest()


def _snapshot(document: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        format_version=document["format_version"],
        plan=Plan.model_validate(document["plan"]),
        plan_revision=document["plan_revision"],
        report=document["report"],
        rounds=tuple(document["rounds"]),
        tasks=tuple(_task_from_json(task) for task in document["tasks"]),
        forms=tuple(FormLabels(**labels) for labels in document["forms"]),
        made_at=datetime.fromisoformat(document["made_at"]),
        draft=document["draft"],
        number=document["number"],
        previous=document["previous"],
        earlier=_earlier(document.get("earlier")),
        settlements=tuple(_settlement_from_json(one) for one in document.get("settlements", ())),
        ended=_ended_from_json(document["ended"]) if "ended" in document else None,
    )


def _earlier(document: Mapping[str, Any] | None) -> Earlier | None:
    if document is None:
        return None
    return Earlier(label=document["label"], tasks=tuple(_task_from_json(task) for task in document["tasks"]))


def _task_to_json(task: TaskSnapshot) -> dict[str, JsonValue]:
    return {
        "task": task.task,
        "round": task.round,
        "ask": task.ask,
        "form": task.form,
        "form_number": task.form_number,
        "item": task.item,
        "tree": task.tree,
        "actor": task.actor,
        "state": task.state,
        "number": task.number,
        "submitted_at": None if task.submitted_at is None else _moment(task.submitted_at),
        "how": task.how,
        "values": [[place.question, place.instance, task.values[place]] for place in sorted(task.values)],
        "left_out": [[place.question, place.instance] for place in sorted(task.left_out)],
        "turns": [[turn.repeat, turn.instance, turn.parent] for turn in task.turns],
        "disowned": task.disowned,
    }


def _task_from_json(document: Mapping[str, Any]) -> TaskSnapshot:
    moment = document["submitted_at"]
    plain = (
        "task",
        "round",
        "ask",
        "form",
        "form_number",
        "item",
        "tree",
        "actor",
        "state",
        "number",
        "how",
        "disowned",
    )
    return TaskSnapshot(
        **{name: document[name] for name in plain},
        submitted_at=None if moment is None else datetime.fromisoformat(moment),
        values={Place(question=name, instance=turn): value for name, turn, value in document["values"]},
        left_out=frozenset(Place(question=name, instance=turn) for name, turn in document["left_out"]),
        turns=tuple(Turn(repeat=name, instance=turn, parent=parent) for name, turn, parent in document["turns"]),
    )


def _labels_to_json(labels: FormLabels) -> dict[str, JsonValue]:
    sections: dict[str, JsonValue] = {name: dict(texts) for name, texts in labels.sections.items()}
    return {
        "form": labels.form,
        "number": labels.number,
        "questions": {name: dict(texts) for name, texts in labels.questions.items()},
        "choices": {
            name: {choice: dict(texts) for choice, texts in choices.items()} for name, choices in labels.choices.items()
        },
        **({"sections": sections} if sections else {}),
    }


def _ended_to_json(ended: Termination) -> dict[str, JsonValue]:
    return {"on": ended.on.isoformat(), "body": ended.body, "resolution": ended.resolution}


def _ended_from_json(document: Mapping[str, Any]) -> Termination:
    return Termination(on=date.fromisoformat(document["on"]), body=document["body"], resolution=document["resolution"])


def _settlement_to_json(one: Settlement) -> dict[str, JsonValue]:
    return {"subject": list(one.subject), "said": dict(one.said), "holds": one.holds}


def _settlement_from_json(document: Mapping[str, Any]) -> Settlement:
    round_, tree, item, question, name = document["subject"]
    return Settlement(subject=(round_, tree, item, question, name), said=document["said"], holds=document["holds"])


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        _refuse_float(repr(value))
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _refuse_floats(child)


def _refuse_float(text: str) -> NoReturn:
    raise SnapshotError(f"{text}: a decimal travels as text, never as float")
