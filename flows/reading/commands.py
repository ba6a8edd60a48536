"""Words that mean the same at every question."""

from enum import StrEnum

from flows.reading.cleaning import clean
from flows.reading.folding import fold


class Word(StrEnum):
    """What a word typed alone asks for."""

    DONE = "done"
    BACK = "back"
    LATER = "later"
    LEAVE_OUT = "leave_out"
    PUZZLED = "puzzled"
    NOTHING = "nothing"
    SAME = "same"
    SEND = "send"
    AGREE = "agree"
    OVERVIEW = "overview"
    CANCEL = "cancel"
    NOT_OURS = "not_ours"


_TYPED = {
    Word.DONE: "hotovo|to je vše|to je všechno|done|finished|that is all|that's all",
    Word.BACK: "zpět|zpátky|předchozí|back|previous",
    Word.LATER: "později|potom|teď ne|jindy|later|not now",
    Word.LEAVE_OUT: "neuvádět|neuvádíme|neuvést|vynechat|leave out|leave it out",
    Word.PUZZLED: "nevím|nevíme|nerozumím|nerozumíme|pomoc|nápověda|help"
    "|i do not know|i don't know|don't know|we do not know",
    Word.NOTHING: "nic|žádné|žádný|žádná|žádní|není|nejsou|nothing|none|no one",
    Word.SAME: "stejné|stejně|totéž|to samé|jako loni|stejné jako loni|stejně jako loni"
    "|beze změny|beze změn|same|same as last year|no change",
    Word.SEND: "odeslat|poslat|odeslat a další|send|submit|send and next",
    Word.AGREE: "souhlasí|souhlasíme|souhlasím|ano|jo|v pořádku|správně|platí"
    "|ok|okay|yes|agrees|agree|correct|it holds",
    Word.OVERVIEW: "přehled|naše aktivity|seznam|co zbývá|overview|our activities|list",
    Word.CANCEL: "zrušit|storno|cancel|undo",
    Word.NOT_OURS: "nepatří nám|není naše|to není naše|not ours",
}
_WORDS = {fold(typed): word for word, forms in _TYPED.items() for typed in forms.split("|")}


def read_word(text: str) -> Word | None:
    """Recognise a word of either language when it is the whole text.

    Case, diacritics and punctuation at the ends do not matter; question marks alone mean PUZZLED.
    What a question itself offers ("jo" as a name) is the caller's to try first.
    """
    cleaned = clean(text)
    if cleaned and not cleaned.strip("? "):
        return Word.PUZZLED
    return _WORDS.get(fold(cleaned).rstrip("? ").strip())
