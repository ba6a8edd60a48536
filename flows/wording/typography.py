"""One pass of Czech typography over free text; numbers of the model are worded by code instead."""

import re

_HARD = "\N{NO-BREAK SPACE}"
_DASH = "\N{EN DASH}"

_NUMERIC_DATE = re.compile(r"(?<![\d.,])(\d{1,2}\.) (\d{1,2}\.) ((?:19|20)\d\d)(?!\d)")
_DAY_AND_MONTH = re.compile(r"(?<![\d.,])(\d{1,2}\.) (?=\d{1,2}\.(?!\d))")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,3}\.) (?=[^\W\d_]{2})(?=[a-záčďéěíňóřšťúůýž])")
_YEAR_THEN_WORD = r"(?<!\d)(?:19|20)\d\d"
_COUNTED = re.compile(
    rf"(?!{_YEAR_THEN_WORD} )(?<![\w.])(\d+(?:,\d+)?|\d{{1,3}}(?:{_HARD}\d{{3}})+(?:,\d+)?) "
    r"(?=[a-záčďéěíňóřšťúůýž]{3})(?!(?:ale|ani|aby|byl|jen|nad|než|pod|pro|při|tak|což|jako|nebo|které|však|před)\b)"
)
_UNIT = re.compile(
    r"(?<=\d) (?=(?:%|‰|°C|Kč|€|EUR|CZK|(?:tis|mil|mld|str|hod|min|km|cm|mm|kg|ks|m²|m2|ha|l|m|h|t|g)(?!\w)))"
)
_SCALE_THEN_CURRENCY = re.compile(r"\b(tis\.?|mil\.?|mld\.?) (?=(?:Kč|EUR|€|korun)(?!\w))")
_NUMBERED = re.compile(
    r"(?<!\w)(§§?|č\.|čl\.|odst\.|písm\.|str\.|s\.|tel\.|př\.|čp\.|obr\.|tab\.|kap\.|sb\.) (?=[\d+])", re.IGNORECASE
)
_LETTERED = re.compile(r"(?<!\w)(písm\.) (?=[a-z]\))", re.IGNORECASE)
_LEGAL_FORM = re.compile(
    r"(?<!\w)(?:s\. ?r\. ?o\.|v\. ?o\. ?s\.|o\. ?p\. ?s\.|z\. ?s\.|z\. ?ú\.|p\. ?o\.|a\. ?s\.|č\. ?j\.|sp\. ?zn\.)"
    r"(?!\w)",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?<!\w)([A-ZÁČĎÉÍŇÓŘŠŤÚŽ]\.|Ch\.) (?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-záčďéěíňóřšťúůýž.])")
_TITLE = re.compile(
    r"(?<!\w)((?:Ing|Mgr|MgA|Bc|BcA|JUDr|MUDr|MVDr|PhDr|RNDr|PaedDr|PharmDr|ThDr|ThLic|Dr|doc|prof|plk|pplk|mjr|kpt|npor|por|pan[ií]|p)\.?)"
    r" (?=[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-záčďéěíňóřšťúůýž.])"
)
_SHORT_WORD = re.compile(rf"(?<![^\s(„‚\[{_HARD}–/])([kKsSvVzZoOuUaAiI])[ \t]+(?=\S)")
_SENTENCE_DASH = re.compile(r"(?<=[^\s\-–—])[ \xa0](?:--?|—|–)[ \xa0](?=[^\s\-–—])")
_YEARS = re.compile(r"(?<![\w.,/–-])((?:19|20)\d\d)-((?:19|20)\d\d)(?![\w/–-]|[.,]\d)")
_RANGE = re.compile(
    r"(?<![\w.,/–-])(\d{1,3})-(\d{1,3})(?=[ \xa0]?"
    r"(?:%|let\b|lety\b|roků\b|měsíc|dn[íůy]|týdn|hodin|osob|dětí|žák|str\b|Kč|tis\b|mil\b))"
)
_STRAIGHT_QUOTES = re.compile(r'(?<![^\s(\[–])"(?=[^\s"])([^"„“”\n]*[^\s"„“”])"(?![\w"])')
_ENGLISH_QUOTES = re.compile(r"(?<![^\s(\[–])“(?=[^\s“”„])([^\"„“”\n]*[^\s\"„“”])”")


def typeset(text: str, lang: str) -> str:
    """Give Czech text its hard spaces, en dashes and quotation marks.

    Only blanks, hyphens standing for dashes, and quotation marks in plain pairs change; letters and
    digits never do, and compounds ("česko-polský", "1536/ZM1418/24") stay. Doing it twice changes
    nothing more. English text comes back unchanged.

    Args:
        text: Free text, lines separated by line ends.
        lang: "cs" or "en".
    """
    if lang == "en":
        return text
    return _held_together(_dashed(_quoted(text)))


def _quoted(text: str) -> str:
    """Turn plain pairs of quotation marks into Czech ones; what is not clearly a pair stays."""
    text = _STRAIGHT_QUOTES.sub(r"„\1“", text)
    return _ENGLISH_QUOTES.sub(r"„\1“", text)


def _dashed(text: str) -> str:
    """Make dashes of hyphens that stand between words or in ranges."""
    text = _SENTENCE_DASH.sub(f"{_HARD}{_DASH} ", text)
    text = _YEARS.sub(_range, text)
    return _RANGE.sub(_range, text)


def _range(found: re.Match[str]) -> str:
    first, last = found[1], found[2]
    return f"{first}{_DASH}{last}" if int(first) < int(last) else found[0]


def _held_together(text: str) -> str:
    """Put hard spaces where a line must not break."""
    text = _NUMERIC_DATE.sub(rf"\1{_HARD}\2{_HARD}\3", text)
    text = _DAY_AND_MONTH.sub(rf"\1{_HARD}", text)
    text = _THOUSANDS.sub(_hard, text)
    text = _ORDINAL.sub(rf"\1{_HARD}", text)
    text = _UNIT.sub(_HARD, text)
    text = _SCALE_THEN_CURRENCY.sub(rf"\1{_HARD}", text)
    text = _COUNTED.sub(rf"\1{_HARD}", text)
    for rule in (_NUMBERED, _LETTERED, _TITLE, _INITIAL, _SHORT_WORD):
        text = rule.sub(rf"\1{_HARD}", text)
    return _LEGAL_FORM.sub(_hard, text)


def _hard(found: re.Match[str]) -> str:
    return found[0].replace(" ", _HARD)
