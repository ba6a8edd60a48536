"""The voice of the product as rules that a text can break; each gives what it found, or nothing."""

import re
import textwrap
import unicodedata
from html import unescape

WIDTH, LINES, CHARACTERS, LABEL = 40, 8, 320, 30
QUOTATION = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")

FORBIDDEN = {
    "cs": re.compile(
        r"chybn|neplatn|povinn\w+ pol|přeskoč|zamít|odmít|upomínk|připomínk|uzávěrk|deadline|eskalac|\bdraft"
        r"|\b(?:ro)?bot|formulář|interview|\btask|aktuální stav|nesprávn|špatn",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\binvalid|\bwrong|\berror|\bincorrect|\bmandatory|required field|\bskip|\bdeadline|\bdraft|\b(?:ro)?bot\b"
        r"|\breject|\brefus|\bform\b|\borganiz",
        re.IGNORECASE,
    ),
}
_PERSON = r"(?:jsem|jsi|jste|jsme|bych|bys|byste|bychom|abyste|kdybyste)"
_BETWEEN = r"(?:\s+(?:se|si|to|ho|ji|je|už|nám|vám|ještě|zatím|neúplně|včera|dnes)){0,3}"
_PARTICIPLE = r"\w+(?:[aáeěiíouy]l[aiy]?|[lntd]l[aiy]?|[aáeěiíy]n[aiy]?|[aiu]t[aiy]?|en)"
PARTICIPLE = re.compile(
    rf"\b{_PERSON}{_BETWEEN}\s+{_PARTICIPLE}\b|\b{_PARTICIPLE}{_BETWEEN}\s+{_PERSON}\b", re.IGNORECASE
)
GENDERED = re.compile(
    r"\bjsem\b|\brád[ai]?\b|\bsám\b|\bsama\b|\bpovin(?:en|na|ni)\b|\w/[aiy]\b|\w\([aiy]\)|\b(?:koordinátor|garant)\b",
    re.IGNORECASE,
)
FAMILIAR = re.compile(
    r"\b(?:jsi|máš|můžeš|chceš|napiš|odešli|pošli|klepni|vyber|otevři|zavolej|tvůj|tvoje|tvá|tvé|tebe|tobě|ti)\b",
    re.IGNORECASE,
)
NUMBER_AFTER_PREPOSITION = re.compile(r"\b[ksvz][\s\u00a0]\d", re.IGNORECASE)
INFLECTED = re.compile(
    r"\b(?P<preposition>za|od|k|ke|s|se|v|ve|z|ze|pro|u|o|do|na|bez|přes|podle|mezi|před|po|při)\s+"
    r"\{\{\s*(?P<name>\w+)",
    re.IGNORECASE,
)
PAST_OF_SOMEBODY = re.compile(r"\{\{\s*(?:name|actor|contact)[^}]*\}\}\s+(?:už\s+|se\s+)?\w+[lnt][aiy]?\b(?!\s*\{)")
AGREES_WITH_LEVEL = re.compile(
    r"\{\{\s*level[^}]*\}\}(?:\s+\{\{\s*number\s*\}\})?\s+(?:už\s+)?(?:byl[aoiy]?|je|jsou|není)\s+\w+[áéýíaon]\b"
)


def visible(text: str) -> str:
    """Give what stands on the screen before anything is expanded."""
    return unescape(TAG.sub("", QUOTATION.sub("", text))).strip()


def too_long(text: str) -> list[str]:
    """A screen has 8 lines of 40 characters; expandable quotations do not count."""
    seen = visible(text)
    rows = sum(max(1, len(textwrap.wrap(line, WIDTH))) for line in seen.splitlines() if line.strip())
    found = [f"{len(seen)} characters"] if len(seen) > CHARACTERS else []
    return found + ([f"{rows} lines"] if rows > LINES else [])


def label_faults(label: str) -> list[str]:
    """A label has 1 to 30 characters, is plain and no sentence."""
    found = [] if 1 <= len(label) <= LABEL else [f"label of {len(label)} characters"]
    found += ["full stop in a label"] if label.endswith(".") else []
    return found + [f"{sign!r} in a label" for sign in "<>\n" if sign in label]


def forbidden_words(text: str, language: str) -> list[str]:
    """Words that blame, or that offices read otherwise."""
    return [match.group() for match in FORBIDDEN[language].finditer(visible(text))]


def forbidden_signs(text: str) -> list[str]:
    """No exclamation mark, no emoji, no straight quotation mark, no two full stops."""
    plain = unescape(TAG.sub("", text))
    found = [sign for sign in ("!", '"', "..") if sign in plain]
    return found + [sign for sign in plain if unicodedata.category(sign) in {"So", "Sk", "Cs", "Co"}]


def politeness(text: str) -> list[str]:
    """Prosíme and děkujeme stand once."""
    counts = {word: len(re.findall(word, text, re.IGNORECASE)) for word in (r"\bpros[ií]m", r"\bděkuj", r"\bplease\b")}
    return [f"{word} {count}×" for word, count in counts.items() if count > 1]


def gendered(text: str) -> list[str]:
    """No past participle about one person, no "já", no masculine word for whoever reads."""
    return [match.group() for pattern in (PARTICIPLE, GENDERED) for match in pattern.finditer(visible(text))]


def familiar(text: str) -> list[str]:
    """Vykání, never tykání."""
    return [match.group() for match in FAMILIAR.finditer(visible(text))]


def hard_to_vocalise(text: str) -> list[str]:
    """No number right after k, s, v, z: it may need ke, se, ve, ze."""
    return [match.group() for match in NUMBER_AFTER_PREPOSITION.finditer(visible(text))]


def inflected(template: str, allowed: frozenset[str]) -> list[str]:
    """No value right after a preposition, since it would have to be inflected."""
    return [match.group() for match in INFLECTED.finditer(template) if match["name"] not in allowed]


def past_of_somebody(template: str) -> list[str]:
    """No past participle about a named person or organisation, whose gender is not known."""
    return [match.group() for match in PAST_OF_SOMEBODY.finditer(template)]


def agrees_with_level(template: str) -> list[str]:
    """No adjective or participle that must agree with the level's gender."""
    return [match.group() for match in AGREES_WITH_LEVEL.finditer(template)]
