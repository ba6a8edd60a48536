"""After sending: a correction holds at once and can be taken back (C13); an edited message is a correction too."""

from collections.abc import Mapping
from typing import Any, cast

from bot.conversation.buttons import Verb, button_data
from bot.conversation.checking import check, section_value
from bot.conversation.effects import LinkIn
from bot.conversation.heard import Changed, Linked
from bot.conversation.known_lines import with_known
from bot.conversation.layout import lay_out
from bot.conversation.list_reading import list_reading
from bot.conversation.listing import present_turns, whole_turn
from bot.conversation.message import Button, Message
from bot.conversation.outline_rows import is_outline
from bot.conversation.reading import read_value
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.showing import section_of, show_node
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin, Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import Clear, Input, ReplaceTurns, Set, Turn
from flows.reading.cleaning import clean
from flows.reading.emphasis import unmarked
from flows.reading.outcome import NotUnderstood, Understood
from flows.rejection import Rejection


def correct(scene: Scene, task: TaskCard) -> None:
    """An answer of a sent task was changed: send it anew, say old and new, offer the way back."""
    place, stash = scene.dialog.place, scene.dialog.stash
    if place is None or task.evaluation.missing() or task.head_seq == stash.get("head"):
        check(scene, task)
        return
    node = task.evaluation.at(place)
    words = scene.words
    text = words.text(
        "corrected",
        level=scene.level(task).nominative,
        number=task.number,
        section=section_of(task.interview.form, node.question, scene.language),
        new=section_value(scene, task, node),
        old=str(stash.get("shown", "")),
    )
    scene.send(Message(text=text, rows=(restore_row(scene, task),)))
    check(scene, task)
    kept = {key: stash[key] for key in ("shown", "value", "turns") if key in stash}
    scene.change_dialog(place=place, stash=kept)


def restore_row(scene: Scene, task: TaskCard) -> tuple[Button, ...]:
    """Give the button that takes a correction back."""
    return (Button(label=scene.words.label("restore"), data=button_data(Verb.RESTORE, task.id, str(task.head_seq))),)


def restore(scene: Scene, task: TaskCard, seq: str) -> None:
    """Take the last correction back, as long as nothing was written after it."""
    place, stash = scene.dialog.place, scene.dialog.stash
    if place is None or scene.dialog.task != task.id or str(task.head_seq) != seq or "shown" not in stash:
        scene.say("stale_button")
        return
    outcome = write(scene, task, way_back(stash, place))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    node = outcome.evaluation.at(place)
    scene.say(
        "restored",
        level=scene.level(task).nominative,
        number=task.number,
        section=section_of(task.interview.form, node.question, scene.language),
        old=str(stash["shown"]),
    )
    check(scene, outcome)


def way_back(stash: Mapping[str, JsonValue], place: Place) -> Input:
    """Give the input that puts back what stood there: a value, nothing, or the turns of a list."""
    turns, value = stash.get("turns"), stash.get("value")
    if isinstance(turns, list):
        old = cast("list[dict[str, Any]]", turns)
        kept: tuple[Turn, ...] = tuple((str(one["turn"]), one["values"]) for one in old)
        return ReplaceTurns(repeat=place.question, turns=kept, parent=place.instance, origin=Origin.UNDONE)
    return Set(place=place, value=value, origin=Origin.UNDONE) if value is not None else Clear(place=place)


def edited(scene: Scene, changed: Changed, task: TaskCard, linked: Linked) -> None:
    """A message that made an answer was edited: in an unsent task it changes its part, in a sent one it is asked."""
    place, part = linked.place, linked.part
    node = task.evaluation.find(place)
    if node is not None and overtaken(task, node, linked):
        scene.say("edit_ignored")
        return
    marks = node is not None and (_long(node) or is_outline(node.question))
    text = changed.marked if marks and changed.marked else changed.text
    given = edited_input(scene, task, node, text, part) if node is not None else None
    if node is None or given is None:
        return
    if task.state in SENT_STATES:
        offer_edit(scene, task, node, text, part)
        return
    outcome = apply_edit(scene, task, given, place)
    if outcome is not None:
        relink(scene, outcome, changed.ref, linked)


def relink(scene: Scene, task: TaskCard, ref: str, linked: Linked) -> None:
    """The edited message is the newest word now: the next edit of it still counts."""
    scene.effects.append(LinkIn(ref=ref, task=task.id, place=linked.place, part=linked.part, seq=task.head_seq))


