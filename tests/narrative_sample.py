"""The example plan of a narrative with answers of our own: nested bullets, links, emphasis, footnotes, references."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.forms import read_known_form
from flows.answers import JsonValue, Place
from flows.form import Form
from flows.item_marks import with_item_marks
from flows.plan import Plan
from flows.plan_reading import read_plan
from flows.reading.bullets import read_bullets
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot, Turn
from flows.snapshot_labels import form_labels
from reports.build import build_report
from reports.model import Report
from reports.packaged import report_template, report_words

FILE = Path(__file__).parents[1] / "examples" / "lipovsky-kraj.toml"
FORMS = frozenset({"narrative", "shared_data"})
MADE_AT = datetime(2027, 1, 30, 7, 15, tzinfo=UTC)
TEXTS: Mapping[str, str] = {
    "1.1": """
Kraj má na webu stránku **Bezpečný kraj**, najdete ji na [webu kraje](https://kraj.example.org/bezpeci). Měsíčně ji \
navštíví 2 100 lidí^[Průměr za rok 2026; podrobnosti viz https://kraj.example.org/cisla.].
V krajském zpravodaji vyšlo v roce 2026 osm dílů seriálu o podvodech:
- falešný bankéř,
- podvodné nabídky v bazarech:
  - jak poznat podvodníka,
  - kam se obrátit,
- investice, které slibují __jistý zisk__.
Senioři dostali brožuru Klidné stáří, ve spolupráci s PČR ji převzalo 400 lidí.
U kulatého stolu v Lipnici se sešli starostové a policisté, navázalo na to opatření 2.1.
V krajském rozhlase mluvily poradny o tom, jak se bránit zadluženosti (viz plnění opatření 1.2).
""",
    "1.2": """
Sborník příkladů z obcí má 24 stran, vyšel v červnu.
Konference Prevence nahlas se konala 14. května v Lipnici, zúčastnilo se jí 86 lidí.
Viz plnění opatření 2.1.
""",
    "2.1": """
Manažeři prevence kriminality se sešli dvakrát:
- v březnu k žádostem o dotace MV,
- v říjnu k výměně zkušeností mezi obcemi.
Do systému prevence je zapojeno 17 obcí, v osmi z nich pracují APK.
Konzultace k žádostem o dotace využilo 11 obcí.
""",
    "2.3": """
IC přijalo 212 lidí ohrožených domácím násilím.
V kraji je 6 speciálních výslechových místností.
Resocializační program dokončilo 9 mladistvých.
""",
}
IDLE = {"1.2": ["vyjezdy-do-obci-ktere-maji-zkusenost"]}


@cache
def narrative_plan() -> Plan:
    plan = read_plan(FILE.read_text("utf-8"), forms=FORMS)
    assert isinstance(plan, Plan), plan
    return plan


@cache
def narrative_labels() -> FormLabels:
    form = read_known_form("narrative")
    assert isinstance(form, Form)
    return form_labels(form, 1)


def narrative_task(number: str, written: str | None, plan: Plan) -> TaskSnapshot:
    """Make the task of a measure from its bullets; None = nothing was sent."""
    item = next(item for item in plan.items if item.number == number)
    values: dict[Place, JsonValue] = {}
    turns = []
    for at, bullet in enumerate(read_bullets(written or ""), start=1):
        instance = f"{number}-{at}"
        turns.append(Turn(repeat="bullets", instance=instance))
        values[Place(question="bullet", instance=instance)] = [
            with_item_marks(bullet.text, narrative_plan(), item.tree)
        ]
        values[Place(question="bullet_level", instance=instance)] = bullet.level
    if number in IDLE:
        values[Place(question="points_idle")] = list(IDLE[number])
    return TaskSnapshot(
        task=f"task-{number}",
        round="r2026",
        ask="measures",
        form="narrative",
        form_number=1,
        actor=item.lead,
        state="submitted" if written else "not_supplied",
        item=item.key,
        tree=item.tree,
        number=1 if written else 0,
        submitted_at=MADE_AT if written else None,
        how="person" if written else "",
        values=values,
        turns=tuple(turns),
    )


def narrative_snapshot(*, draft: bool = False, plan: Plan | None = None) -> Snapshot:
    own = plan or narrative_plan()
    measures = [item.number for item in own.items if item.level == 2]
    texts = dict(
        zip(measures, [TEXTS.get(each.number) for each in narrative_plan().items if each.level == 2], strict=True)
    )
    tasks = [narrative_task(number, text, own) for number, text in texts.items()]
    return Snapshot(
        plan=own,
        plan_revision=1,
        report="vyhodnoceni",
        rounds=("r2026",),
        tasks=tuple(tasks),
        forms=(narrative_labels(),),
        made_at=MADE_AT,
        draft=draft,
    )


def narrative_report(
    language: str = "cs", *, draft: bool = False, plan: Plan | None = None, of: Snapshot | None = None
) -> Report:
    made = of or narrative_snapshot(draft=draft, plan=plan)
    return build_report(
        made,
        made.plan.reports[0],
        language=language,
        words=report_words(language),
        template=report_template("narrative"),
    )
