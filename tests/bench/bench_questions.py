"""What the bots to compare with ask: the same words and buttons for each of them, and nothing that needs a library."""

from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[str, ...], ...]

WELCOME = "Dobrý den, prosíme o podklady za rok 2026."
START, DEGREE, COSTS, DESCRIPTION, DONE, MORE, CHECK = range(7)
QUESTIONS: dict[int, tuple[str, Rows]] = {
    DEGREE: (
        "<b>Aktivita</b>\nVést besedy o bezpečném chování na internetu\nJak se dařilo aktivitu v roce 2026 plnit?",
        (("Splněno", "Částečně", "Průběžně"), ("Nesplněno", "Netýká se"), ("Později", "Nepatří nám")),
    ),
    COSTS: (
        (
            "Jaké byly náklady v roce 2026?\n<i>Napište částku, třeba 210 tis. Víc zdrojů napište za sebou: "
            "město 120 tis., kraj 60 tis., vlastní 30 tis.</i>"
        ),
        (("V rámci běžné činnosti",), ("Bez nákladů", "Jinak"), ("Neuvádět", "Zpět", "Později")),
    ),
    DESCRIPTION: (
        (
            "Co se v roce 2026 udělalo? Stačí dvě tři věty, klidně ve více zprávách.\n"
            "<i>Přiložit můžete fotku nebo Word.</i>"
        ),
        (("Neuvádět", "Zpět", "Později"),),
    ),
    DONE: ("Zapsáno: 1 zpráva, 14 slov.", (("Hotovo",), ("Přečíst", "Smazat poslední"))),
    MORE: (
        "Co ještě doplnit?",
        (("Projekty", "Počty", "Odkazy"), ("Přílohy",), ("Nic, ke kontrole",), ("Zpět",)),
    ),
    CHECK: (
        "Kontrola\n1 Plnění: splněno\n2 Náklady: v rámci běžné činnosti\n3 Popis: 14 slov\n4 Projekty: žádné",
        (("Odeslat a další",), ("1", "2", "3", "4"), ("Přehled",)),
    ),
}