def overtaken(task: TaskCard, node: Node, linked: Linked) -> bool:
    """Tell whether a later message or tap gave the answer anew; the parts of a long text stand side by side."""
    if "multiline" in node.question.appearance:
        return False
    turns = set(task.evaluation.turns(node.question.name, node.place.instance)) if listed(node.question) else set()
    here = (answer.seq for place, answer in task.interview.answers.items() if place == node.place)
    inside = (answer.seq for place, answer in task.interview.answers.items() if place.instance in turns)
    return max((*here, *inside), default=0) > linked.seq


def _long(node: Node) -> bool:
    """Tell whether the answer is a text of several messages."""
    return node.question.kind is Kind.TEXT and "multiline" in node.question.appearance


def edited_input(scene: Scene, task: TaskCard, node: Node, text: str, part: int) -> Input | None:
    """Read the new text of a message as the input that it would be now; say no where it is none."""
    question = node.question
    if listed(question):
        listing = list_reading(task.interview.form, task.plan, question, text)
        if isinstance(listing, Understood):
            return edited_list(scene, task, node, listing.value)
        refuse(scene, listing if isinstance(listing, NotUnderstood) else NotUnderstood(code=listing.code, text=text))
        return None
    if _long(node):
        return edited_part(task, node, text, part)
    reading = read_value(scene, task, node, text)
    if isinstance(reading, Understood):
        return Set(place=node.place, value=reading.value, origin=Origin.EDITED)
    refuse(scene, reading if isinstance(reading, NotUnderstood) else NotUnderstood(code=reading.code, text=text))
    return None


def edited_list(scene: Scene, task: TaskCard, node: Node, turns: tuple[dict[str, JsonValue], ...]) -> ReplaceTurns:
    """Put the edited list in place of the old one; turns keep their identity by position."""
    turns = with_known(task, node, turns)
    old = present_turns(task, node)
    kept = [turn for turn, _ in old][: len(turns)]
    ids = [*kept, *(scene.mint() for _ in turns[len(kept) :])]
    fresh = tuple((turn, whole_turn(values, old)) for turn, values in zip(ids, turns, strict=True))
    return ReplaceTurns(repeat=node.question.name, turns=fresh, parent=node.place.instance, origin=Origin.EDITED)


def edited_part(task: TaskCard, node: Node, text: str, part: int) -> Set | None:
    """Change one message of a long text; None where that part is gone or the text is empty."""
    answer = task.interview.answers.get(node.place)
    parts = list(answer.value) if answer is not None and isinstance(answer.value, list) else []
    if part >= len(parts) or not clean(text).strip():
        return None
    parts[part] = clean(text)
    return Set(place=node.place, value=parts, origin=Origin.EDITED)


def apply_edit(scene: Scene, task: TaskCard, given: Input, place: Place) -> TaskCard | None:
    """Write an edit and say how the answer reads now."""
    outcome = write(scene, task, given)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    node = outcome.evaluation.at(place)
    answer = outcome.interview.answers.get(place)
    if scene.dialog.place == place and scene.dialog.task == task.id and answer is not None:
        scene.change_dialog(seen_seq=answer.seq)
    section = section_of(task.interview.form, node.question, scene.language)
    scene.say("edited", section=section, value=show_node(outcome, node, scene.words))
    return outcome


def offer_edit(scene: Scene, task: TaskCard, node: Node, text: str, part: int) -> None:
    """Ask before an edit changes what was sent."""
    words = scene.words
    stash: dict[str, JsonValue] = {
        "text": text, "part": part, "question": node.place.question, "instance": node.place.instance
    }  # fmt: skip
    scene.change_dialog(mode=Mode.EDIT, task=task.id, place=node.place, stash=stash)
    buttons = [
        Button(label=words.label("correct"), data=button_data(Verb.AMEND, task.id, "1")),
        Button(label=words.label("leave_be"), data=button_data(Verb.AMEND, task.id, "0")),
    ]
    section = section_of(task.interview.form, node.question, scene.language)
    scene.say(
        "edited_sent",
        rows=lay_out(buttons),
        level=scene.level(task).nominative,
        number=task.number,
        section=section,
        value=unmarked(text)[:200],
    )


def settle_edit(scene: Scene, task: TaskCard, *, yes: bool) -> None:
    """Do with an edit of a sent task what was chosen."""
    stash = scene.dialog.stash
    if scene.dialog.mode is not Mode.EDIT or scene.dialog.task != task.id or "question" not in stash:
        scene.say("done_already")
        return
    place = Place(question=str(stash["question"]), instance=str(stash["instance"]))
    scene.change_dialog(mode=Mode.IDLE, stash={})
    if not yes:
        scene.say("edit_kept")
        return
    node = task.evaluation.find(place)
    given = edited_input(scene, task, node, str(stash["text"]), int(str(stash["part"]))) if node else None
    if given is not None:
        apply_edit(scene, task, given, place)
