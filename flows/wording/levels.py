"""The names of a plan's levels with the forms that sentences need."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from flows.wording.numbers import NO_BREAK, number
from flows.wording.plurals import plural


class Gender(StrEnum):
    """Grammatical gender; English names are neuter."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelName:
    """The forms of a level's name, all in lower case.

    Attributes:
        nominative: aktivita.
        genitive: aktivity.
        accusative: aktivitu.
        few: With 2 to 4: aktivity.
        many: With 0, 5 and more: aktivit.
        gender: Of the noun.
        lang: The language of the forms.
    """

    nominative: str
    genitive: str
    accusative: str
    few: str
    many: str
    gender: Gender
    lang: str = "cs"


def _czech(forms: str, gender: Gender) -> LevelName:
    nominative, genitive, accusative, few, many = forms.split()
    return LevelName(nominative=nominative, genitive=genitive, accusative=accusative, few=few, many=many, gender=gender)


def _english(one: str, more: str) -> LevelName:
    return LevelName(nominative=one, genitive=one, accusative=one, few=more, many=more, gender=Gender.NEUTER, lang="en")


_M, _F, _N = Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER
_CZECH = {
    name.nominative: name
    for name in (
        _czech("priorita priority prioritu priority priorit", _F),
        _czech("cíl cíle cíl cíle cílů", _M),
        _czech("opatření opatření opatření opatření opatření", _N),
        _czech("aktivita aktivity aktivitu aktivity aktivit", _F),
        _czech("úkol úkolu úkol úkoly úkolů", _M),
        _czech("ukazatel ukazatele ukazatel ukazatele ukazatelů", _M),
        _czech("výstup výstupu výstup výstupy výstupů", _M),
        _czech("krok kroku krok kroky kroků", _M),
        _czech("projekt projektu projekt projekty projektů", _M),
        _czech("téma tématu téma témata témat", _N),
        _czech("oblast oblasti oblast oblasti oblastí", _F),
        _czech("kritérium kritéria kritérium kritéria kritérií", _N),
    )
}
_ENGLISH = {
    "priorita": _english("priority", "priorities"),
    "cíl": _english("goal", "goals"),
    "opatření": _english("measure", "measures"),
    "aktivita": _english("activity", "activities"),
    "úkol": _english("assignment", "assignments"),
    "ukazatel": _english("indicator", "indicators"),
    "výstup": _english("output", "outputs"),
    "krok": _english("step", "steps"),
    "projekt": _english("project", "projects"),
    "téma": _english("topic", "topics"),
    "oblast": _english("area", "areas"),
    "kritérium": _english("criterion", "criteria"),
}
_BY_ENGLISH = {name.nominative: word for word, name in _ENGLISH.items()}
_ITEM = {"cs": _czech("položka položky položku položky položek", _F), "en": _english("item", "items")}


def level_name(word: str, lang: str = "cs") -> LevelName:
    """Return the forms of a level's name; a word that has none built in becomes ``položka`` (``item``).

    Args:
        word: The Czech nominative in the plan, or its English name; case does not matter.
        lang: The language of the forms wanted.
    """
    key = word.strip().lower()
    key = _BY_ENGLISH.get(key, key)
    table, item = (_CZECH, _ITEM["cs"]) if lang == "cs" else (_ENGLISH, _ITEM["en"])
    return table.get(key, item)


def is_built_in(word: str) -> bool:
    """Tell whether the forms of this level's name are known, so that the plan need not give them."""
    key = word.strip().lower()
    return key in _CZECH or key in _BY_ENGLISH


def count_of(level: LevelName, n: Decimal | int) -> str:
    """Write a number of things: ``1 aktivita``, ``2 aktivity``, ``5 aktivit``, ``1,5 aktivity``."""
    form = plural(n, level.nominative, level.few, level.many, level.genitive, lang=level.lang)
    return f"{number(n, level.lang)}{NO_BREAK}{form}"


def waiting(level: LevelName, n: int) -> str:
    """Say how much is waiting: ``čeká 1 aktivita``, ``čekají 2 aktivity``, ``čeká 5 aktivit``; in English after it."""
    if level.lang == "cs":
        return f"{plural(n, 'čeká', 'čekají', 'čeká')} {count_of(level, n)}"
    return f"{count_of(level, n)} {plural(n, 'is', 'are', 'are', lang=level.lang)} waiting"
