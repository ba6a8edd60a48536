"""What cells say for the fixed values of a plan: Czech, English, further wordings."""

from collections.abc import Iterable

from flows.reading.folding import fold
from flows.workbook.shape import Language, Words

COUNTS: Words = {
    "submitted": ("odeslané", "submitted", "poslední odeslané"),
    "approved": ("schválené", "approved", "jen schválené"),
}
GENDERS: Words = {"f": ("ženský", "feminine"), "m": ("mužský", "masculine"), "n": ("střední", "neuter")}
ANSWERS: Words = {
    "each": ("každý člen", "each member", "každý", "každý za sebe", "each"),
    "lead": ("skupina za všechny", "the group for all", "společně", "za všechny", "lead"),
}
SUBJECTS: Words = {
    "item": ("položka", "item", "položky", "každá položka"),
    "actor": ("subjekt", "actor", "subjekty", "každý subjekt"),
    "plan": ("celý plán", "whole plan", "plán", "plan"),
}
ROLES: Words = {
    "lead": ("odpovídá", "lead", "garant", "gestor", "nositel"),
    "contributor": ("spolupracuje", "contributor", "spolurealizátor"),
    "commentator": ("komentuje", "commentator", "odborník"),
    "coordinator": ("koordinuje", "coordinator", "koordinátor", "koordinátorka"),
}
ACTS: Words = {
    "remind": ("připomenout", "remind", "připomínka"),
    "last_call": ("poslední výzva", "last call"),
    "deputy": ("zástupce", "deputy", "oslovit zástupce"),
    "head": ("nadřízený", "head", "oslovit nadřízeného"),
    "coordinator": ("koordinátor", "coordinator", "oslovit koordinátora"),
}
ANCHORS: Words = {
    "opening": ("zahájení", "opening", "od zahájení"),
    "deadline": ("termín", "deadline", "od termínu"),
}
TRUTHS: Words = {"true": ("ano", "yes", "true", "pravda", "x"), "false": ("ne", "no", "false", "nepravda")}
EVERY: Words = {
    "year": ("rok", "year", "ročně", "každý rok"),
    "half_year": ("pololetí", "half year", "pololetně"),
    "quarter": ("čtvrtletí", "quarter", "čtvrtletně"),
    "month": ("měsíc", "month", "měsíčně"),
}
ABOUT: Words = {
    "open": ("vše, co čeká", "all that waits", "otevřené"),
    "not_started": ("nezačaté", "not started"),
    "started": ("začaté", "started", "rozdělané"),
    "returned": ("vrácené", "returned"),
}
FORMATS: Words = {
    "docx": ("Word", "Word", "docx"),
    "pdf": ("PDF", "PDF"),
    "html": ("web", "web", "html"),
    "xlsx": ("Excel", "Excel", "xlsx"),
    "json": ("JSON", "JSON"),
    "csv": ("CSV", "CSV"),
}


def code_of(words: Words, said: str) -> str | None:
    """Find the value that a cell names, by its code or any of its words; None: it names none."""
    wanted = fold(said)
    for code, wordings in words.items():
        if wanted in {fold(each) for each in (code, *wordings)}:
            return code
    return None


def word_for(words: Words, code: str, language: Language) -> str:
    """Give what a cell says for a value; one that has no word stands for itself."""
    wordings = words.get(code)
    return code if wordings is None else wordings[0 if language == "cs" else 1]


def all_words(words: Words, language: Language) -> Iterable[str]:
    """Give the words to choose from, in a language."""
    return (word_for(words, code, language) for code in words)
