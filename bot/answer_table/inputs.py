"""Inputs of a table as they wait in the database."""

from typing import Any, cast

from bot.answer_table.changes import Tried
from flows.answers import JsonValue, Place
from flows.interview import Input, LeaveOut, ReplaceTurns, Set


def content_of(tried: list[Tried]) -> JsonValue:
    """Write what a table would change."""
    return [
        {"task": one.before.id, "head": one.before.head_seq, "inputs": [input_json(each) for each in one.inputs]}
        for one in tried
    ]


def input_json(given: Input) -> JsonValue:
    """Write one input.

    Raises:
        TypeError: A table makes no such input.
    """
    match given:
        case Set():
            return {"place": [given.place.question, given.place.instance], "value": given.value}
        case LeaveOut():
            return {"left_out": [given.place.question, given.place.instance]}
        case ReplaceTurns():
            return {"repeat": given.repeat, "turns": [[turn, dict(values)] for turn, values in given.turns]}
        case _:
            raise TypeError(type(given).__name__)


def read_content(content: JsonValue) -> list[tuple[str, int, list[Input]]]:
    """Read what a table would change: task, the head that it was tried on, the inputs."""
    rows = cast("list[dict[str, Any]]", content)
    return [(str(row["task"]), int(row["head"]), [read_input(one) for one in row["inputs"]]) for row in rows]


def read_input(row: dict[str, Any]) -> Input:
    """Read one input."""
    if "left_out" in row:
        question, instance = row["left_out"]
        return LeaveOut(place=Place(question=question, instance=instance))
    if "repeat" in row:
        return ReplaceTurns(repeat=row["repeat"], turns=tuple((turn, values) for turn, values in row["turns"]))
    question, instance = row["place"]
    return Set(place=Place(question=question, instance=instance), value=row["value"])
