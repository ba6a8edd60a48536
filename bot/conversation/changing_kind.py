"""Changing the kind (C5): of prevention, of who carries it out, for one line of a list or for all of them."""

from bot.conversation.buttons import code
from bot.conversation.heard import Said
from bot.conversation.known_lines import as_answer, entity_of, kind_questions, line_of
from bot.conversation.layout import MOST_ROWS, lay_out, shorten
from bot.conversation.line_buttons import kind_data
from bot.conversation.listing import echo_list, present_turns
from bot.conversation.long_list import pages_of
from bot.conversation.message import Button, Message
from bot.conversation.reading import choice_words
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import choices_of, filled, said_in, short_label
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.form import Kind, Question
from flows.interview import ReplaceTurns
from flows.reading.choices import match_choice
from flows.reading.cleaning import clean
from flows.reading.outcome import NotUnderstood, Understood
from flows.reading.parts import match_part
from flows.rejection import Rejection

ALL = "all"
MOST_NAMES = 40


def change_kind(scene: Scene, task: TaskCard, node: Node, act: str) -> None:
    """Go one step on: which kind, of which lines, what it is to be."""
    step, rest = act[:1], act[1:]
    if act == "open":
        ask_which_kind(scene, task, node)
    elif scene.dialog.mode is not Mode.KIND:
        scene.say("stale_button")
    elif act == "back":
        echo_list(scene, task, node)
    elif step == "q":
        chosen = next((one for one in kind_questions(task, node.question) if code(one.name) == rest), None)
        if chosen is not None:
            choose_kind(scene, task, node, chosen)
    elif step == "t":
        ask_value(scene, task, node, rest)
    elif step == "p":
        scene.change_dialog(stash={**scene.dialog.stash, "page": int(rest) if rest.isdecimal() else 0})
        ask_value(scene, task, node, str(scene.dialog.stash.get("turn", ALL)))
    elif step == "c":
        take_tapped(scene, task, node, rest)


def step_screen(scene: Scene, task: TaskCard, node: Node, text: str, acts: list[tuple[str, str]]) -> None:
    """Show one step: a question and its buttons, with the way back to the echo last."""
    scene.settle_screen()
    screen = scene.next_screen()
    buttons = [Button(label=shorten(label), data=kind_data(task, node, act, screen)) for label, act in acts]
    back = Button(label=scene.words.label("back_to_list"), data=kind_data(task, node, "back", screen))
    scene.show(Message(text=text, rows=(*lay_out(buttons), (back,))))


