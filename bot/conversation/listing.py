"""Lists entered in one message: money by source (C4), projects line by line (C5)."""

from decimal import Decimal

from bot.conversation.asking_back import Option, ask_back
from bot.conversation.buttons import Verb
from bot.conversation.conflict import answered_meanwhile
from bot.conversation.counting import add_names, count_question, write_count
from bot.conversation.effects import LinkIn
from bot.conversation.estimating import is_estimate, marks_of, turn_marks
from bot.conversation.heard import Said
from bot.conversation.known_lines import name_question, with_known
from bot.conversation.layout import lay_out
from bot.conversation.line_buttons import kind_buttons
from bot.conversation.list_reading import TurnValues, child, list_reading
from bot.conversation.message import Message, Rows
from bot.conversation.outline_rows import is_outline
from bot.conversation.outlining import show_list
from bot.conversation.question import ask, newest_seq, place_button
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import (
    is_whole_estimate,
    money_sum,
    printed,
    section_of,
    shared_values,
    show_node,
    show_value,
    text_of,
    turn_lines,
)
from bot.conversation.state import Mode, TaskCard
from bot.conversation.wording import keep_wording, still_true
from bot.conversation.writing import write
from flows.answers import JsonValue, Place
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import ReplaceTurns, Turn
from flows.reading.cleaning import clean
from flows.reading.counts import leading_count
from flows.reading.folding import fold
from flows.reading.outcome import Ambiguous, NotUnderstood, Understood
from flows.rejection import Rejection
from flows.wording.numbers import amount


