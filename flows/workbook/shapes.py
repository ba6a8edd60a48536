"""The sheets of a plan's workbook."""

from flows.workbook.choice_words import ANSWERS, COUNTS, GENDERS, TRUTHS
from flows.workbook.shape import Column, Holds, SheetShape
from flows.workbook.shape_columns import ITEM, KEY, TREE
from flows.workbook.shapes_of_reports import COMMENTS, ENTRIES, REGISTERS, REPORTS, TEXTS, TITLE_PAGE
from flows.workbook.shapes_of_rounds import ASKS, ROUNDS, STEPS

__all__ = [
    "ABBREVIATIONS",
    "ACTORS",
    "ASKS",
    "COMMENTS",
    "DETAILS",
    "ENTRIES",
    "GROUPS",
    "HELP",
    "INDICATORS",
    "ITEMS",
    "KINDS",
    "LAST",
    "PASTE",
    "PLAN",
    "REGISTERS",
    "REPORTS",
    "ROUNDS",
    "SHEETS",
    "SOURCES",
    "STATUSES",
    "STEPS",
    "TEXTS",
    "TITLE_PAGE",
    "TREES",
]

PLAN = SheetShape(
    key="plan",
    cs="Plán",
    en="Plan",
    upright=True,
    columns=(
        KEY,
        Column(field="title", cs="Název plánu", en="Title of the plan", required=True, also=("název", "title")),
        Column(field="owner", cs="Vlastník", en="Owner", required=True, also=("město", "zadavatel")),
        Column(field="document.title", cs="Název dokumentu", en="Title of the document", required=True),
        Column(
            field="document.genitive",
            cs="Název dokumentu ve 2. pádě",
            en="Title after the words fulfilment of",
            required=True,
            also=("název dokumentu v 2. pádu", "2. pád názvu"),
        ),
        Column(field="period.from_on", cs="Platí od", en="Covers from", holds=Holds.DAY, also=("období od",)),
        Column(field="period.to_on", cs="Platí do", en="Covers to", holds=Holds.DAY, also=("období do",)),
        Column(field="period.label", cs="Období", en="Period", also=("označení období",)),
        Column(field="contact.name", cs="Kontaktní osoba", en="Contact person", required=True, also=("kontakt",)),
        Column(field="contact.position", cs="Funkce kontaktní osoby", en="Position of the contact person"),
        Column(field="contact.telephone", cs="Telefon", en="Telephone", required=True, also=("tel", "phone")),
        Column(field="contact.email", cs="E-mail", en="E-mail", also=("email", "mail")),
        Column(field="privacy.cs", cs="Osobní údaje česky", en="Privacy in Czech", holds=Holds.LONG),
        Column(field="privacy.en", cs="Osobní údaje anglicky", en="Privacy in English", holds=Holds.LONG),
        Column(
            field="retention_days",
            cs="Dny uchování osob po konci",
            en="Days people are kept after the end",
            holds=Holds.WHOLE,
            also=("doba uchování", "retention"),
        ),
        Column(field="counts", cs="Co se počítá", en="What counts", holds=Holds.CHOICE, words=COUNTS),
        Column(field="language", cs="Jazyk dokumentů", en="Language of the documents", also=("jazyk", "language")),
        Column(field="time_zone", cs="Časové pásmo", en="Time zone"),
        Column(field="sending.from_at", cs="Posílat od", en="Send from", holds=Holds.TIME),
        Column(field="sending.to_at", cs="Posílat do", en="Send until", holds=Holds.TIME),
        Column(
            field="sending.weekends", cs="Posílat o víkendu", en="Send at weekends", holds=Holds.TRUTH, words=TRUTHS
        ),
        Column(
            field="sending.holidays", cs="Posílat o svátcích", en="Send on holidays", holds=Holds.TRUTH, words=TRUTHS
        ),
        Column(field="sending.country", cs="Svátky kterého státu", en="Holidays of which country"),
    ),
)

TREES = SheetShape(
    key="trees",
    cs="Úrovně",
    en="Levels",
    also=("stromy", "stromy a úrovně", "trees"),
    columns=(
        Column(field="@tree", cs="Strom", en="Tree", holds=Holds.KEY, also=("klíč",)),
        Column(field="@title", cs="Název stromu", en="Title of the tree"),
        Column(field="nominative", cs="Úroveň", en="Level", required=True, also=("název úrovně",)),
        Column(field="genitive", cs="2. pád", en="Genitive"),
        Column(field="accusative", cs="4. pád", en="Accusative"),
        Column(field="few", cs="2 až 4", en="With 2 to 4"),
        Column(field="many", cs="5 a více", en="With 5 or more"),
        Column(field="gender", cs="Rod", en="Gender", holds=Holds.CHOICE, words=GENDERS),
    ),
)

ITEMS = SheetShape(
    key="items",
    cs="Položky",
    en="Items",
    also=("aktivity", "strom", "opatření", "struktura"),
    columns=(
        KEY,
        Column(field="tree", cs="Strom", en="Tree", holds=Holds.TREE),
        Column(field="level", cs="Úroveň", en="Level", holds=Holds.LEVEL, required=True, also=("typ", "druh")),
        Column(
            field="number", cs="Číslo", en="Number", holds=Holds.NUMBER, required=True, also=("č", "pořadí", "označení")
        ),
        Column(field="title", cs="Název", en="Title", required=True, also=("text", "název položky")),
        Column(field="body", cs="Popis", en="Description", holds=Holds.LONG, also=("stručný popis",)),
        Column(
            field="lead",
            cs="Odpovídá",
            en="Lead",
            holds=Holds.ACTOR,
            also=("garant", "gestor", "nositel", "odpovědný subjekt", "odpovědnost", "zodpovídá"),
        ),
        Column(
            field="contributors",
            cs="Spolupracuje",
            en="Contributors",
            holds=Holds.ACTORS,
            also=("spolurealizátor", "spolupracující subjekty", "spolupráce", "partneři"),
        ),
        Column(field="parent", cs="Patří pod", en="Belongs under", holds=Holds.ITEM, also=("nadřazená položka",)),
    ),
)

