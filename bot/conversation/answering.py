"""A typed text becomes an answer of the place in focus, or a friendly no."""

from dataclasses import replace

from bot.conversation.asking_back import Option, ask_back
from bot.conversation.choosing import by_part, narrow, other_typed, tick_typed
from bot.conversation.collecting import collect
from bot.conversation.conflict import meets_other
from bot.conversation.effects import LinkIn
from bot.conversation.estimating import mark_behind, mark_estimate, marks_of
from bot.conversation.heard import Said
from bot.conversation.items_offered import refer
from bot.conversation.list_reading import list_reading
from bot.conversation.listing import answer_list, take_list
from bot.conversation.outline_rows import is_outline
from bot.conversation.outlining import answer_outline
from bot.conversation.reading import read_value
from bot.conversation.references import offers_items, stored_reference
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node, show_value, text_of
from bot.conversation.state import TaskCard
from bot.conversation.tenfold import hint_tenfold
from bot.conversation.walking import go_on
from bot.conversation.wording import accept_worded, hint_amounts, keep_wording, worded_choice
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin, Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import Set
from flows.reading.cost_text import sentences
from flows.reading.estimates import says_estimate, without_estimate
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood
from flows.rejection import Rejection


def answer_text(scene: Scene, task: TaskCard, place: Place, said: Said) -> None:
    """Read a text as the answer to the question in focus."""
    node = task.evaluation.find(place)
    from bot.conversation.manners import hear_in_its_manner  # noqa: PLC0415 - they lead back here

    if node is None or not node.relevant:
        go_on(scene, task)
    elif is_outline(node.question):
        answer_outline(scene, task, node, said)
    elif hear_in_its_manner(scene, task, node, said):
        return
    elif listed(node.question):
        answer_list(scene, task, node, said)
    elif node.question.kind is Kind.TEXT and "multiline" in node.question.appearance:
        collect(scene, task, node, said)
    else:
        answer_single(scene, task, node, said)


def answer_single(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Read one value; a text that is no choice may be typed ahead for the list behind it."""
    if in_own_words(scene, task, node, said):
        return
    said, estimated = as_estimate(task, node, said)
    reading = by_part(node, said.text, read_value(scene, task, node, said.text))
    match reading:
        case Understood(value=value):
            value = stored_reference(task, text_of(value)) if offers_items(node.question) else value
            if not tick_typed(scene, task, node, value):
                accept(scene, task, node, value, Origin.TYPED, said.ref, estimated=estimated)
        case _ if narrow(scene, task, node, said):
            return
        case Ambiguous():
            ask_back(scene, task, node, said, reading.code, options_of(scene, task, node, reading))
        case NotUnderstood():
            if not (own_words(scene, task, node, said) or typed_ahead(scene, task, node, said)):
                refuse(scene, needed_ahead(task, node, said) or reading)


def in_own_words(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Take a choice that is named in words of its own, with the words; costs may say where they are counted."""
    worded = worded_choice(task, node, said.text) if len(sentences(said.text)) == 1 else None
    if worded is None or meets_other(scene, task, node, worded.choice):
        return worded is not None
    outcome = accept_worded(scene, task, node, said, worded)
    if outcome is None:
        return True
    outcome = refer(scene, outcome, worded.rest)
    scene.settle_screen(show_node(outcome, outcome.evaluation.at(node.place), scene.words))
    go_on(scene, outcome, node.place)
    return True


def as_estimate(task: TaskCard, node: Node, said: Said) -> tuple[Said, bool]:
    """Take the words that call a figure an estimate off, where the form has a mark for it."""
    if not (marks_of(task, node) or mark_behind(task, node)) or not says_estimate(said.text):
        return said, False
    return replace(said, text=without_estimate(said.text)), True


def own_words(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Take a text as the "other" of several choices."""
    outcome = other_typed(scene, task, node, said)
    if outcome is None:
        return False
    scene.settle_screen(show_node(outcome, outcome.evaluation.at(node.place), scene.words))
    go_on(scene, outcome, node.place)
    return True


def options_of(scene: Scene, task: TaskCard, node: Node, reading: Ambiguous[JsonValue]) -> list[Option]:
    """Turn the readings of an ambiguous text into buttons."""
    return [Option(label=show_value(task, node.question, one, scene.words), value=one) for one in reading.options]


def accept(
    scene: Scene,
    task: TaskCard,
    node: Node,
    value: JsonValue,
    origin: Origin,
    ref: str = "",
    *,
    estimated: bool = False,
) -> TaskCard | None:
    """Write an answer, show it on the question, link the message, go on. None where it did not hold."""
    if meets_other(scene, task, node, value):
        return None
    outcome = write(scene, task, Set(place=node.place, value=value, origin=origin))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    if ref:
        link(scene, outcome, node.place, ref)
    outcome = keep_wording(scene, outcome, node, "")
    outcome = mark_estimate(scene, outcome, outcome.evaluation.at(node.place), estimated=estimated)
    written = outcome.evaluation.at(node.place)
    scene.settle_screen(show_node(outcome, written, scene.words))
    hint_tenfold(scene, outcome, written)
    hint_amounts(scene, outcome, written)
    go_on(scene, outcome, node.place)
    return outcome


def link(scene: Scene, task: TaskCard, place: Place, ref: str, part: int = 0) -> None:
    """Remember which message made an answer, so that an edit of it finds the place."""
    scene.effects.append(LinkIn(ref=ref, task=task.id, place=place, part=part, seq=task.head_seq))


def needed_ahead(task: TaskCard, node: Node, said: Said) -> NotUnderstood | None:
    """Where an amount may be typed, a text that is none is told so, with an example."""
    _, _, target = (part.strip() for part in node.question.settings.get("typed", "").partition(":"))
    behind = task.interview.form.by_name.get(target)
    if behind is None or "sources" not in behind.appearance:
        return None
    reading = list_reading(task.interview.form, task.plan, behind, said.text)
    return reading if isinstance(reading, NotUnderstood) else None


def typed_ahead(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Understand an amount typed where its kind is asked (setting "typed" = "choice: list"), or say why not."""
    choice, _, target = (part.strip() for part in node.question.settings.get("typed", "").partition(":"))
    if not target:
        return False
    behind = task.interview.form.by_name[target]
    reading = list_reading(task.interview.form, task.plan, behind, said.text) if listed(behind) else None
    if isinstance(reading, NotUnderstood):
        refuse(scene, reading)
        return True
    if meets_other(scene, task, node, choice):
        return True
    chosen = write(scene, task, Set(place=node.place, value=choice, origin=Origin.TYPED))
    if isinstance(chosen, Rejection):
        return False
    place = Place(question=target, instance=node.place.instance)
    if reading is not None:
        take_list(scene, chosen, chosen.evaluation.at(place), said, reading)
    else:
        scene.settle_screen(show_node(chosen, chosen.evaluation.at(node.place), scene.words))
        scene.change_dialog(place=place)
        answer_text(scene, chosen, place, said)
    return True
