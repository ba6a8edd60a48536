"""Names of the levels of a plan with the forms a sentence needs (conversation.md, principles 6 and 7)."""

from dataclasses import dataclass
from typing import Literal

from flows.wording.numbers import number
from flows.wording.plurals import plural

Gender = Literal["m", "f", "n"]

_HARD_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelName:
    """A level's name in the forms that sentences use; all in lower case.

    Attributes:
        nominative: "aktivita".
        genitive: "aktivity".
        accusative: "aktivitu".
        few: With 2 to 4: "aktivity".
        many: With 0, 5 and more: "aktivit".
        gender: "m" (inanimate), "f" or "n"; "n" in English.
    """

    nominative: str
    genitive: str
    accusative: str
    few: str
    many: str
    gender: Gender


def _forms(line: str, gender: Gender) -> LevelName:
    nominative, genitive, accusative, few, many = line.split()
    return LevelName(nominative=nominative, genitive=genitive, accusative=accusative, few=few, many=many, gender=gender)


def _english_forms(one: str, many: str) -> LevelName:
    return LevelName(nominative=one, genitive=one, accusative=one, few=many, many=many, gender="n")


_CZECH: dict[str, LevelName] = {
    forms.nominative: forms
    for forms in (
        _forms("priorita priority prioritu priority priorit", "f"),
        _forms("cíl cíle cíl cíle cílů", "m"),
        _forms("opatření opatření opatření opatření opatření", "n"),
        _forms("aktivita aktivity aktivitu aktivity aktivit", "f"),
        _forms("úkol úkolu úkol úkoly úkolů", "m"),
        _forms("ukazatel ukazatele ukazatel ukazatele ukazatelů", "m"),
        _forms("výstup výstupu výstup výstupy výstupů", "m"),
        _forms("krok kroku krok kroky kroků", "m"),
        _forms("projekt projektu projekt projekty projektů", "m"),
        _forms("téma tématu téma témata témat", "n"),
        _forms("oblast oblasti oblast oblasti oblastí", "f"),
        _forms("kritérium kritéria kritérium kritéria kritérií", "n"),
        _forms("položka položky položku položky položek", "f"),
    )
}

_ENGLISH: dict[str, LevelName] = {
    czech: _english_forms(one, many)
    for czech, one, many in (
        ("priorita", "priority", "priorities"),
        ("cíl", "goal", "goals"),
        ("opatření", "measure", "measures"),
        ("aktivita", "activity", "activities"),
        ("úkol", "task", "tasks"),
        ("ukazatel", "indicator", "indicators"),
        ("výstup", "output", "outputs"),
        ("krok", "step", "steps"),
        ("projekt", "project", "projects"),
        ("téma", "theme", "themes"),
        ("oblast", "area", "areas"),
        ("kritérium", "criterion", "criteria"),
        ("položka", "item", "items"),
    )
}

_OTHER_ENGLISH_WORDS = {"objective": "cíl", "aim": "cíl", "action": "aktivita", "topic": "téma", "field": "oblast"}

_CZECH_BY_ENGLISH = {forms.nominative: czech for czech, forms in _ENGLISH.items()} | _OTHER_ENGLISH_WORDS


def level_name(word: str, lang: str) -> LevelName:
    """Find the forms of a level's name.

    Args:
        word: The level's word in the plan, Czech or English, in any case.
        lang: Language of the forms wanted, "cs" or "en".

    Returns:
        The forms; those of „položka“ ("item") when the word is not built in.
    """
    plain = word.strip().casefold()
    czech = _CZECH_BY_ENGLISH.get(plain, plain)
    table = _ENGLISH if lang == "en" else _CZECH
    return table.get(czech, table["položka"])


def count_of(level: LevelName, n: int, lang: str) -> str:
    """Say how many: "5 aktivit", "5 activities"."""
    word = plural(n, level.nominative, level.few, level.many, lang=lang)
    return f"{number(n, lang)}{_HARD_SPACE}{word}"


def waiting(level: LevelName, n: int, lang: str) -> str:
    """Say how many wait, the verb agreeing: "čeká 1 aktivita", "čekají 2 aktivity", "5 activities are waiting"."""
    if lang == "en":
        return f"{count_of(level, n, lang)} {plural(n, 'is', 'are', 'are', lang=lang)} waiting"
    return f"{plural(n, 'čeká', 'čekají', 'čeká')} {count_of(level, n, lang)}"
