"""Whether a value may stand at a place: the place is open, the kind fits, the constraint holds."""

from dataclasses import dataclass

from flows.answer_values import LONGEST_TEXT, SELECTS, fits, readable
from flows.answers import JsonValue, Place
from flows.evaluation import Evaluation, Node, holds
from flows.form import Kind, Media, Question
from flows.rejection import Rejection


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A value that may be written."""

    value: JsonValue


def open_place(now: Evaluation, place: Place) -> Node | Rejection:
    """The node at a place if a person may write there now."""
    node = now.find(place)
    if node is None:
        return Rejection(code="interview.unknown_place", place=place)
    if not node.askable:
        return Rejection(code="interview.not_asked", place=place)
    if not node.relevant:
        return Rejection(code="interview.not_relevant", place=place)
    return node


def checked_value(now: Evaluation, node: Node, value: JsonValue) -> Checked | Rejection:
    """The value if it fits the question and its constraint, as it should be stored."""
    wrong = fault_of_shape(node.place, node.question, value) or _fault_of_choice(node, value)
    if wrong is not None:
        return wrong
    if not holds(now.working, node.question, readable(node.question.kind, value), node.place.instance):
        return broken_constraint(node.place, node.question)
    return Checked(value=value)


def broken_constraint(place: Place, question: Question) -> Rejection:
    """The rejection of a value that breaks the question's constraint."""
    source = question.constraint.source if question.constraint else ""
    return Rejection(
        code="interview.constraint", place=place, message=question.constraint_message, data={"constraint": source}
    )


def fault_of_shape(place: Place, question: Question, value: JsonValue) -> Rejection | None:
    """Why a value can't be an answer of that kind at all, None if it can."""
    if question.kind is Kind.REPEAT or not fits(question.kind, value):
        return Rejection(code="interview.wrong_kind", place=place, data={"kind": question.kind.value})
    if question.media is not Media.FILE:
        return _fault_of_media(place, question.media, value)
    if question.kind is Kind.TEXT:
        return _fault_of_text(place, readable(question.kind, value) and str(readable(question.kind, value)))
    return None


def _fault_of_text(place: Place, whole: object) -> Rejection | None:
    if not whole:
        return Rejection(code="interview.empty", place=place)
    length = len(str(whole))
    if length > LONGEST_TEXT:
        return Rejection(
            code="interview.too_long", place=place, data={"length": str(length), "limit": str(LONGEST_TEXT)}
        )
    return None


def _fault_of_media(place: Place, media: Media, value: JsonValue) -> Rejection | None:
    """A file whose type is known must be of the kind that was asked for."""
    sent = value.get("type") if isinstance(value, dict) else None
    if not isinstance(sent, str) or not sent or sent.startswith(f"{media.value}/"):
        return None
    return Rejection(code="interview.wrong_media", place=place, data={"media": media.value, "type": sent})


def _fault_of_choice(node: Node, value: JsonValue) -> Rejection | None:
    if node.question.kind not in SELECTS:
        return None
    chosen = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    names = {choice.name for choice in node.choices}
    strange = [str(name) for name in chosen if name not in names]
    if strange:
        return Rejection(code="interview.unknown_choice", place=node.place, data={"choice": ", ".join(strange)})
    if not chosen:
        return Rejection(code="interview.empty", place=node.place)
    if len(set(map(str, chosen))) != len(chosen):
        return Rejection(code="interview.wrong_kind", place=node.place, data={"kind": node.question.kind.value})
    return None