def answer_list(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Read a message as the list in focus; "Přidat" keeps what is there."""
    turn = str(scene.dialog.stash.get("item_of", ""))
    if turn:
        take_or_refuse(scene, node, add_names(scene, task, turn, node, said.text))
        return
    count, text = leading_count(clean(said.text)) if count_question(node.question) else (None, said.text)
    if count is not None:
        counted = write_count(scene, task, node, count)
        if isinstance(counted, Rejection) or not text:
            take_or_refuse(scene, node, counted)
            return
        task = counted
    reading = list_reading(task.interview.form, task.plan, node.question, text)
    if isinstance(reading, NotUnderstood):
        refuse(scene, reading)
    else:
        take_list(scene, task, node, said, reading)


def take_or_refuse(scene: Scene, node: Node, outcome: TaskCard | Rejection) -> None:
    """Echo a list after what belongs to it was written, or say why it was not."""
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
    else:
        echo_list(scene, outcome, outcome.evaluation.at(node.place))


def take_list(
    scene: Scene, task: TaskCard, node: Node, said: Said, reading: Understood[TurnValues] | Ambiguous[TurnValues]
) -> None:
    """Write the list and echo it, or ask which reading holds."""
    if isinstance(reading, Ambiguous):
        options = [
            Option(label=list_label(scene, node, one, reading.options), value=list_json(one)) for one in reading.options
        ]
        ask_back(
            scene, task, node, said, reading.code, options, about=source_in_doubt(scene, task, node, reading.options)
        )
        return
    write_list(scene, task, node, reading.value, said.ref, own_words(node, said, reading.value))


def own_words(node: Node, said: Said, turns: TurnValues) -> str:
    """Give the sentences in which costs were told, where they say more than amounts; "" for a plain list."""
    figure = child(node.question, Kind.DECIMAL, money=True)
    told = "sources" in node.question.appearance and any(figure not in turn for turn in turns)
    return clean(said.text).strip() if told else ""


def list_json(turns: TurnValues) -> JsonValue:
    """Write turns so that a dialog can keep them."""
    return {"turns": [dict(turn) for turn in turns]}


def list_label(scene: Scene, node: Node, turns: TurnValues, options: tuple[TurnValues, ...]) -> str:
    """Name a reading of a list by the amounts in which the readings differ."""
    figure = child(node.question, Kind.DECIMAL, money=True)
    same = set.intersection(*({str(turn.get(figure)) for turn in one} for one in options))
    differing = [str(turn[figure]) for turn in turns if str(turn.get(figure)) not in same] or [str(turns[-1][figure])]
    return ", ".join(amount(Decimal(one), scene.language) for one in differing)


def source_in_doubt(scene: Scene, task: TaskCard, node: Node, options: tuple[TurnValues, ...]) -> str:
    """Name the source whose amount has several readings, "" where it is not one alone."""
    source, figure = child(node.question, Kind.SELECT_ONE), child(node.question, Kind.DECIMAL, money=True)
    if "sources" not in node.question.appearance or len({len(one) for one in options}) != 1:
        return ""
    first = options[0]
    unsure = [index for index, turn in enumerate(first) if len({one[index].get(figure) for one in options}) > 1]
    name = str(first[unsure[0]].get(source, "")) if len(unsure) == 1 else ""
    return printed(task, task.interview.form.by_name[source], name, scene.language) if name else ""


def present_turns(task: TaskCard, node: Node) -> list[Turn]:
    """Give the turns that stand there now with their values."""
    kept: list[Turn] = []
    for turn in task.evaluation.turns(node.question.name, node.place.instance):
        answers = task.interview.answers
        places = ((one.name, answers.get(Place(question=one.name, instance=turn))) for one in node.question.children)
        kept.append((turn, {name: answer.value for name, answer in places if answer is not None}))
    return kept


def write_list(scene: Scene, task: TaskCard, node: Node, turns: TurnValues, ref: str, words: str = "") -> None:
    """Put the turns in place of those that stand there, or after them where "Přidat" was tapped.

    What a colleague wrote meanwhile stays: the echo shows all of it. `words` are kept for the report.
    """
    turns = with_known(task, node, turns)
    old = present_turns(task, node)
    kept = old if answered_meanwhile(scene, task, node) else kept_turns(scene, node, old, turns)
    again = [] if kept else [turn for turn, _ in old]
    ids = [*again[: len(turns)], *(scene.mint() for _ in turns[len(again) :])]
    fresh = [(turn, whole_turn(values, old)) for turn, values in zip(ids, turns, strict=True)]
    given = ReplaceTurns(repeat=node.question.name, turns=(*kept, *fresh), parent=node.place.instance)
    outcome = write(scene, task, given)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    if ref:
        scene.effects.append(LinkIn(ref=ref, task=task.id, place=node.place, part=0, seq=outcome.head_seq))
    said = outcome.evaluation.at(node.place)
    if words or not still_true(outcome, said):
        outcome = keep_wording(scene, outcome, said, words)
    echo_list(scene, outcome, outcome.evaluation.at(node.place))


def kept_turns(scene: Scene, node: Node, old: list[Turn], turns: TurnValues) -> list[Turn]:
    """Give the turns that stay: all after "Přidat", and where a further message follows an echo unasked.

    Money from a source that is written again takes the place of what that source had; so does a name.
    """
    if not (scene.dialog.stash.get("adding") or scene.dialog.mode is Mode.ECHO):
        return []
    source = child(node.question, Kind.SELECT_ONE) if "sources" in node.question.appearance else ""
    again = {turn.get(source) for turn in turns} if source else set()
    name = name_question(node.question) if "lines" in node.question.appearance else ""
    named = {fold(text_of(turn.get(name))) for turn in turns} if name else set()
    return [
        (turn, values)
        for turn, values in old
        if (not source or values.get(source) not in again)
        and (not name or fold(text_of(values.get(name))) not in named)
    ]


def whole_turn(values: dict[str, JsonValue], old: list[Turn]) -> dict[str, JsonValue]:
    """Say of every question of a turn what stands there now: what was not written again is gone."""
    before = {name for _, earlier in old for name in earlier}
    return {**dict.fromkeys(before), **values}


def echo_list(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show what was understood, with Souhlasí, Opravit, Přidat; it is saved already."""
    if is_outline(node.question):
        show_list(scene, task, node)
        return
    scene.settle_screen()
    screen = scene.next_screen()
    stash = {
        key: value for key, value in scene.dialog.stash.items() if key not in {"adding", "item_of", "options", "ref"}
    }
    seen = newest_seq(task, node)
    scene.change_dialog(mode=Mode.ECHO, task=task.id, place=node.place, stash=stash, seen_seq=seen)
    scene.show(Message(text=echo_text(scene, task, node), rows=echo_rows(scene, task, node, screen)))


def echo_rows(scene: Scene, task: TaskCard, node: Node, screen: str) -> Rows:
    """Give Souhlasí, Opravit, Přidat, and "Jde o odhad" where the form has a mark for it."""
    agree = place_button(scene, Verb.AGREE, "agree", task, node, screen)
    correct = place_button(scene, Verb.CORRECT, "correct", task, node, screen)
    add = place_button(scene, Verb.ADD, "add", task, node, screen)
    key = "certain" if is_estimate(task, node) else "estimate"
    estimate = [place_button(scene, Verb.ESTIMATE, key, task, node, screen)] if can_be_estimate(task, node) else []
    worded = bool(node.question.settings.get("wording"))
    wording = [place_button(scene, Verb.WORDING, "wording", task, node, screen)] if worded else []
    return lay_out([agree, correct, add, *kind_buttons(scene, task, node, screen), *estimate, *wording])


def can_be_estimate(task: TaskCard, node: Node) -> bool:
    """Tell whether a list has a figure, and the form a mark for it."""
    figures = [one for one in node.question.children if one.kind in {Kind.DECIMAL, Kind.INTEGER}]
    turns = task.evaluation.turns(node.question.name, node.place.instance)
    places = (Place(question=one.name, instance=turn) for turn in turns for one in figures)
    said = any((found := task.evaluation.find(place)) is not None and found.value is not None for place in places)
    return said and bool(marks_of(task, node))


def turn_estimate(scene: Scene, task: TaskCard, node: Node) -> None:
    """Set or take off the marks of a list, in place."""
    outcome = turn_marks(scene, task, node)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    shown = outcome.evaluation.at(node.place)
    if node.question.kind is not Kind.REPEAT:
        scene.settle_screen(show_node(outcome, shown, scene.words))
        ask(scene, outcome, node.place, to_check=scene.dialog.to_check)
        return
    rows = echo_rows(scene, outcome, shown, str(scene.dialog.screen))
    scene.change_dialog(last_tap="")
    scene.amend_screen(Message(text=echo_text(scene, outcome, shown), rows=rows))


def echo_text(scene: Scene, task: TaskCard, node: Node) -> str:
    """Write the echo of a list: sources with their sum, or numbered lines."""
    words = scene.words
    lines = turn_lines(task, node.question, node.place.instance, words)
    total = money_sum(task, node.question, node.place.instance)
    if "sources" in node.question.appearance:
        said = amount(total or Decimal(0), scene.language)
        said = words.text("estimated", value=said) if is_whole_estimate(task, node) else said
        return words.text(
            "echo_sources", level_genitive=scene.level(task).genitive, number=task.number, lines=lines, total=said
        )
    form = task.interview.form
    section = section_of(form, node.question, scene.language)
    difference = difference_text(scene, task, total)
    shared = [
        show_value(task, form.by_name[name], value, words)
        for name, value in shared_values(task, node.question, node.place.instance)
    ]
    return words.text(
        "echo_lines", section=section, count=len(lines), shared=shared, lines=lines, difference=difference
    )


def difference_text(scene: Scene, task: TaskCard, total: Decimal | None) -> str:
    """Say that the sum of a list and the costs of the item differ; that may be right."""
    form = task.interview.form
    repeat = next((one for one in form.by_name.values() if "sources" in one.appearance), None)
    costs = money_sum(task, repeat, "") if repeat is not None else None
    if total is None or costs is None or total == costs:
        return ""
    language = scene.language
    return scene.words.text("projects_differ", sum=amount(total, language), costs=amount(costs, language))
