"""Reading a plan from TOML: a plan, or every fault in it."""

import re
import tomllib
from typing import Any

from pydantic import ValidationError

from flows.faults import Fault
from flows.plan import Plan
from flows.plan_checks import check_parts
from flows.plan_faults import faults_of, quoted
from flows.plan_report_checks import check_reports
from flows.plan_round_checks import check_rounds
from flows.plan_series import as_written, write_out


def read_plan(source: str, *, forms: frozenset[str]) -> Plan | tuple[Fault, ...]:
    """Read a plan from the text of its TOML file.

    A tree that is the only one need not be named in items and asks; a level may be given by its word. Rounds may be
    written in short (flows/plan_series.py).

    Args:
        source: TOML.
        forms: Keys of the forms that exist.

    Returns:
        The plan, or its faults, never an empty tuple. Faults of shape (a missing word, text for a number) hide
        those of meaning (an actor that does not exist): what has no shape cannot be compared.
    """
    data = _parse(source)
    return (data,) if isinstance(data, Fault) else plan_of(data, forms=forms)


def plan_of(data: dict[str, Any], *, forms: frozenset[str]) -> Plan | tuple[Fault, ...]:
    """Make a plan of what its file says, whatever kind of file it is.

    Args:
        data: What a TOML parser gives; levels and the only tree are filled in.
        forms: Keys of the forms that exist.

    Returns:
        As read_plan.
    """
    lengths = {name: len(_tables(data.get(name))) for name in ("rounds", "reports")}
    short = write_out(data)
    if short:
        return short
    _name_the_only_tree(data)
    _number_levels(data)
    try:
        plan = Plan.model_validate(data)
    except ValidationError as error:
        return as_written(faults_of(error, data), lengths)
    faults = (*check_parts(plan), *check_rounds(plan, forms), *check_reports(plan))
    return as_written(faults, lengths) if faults else plan


def _parse(source: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(source)
    except RecursionError:
        return Fault(code="plan.too_nested", where="TOML")
    except ValueError as error:  # TOMLDecodeError, and whole numbers of thousands of digits
        spot = re.search(r"line \d+, column \d+", str(error))
        where = spot[0] if spot else f"line {source.count(chr(10)) + 1}"  # else it says: at end of document
        detail = re.sub(r" \(at .*\)$", "", str(error))
        return Fault(code="plan.toml", where=where, data={"detail": quoted(detail)})


def _tables(value: object) -> list[dict[str, Any]]:
    """The tables in a list; anything else is left for the model to complain about."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _asks(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [ask for round_ in _tables(data.get("rounds")) for ask in _tables(round_.get("asks"))]


def _name_the_only_tree(data: dict[str, Any]) -> None:
    trees = _tables(data.get("trees"))
    if len(trees) == 1 and "key" in trees[0]:
        for part in (*_tables(data.get("items")), *_asks(data)):
            part.setdefault("tree", trees[0]["key"])


def _number_levels(data: dict[str, Any]) -> None:
    """Put the number of a level for its word; a word that the tree does not have stays and is a fault.

    Without a tree that has levels the fault is there, so any number will do for the items.
    """
    numbers: dict[tuple[object, str], int] = {}
    for tree in _tables(data.get("trees")):
        levels = tree.get("levels")
        key = tree.get("key")
        for number, level in enumerate(levels if isinstance(levels, list) else [], start=1):
            word = level.get("nominative") if isinstance(level, dict) else level
            if isinstance(word, str) and isinstance(key, str):
                numbers.setdefault((key, word.casefold()), number)
    for part in (*_tables(data.get("items")), *_asks(data)):
        word, tree_key = part.get("level"), part.get("tree")
        if isinstance(word, str) and isinstance(tree_key, str):
            known = any(key == tree_key for key, _ in numbers)
            part["level"] = numbers.get((tree_key, word.casefold()), word if known else 1)
