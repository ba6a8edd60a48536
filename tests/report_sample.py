"""A small invented town: what the tests of the report are about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from flows.answers import JsonValue, Place
from flows.approval import Approval
from flows.plan import Actor, Ask, Contact, Document, Item, Period, Plan, ReportDefinition, Round, Tree
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot, Turn
from reports.build import build_report
from reports.model import Report
from reports.packaged import report_template, report_words

MADE_AT = datetime(2027, 1, 30, 7, 15, tzinfo=UTC)

DEGREES = {
    "fulfilled": ("Splněno", "Done"),
    "partly": ("Splněno částečně", "Partly done"),
    "ongoing": ("Plněno průběžně", "Ongoing"),
    "not_fulfilled": ("Nesplněno", "Not done"),
    "not_applicable": ("Netýká se", "Does not apply"),
}
COST_KINDS = {
    "amount": ("Částka", "Amount"),
    "running": ("V rámci běžné činnosti", "Within normal activity"),
    "none": ("Bez nákladů", "No cost"),
    "elsewhere_counted": ("Započteno u jiné aktivity", "Counted at another activity"),
    "other_budget": ("Mimo rozpočet strategie", "Outside the strategy's budget"),
    "passed_on": ("Jen předané dál", "Money only passed on"),
}
SOURCES = {
    "town": ("rozpočet města", "The town's budget"),
    "state": ("státní rozpočet", "State budget"),
    "region": ("kraj", "Region"),
    "own": ("vlastní zdroje organizací", "Organisations' own sources"),
}
HINDRANCES = {"lack_money": ("Chyběly peníze", "Lack of money"), "lack_people": ("Chyběli lidé", "Lack of people")}
NEXT_STEPS = {"next_year": ("Splníme v roce {next_year}", "We shall do it in {next_year}")}


def _texts(choices: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"cs": czech, "en": english} for name, (czech, english) in choices.items()}


LABELS = FormLabels(
    form="annual_evaluation",
    number=1,
    questions={"degree": {"cs": "Plnění", "en": "Fulfilment"}, "cost_kind": {"cs": "Náklady", "en": "Costs"}},
    choices={
        "degree": _texts(DEGREES),
        "cost_kind": _texts(COST_KINDS),
        "source": _texts(SOURCES),
        "hindrance": _texts(HINDRANCES),
        "next_step": _texts(NEXT_STEPS),
    },
    sections={
        **{name: {"cs": "Plnění", "en": "Fulfilment"} for name in ("degree", "degree_wording")},
        **{name: {"cs": "Náklady", "en": "Costs"} for name in ("cost_kind", "costs", "amount", "source")},
        "description": {"cs": "Popis", "en": "Description"},
        "projects": {"cs": "Projekty", "en": "Projects"},
    },
)

TITLES = {
    "1": "Rozvoj systému prevence kriminality",
    "1.1": "Zajištění realizačních kapacit",
    "1.1.1": "Organizačně zabezpečit systém prevence kriminality",
    "1.1.2": "Zajistit financování aktivit v oblasti prevence kriminality",
    "2": "Pomoc a poradenství obětem",
    "2.1": "Informování obětí",
    "2.1.1": "Vydat a rozšířit informační leták pro oběti trestných činů",
    "2.2": "Poradenství potenciálním a zejména zvlášť zranitelným obětem",
    "2.2.1": "Podporovat specializované poradenství pro oběti trestných činů",
    "2.2.7": "Podporovat volnočasové kluby pro děti a mládež",
    "3": "Bezpečný veřejný prostor",
    "3.1": "Prostor bez zákoutí",
    "3.1.1": "Osvětlit podchod u nádraží",
}
LEADS = {
    "1.1.1": "urad",
    "1.1.2": "urad",
    "2.1.1": "policie",
    "2.2.1": "poradna",
    "2.2.7": "kotva",
    "3.1.1": "sluzby",
}
ACTORS = (
    Actor(key="urad", name="Městský úřad Kamenov, odbor sociálních věcí", kind="město"),
    Actor(key="policie", name="Městská policie Kamenov", kind="město"),
    Actor(key="poradna", name="Poradna Přístav, o. p. s.", kind="NNO"),
    Actor(key="kotva", name="Klub Kotva, z. s.", kind="NNO"),
    Actor(key="sluzby", name="Technické služby Kamenov, s. r. o.", kind="město"),
)

Rows = Sequence[Mapping[str, JsonValue]]


def task(
    number: str,
    state: str = "submitted",
    *,
    how: str = "person",
    repeats: Mapping[str, Rows] | None = None,
    **said: JsonValue,
) -> TaskSnapshot:
    """Make the task of an item from what was said."""
    values: dict[Place, JsonValue] = {Place(question=name): value for name, value in said.items()}
    turns: list[Turn] = []
    for repeat, rows in (repeats or {}).items():
        for at, row in enumerate(rows, start=1):
            instance = f"{number}-{repeat}-{at}"
            turns.append(Turn(repeat=repeat, instance=instance))
            values |= {Place(question=name, instance=instance): value for name, value in row.items()}
    sent = state in {"submitted", "corrected", "approved"}
    return TaskSnapshot(
        task=f"task-{number}",
        round="2026",
        ask="evaluation",
        form="annual_evaluation",
        form_number=1,
        actor=LEADS.get(number, "urad"),
        state=state,
        item=number,
        tree="strategy",
        number=1 if sent else 0,
        submitted_at=datetime(2027, 1, 14, 16, 42, tzinfo=UTC) if sent else None,
        how=how if sent else "",
        values=values if sent else {},
        turns=tuple(turns) if sent else (),
    )


def stated(number: str, **said: JsonValue) -> TaskSnapshot:
    """Make the coordinator's task of a priority."""
    made = task(number, "submitted", how="person", repeats=None, **said)
    return replace(made, task=f"totals-{number}", ask="totals", form="priority_totals", actor="")


