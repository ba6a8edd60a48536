"""A plan with as many partners as wanted, each leading a few activities, asked since yesterday."""

import json
from datetime import date, timedelta

HEAD = """key = "mereni"
title = "Prevence kriminality Kamenov"
owner = "město Kamenov"
kinds = ["nestátní nezisková organizace"]
[document]
title = "Strategie prevence kriminality města Kamenov"
genitive = "Strategie prevence kriminality města Kamenov"
[contact]
name = "Eva Sojková"
telephone = "000 000 000"
[privacy]
cs = "Město ukládá jméno, účet a odpovědi."
[[trees]]
key = "strategie"
levels = ["priorita", "opatření", "aktivita"]
"""
ROUND = """
[[rounds]]
key = "r"
title = "Podklady za rok 2026"
period = {{ from_on = 2026-01-01, to_on = 2026-12-31, label = "2026" }}
opens_at = {opens}
deadline_on = {deadline}
remind = {remind}
asks = [{{ key = "activities", form = "annual_evaluation", subject = "item", level = "aktivita", role = "lead" }}]
"""


def plan_source(*, partners: int, activities: int, today: date, remind: bool = True) -> str:
    """Write the plan as TOML; the partners' keys are a0000, a0001, …"""
    actors = [_actor(number) for number in range(partners)]
    top = [_item("1", "priorita", "Bezpečné město"), _item("1.1", "opatření", "Vzdělávání veřejnosti", parent="1")]
    items = [
        _item(f"1.1.{number * activities + step + 1}", "aktivita", "Vést besedy", parent="1.1", lead=_key(number))
        for number in range(partners)
        for step in range(activities)
    ]
    opens, deadline = today - timedelta(days=1), today + timedelta(days=30)
    return "\n".join(
        [HEAD, *actors, *top, *items, ROUND.format(opens=opens, deadline=deadline, remind=str(remind).lower())]
    )


def _key(number: int) -> str:
    return f"a{number:04d}"


def _actor(number: int) -> str:
    kind = "nestátní nezisková organizace"
    return _table("actors", key=_key(number), name=f"Klub Kotva {number}, z. s.", kind=kind)


def _item(number: str, level: str, title: str, *, parent: str = "", lead: str = "") -> str:
    optional = {name: value for name, value in (("parent", parent), ("lead", lead)) if value}
    words = f"{title} o bezpečném chování na internetu" if level == "aktivita" else title
    return _table("items", key=number, number=number, level=level, title=words, **optional)


def _table(header: str, /, **values: str) -> str:
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join([f"[[{header}]]", *lines])
