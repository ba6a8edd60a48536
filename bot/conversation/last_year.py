"""Last year's answer (C3): shown, never copied silently; amounts and counts are always confirmed anew."""

from collections import Counter

from bot.conversation.buttons import Verb, button_data
from bot.conversation.checking import send
from bot.conversation.layout import lay_out
from bot.conversation.listing import echo_list
from bot.conversation.message import Button, Message
from bot.conversation.past import description_then, earlier_values, is_counted, past_task
from bot.conversation.question import ask, askable, last_summary, may_leave_out
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import show_node, text_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.walking import gaps, go_on, next_gap
from bot.conversation.writing import write
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import LeaveOut, TakeOver
from flows.reading.cost_text import amounts_in
from flows.reading.years import years_in
from flows.rejection import Rejection


def offer_same(scene: Scene, task: TaskCard) -> None:
    """Show last year's answer with the years that stand in its text, and ask whether it holds."""
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.ECHO, task=task.id, place=None, stash={})
    words, text = scene.words, description_then(task)
    others = Counter(year for year in years_in(text) if str(year) != task.round.label)
    said = words.text(
        "same_as_last",
        level=scene.level(task).nominative,
        number=task.number,
        summary=last_summary(scene, task),
        text=text,
        years=", ".join(f"{year} ({times}×)" for year, times in sorted(others.items())),
        year=task.round.label,
    )
    keys = {"hold": "holds_send", "edit": "edit_text", "anew": "answer_anew"}
    buttons = [
        Button(label=words.label(key), data=button_data(Verb.SAME, task.id, choice, screen))
        for choice, key in keys.items()
        if choice != "edit" or text
    ]
    scene.show(Message(text=said, rows=lay_out(buttons)))


def settle_same(scene: Scene, task: TaskCard, choice: str, screen: str) -> None:
    """Take last year's answer over, whole or to be edited; or ask everything afresh."""
    if screen != str(scene.dialog.screen) or task.last is None:
        scene.say("stale_button")
        return
    first = askable(task)[0]
    if choice != "anew" and any(node.answered for node in askable(task)):
        scene.say("stale_button")
        go_on(scene, task)
        return
    if choice == "anew":
        ask(scene, task, first.place)
        return
    taken = take_over(scene, task)
    if taken is None:
        return
    if choice == "hold":
        taken = leave_out_as_then(scene, taken)
    scene.settle_screen(scene.words.label("holds_send" if choice == "hold" else "edit_text"))
    description = next((node for node in askable(taken) if "multiline" in node.question.appearance), None)
    if choice == "edit" and description is not None:
        ask(scene, taken, description.place, note=scene.words.text("write_instead"))
        scene.change_dialog(stash={"instead": True})
    elif next_gap(scene, taken) is None and not taken.evaluation.missing():
        send(scene, taken)
    else:
        go_on(scene, taken)


def take_over(scene: Scene, task: TaskCard) -> TaskCard | None:
    """Copy what is neither an amount nor a count; these are asked, with last year's value as a button."""
    questions = frozenset(
        node.question.name
        for node in past_task(task).evaluation.nodes
        if not node.place.instance
        and not is_counted(node.question)
        and node.question.kind is not Kind.CALCULATE
        and not amounts_in_words(node)
    )
    return take(scene, task, questions)


def amounts_in_words(node: Node) -> bool:
    """Tell whether words beside last year's answer name amounts: those are not taken over."""
    return bool(node.question.settings.get("beside") and amounts_in(text_of(node.value)))


def leave_out_as_then(scene: Scene, task: TaskCard) -> TaskCard:
    """Leave out again what was optional and empty last year: it is not asked when everything holds."""
    then = past_task(task).evaluation
    for place in gaps(task):
        said = then.find(place)
        if may_leave_out(task.evaluation.at(place)) and (said is None or said.left_out or not said.answered):
            outcome = write(scene, task, LeaveOut(place=place))
            task = task if isinstance(outcome, Rejection) else outcome
    return task


def take(scene: Scene, task: TaskCard, questions: frozenset[str]) -> TaskCard | None:
    """Copy some questions of last year's answer; turns of lists get new ids."""
    earlier = earlier_values(task)
    ids = tuple(scene.mint() for place in earlier if place.instance)
    outcome = write(scene, task, TakeOver(earlier=earlier, new_ids=ids, questions=questions))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    return outcome


def as_last(scene: Scene, task: TaskCard, node: Node) -> None:
    """Answer one question as last year: a list is echoed, a text may be added to, a value is taken."""
    if node.answered:
        go_on(scene, task, node.place)
        return
    outcome = take(scene, task, frozenset({node.question.name}))
    if outcome is None:
        return
    taken = outcome.evaluation.at(node.place)
    if listed(node.question):
        echo_list(scene, outcome, taken)
    elif "multiline" in node.question.appearance:
        scene.say("last_text", text=text_of(taken.value))
        ask(scene, outcome, node.place, to_check=scene.dialog.to_check)
    else:
        scene.settle_screen(show_node(outcome, taken, scene.words))
        go_on(scene, outcome, node.place)
