"""The sheets about rounds."""

from flows.workbook.choice_words import ABOUT, ACTS, ANCHORS, EVERY, ROLES, SUBJECTS, TRUTHS
from flows.workbook.shape import Column, Holds, SheetShape
from flows.workbook.shape_columns import KEY

ROUNDS = SheetShape(
    key="rounds",
    cs="Sběry",
    en="Rounds",
    also=("sběr",),
    columns=(
        KEY,
        Column(field="title", cs="Název", en="Title", required=True),
        Column(field="period.from_on", cs="Období od", en="Covers from", holds=Holds.DAY),
        Column(field="period.to_on", cs="Období do", en="Covers to", holds=Holds.DAY),
        Column(field="period.label", cs="Období", en="Period", required=True, also=("rok",)),
        Column(field="opens_at", cs="Zahájení", en="Opens", holds=Holds.MOMENT, required=True, also=("začátek",)),
        Column(field="deadline_on", cs="Termín", en="Deadline", holds=Holds.MOMENT, required=True),
        Column(field="grace_days", cs="Dny navíc", en="Days of grace", holds=Holds.WHOLE),
        Column(field="last", cs="Předchozí sběr", en="Round before", holds=Holds.ROUND),
        Column(field="every", cs="Opakuje se", en="Comes back", holds=Holds.CHOICE, words=EVERY, also=("opakování",)),
        Column(field="times", cs="Kolikrát", en="Times", holds=Holds.WHOLE),
        Column(field="remind", cs="Připomínat", en="Remind", holds=Holds.TRUTH, words=TRUTHS),
        Column(field="take_over", cs="Převzít neodeslané", en="Take over unsent", holds=Holds.TRUTH, words=TRUTHS),
        Column(
            field="print_unfinished",
            cs="Tisknout nedokončené",
            en="Print unfinished",
            holds=Holds.TRUTH,
            words=TRUTHS,
        ),
    ),
)

ASKS = SheetShape(
    key="asks",
    cs="Dotazy",
    en="Asks",
    also=("koho se ptáme", "otázky sběru"),
    columns=(
        Column(field="@round", cs="Sběr", en="Round", holds=Holds.ROUND, required=True),
        KEY,
        Column(field="form", cs="Formulář", en="Form", required=True),
        Column(field="subject", cs="Na co", en="About", holds=Holds.CHOICE, words=SUBJECTS),
        Column(field="tree", cs="Strom", en="Tree", holds=Holds.TREE),
        Column(field="level", cs="Úroveň", en="Level", holds=Holds.LEVEL),
        Column(field="filter", cs="Jen položky", en="Only items", holds=Holds.LINES, also=("výběr",)),
        Column(field="role", cs="Kdo odpovídá", en="Who answers", holds=Holds.CHOICE, words=ROLES, also=("role",)),
        Column(field="after", cs="Až po dotazu", en="After the ask"),
    ),
)

STEPS = SheetShape(
    key="steps",
    cs="Upozornění",
    en="Ladder",
    also=("plán upozornění", "připomínky"),
    columns=(
        Column(field="@round", cs="Sběr", en="Round", holds=Holds.ROUND, required=True),
        KEY,
        Column(field="act", cs="Krok", en="Step", holds=Holds.CHOICE, words=ACTS, required=True),
        Column(field="when", cs="Kdy", en="When", also=("okamžik",)),
        Column(field="days", cs="Dny", en="Days", holds=Holds.WHOLE),
        Column(field="anchor", cs="Počítá se od", en="Counted from", holds=Holds.CHOICE, words=ANCHORS),
        Column(field="working_days", cs="Jen pracovní dny", en="Working days only", holds=Holds.TRUTH, words=TRUTHS),
        Column(field="at", cs="Čas", en="Time", holds=Holds.TIME),
        Column(field="to", cs="O čem", en="About which", holds=Holds.CHOICE, words=ABOUT),
        Column(field="text.cs", cs="Text česky", en="Text in Czech", holds=Holds.LONG),
        Column(field="text.en", cs="Text anglicky", en="Text in English", holds=Holds.LONG),
    ),
)