TASKS = (
    task(
        "1.1.1",
        degree="ongoing",
        cost_kind="running",
        description=[
            "Na MěÚ fungovaly pracovní skupiny:\n- prevence kriminality,\n- děti a mládež:\n  - škola,\n  - volný čas."
        ],
    ),
    task(
        "1.1.2",
        degree="fulfilled",
        cost_kind="passed_on",
        repeats={"costs": [{"source": "town", "amount": "1500000", "amount_label": "poskytnuté finance"}]},
        description=["Vyhlášen byl program, podrobnosti na https://kamenov.example/granty (k 31. 12. 2026)."],
    ),
    task(
        "2.1.1",
        degree="not_fulfilled",
        hindrance="lack_money",
        next_step="next_year",
        cost_kind="none",
        description=["Leták nevyšel."],
    ),
    task("2.2.1", degree="partly", cost_kind="elsewhere_counted", cost_counted_in=["2.2.7 kluby"], how="automatic"),
    task(
        "2.2.7",
        degree="fulfilled",
        cost_kind="amount",
        cost_estimate="yes",
        cost_total="210000",
        repeats={
            "costs": [
                {"source": "town", "amount": "120000"},
                {"source": "state", "amount": "60000", "amount_label": "MV"},
                {"source": "own", "amount": "30000"},
            ],
            "projects": [
                {"project_name": "Klub Maják", "project_amount": "150000"},
                {"project_name": "Prázdniny jinak – tábor", "project_amount": "40000"},
                {"project_name": "Doučování"},
            ],
        },
        project_count=3,
        description=["Klub měl otevřeno 212 dní, chodilo 64 dětí.", "Nově:\n1. výtvarná dílna\n2. hudební zkušebna"],
    ),
    task("3.1.1", state="not_supplied"),
)


def plan(titles: Mapping[str, str] = TITLES) -> Plan:
    """Make the plan of Kamenov."""
    return Plan(
        key="kamenov",
        title="Strategie prevence kriminality",
        owner="město Kamenov",
        document=Document(
            title="Strategie prevence kriminality města Kamenov na období 2025–2029",
            genitive="Strategie prevence kriminality města Kamenov na období 2025–2029",
        ),
        contact=Contact(name="Eva Sojková", telephone="555 010 203"),
        privacy={"cs": "Uchováváme jméno."},
        trees=(Tree(key="strategy", levels=("Priorita", "Opatření", "Aktivita")),),
        items=tuple(_item(number, title) for number, title in titles.items()),
        actors=ACTORS,
        abbreviations={
            "MěÚ": "městský úřad",
            "MV": "Ministerstvo vnitra",
            "NNO": "nestátní nezisková organizace",
            "PČR": "Policie České republiky",
        },
        rounds=(
            Round(
                key="2026",
                title="Rok 2026",
                period=Period(from_on=date(2026, 1, 1), to_on=date(2026, 12, 31), label="2026"),
                opens_at=date(2027, 1, 11),
                deadline_on=date(2027, 1, 29),
                asks=(
                    Ask(key="evaluation", form="annual_evaluation", tree="strategy"),
                    Ask(key="totals", form="priority_totals", tree="strategy", level=1, role="coordinator"),
                ),
            ),
        ),
        reports=(
            ReportDefinition(
                key="evaluation-2026",
                template="annual_evaluation",
                title="Zpráva o plnění Strategie prevence kriminality města Kamenov za rok 2026",
                rounds=("2026",),
                title_page={"Zpracovatel": "Eva Sojková, manažerka prevence kriminality", "Schváleno": ""},
                introduction="Zpráva shrnuje, co se v Kamenově za rok 2026 podařilo.",
            ),
        ),
    )


def _item(number: str, title: str) -> Item:
    parent = number.rpartition(".")[0]
    level = number.count(".") + 1
    return Item(
        key=number, tree="strategy", number=number, level=level, parent=parent, title=title, lead=LEADS.get(number, "")
    )


def snapshot(tasks: Sequence[TaskSnapshot] = TASKS, *, draft: bool = False, of: Plan | None = None) -> Snapshot:
    """Make the snapshot of Kamenov's first round."""
    return Snapshot(
        plan=of or plan(),
        plan_revision=1,
        report="evaluation-2026",
        rounds=("2026",),
        tasks=tuple(tasks),
        forms=(LABELS,),
        made_at=MADE_AT,
        draft=draft,
    )


def report(
    of: Snapshot | None = None,
    language: str = "cs",
    *,
    before: Snapshot | None = None,
    approval: Approval | None = None,
) -> Report:
    """Make Kamenov's report."""
    picture = of or snapshot()
    return build_report(
        picture,
        picture.plan.reports[0],
        language=language,
        words=report_words(language),
        template=report_template(picture.plan.reports[0].template),
        before=before,
        approval=approval,
    )
