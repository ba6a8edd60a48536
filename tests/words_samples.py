"""Typical values for every placeholder of the texts, per language: what a message usually looks like."""

from collections.abc import Mapping

from markupsafe import Markup

LONGEST_TITLE = ("Podporovat a rozvíjet volnočasové aktivity pro děti a mládež ohrožené sociálním vyloučením " * 4)[
    :279
]
"""As long as official titles get."""

_CZECH: Mapping[str, object] = {
    "above": "Městský úřad Kamenov",
    "body": Markup("Hotové máte 3/5. Zbývá: 2.2.7 Volnočasové kluby (rozepsáno), 2.3.1 Vzdělávání. Asi 10 minut."),
    "date": "pátek 29. ledna",
    "deputy": "Jan V.",
    "email": "kotva@example.org",
    "ends": True,
    "estimates": 3,
    "first_contact": "Petra K.",
    "items": "2.2.7 Volnočasové kluby (rozepsáno), 2.3.1 Vzdělávání",
    "missing": "2.3.1 Vzdělávání pedagogů",
    "on": "v pátek 29. ledna",
    "ready": "2.2.7 Volnočasové kluby",
    "telephone": "000 000 001",
    "until": "do středy 3. února",
    "when": "zítra, v pátek 29. ledna,",
    "actor": "Klub Kotva, z. s.",
    "ago": "před 5 minutami",
    "actors": 30,
    "amount": "2 100 000 Kč",
    "answer": "splněno částečně",
    "answering": 17,
    "contact": "Eva Sojková, tel. 000 000 000",
    "costs": "210 000 Kč",
    "count": "5 aktivit",
    "day": 10,
    "days": 19,
    "deadline": "pátek 29. ledna",
    "difference": "Součet 190 000 Kč, náklady 210 000 Kč. Rozdíl může být v pořádku.",
    "done": 3,
    "error": "OperationalError",
    "expires": "31. ledna",
    "groups": "P1 14/18 · P2 6/12 · P3 0/7\nP4 5/11 · P5 4/15 · P6 2/9",
    "head": Markup(
        "Aktivita 2.2.7 (2/5)\n<b>Podporovat volnočasové kluby pro děti a mládež</b>\n"
        "Loni: splněno, 210 000 Kč, „Klub měl otevřeno 212 dní…“ (8 slov), 3\n"
    ),
    "hint": "Průběžně znamená trvalou činnost, která v dalším roce běží dál.",
    "in_days": "za 18 dní",
    "label": "Jak se dařilo aktivitu v roce 2026 plnit?",
    "last": "splněno, 210 000 Kč, „Klub měl otevřeno 212 dní…“ (8 slov), 3",
    "left": "zbývá 9 dní",
    "length": 6200,
    "level": "aktivita",
    "level_few": "aktivity",
    "level_genitive": "aktivity",
    "limit": 4000,
    "lines": ("rozpočet města 120 000 Kč", "státní rozpočet (MV) 60 000 Kč", "vlastní zdroje organizace 30 000 Kč"),
    "link": "https://t.me/kamenov_podklady?start=abcdefghijklmnop",
    "message": "Počet dětí nemůže být větší než počet obyvatel.",
    "messages": "2 zprávy",
    "minutes": 15,
    "moment": "20. ledna 2027, 14:05",
    "n": 3,
    "name": "Petra K.",
    "new": "102 000 Kč",
    "not_joined": 6,
    "note": "",
    "number": "2.2.7",
    "old": "120 000 Kč",
    "open": 29,
    "at": "14. ledna, 9:05",
    "medium": "Podle telefonátu",
    "changed": 1,
    "computed": "190 000 Kč",
    "how": "zapsáno za subjekt",
    "opens": "v pondělí 11. ledna",
    "reached": 2,
    "remarks": ("součet 190 000 Kč, náklady 210 000 Kč.",),
    "stated": "210 000 Kč",
    "wanted": Markup("Náklady (210 000 Kč): „Chybí rozdělení podle zdrojů“"),
    "others": "vráceno 2, v pořádku 9, nepatří nám 1",
    "ours": "splněno",
    "parts": "rozpočet města 120 000 Kč, kraj 60 000 Kč",
    "source": "vlastní zdroje organizace",
    "first": "30 000 Kč",
    "second": "30 Kč",
    "summary": "splněno, 210 000 Kč, projekty: 3",
    "years": "2025 (1×)",
    "plan_genitive": "Strategie prevence kriminality města Kamenov",
    "position": 2,
    "privacy": "Správcem údajů je město Kamenov. " * 30,
    "reason": "chybí místo na disku",
    "receipt": "2026-A1B2C3",
    "round": "Rok 2026",
    "section": "Náklady",
    "sections": "Náklady, Popis, Projekty",
    "sent": 31,
    "sent_at": "14. 1. 2027, 17:42",
    "size": 48,
    "started": 12,
    "state": "odesláno",
    "suffix": ".exe",
    "suggestion": "Městská policie",
    "sum": "190 000 Kč",
    "supplied": 31,
    "text": "asi tak nějak jako loni, možná o trochu víc než předloni",
    "theirs": "splněno částečně",
    "title": "Podporovat volnočasové kluby pro děti a mládež",
    "total": 72,
    "update": 123456,
    "value": "210 000 Kč",
    "waiting": "čeká 5 aktivit",
    "words": "48 slov",
    "year": "2026",
}
_ENGLISH: Mapping[str, object] = {
    "ago": "5 minutes ago",
    "body": Markup("You have finished 3/5. Left: 2.2.7 Volnočasové kluby (begun), 2.3.1 Vzdělávání. About 10 minutes."),
    "date": "Friday 29 January",
    "items": "2.2.7 Volnočasové kluby (begun), 2.3.1 Vzdělávání",
    "on": "on Friday 29 January",
    "until": "by Wednesday 3 February",
    "when": "tomorrow, on Friday 29 January,",
    "answer": "partly done",
    "amount": "CZK 2,100,000",
    "costs": "CZK 210,000",
    "count": "5 activities",
    "deadline": "Friday 29 January",
    "difference": "Sum CZK 190,000, cost CZK 210,000. The difference may be right.",
    "expires": "31 January",
    "head": Markup(
        "Activity 2.2.7 (2/5)\n<b>Podporovat volnočasové kluby pro děti a mládež</b>\n"
        "Last year: done, CZK 210,000, “The club was open…” (8 words), 3\n"
    ),
    "hint": "Ongoing means a lasting work that goes on next year.",
    "in_days": "in 18 days",
    "label": "How did the activity go in 2026?",
    "last": "done, CZK 210,000, “The club was open…” (8 words), 3",
    "left": "9 days left",
    "level": "activity",
    "level_few": "activities",
    "level_genitive": "activity",
    "lines": ("town budget CZK 120,000", "state budget CZK 60,000", "the organisation's own CZK 30,000"),
    "messages": "2 messages",
    "moment": "20 January 2027, 14:05",
    "at": "14 January, 9:05",
    "medium": "By the phone call",
    "computed": "CZK 190,000",
    "how": "entered for the organisation",
    "opens": "on Monday 11 January",
    "remarks": ("sum CZK 190,000, cost CZK 210,000.",),
    "stated": "CZK 210,000",
    "wanted": Markup("Cost (CZK 210,000): “The sources are missing”"),
    "ours": "done",
    "others": "returned 2, all right 9, not ours 1",
    "plan_genitive": "the Crime Prevention Strategy of Kamenov",
    "privacy": "The controller of the data is the town of Kamenov. " * 20,
    "reason": "no room on the disk",
    "round": "Year 2026",
    "section": "Cost",
    "sections": "Cost, Description, Projects",
    "sent_at": "14 January 2027, 17:42",
    "source": "the organisation's own money",
    "first": "CZK 30,000",
    "second": "CZK 30",
    "parts": "town budget CZK 120,000, region CZK 60,000",
    "summary": "done, CZK 210,000, projects: 3",
    "state": "sent",
    "theirs": "partly done",
    "waiting": "5 activities are waiting",
    "words": "48 words",
}
_ITEM_LINES = tuple(
    {"number": f"2.2.{turn}", "title": "Podporovat volnočasové kluby pro děti…", "state": "odesláno"}
    for turn in range(1, 6)
)
_CHECK_LINES = tuple({"section": section, "value": "210 000 Kč"} for section in ("Plnění", "Náklady", "Popis"))
_REVIEW_LINES = tuple(
    {"section": section, "value": "210 000 Kč", "text": "", "reason": "Chybí zdroje"}
    for section in ("Plnění", "Náklady")
)
_REASON = {"reason": "Chybí rozdělení podle zdrojů"}
_IN_MESSAGE: Mapping[str, Mapping[str, object]] = {
    "review": {"lines": _REVIEW_LINES},
    "told_entered": {"day": "20. ledna", "name": "Eva Sojková"},
    "return_what": {"lines": _CHECK_LINES},
    "return_preview": {"lines": _REVIEW_LINES, "name": "Klub Kotva, z. s."},
    "returned_before": _REASON,
    "returned_question": _REASON,
    "returned_note": _REASON,
    "kept_because": _REASON,
    "told_returned_answer": _REASON,
    "told_returned_whole": _REASON,
    "review_many": {"lines": ("2.2.7 Volnočasové kluby, Klub Kotva", "2.3.1 Vzdělávání, Městská policie")},
    "overview": {"lines": _ITEM_LINES, "title": "Klub Kotva, z. s."},
    "check": {"lines": _CHECK_LINES},
    "all_sent": {"deadline": "do pátku 29. ledna"},
    "answered": {"text": Markup("Jaké byly náklady v roce 2026? Loni 210 000 Kč.")},
    "collected": {"messages": "1 zpráva"},
    "attached": {"name": "fotka z letního tábora.jpg"},
    "file_fetch_failed": {"name": "fotka z letního tábora.jpg"},
    "allow": {"actor": "Městská policie…"},
    "file_too_large": {"limit": 20},
}
"""Where a placeholder means something else than usually."""
_IN_ENGLISH_MESSAGE: Mapping[str, Mapping[str, object]] = {
    "all_sent": {"deadline": "by Friday 29 January"},
    "answered": {"text": Markup("What did it cost in 2026? Last year CZK 210,000.")},
    "collected": {"messages": "1 message"},
}


def sample(language: str, key: str = "") -> dict[str, object]:
    """Give the values with which a message is tried."""
    if language == "en":
        return {**_CZECH, **_ENGLISH, **_IN_MESSAGE.get(key, {}), **_IN_ENGLISH_MESSAGE.get(key, {})}
    return {**_CZECH, **_IN_MESSAGE.get(key, {})}
