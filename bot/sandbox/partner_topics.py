"""What simulated partners have to say: sentences of our own about the work that a title names."""

import random
import re
from dataclasses import dataclass

RANGE = re.compile(r"\{(\d+)-(\d+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A kind of work.

    Attributes:
        sign: What in a title names it.
        sentences: What can be said of it; "{5-9}" stands for a number (five and more, for the sake of grammar).
        projects: Names of projects, without amounts.
    """

    sign: str
    sentences: tuple[str, ...]
    projects: tuple[str, ...] = ()


TOPICS = (
    Topic(
        sign="pracovní skupin",
        sentences=(
            "Pracovní skupina se sešla v každém čtvrtletí, průměrně se zúčastnilo {8-14} členů.",
            "Zápisy jsou na webu města, z {10-16} přijatých úkolů jich bylo {6-9} splněno v termínu.",
            "Nově se jednání účastní i zástupci městských obvodů.",
        ),
    ),
    Topic(
        sign="manažer",
        sentences=(
            "Funkce byla po celý rok obsazená, vzdělávání mělo rozsah {24-48} hodin.",
            "Zkušenosti jsme si vyměnili na setkání s {6-12} dalšími městy v kraji.",
        ),
    ),
    Topic(
        sign="bezpečnostní situac",
        sentences=(
            "Analýzu za předchozí rok projednalo zastupitelstvo v červnu, přílohou byla mapa {9-15} rizikových míst.",
            "Data jsme doplnili o výsledky ankety mezi obyvateli, vrátilo se {240-410} dotazníků.",
        ),
    ),
    Topic(
        sign="setkávat se s obyvateli",
        sentences=(
            "Uskutečnilo se {5-8} setkání přímo v ulicích, přišlo na ně {90-160} lidí.",
            "Nejčastěji zaznívalo osvětlení, nepořádek u kontejnerů a hluk v nočních hodinách.",
            "Z podnětů vzniklo {11-19} opatření, o vyřízení jsme obyvatele informovali na vývěskách.",
        ),
    ),
    Topic(
        sign="žádosti o dotace",
        sentences=(
            "Připravili jsme {5-7} společných žádostí, podpořené byly kamery, asistenti a letní pobyty.",
            "Vyúčtování všech projektů odešlo v termínu, závěrečné zprávy jsou na webu.",
        ),
        projects=("Kamenov – kamerový systém 2026", "Kamenov – asistenti prevence kriminality", "Prázdniny jinak"),
    ),
    Topic(
        sign="nízkoprahov",
        sentences=(
            "Klub měl otevřeno {205-230} dní, chodilo do něj {56-78} dětí.",
            "Proběhlo {18-29} preventivních besed, nejvíc o penězích a dluzích.",
            "V létě jsme klub otevírali i dopoledne.",
        ),
        projects=("Klub Maják", "Prázdniny jinak – tábor", "Doučování"),
    ),
    Topic(
        sign="tábor",
        sentences=(
            "V létě jsme uspořádali {5-7} turnusů, zúčastnilo se jich {84-120} dětí.",
            "Pro {20-35} dětí z ohrožených rodin byl tábor zdarma.",
        ),
        projects=("Týden v přírodě", "Řemeslný tábor"),
    ),
    Topic(
        sign="hřišt",
        sentences=(
            "Hřiště bylo otevřené každý všední den do 19 hodin, o víkendu od 10 hodin.",
            "Správce zapsal {2100-3400} návštěv, poškození jsme řešili v {5-9} případech.",
        ),
        projects=("Otevřené hřiště",),
    ),
    Topic(
        sign="všeobecné prevence",
        sentences=(
            "Programy běžely v {24-38} třídách, zapojilo se {520-810} žáků.",
            "Každá třída měla dva bloky, na druhý navázala práce s třídním učitelem.",
        ),
        projects=("Bezpečná třída", "Když se řekne ne"),
    ),
    Topic(
        sign="internet",
        sentences=(
            "Strážníci vedli {31-46} besed pro {640-930} žáků.",
            "Nově jsme zařadili téma podvodných nabídek a falešných profilů.",
            "Pro rodiče se konal večer s ukázkami, přišlo {25-60} lidí.",
        ),
    ),
    Topic(
        sign="metodik",
        sentences=(
            "Metodici se sešli {5-6}krát, školení o sebepoškozování absolvovalo {12-18} z nich.",
            "Sdílená složka s postupy má {30-44} dokumentů.",
        ),
    ),
    Topic(
        sign="poradenské pracoviště",
        sentences=(
            "Psycholožka pracovala na poloviční úvazek, vedla {46-71} žáků.",
            "Na pracoviště se obrátilo také {18-33} rodičů.",
        ),
        projects=("Školní poradna",),
    ),
    Topic(
        sign="ohrožené děti",
        sentences=(
            "Terénní pracovníci navštívili {38-62} rodin, nově jich bylo {9-17}.",
            "S orgánem sociálně-právní ochrany dětí jsme řešili {12-21} případů.",
        ),
    ),
    Topic(
        sign="případové konference",
        sentences=(
            "Konferencí bylo {11-18}, ve {7-9} rodinách se dohodnuté kroky naplnily do půl roku.",
            "Škola se účastnila vždy, dětský lékař v polovině případů.",
        ),
    ),
    Topic(
        sign="asistent",
        sentences=(
            "Zaměstnáváme {6-8} asistentů, odsloužili {8200-9800} hodin.",
            "Pohybovali se hlavně kolem nádraží, v parku a u škol.",
            "Polovina z nich pracuje pro město déle než dva roky.",
        ),
        projects=("Kamenov – asistenti prevence kriminality",),
    ),
    Topic(
        sign="hlíd",
        sentences=(
            "Společných hlídek bylo {96-140}, nejvíc v pátek a v sobotu večer.",
            "Zaměřily se na prodej alkoholu mladistvým, zkontrolovaly {58-83} provozoven.",
        ),
    ),
    Topic(
        sign="domovn",
        sentences=(
            "Domovníci pracovali v {5-7} obecních domech se {190-260} byty.",
            "Řešili {140-210} podnětů, škody na společných prostorách klesly.",
        ),
    ),
    Topic(
        sign="kamer",
        sentences=(
            "Přibylo {5-8} kamerových bodů, {9-12} starších jsme vyměnili.",
            "Záznamy si policie vyžádala ve {74-118} případech.",
        ),
        projects=("Kamenov – kamerový systém 2026",),
    ),
    Topic(
        sign="osvětlit",
        sentences=(
            "Nové osvětlení má {5-9} přechodů a cesta ke škole Nábřežní.",
            "Podchod u nádraží čeká na souhlas správce dráhy.",
        ),
        projects=("Světlo do podchodu",),
    ),
    Topic(
        sign="forenzní",
        sentences=(
            "Označili jsme {210-320} jízdních kol a {24-41} kompenzačních pomůcek.",
            "Akcí pro veřejnost bylo {7-11}, dvě se konaly v domovech pro seniory.",
        ),
        projects=("Značení kol",),
    ),
    Topic(
        sign="v první linii",
        sentences=(
            "Školení prošlo {24-46} strážníků, zdravotníků a pracovnic přepážek.",
            "Nový sešit s postupy dostalo {60-95} lidí, kteří se s oběťmi setkávají jako první.",
        ),
        projects=("Citlivě v první linii",),
    ),
    Topic(
        sign="obět",
        sentences=(
            "Poradna poskytla {480-640} konzultací, z toho {90-150} lidem ohroženým domácím násilím.",
            "Otevřeno bylo i dva večery v týdnu.",
        ),
        projects=("Poradna pro oběti",),
    ),
    Topic(
        sign="senior",
        sentences=(
            "Přednášek pro seniory bylo {14-22}, řetízků jsme rozdali {160-280}.",
            "Nejvíc dotazů se týkalo falešných bankéřů.",
        ),
    ),
    Topic(
        sign="obecně prospěšn",
        sentences=(
            "Odpracovalo se {5200-6900} hodin na {16-24} místech.",
            "Trest řádně vykonalo {31-45} lidí.",
        ),
    ),
    Topic(
        sign="výkonu trestu",
        sentences=(
            "Doprovázeli jsme {18-29} lidí, bydlení našlo {9-14} a práci {8-12} z nich.",
            "Pomohla dohoda s ubytovnou a se dvěma zaměstnavateli.",
        ),
    ),
    Topic(
        sign="mladistv",
        sentences=(
            "Programem prošlo {9-15} mladistvých, dokončila ho většina.",
            "Rodiče se zapojili v {6-8} případech.",
        ),
        projects=("Druhá šance",),
    ),
)
ANY = Topic(
    sign="",
    sentences=(
        "Činnost běžela celý rok, zapojilo se do ní {25-90} lidí.",
        "Ve spolupráci s partnery proběhlo {6-18} setkání.",
        "Zkušenosti shrnuje interní vyhodnocení, navážeme na ně v dalším roce.",
    ),
    projects=("Společně bezpečně", "Otevřené dveře"),
)


def topic_of(title: str) -> Topic:
    """Find the topic that a title names; ANY where it names none of them."""
    lowered = title.lower()
    return next((topic for topic in TOPICS if topic.sign in lowered), ANY)


def filled(sentence: str, chance: random.Random) -> str:
    """Put numbers into a sentence."""
    return RANGE.sub(lambda match: f"{chance.randint(int(match[1]), int(match[2]))}", sentence)
