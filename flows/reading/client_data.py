"""Noticing that a text tells something about one client: a name, a day of birth, a document, a dwelling."""

import re

from flows.reading.personal import looks_like_birth_number

_UPPER, _LOWER = "A-ZÁČĎÉĚÍĽŇÓŘŠŤÚŮÝŽ", "a-záčďéěíľňóřšťúůýž"
_WORD = f"[{_UPPER}][{_LOWER}]+"
_INSTITUTION = (
    r"(?!(?:Klub|Centr|Azyl|Charit|Diakon|Dom|Dům|Měst|Obec|Kraj|Nízko|Terén|Poradn|Služ|Organiz|Spol|Sdruž|Ústav|Škol"
    r"|Základ|Armád|Člověk|Probač|Polici|Úřad|OSPOD|NZDM|Club|Cent|House|Shelter|Servic|School|Town|Counsel|Red)\w*)"
)
_TITLE = r"(?:pan|pán|paní|pana|panu|panem|panu|slečna|slečny|slečnu|[Mm]r|[Mm]rs|[Mm]s|[Mm]iss)\.?\s+"
_ONE_CLIENT = (
    r"(?i:klient(?:a|ovi|em|ka|ku|ce|kou)?|pacient(?:a|ovi|em|ka|ku|ce|kou)?|uživatel(?:e|i|em|ka|ku|ce|kou)?"
    r"|svěřen(?:ec|ce|cem|ci|kyně|kyni)|oběť|oběti|obětí|client|patient|victim)"
)
_NAMED = re.compile(
    rf"\b{_ONE_CLIENT}\s+"
    rf"(?:{_TITLE}{_INSTITUTION}{_WORD}|{_INSTITUTION}{_WORD}\s+{_INSTITUTION}(?:{_WORD}|[{_UPPER}]\.))"
)
_DAY = r"(?:\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d{2}|\d{1,2}\s+[A-Za-zÁ-ž]{3,12}\s+(?:19|20)\d{2})"
_BORN = re.compile(
    rf"\b(?:nar\.?|naroz(?:en[áaýéío]?|ení)|born(?:\son)?|date\sof\sbirth)\W{{0,3}}{_DAY}", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"\b(?:občansk\w+\s+průkaz\w*|č(?:íslo|\.)\s?OP|OP\s+č\.|pas(?:u)?\s+č\.|čísl\w+\s+pojištěn\w+|passport)\D{0,8}\d{6,}",
    re.IGNORECASE,
)
_DWELLING = re.compile(rf"\b(?:[Bb]ytem|[Tt]rvale\s+bytem|[Bb]ydliště|[Rr]esiding\sat)\W{{1,3}}(?:{_WORD}\s+){{1,3}}\d")


def looks_like_client_data(text: str) -> bool:
    """Say whether a text names one client, or tells a birth number, day of birth, document or dwelling.

    A guess for a hint: several clients at once ("klienti Klubu Kotva") and clients without a name are left alone.
    """
    told = (_NAMED, _BORN, _DOCUMENT, _DWELLING)
    return looks_like_birth_number(text) or any(pattern.search(text) for pattern in told)