def ask_which_kind(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask which kind is to change."""
    kinds = kind_questions(task, node.question)
    scene.change_dialog(
        mode=Mode.KIND, stash={key: value for key, value in scene.dialog.stash.items() if key != "kind"}
    )
    if len(kinds) == 1:
        choose_kind(scene, task, node, kinds[0])
        return
    acts = [(label_of(scene, task, one), f"q{code(one.name)}") for one in kinds]
    step_screen(scene, task, node, scene.words.text("which_kind"), acts)


def label_of(scene: Scene, task: TaskCard, question: Question) -> str:
    """Give the label of a question in the person's language."""
    return filled(said_in(question.label, task.interview.form, scene.language), task)


def choose_kind(scene: Scene, task: TaskCard, node: Node, question: Question) -> None:
    """Ask which lines it is about; with one line there is nothing to ask."""
    lines = names_of(task, node)
    asked = {"kind": question.name, "turn": ALL, "page": 0, "which": len(lines) > 1}
    scene.change_dialog(stash={**scene.dialog.stash, **asked})
    if len(lines) < 2:
        ask_value(scene, task, node, ALL)
        return
    most = MOST_ROWS - 2
    acts = [(scene.words.label("all_lines", n=len(lines)), f"t{ALL}")]
    acts += [(f"{index} {name}", f"t{index}") for index, name in enumerate(lines[:most], start=1)]
    step_screen(scene, task, node, scene.words.text("kind_of_which", kind=label_of(scene, task, question)), acts)


def names_of(task: TaskCard, node: Node) -> list[str]:
    """Give the names of the lines that stand there."""
    evaluation = task.evaluation
    turns = evaluation.turns(node.question.name, node.place.instance)
    return [
        line_of(evaluation.find(Place(question=one.name, instance=turn)) for one in node.question.children)[0]
        for turn in turns
    ]


def ask_value(scene: Scene, task: TaskCard, node: Node, turn: str) -> None:
    """Ask what it is to be: the form's choices, or the names known; a text is understood too."""
    question = kind_in_hand(scene, task, node)
    if question is None:
        scene.say("stale_button")
        return
    scene.change_dialog(stash={**scene.dialog.stash, "turn": turn, "which": False})
    options = values_of(task, node, question, scene.language)
    labels = [(label, f"c{code(value)}") for value, label in options]
    pages = pages_of([Button(label=shorten(label), data=act) for label, act in labels], MOST_ROWS - 2)
    page = scene.dialog.stash.get("page")
    shown = pages[min(page if isinstance(page, int) else 0, len(pages) - 1)] if labels else ()
    acts = [(one.label, one.data) for one in shown]
    if len(pages) > 1:
        following = (pages.index(shown) + 1) % len(pages)
        acts.append((scene.words.label("more_items"), f"p{following}"))
    key = "kind_value" if question.kind is Kind.SELECT_ONE else "kind_text"
    step_screen(scene, task, node, scene.words.text(key, kind=label_of(scene, task, question)), acts)


def kind_in_hand(scene: Scene, task: TaskCard, node: Node) -> Question | None:
    """Find the question whose answers change."""
    name = scene.dialog.stash.get("kind")
    return next((one for one in kind_questions(task, node.question) if one.name == name), None)


def values_of(task: TaskCard, node: Node, question: Question, language: str) -> list[tuple[str, str]]:
    """Give what may be chosen, as (value, label): choices, or for a text the actors and names of the register."""
    if question.kind is Kind.SELECT_ONE:
        return [(one.name, short_label(task, one, language)) for one in choices_of(task, question)]
    names = [task.actor_name, *(actor.name for actor in task.plan.actors), *register_names(task, node, question)]
    return [(name, name) for name in dict.fromkeys(names)][:MOST_NAMES]


def register_names(task: TaskCard, node: Node, question: Question) -> list[str]:
    """Give what the register knows for a question of a line, e.g. everybody who ever carried a project out."""
    entity = entity_of(task, node.question)
    table = task.surroundings.external.get(entity.list_name) if entity else None
    if entity is None or table is None:
        return []
    column = next((column for column, name in entity.saved.items() if name == question.name), "")
    return [row[column] for row in table.rows if row.get(column)]


def take_tapped(scene: Scene, task: TaskCard, node: Node, tapped: str) -> None:
    """Take a tapped value."""
    question = kind_in_hand(scene, task, node)
    options = values_of(task, node, question, scene.language) if question is not None else []
    value = next((value for value, _ in options if code(value) == tapped), None)
    if question is None or value is None:
        scene.say("stale_button")
        return
    apply(scene, task, node, question, value)


def hear_kind(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Take a typed value: a choice by its words, or a name."""
    question = kind_in_hand(scene, task, node)
    text = clean(said.text).strip()
    if question is None or not text:
        scene.say("choice_not_understood", text=text)
    elif scene.dialog.stash.get("which"):
        hear_which(scene, task, node, text)
    elif question.kind is Kind.TEXT:
        apply(scene, task, node, question, text)
    else:
        reading = match_choice(text, choice_words(choices_of(task, question)))
        if isinstance(reading, Understood):
            apply(scene, task, node, question, reading.value)
        else:
            refuse(scene, NotUnderstood(code="choice.none", text=text))


def hear_which(scene: Scene, task: TaskCard, node: Node, text: str) -> None:
    """Take a typed number of a line, or a part of its name."""
    lines = {str(index): (name,) for index, name in enumerate(names_of(task, node), start=1)}
    found = (text,) if text in lines else match_part(text, lines)
    if len(found) == 1:
        ask_value(scene, task, node, found[0])
    else:
        refuse(scene, NotUnderstood(code="choice.none", text=text))


def apply(scene: Scene, task: TaskCard, node: Node, question: Question, value: str) -> None:
    """Write the kind into the chosen lines and show the list again."""
    turn = str(scene.dialog.stash.get("turn", ALL))
    new: dict[str, JsonValue] = {question.name: as_answer(question, value)}
    turns = tuple(
        (key, {**values, **new} if turn in (ALL, str(index)) else values)
        for index, (key, values) in enumerate(present_turns(task, node), start=1)
    )
    given = ReplaceTurns(repeat=node.question.name, turns=turns, parent=node.place.instance, origin=Origin.TAPPED)
    outcome = write(scene, task, given)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    echo_list(scene, outcome, outcome.evaluation.at(node.place))
