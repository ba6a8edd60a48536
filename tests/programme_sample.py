"""The example plan of a programme with answers of our own: levels twice, four quarters of a log, goals and outputs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from bot.forms import read_known_form
from flows.answers import JsonValue, Place
from flows.decisions import Termination
from flows.evaluation_pass import counted_turn
from flows.form import Form
from flows.plan import Item
from flows.plan_walk import own_indicator
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot, Turn
from flows.snapshot_labels import form_labels
from reports.build import build_report
from reports.model import Report
from reports.packaged import report_template, report_words
from tests.programme import programme

MADE_AT = datetime(2027, 1, 30, 7, 15, tzinfo=UTC)
FORMS = (
    "programme_levels",
    "programme_log",
    "programme_comment",
    "programme_goal",
    "programme_output",
    "programme_summary",
)
THEN = (
    "yes partly partly no partly no yes no no"
    " yes no no no partly no partly no no"
    " no no yes partly no no not_applicable no"
)
NOW = (
    "yes yes partly partly partly yes yes partly no"
    " yes yes no yes yes partly partly no no"
    " partly yes yes no no without not_applicable yes"
)
"""Levels of the indicators, a criterion each line."""
TEXTS = {
    "yes": "Platí pro všechny tři lokality.",
    "partly": "Zatím jen v Přádelní ulici, na sídlišti Na Stráni se připravuje.",
    "no": "Chybí dohoda s vlastníkem domu.",
    "without": "Stupeň nelze určit, průzkum vyjde až v březnu.",
}
LOG: Mapping[str, Sequence[tuple[str, str, tuple[str, ...], str]]] = {
    "q-2026-Q1": (
        ("2026-01-21", "meeting", (), "Vedení města a konzultantka se dohodly na cílech a na složení PS."),
        ("2026-03-04", "working_group", ("g1-1", "k1"), "PS prošla výsledky prvních dvanácti rozhovorů."),
    ),
    "q-2026-Q2": (
        ("2026-04-15", "consultation", ("g2-2", "k3"), "Škola popsala, kdy a proč deváťáci chybějí."),
        ("2026-05-19", "other", ("g1-1",), "Pochůzka po šesti místech, kterých se lidé bojí:\n- podchod,\n- nádraží."),
        ("2026-06-10", "working_group", ("g1-2", "g2-3", "k2"), "PS vybrala nástroje na druhé pololetí."),
    ),
    "q-2026-Q3": (),
    "q-2026-Q4": (("2026-10-07", "working_group", ("g2-1",), "První domovní schůze se zúčastnilo 31 lidí."),),
}
COMMENTS = {
    "q-2026-Q1": "Spolupráce začala dobře. Doporučení:\n- zapisovat i odmítnuté návrhy,\n- pozvat zástupce obyvatel.",
    "q-2026-Q4": "Asistenti jsou na ulici vidět. Chybí druhý mediátor.",
}
GOALS = {
    "g1-1": ("reached", "Rozhovorů proběhlo 46 a opakovat se budou každý podzim."),
    "g1-2": ("partly", "Pracuje jeden APK, druhý nastoupí v březnu."),
    "g2-1": ("partly", "Na přípravě dvou akcí se podíleli obyvatelé Přádelní ulice."),
    "g2-2": ("reached", "Klub je otevřený čtyři dny v týdnu."),
    "g2-3": ("not_reached", "Místnost je připravená, mediátor se nenašel."),
}
OUTPUTS = {
    "v1-1": ("done", "Prezenční listiny čtyř setkání, 58 účastníků."),
    "v1-2": ("partly", "Jedna pracovní smlouva a plán pochůzek."),
    "v1-3": ("done", "Mapa a zápis z rady města ze dne 5. října."),
    "v1-4": ("not_done", "Postup čeká na mediátora."),
    "v2-1": ("done", "Dohodu podepsalo pět partnerů."),
    "v2-2": ("done", "Rozbor má 22 stran."),
    "v2-3": ("not_applicable", "Program převzal dům dětí."),
}
SUMMARY = (
    "Město dnes ví, co lidé v lokalitách potřebují, a má koho za nimi poslat.\nNejvíc se posunula spolupráce partnerů."
)
COOPERATION = "Jedna konzultace za čtvrtletí, zaměřená na sousedské spory."


@cache
def _labels() -> tuple[FormLabels, ...]:
    found = []
    for name in FORMS:
        form = read_known_form(name)
        assert isinstance(form, Form), name
        found.append(form_labels(form, 1))
    return tuple(found)


def _task(form: str, round_key: str, ask: str, actor: str, values: Mapping[Place, JsonValue] | None) -> TaskSnapshot:
    supplied = values is not None
    return TaskSnapshot(
        task=f"{round_key}-{ask}",
        round=round_key,
        ask=ask,
        form=form,
        form_number=1,
        actor=actor,
        state="submitted" if supplied else "not_supplied",
        number=int(supplied),
        submitted_at=MADE_AT if supplied else None,
        how="person" if supplied else "",
        values=values or {},
    )


def _levels(round_key: str, levels: str) -> TaskSnapshot:
    items = [item for item in programme().items if item.tree == "criteria"]
    turns = [
        counted_turn("indicators", "", own_indicator(item.key, each.key)) for item in items for each in item.indicators
    ]
    values: dict[Place, JsonValue] = {}
    for at, (turn, level) in enumerate(zip(turns, levels.split(), strict=True)):
        values[Place(question="level", instance=turn)] = level
        if level in TEXTS and (level in ("partly", "without") or at % 4 == 0):
            values[Place(question="level_text", instance=turn)] = [TEXTS[level]]
    task = _task("programme_levels", round_key, "levels", "konzultant", values)
    return replace(task, turns=tuple(Turn(repeat="indicators", instance=turn) for turn in turns))


def _log(round_key: str) -> TaskSnapshot:
    values: dict[Place, JsonValue] = {}
    turns = []
    for at, (day, kind, refs, text) in enumerate(LOG[round_key], start=1):
        turn = f"{round_key}-{at}"
        turns.append(Turn(repeat="entries", instance=turn))
        said: dict[str, JsonValue] = {"entry_day": day, "entry_kind": kind, "entry_text": [text]}
        said |= {"entry_refs": list(reversed(refs))} if refs else {"entry_refs_reason": ["příprava programu"]}
        said |= {"entry_kind_other": ["pochůzka"]} if kind == "other" else {}
        values |= {Place(question=name, instance=turn): value for name, value in said.items()}
    return replace(_task("programme_log", round_key, "log", "konzultant", values), turns=tuple(turns))


def _of_item(item: Item, form: str, ask: str, values: Mapping[str, JsonValue] | None) -> TaskSnapshot:
    placed = {Place(question=name): value for name, value in values.items()} if values is not None else None
    task = _task(form, "konec", ask, item.lead, placed)
    return replace(task, task=f"konec-{ask}-{item.key}", item=item.key, tree=item.tree)


def _evaluated() -> Iterator[TaskSnapshot]:
    for item in programme().items:
        if item.key in GOALS:
            result, text = GOALS[item.key]
            yield _of_item(item, "programme_goal", "goals", {"goal_result": result, "goal_text": [text]})
        elif item.key in OUTPUTS:
            result, text = OUTPUTS[item.key]
            told = "output_evidence" if result in ("done", "partly") else "output_reason"
            yield _of_item(item, "programme_output", "outputs", {"output_result": result, told: [text]})


def programme_tasks() -> tuple[TaskSnapshot, ...]:
    """Give the tasks of all rounds, everything answered."""
    comments = [
        _task("programme_comment", key, "comment", "", {Place(question="comment"): [text]})
        for key, text in COMMENTS.items()
    ]
    summary: dict[Place, JsonValue] = {
        Place(question="summary"): [SUMMARY],
        Place(question="cooperation"): [COOPERATION],
    }
    return (
        _levels("zacatek", THEN),
        *(_log(key) for key in LOG),
        *comments,
        _levels("konec", NOW),
        *_evaluated(),
        _task("programme_summary", "konec", "summary", "", summary),
    )


def ended_tasks() -> tuple[TaskSnapshot, ...]:
    """Give the tasks of a programme that ended in September: the rest was marked, nothing more was answered."""
    kept = [task for task in programme_tasks() if task.round in ("zacatek", "q-2026-Q1", "q-2026-Q2")]
    rest = [task for task in programme_tasks() if task not in kept and task.ask != "comment"]
    gone = [
        replace(task, state="not_applicable", number=0, submitted_at=None, how="", values={}, turns=()) for task in rest
    ]
    return (*kept, *gone)


ENDED = Termination(on=date(2026, 9, 30), body="zastupitelstvo města", resolution="112/2026")


def programme_snapshot(
    tasks: Sequence[TaskSnapshot] | None = None, *, draft: bool = False, ended: Termination | None = None
) -> Snapshot:
    """Make the snapshot of the example's report."""
    plan = programme()
    return Snapshot(
        plan=plan,
        plan_revision=1,
        report=plan.reports[0].key,
        rounds=plan.reports[0].rounds,
        tasks=programme_tasks() if tasks is None else tuple(tasks),
        forms=_labels(),
        made_at=MADE_AT,
        draft=draft,
        ended=ended,
    )


def programme_report(language: str = "cs", *, draft: bool = False, ended: bool = False) -> Report:
    """Make the report of the example; `ended`: the programme ended early."""
    made = programme_snapshot(ended_tasks() if ended else None, draft=draft, ended=ENDED if ended else None)
    definition = made.plan.reports[0]
    template = report_template(definition.template)
    return build_report(made, definition, language=language, words=report_words(language), template=template)