ACTORS = SheetShape(
    key="actors",
    cs="Subjekty",
    en="Actors",
    also=("organizace", "partneři", "odpovědné subjekty", "garanti"),
    columns=(
        KEY,
        Column(field="name", cs="Název", en="Name", required=True, also=("subjekt", "organizace")),
        Column(field="kind", cs="Druh", en="Kind", holds=Holds.KIND, also=("typ",)),
        Column(field="email", cs="E-mail", en="E-mail", also=("email", "mail")),
        Column(field="telephone", cs="Telefon", en="Telephone", also=("tel", "phone")),
        Column(field="deputy", cs="Zástupce", en="Deputy", holds=Holds.ACTOR, also=("zastupuje",)),
        Column(field="head", cs="Nadřízený", en="Head", holds=Holds.ACTOR),
        Column(
            field="answers",
            cs="Za skupinu odpovídá",
            en="Who answers for a group",
            holds=Holds.CHOICE,
            words=ANSWERS,
        ),
    ),
)

GROUPS = SheetShape(
    key="groups",
    cs="Skupiny",
    en="Groups",
    also=("skupiny subjektů",),
    columns=(
        Column(field="@group", cs="Skupina", en="Group", holds=Holds.ACTOR, required=True),
        Column(field="member", cs="Člen", en="Member", holds=Holds.ACTOR, required=True, also=("subjekt",)),
    ),
)

KINDS = SheetShape(
    key="kinds",
    cs="Druhy",
    en="Kinds",
    also=("druhy subjektů",),
    columns=(Column(field="kind", cs="Druh", en="Kind", required=True, also=("druh subjektu",)),),
)

INDICATORS = SheetShape(
    key="indicators",
    cs="Ukazatele",
    en="Indicators",
    also=("indikátory",),
    columns=(
        KEY,
        TREE,
        ITEM,
        Column(field="title", cs="Ukazatel", en="Indicator", required=True, also=("indikátor", "název")),
        Column(field="unit", cs="Jednotka", en="Unit"),
        Column(field="baseline", cs="Výchozí hodnota", en="Baseline", also=("výchozí stav",)),
        Column(field="target", cs="Cílová hodnota", en="Target", also=("cíl", "cílový stav")),
    ),
)

DETAILS = SheetShape(
    key="details",
    cs="Podrobnosti",
    en="Details",
    also=("podrobnosti položek",),
    columns=(
        TREE,
        ITEM,
        Column(field="label", cs="Označení", en="Label", required=True),
        Column(field="text", cs="Text", en="Text", holds=Holds.LONG, required=True),
    ),
)

ABBREVIATIONS = SheetShape(
    key="abbreviations",
    cs="Zkratky",
    en="Abbreviations",
    columns=(
        Column(field="abbreviation", cs="Zkratka", en="Abbreviation", required=True),
        Column(field="meaning", cs="Význam", en="Meaning", required=True),
    ),
)

STATUSES = SheetShape(
    key="statuses",
    cs="Stupnice plnění",
    en="Status scale",
    also=("stupně plnění", "stupnice"),
    columns=(
        Column(field="code", cs="Kód", en="Code", holds=Holds.KEY, required=True, also=("klíč",)),
        Column(field="@form", cs="Ve formuláři", en="In the form"),
        Column(field="label", cs="Označení ve zprávě", en="Printed label", also=("označení",)),
        Column(field="wordings", cs="Další znění", en="Further wordings", holds=Holds.LINES),
    ),
)

SOURCES = SheetShape(
    key="sources",
    cs="Zdroje peněz",
    en="Sources of money",
    also=("zdroje", "zdroje financování"),
    columns=(
        Column(field="code", cs="Kód", en="Code", holds=Holds.KEY, required=True, also=("klíč",)),
        Column(field="@form", cs="Ve formuláři", en="In the form"),
        Column(field="wordings", cs="Další názvy", en="Further names", holds=Holds.LINES),
    ),
)

LAST = SheetShape(
    key="last",
    cs="Loňské odpovědi",
    en="Last year's answers",
    open=True,
    also=("loni", "loňský rok", "last year"),
    columns=(
        TREE,
        ITEM,
        Column(field="label", cs="Období", en="Period", required=True, also=("rok",)),
    ),
)

PASTE = SheetShape(
    key="paste",
    cs="Rychlé vložení",
    en="Quick paste",
    columns=(
        Column(field="text", cs="Text z dokumentu", en="Text of the document", also=("text", "strategie", "název")),
        Column(
            field="actors",
            cs="Odpovědné subjekty",
            en="Responsible bodies",
            also=("odpovídá", "garant", "odpovědný subjekt", "gestor", "nositel"),
        ),
        Column(field="tree", cs="Strom", en="Tree", holds=Holds.TREE),
    ),
)

HELP = SheetShape(key="help", cs="Návod", en="Help", also=("nápověda",), columns=())

SHEETS = (
    HELP,
    PLAN,
    TREES,
    ITEMS,
    PASTE,
    ACTORS,
    GROUPS,
    KINDS,
    INDICATORS,
    DETAILS,
    ROUNDS,
    ASKS,
    STEPS,
    LAST,
    STATUSES,
    SOURCES,
    ABBREVIATIONS,
    REGISTERS,
    ENTRIES,
    REPORTS,
    TITLE_PAGE,
    COMMENTS,
    TEXTS,
)
"""All of them, in the order of a workbook."""
