"""The plan behind the report of Ostrava for 2019, as plan TOML; leads are invented."""

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "shared" / "data" / "ostrava-2019.json"
NEEDS_DATA = pytest.mark.skipif(not DATA.is_file(), reason=f"data absent: {DATA.name}")

LEADS = (
    ("mp", "Městská policie", "městská policie"),
    ("osv", "Odbor sociálních věcí a zdravotnictví", "magistrát"),
    ("skolstvi", "Odbor školství a sportu", "magistrát"),
    ("policie", "Policie ČR, městské ředitelství", "Policie ČR"),
    ("klub", "Klub Přístav, z. s.", "NNO"),
    ("poradna", "Poradna Most, z. ú.", "NNO"),
    ("jih", "Městský obvod Jih", "městský obvod"),
    ("probace", "Probační a mediační služba", "státní instituce"),
)


def plan_source(data: dict[str, Any]) -> str:
    """Turn the data of the report (priorities, measures, activities) into the TOML of its plan."""
    title = data["strategy"]["title"]
    kinds = list(dict.fromkeys(kind for _, _, kind in LEADS))
    head = {"key": "ostrava", "title": title, "owner": data["owner"], "kinds": kinds}
    lines = [f"{word} = {_toml(value)}" for word, value in head.items()]
    lines += _table("[document]", {"title": title, "genitive": title})
    lines += _table("[contact]", {"name": "Eva Sojková", "telephone": "000 000 000"})
    lines += _table("[privacy]", {"cs": "Město ukládá jméno, účet a odpovědi."})
    lines += _table("[abbreviations]", {each["abbr"]: each["meaning"] for each in data["abbreviations"]})
    lines += _table("[[trees]]", {"key": "strategie", "levels": ["priorita", "opatření", "aktivita"]})
    for key, name, kind in LEADS:
        lines += _table("[[actors]]", {"key": key, "name": name, "kind": kind})
    return "\n".join([*lines, *_items(data), _ROUND, *_report(data)]) + "\n"


def activities(data: dict[str, Any]) -> list[dict[str, Any]]:
    """All activities in the order of the report."""
    return [each for priority in data["tree"] for measure in priority["measures"] for each in measure["activities"]]


def read_data() -> dict[str, Any]:
    """Read the data of the report."""
    found: dict[str, Any] = json.loads(DATA.read_text("utf-8"))
    return found


def _items(data: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    leads = {each["number"]: LEADS[place % len(LEADS)][0] for place, each in enumerate(activities(data))}
    for priority in data["tree"]:
        lines += _item(priority, "priorita", "")
        for measure in priority["measures"]:
            lines += _item(measure, "opatření", priority["number"])
            for activity in measure["activities"]:
                lines += [*_item(activity, "aktivita", measure["number"]), f"lead = {_toml(leads[activity['number']])}"]
    return lines


def _item(part: dict[str, Any], level: str, parent: str) -> list[str]:
    above = {"parent": parent} if parent else {}
    values = {"key": part["number"], "number": part["number"], "level": level, **above, "title": part["title"]}
    return _table("[[items]]", values)


_ROUND = """
[[rounds]]
key = "r2019"
title = "Podklady za rok 2019"
period = { from_on = 2019-01-01, to_on = 2019-12-31, label = "2019" }
opens_at = 2020-01-13
deadline_on = 2020-01-31
grace_days = 2
asks = [{ key = "activities", form = "annual_evaluation", subject = "item", level = "aktivita", role = "lead" }]"""


def _report(data: dict[str, Any]) -> list[str]:
    report = {"key": "zprava", "template": "annual_evaluation", "title": data["title"], "rounds": ["r2019"]}
    return _table("[[reports]]", {**report, "introduction": data["introduction"]})


def _table(header: str, values: dict[str, Any]) -> list[str]:
    return ["", header, *(f"{_toml(word)} = {_toml(value)}" for word, value in values.items())]


def _toml(value: str | list[str]) -> str:
    """JSON's strings and lists of strings are TOML's too (DEL, which TOML escapes and JSON does not, never occurs)."""
    return json.dumps(value, ensure_ascii=False)
