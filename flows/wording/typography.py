"""Czech hard spaces, dashes and quotation marks in free text (ÚJČ, Internetová jazyková příručka).

Numbers and dates of our own come already set from `flows.wording`; this pass is for what people wrote.
"""

import re

_NB = "\u00a0"
_UNITS = (
    "Kč|%|‰|°C|tis|mil|mld|km|m|m²|cm|kg|t|l|h|hod|min|let|roků|rok|roky|měsíců|dní|dnů|dny|den|hodin|osob|osoby|dětí"
    "|děti|žáků|klientů|rodin|škol|aktivit|aktivity|projektů|projekty|akcí|akce|obcí|str|ks"
)
_MONTHS = "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince"
_TITLES = "Ing|Mgr|Bc|MUDr|JUDr|PhDr|PaedDr|RNDr|MVDr|ThDr|doc|prof|plk|mjr|kpt|pplk|por|npor|nprap|prap"
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # sentence dash; ranges 2025-2029 and 15-26 let, but not 12-34-56 or 1-2/2026
        (r"(?<=[^\s-]) -{1,2} (?=[^\s-])", " – "),
        (r"(?<![\w/.,:+-])(\d{1,4})-(\d{1,4})(?![\w/:-]|[.,]\d)", r"\1–\2"),
        # thousands: at most three leading digits, so that "rok 2019 281 000 Kč" keeps its year
        (r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)", lambda match: match[0].replace(" ", _NB)),
        (rf"(?<=\d)[ ](?=(?:{_UNITS})(?!\w))", _NB),
        (r"(?<=\d)([ \u00a0](?:tis|mil|mld)\.?)[ ](?=Kč(?!\w))", rf"\1{_NB}"),
        # dates: day and month hold; before the year a break is allowed
        (rf"(?<![\d.])(\d{{1,2}}\.)[ ](?=(?:\d{{1,2}}\.|(?:{_MONTHS})\b))", rf"\1{_NB}"),
        (r"§[ ](?=\d)", f"§{_NB}"),
        (r"(?<!\w)((?:č|čj|s|str|odst|písm|sv|obr|tab|čl)\.)[ ](?=\d)", rf"\1{_NB}"),
        (r"(?<!\w)z\.[ ]?s\.(?!\w)", f"z.{_NB}s."),
        (r"(?<!\w)s\.[ ]r\.[ ]o\.", f"s.{_NB}r.{_NB}o."),
        (r"(?<!\w)([aov])\.[ ](s|p|p\.[ ]s|i)\.(?!\w)", rf"\1.{_NB}\2."),
        (rf"(?<!\w)({_TITLES})\.[ ](?=[^\W\d_])", rf"\1.{_NB}"),
        # one-letter prepositions and conjunctions, also one after another
        (r"(?<![^\s(„‚\[\u00a0–/])([kKsSvVzZoOuUaAiI])[ \t]+(?=[^\s])", rf"\1{_NB}"),
    )
)
_PAIRS = (
    (re.compile(r"(?<![\w\"])\"(?=\S)([^\"„“”\n]*[^\"„“”\s])\"(?!\w)"), r"„\1“"),
    (re.compile(r"„([^\"„“”\n]+)[\"”]"), r"„\1“"),
    (re.compile(r"“([^\"„“”\n]+)”"), r"„\1“"),
)


def typeset(text: str, lang: str = "cs") -> str:
    """Return the text with Czech typography; letters and digits never change, a second pass changes nothing.

    Quotation marks are mended only where opening and closing are clear. Other languages are returned as they are.
    """
    if lang != "cs":
        return text
    for pair, mended in _PAIRS:
        text = pair.sub(mended, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
