"""What a coordinator reads of a submission: every answer in full, and what does not agree in it (G4)."""

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.checking import Section, sections
from bot.conversation.desk import Submitted
from bot.conversation.listing import difference_text
from bot.conversation.remarks import findings_of, remark
from bot.conversation.scene import Scene
from bot.conversation.showing import money_sum, text_of, turn_lines
from bot.conversation.state import TaskCard
from flows.asked import listed
from flows.evaluation import Node, evaluate
from flows.form import Kind
from flows.reviews import Review, Verdict
from flows.tasks import TaskEvent
from flows.wording.days import day_month, time_short


def as_submitted(scene: Scene, card: TaskCard) -> TaskCard:
    """Give the card as its last submission says: what was typed after it is not read."""
    said = scene.surrounds.desk.submitted.get(card.id)
    if said is None or said.head_seq == card.head_seq:
        return card
    interview = replace(card.interview, answers=said.answers)
    evaluation = evaluate(interview.form, said.answers, surroundings=card.surroundings)
    return replace(card, interview=interview, evaluation=evaluation)


def review_text(scene: Scene, card: TaskCard, position: int, total: int) -> str:
    """Write all of a submission."""
    said = scene.surrounds.desk.submitted.get(card.id)
    shown = as_submitted(scene, card)
    words = scene.words
    return words.text(
        "review",
        position=position,
        total=total,
        level=scene.level(card).nominative,
        number=card.number,
        title=card.title,
        actor=card.actor_name,
        sent_at=moment_of(scene, card, said) if said else "",
        how=words.text(f"how_{said.how}") if said else "",
        state=words.text(f"state_{card.state}"),
        lines=[line_of(scene, shown, line) for line in answered(scene, shown)],
        remarks=[*remarks(scene, shown, said), *earlier_words(scene, card)],
    )


def moment_of(scene: Scene, card: TaskCard, said: Submitted) -> str:
    """Say when it was sent."""
    local = said.at.astimezone(scene.zone(card.plan))
    today = scene.now.astimezone(scene.zone(card.plan)).date()
    return f"{day_month(local.date(), scene.language, today)}, {time_short(local.time())}"


def answered(scene: Scene, card: TaskCard) -> list[Section]:
    """Give the sections in which something was said, or left out on purpose."""
    return [one for one in sections(scene, card) if any(node.answered or node.left_out for node in one.nodes)]


def line_of(scene: Scene, card: TaskCard, line: Section) -> dict[str, str]:
    """Write a section: its value as on the check screen, long texts and lists in full behind it."""
    full = [text for node in line.nodes for text in whole(scene, card, node)]
    value = "" if any(is_long(node) and node.answered for node in line.nodes) else line.value
    return {"section": line.name, "value": value, "text": "\n".join(full)}


def is_long(node: Node) -> bool:
    """Tell whether an answer is a long text."""
    return node.question.kind is Kind.TEXT and "multiline" in node.question.appearance


def whole(scene: Scene, card: TaskCard, node: Node) -> Iterator[str]:
    """Give what the check screen only begins: a long text, the lines of a list."""
    if not node.answered or node.left_out:
        return
    if is_long(node):
        yield text_of(node.value)
    elif listed(node.question) and "sources" not in node.question.appearance:
        yield from turn_lines(card, node.question, node.place.instance, scene.words)


def remarks(scene: Scene, card: TaskCard, said: Submitted | None) -> Iterator[str]:
    """Say what does not agree within the submission."""
    if said is None:
        return
    for node in card.evaluation.nodes:
        if listed(node.question) and "lines" in node.question.appearance:
            differing = difference_text(scene, card, money_sum(card, node.question, node.place.instance))
            if differing:
                yield differing
    yield from dict.fromkeys(remark(scene, finding) for finding in findings_of(scene, card, said))


def earlier_words(scene: Scene, card: TaskCard) -> Iterator[str]:
    """Say what it was returned for before, and how its author explains what was kept."""
    said = scene.surrounds.desk.reviews.get(card.id, ())
    for one in last_returns(said):
        yield scene.words.text("returned_before", name=one.name, reason=one.reason)
    events = scene.surrounds.desk.events.get(card.id, ())
    if events and events[-1].event is TaskEvent.KEPT:
        yield scene.words.text("kept_because", reason=events[-1].reason)


def last_returns(said: tuple[Review, ...]) -> tuple[Review, ...]:
    """Give the returns said last, unless something else was said after them."""
    return tuple(one for one in said if one.at == said[-1].at and said[-1].verdict is Verdict.RETURNED) if said else ()
