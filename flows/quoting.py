"""Texts of a form that quote answers: `${x}` in a label is replaced by what stands there now."""

import re

from flows.answer_values import SELECTS
from flows.evaluation import Evaluation, Node
from flows.expressions import LAST_SAVED
from flows.form import Texts
from flows.xpath_values import text

QUOTED = re.compile(r"\$\{\s*([^}]*?)\s*\}")


def in_language(texts: Texts, language: str, default_language: str) -> str:
    """The text in a language, else in the form's default one, else blank."""
    return texts.get(language) or texts.get(default_language, "")


def quoted(evaluation: Evaluation, texts: Texts, *, node: Node, language: str) -> str:
    """A label, hint or message of a node with the answers that it quotes; choices by their printed labels.

    Inside a repeat `${x}` is the answer of the same turn; blank for what is irrelevant or unanswered.
    """
    template = in_language(texts, language, evaluation.form.default_language)
    return QUOTED.sub(lambda found: _answer(evaluation, found[1], node, language), template)


def quoted_parts(evaluation: Evaluation, texts: Texts, *, node: Node, language: str) -> str:
    """A text of parts divided by semicolons; a part that quotes nothing but blanks is left out."""
    template = in_language(texts, language, evaluation.form.default_language)
    if not QUOTED.search(template):
        return template
    kept: list[str] = []
    for part in template.split(";"):
        answers = [_answer(evaluation, name, node, language) for name in QUOTED.findall(part)]
        if not answers or any(answers):
            kept.append(QUOTED.sub(lambda found: _answer(evaluation, found[1], node, language), part))
    return ";".join(kept).strip()


def _answer(evaluation: Evaluation, name: str, node: Node, language: str) -> str:
    if name.startswith(LAST_SAVED):
        last = evaluation.working.surroundings.last.get(name.removeprefix(LAST_SAVED))
        return "" if last is None else str(last)
    shared = [turn for turn in node.turn if turn in evaluation.working.values]
    for instance in (*reversed(shared), ""):
        if name in evaluation.working.relevance[instance]:
            return _printed(evaluation, name, instance, language)
    return ""


def _printed(evaluation: Evaluation, name: str, instance: str, language: str) -> str:
    value = text(evaluation.working.values[instance].get(name, ""))
    if evaluation.form.by_name[name].kind not in SELECTS:
        return value
    default = evaluation.form.default_language
    labels = {
        choice.name: in_language(choice.label, language, default)
        for choice in evaluation.working.options[instance].get(name, ())
    }
    return ", ".join(labels.get(chosen, chosen) for chosen in value.split())
