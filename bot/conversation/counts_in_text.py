"""Counts that stand in a description with their lists ("Počet …: 12") are offered as counts of their own."""

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.layout import lay_out
from bot.conversation.list_reading import count_turn
from bot.conversation.listing import echo_list, present_turns
from bot.conversation.message import Button, Message
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import text_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import go_on
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin
from flows.evaluation import Node
from flows.interview import LeaveOut, ReplaceTurns, Set
from flows.reading.counts import Found, find_counts
from flows.rejection import Rejection


def counts_list(task: TaskCard) -> Node | None:
    """Find where a task keeps counts."""
    lists = (node for node in task.evaluation.nodes if node.relevant and "counts" in node.question.appearance)
    return next(lists, None)


def found_in(task: TaskCard, node: Node) -> Found:
    """Find the counts in a text answer."""
    answer = task.interview.answers.get(node.place)
    return find_counts(text_of(answer.value if answer is not None else None))


def offer_counts(scene: Scene, task: TaskCard, node: Node) -> bool:
    """Offer to keep the counts of a text as counts; False where there are none, or nowhere to keep them."""
    found = found_in(task, node)
    if not found.counts or counts_list(task) is None:
        return False
    screen = scene.next_screen()
    words = scene.words
    lines = [f"{count.name}: {count.value.normalize():f}" for count in found.counts]
    listed = [len(count.items) for count in found.counts]
    shown = [words.text("with_list", value=line, count=n) if n else line for line, n in zip(lines, listed, strict=True)]
    place = node.place
    keys = {"yes": "keep_as_counts", "no": "leave_in_text"}
    buttons = [
        Button(
            label=words.label(key),
            data=button_data(Verb.TAKE_COUNTS, task.id, code(place.question), turn_code(place.instance), what, screen),
        )
        for what, key in keys.items()
    ]
    scene.change_dialog(mode=Mode.ECHO, task=task.id, place=place, stash={})
    scene.show(Message(text=words.text("counts_in_text", lines=shown), rows=lay_out(buttons)))
    return True


def settle_counts(scene: Scene, task: TaskCard, node: Node, what: str) -> None:
    """Move the counts out of the text, or leave them where they are."""
    found, listing = found_in(task, node), counts_list(task)
    if what != "yes" or listing is None or not found.counts:
        scene.settle_screen(scene.words.label("leave_in_text"))
        go_on(scene, task, node.place)
        return
    scene.settle_screen(scene.words.label("keep_as_counts"))
    turns = [
        *present_turns(task, listing),
        *((scene.mint(), count_turn(listing.question, one)) for one in found.counts),
    ]
    moved = write(scene, task, ReplaceTurns(repeat=listing.question.name, turns=tuple(turns)))
    if isinstance(moved, Rejection):
        refuse_input(scene, moved)
        return
    rest: list[JsonValue] = [found.rest]
    left = Set(place=node.place, value=rest, origin=Origin.TYPED) if found.rest else LeaveOut(place=node.place)
    written = write(scene, moved, left)
    if isinstance(written, Rejection):
        refuse_input(scene, written)
        return
    echo_list(scene, written, written.evaluation.at(listing.place))
