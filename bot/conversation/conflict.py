"""Two people, one organisation: a newer answer of somebody else is never overwritten silently."""

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node, show_value
from bot.conversation.state import Mode, TaskCard
from flows.answers import JsonValue
from flows.evaluation import Node
from flows.form import Kind


def answered_meanwhile(scene: Scene, task: TaskCard, node: Node) -> bool:
    """Tell whether somebody else wrote at a place, or in the turns of a list, after the person saw it."""
    turns = task.evaluation.turns(node.question.name, node.place.instance) if node.question.kind is Kind.REPEAT else ()
    return any(
        answer.seq > scene.dialog.seen_seq and answer.person != scene.person.person
        for place, answer in task.interview.answers.items()
        if place == node.place or place.instance in turns
    )


def meets_other(scene: Scene, task: TaskCard, node: Node, value: JsonValue) -> bool:
    """Show both values and let one be chosen, if somebody else answered since the person saw the question."""
    there = task.interview.answers.get(node.place)
    stranger = there is not None and there.seq > scene.dialog.seen_seq and there.person != scene.person.person
    if not stranger or there is None or there.value == value or node.question.kind is Kind.REPEAT:
        return False
    words = scene.words
    theirs = show_node(task, node, words) or words.text("left_out")
    ours = show_value(task, node.question, value, words)
    screen = scene.next_screen()
    options: list[JsonValue] = [there.value, value]
    buttons = [
        Button(
            label=shorten(label),
            data=button_data(
                Verb.OPTION, task.id, code(node.place.question), turn_code(node.place.instance), str(index), screen
            ),
        )
        for index, label in enumerate((theirs, ours))
    ]
    scene.settle_screen()
    scene.change_dialog(
        mode=Mode.CONFLICT,
        task=task.id,
        place=node.place,
        seen_seq=there.seq,
        stash={**scene.dialog.stash, "options": options, "ref": ""},
    )
    scene.show(Message(text=words.text("conflict", theirs=theirs, ours=ours), rows=lay_out(buttons)))
    return True
