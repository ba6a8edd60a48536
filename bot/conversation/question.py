"""The screen of one question: its text and its buttons."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.conversation.around import above
from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.earlier import earlier_answers
from bot.conversation.estimating import is_estimate, marks_of
from bot.conversation.items_offered import item_buttons
from bot.conversation.layout import MOST_ROWS, lay_out, shorten
from bot.conversation.line_buttons import pick_buttons
from bot.conversation.long_list import fitted, offered_choices
from bot.conversation.message import Button, Message, Rows
from bot.conversation.outline_rows import is_outline
from bot.conversation.outline_showing import quotes
from bot.conversation.past import last_label, past_task
from bot.conversation.references import offers_items, shown_reference
from bot.conversation.scene import Scene
from bot.conversation.showing import (
    filled,
    is_said_by_list,
    said_in,
    section_of,
    short_label,
    show_node,
    show_value,
    text_of,
    turn_lines,
)
from bot.conversation.state import Mode, TaskCard
from bot.conversation.what_to_send import way_to_answer
from flows.answers import Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Choice, Kind, Question
from flows.quoting import quoted, quoted_parts
from flows.rights import Action

PACKED = "columns-pack"
"""Appearance of choices that are shown by their numbers, several in a row."""

WITHOUT = "without"
"""Setting of a question that is left out in words of its own."""

LAST_MARK = "{last}"
"""Where a label wants last year's value, in brackets."""


def ask(
    scene: Scene,
    task: TaskCard,
    place: Place,
    *,
    to_check: bool = False,
    note: str = "",
    before: str = "",
    more: Rows = (),
) -> None:
    """Show the question of a place; from now on the next text answers it.

    Args:
        scene: The act.
        task: The task.
        place: What is asked.
        to_check: The answer leads back to the check screen.
        note: A sentence under the question, in place of what stands there.
        before: A sentence above the question.
        more: Buttons below those of the question.
    """
    from bot.conversation.manners import ask_in_its_manner  # noqa: PLC0415 - they lead back to questions

    if ask_in_its_manner(scene, task, place, to_check=to_check, before=before):
        return
    scene.void(fold_key(task, place))
    screen = scene.next_screen()
    node = task.evaluation.at(place)
    seen = newest_seq(task, node)
    scene.change_dialog(mode=Mode.ASK, task=task.id, place=place, seen_seq=seen, to_check=to_check, stash={})
    text = question_text(scene, task, node, note)
    text = f"{before}\n{text}" if before else text
    scene.show(Message(text=text, rows=(*question_rows(scene, task, node, screen), *more)))


def newest_seq(task: TaskCard, node: Node) -> int:
    """Give the seq of what was written last at a place, or in the turns of a list; 0 = nothing was."""
    answers = task.interview.answers
    own = answers[node.place].seq if node.place in answers else 0
    turns = task.evaluation.turns(node.question.name, node.place.instance) if node.question.kind is Kind.REPEAT else ()
    return max([own, *(one.seq for place, one in answers.items() if place.instance in turns)]) if turns else own


def fold_key(task: TaskCard, place: Place) -> str:
    """Name the pending "collected so far" message of a place."""
    return f"collect:{task.id}:{place.question}:{place.instance}"


def askable(task: TaskCard) -> tuple[Node, ...]:
    """Give the relevant places of a task that are questions of their own, in order."""
    return task.evaluation.asked


def is_optional(question: Question) -> bool:
    """Tell whether a question stands behind "Co ještě doplnit?" instead of being asked in the walk."""
    return bool(question.settings.get("optional"))


def is_first(task: TaskCard, place: Place) -> bool:
    """Tell whether this is the first question of its task: there the head stands, and the ways out."""
    nodes = askable(task)
    return bool(nodes) and nodes[0].place == place


def label_of(scene: Scene, task: TaskCard, node: Node) -> str:
    """Give the question's text with the year of the round, what it quotes, and last year's value filled in."""
    label = filled(quoted(task.evaluation, node.question.label, node=node, language=scene.language), task)
    return label.replace(LAST_MARK, last_value(scene, task, node))


def last_value(scene: Scene, task: TaskCard, node: Node) -> str:
    """Say " (loni 58)", "" where last year says nothing."""
    before = (task.last or {}).get(node.place)
    if before is None or before.value is None:
        return ""
    return " " + scene.words.text("last_value", value=show_value(task, node.question, before.value, scene.words))


def question_text(scene: Scene, task: TaskCard, node: Node, instead: str = "") -> str:
    """Write the question's text: head on the first one, notes and turn, what stands there now, the label."""
    words = scene.words
    over = above(scene, task, node)
    label: str = "\n".join(filter(None, (over, label_of(scene, task, node))))
    if is_outline(node.question) and (said := quotes(scene, task, node)):
        label = Markup("{}\n{}").format(said, label)
    if is_first(task, node.place):
        return words.text("question", head=task_head(scene, task), label=label, note=first_note(scene, task, node))
    note = instead or present_value(scene, task, node) or help_of(scene, task, node)
    return words.text("question", head="", label=label, note=note)


def task_head(scene: Scene, task: TaskCard) -> Markup:
    """Write "Aktivita 2.2.7 (2/5)" and the title."""
    walk = [one.id for one in scene.walk() if one.round.id == task.round.id]
    return Markup(  # noqa: S704 - rendered with autoescape
        scene.words.text(
            "head",
            level=scene.level(task).nominative,
            number=task.number,
            title=task.title,
            position=walk.index(task.id) + 1,
            total=len(walk),
            last=last_summary(scene, task),
            details=item_details(task),
        )
        + "\n"
    )


def item_details(task: TaskCard) -> str:
    """Say what the plan says of the item besides: "Termín: do 6/2026. Jak se doloží: mapa."."""
    item = task.item
    said = item.details.items() if item is not None else ()
    return " ".join(f"{label}: {text.rstrip('.')}." for label, text in said)


def last_summary(scene: Scene, task: TaskCard) -> str:
    """Sum last year's answer up in one line; "" where there is none."""
    if not task.last:
        return ""
    earlier = past_task(task)
    return ", ".join(filter(None, (summary_of(scene, earlier, node) for node in askable(earlier))))


def summary_of(scene: Scene, task: TaskCard, node: Node) -> str:
    """Show a place in a few words: a sum without its parts, a list as its length, a long text not at all."""
    if is_said_by_list(task, node) or is_long(node.question) or not node.answered or node.left_out:
        return ""
    shown = show_node(task, node, scene.words)
    if "sources" in node.question.appearance:
        return shown.partition(", ")[0]
    if node.question.kind is Kind.REPEAT:
        section = section_of(task.interview.form, node.question, scene.language)
        return f"{section.lower()}: {shown}"
    return shown


def is_long(question: Question) -> bool:
    """Tell whether an answer is too long for a summary: a text of several messages, an outline."""
    return "multiline" in question.appearance or is_outline(question)


def first_note(scene: Scene, task: TaskCard, node: Node) -> Markup | str:
    """Give what stands at the first question now; in the first item of the walk also the form's explanation."""
    walk = [one for one in scene.walk() if one.round.id == task.round.id]
    there = present_value(scene, task, node) or earlier_answers(scene, task)
    return there or (help_of(scene, task, node) if walk[0].id == task.id else "")


def hint_of(scene: Scene, task: TaskCard, node: Node) -> str:
    """Give the form's explanation of a question, without the parts that would quote nothing."""
    return filled(quoted_parts(task.evaluation, node.question.hint, node=node, language=scene.language), task)


def help_of(scene: Scene, task: TaskCard, node: Node) -> Markup | str:
    """Give the form's explanation, the choices that have only a number to tap, or how such a question is answered."""
    if PACKED in node.question.appearance:
        front, _ = shown_choices(scene, node)
        named = (
            f"{one.filters.get('number', '')} {said_in(one.label, task.interview.form, scene.language)}"
            for one in front
        )
        return scene.words.markup("packed_choices", text="\n".join(one.strip() for one in named))
    return hint_of(scene, task, node) or way_to_answer(scene, node)


def present_value(scene: Scene, task: TaskCard, node: Node) -> Markup | str:
    """Show what was answered before, if anything."""
    words = scene.words
    if node.question.kind is Kind.TEXT and node.answered and node.value:
        whole = text_of(node.value)
        shown = shown_reference(task, whole) if offers_items(node.question) else whole
        return words.markup("written_so_far", text=shown)
    if node.question.kind is Kind.REPEAT and not node.left_out:
        lines = turn_lines(task, node.question, node.place.instance, words)
        return words.markup("written_so_far", text="\n".join(lines)) if lines else ""
    if node.proposal is not None and not node.answered:
        return words.markup("proposal", value=show_value(task, node.question, node.proposal, words))
    return ""


def question_rows(scene: Scene, task: TaskCard, node: Node, screen: str) -> Rows:
    """Lay out the buttons of a question: its own first, the ways out last."""
    beside = beside_buttons(scene, task, node, screen)
    own = [*own_buttons(scene, task, node, screen), *beside, *last_buttons(scene, task, node, screen)]
    own += pick_buttons(scene, task, node, screen)
    out = lay_out(ways_out(scene, task, node, screen))
    return (*fitted(scene, task, node, own, screen, MOST_ROWS - len(out)), *out)


def last_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> list[Button]:
    """Give the button that answers as last year: the whole item on its first question, else this one."""
    if not task.last or scene.dialog.to_check or is_outline(node.question) or (node.answered and not node.left_out):
        return []
    if task.before:
        return []  # it is about what others have just answered, never the same as before
    if is_first(task, node.place):
        data = button_data(Verb.SAME, task.id, "show", screen)
        return [Button(label=scene.words.label("as_last_year"), data=data)]
    label = last_label(task, node, scene.words)
    return [Button(label=label, data=place_data(Verb.LAST, task, node.place, screen))] if label else []


def own_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> list[Button]:
    """Give the buttons that answer the question."""
    question = node.question
    match question.kind:
        case Kind.SELECT_ONE:
            return choice_buttons(scene, task, node, screen)
        case Kind.SELECT_MULTIPLE:
            return [
                *choice_buttons(scene, task, node, screen),
                place_button(scene, Verb.DONE, "done", task, node, screen),
            ]
        case Kind.TEXT if offers_items(question):
            return list(item_buttons(scene, task, node, screen))
        case Kind.ACKNOWLEDGE:
            return [place_button(scene, Verb.AGREE, "agree", task, node, screen)]
        case Kind.REPEAT if not listed(question):
            turns = task.evaluation.turns(question.name, node.place.instance)
            drop = [place_button(scene, Verb.DROP_LAST, "drop_last", task, node, screen)] if turns else []
            return [
                place_button(scene, Verb.ADD, "add", task, node, screen),
                place_button(scene, Verb.DONE, "done", task, node, screen),
                *drop,
            ]
        case Kind.TEXT if "multiline" in question.appearance and node.answered and not node.left_out:
            return [place_button(scene, Verb.DONE, "done", task, node, screen)]
        case _ if node.proposal is not None and not node.answered:
            shown = shorten(show_value(task, question, node.proposal, scene.words))
            return [Button(label=shown, data=place_data(Verb.AGREE, task, node.place, screen))]
        case _:
            return []


def beside_buttons(scene: Scene, task: TaskCard, node: Node, screen: str) -> Iterator[Button]:
    """Give what may be said beside an answer that stands: words for the report, that a figure is an estimate."""
    if not node.answered or node.left_out or node.question.kind is Kind.REPEAT:
        return
    if node.question.settings.get("wording") and scene.dialog.to_check:
        yield place_button(scene, Verb.WORDING, "wording", task, node, screen)
    if node.question.kind in {Kind.INTEGER, Kind.DECIMAL} and marks_of(task, node):
        key = "certain" if is_estimate(task, node) else "estimate"
        yield place_button(scene, Verb.ESTIMATE, key, task, node, screen)


def shown_choices(scene: Scene, node: Node) -> tuple[list[Choice], list[Choice]]:
    """Part the choices into those on the first page and those behind "Jinak"; typed ones stand on neither."""
    typed = "" if node.question.other else node.question.settings.get("typed", "").partition(":")[0].strip()
    seen = [choice for choice in offered_choices(scene, node) if choice.name != typed]
    return (
        [choice for choice in seen if not choice.filters.get("behind")],
        [choice for choice in seen if choice.filters.get("behind")],
    )


def choice_buttons(scene: Scene, task: TaskCard, node: Node, screen: str, *, behind: bool = False) -> list[Button]:
    """Give a button per choice; the chosen ones of a multiple choice carry a tick."""
    front, back = shown_choices(scene, node)
    chosen = node.value if isinstance(node.value, list) else []
    at = (task.id, code(node.place.question), turn_code(node.place.instance))
    buttons = []
    for choice in back if behind else front:
        number = choice.filters.get("number", "") if PACKED in node.question.appearance else ""
        label = number or filled(short_label(task, choice, scene.language), task)
        ticked = f"✓ {label}" if choice.name in chosen else label
        data = button_data(Verb.CHOOSE, *at, code(choice.name), screen)
        buttons.append(Button(label=shorten(ticked), data=data))
    if back and not behind:
        buttons.append(place_button(scene, Verb.MORE, "otherwise", task, node, screen))
    return buttons


def ways_out(scene: Scene, task: TaskCard, node: Node, screen: str) -> Iterator[Button]:
    """Give the ways not to answer: leave out, later, back, not ours."""
    if may_leave_out(node):
        own = node.question.settings.get(WITHOUT)
        key = f"without_{own}" if own else "none_listed" if "lines" in node.question.appearance else "leave_out"
        yield place_button(scene, Verb.LEAVE_OUT, key, task, node, screen)
    if is_first(task, node.place):
        if scene.dialog.to_check:
            yield place_button(scene, Verb.BACK, "back", task, node, screen)
        else:
            yield place_button(scene, Verb.LATER, "later", task, node, screen)
            if scene.allowed(task, Action.DISOWN) is not None:
                yield Button(label=scene.words.label("not_ours"), data=button_data(Verb.NOT_OURS, task.id))
        return
    yield place_button(scene, Verb.BACK, "back", task, node, screen)
    if not scene.dialog.to_check:
        yield place_button(scene, Verb.LATER, "later", task, node, screen)


def may_leave_out(node: Node) -> bool:
    """Tell whether "Neuvádět" may be said of a place: nothing stands there and it is not required."""
    return not node.required and not node.answered and node.question.kind is not Kind.ACKNOWLEDGE


def place_data(verb: Verb, task: TaskCard, place: Place, screen: str) -> str:
    """Write data of a button that belongs to a place on a screen."""
    return button_data(verb, task.id, code(place.question), turn_code(place.instance), screen)


def place_button(scene: Scene, verb: Verb, key: str, task: TaskCard, node: Node, screen: str) -> Button:
    """Make a button that belongs to a place on a screen."""
    return Button(label=scene.words.label(key), data=place_data(verb, task, node.place, screen))


def show_more_choices(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show the choices behind "Jinak" on the same message."""
    screen = str(scene.dialog.screen)
    back = Button(label=scene.words.label("back"), data=place_data(Verb.MORE, task, node.place, f"{screen}.0"))
    rows = (*lay_out(choice_buttons(scene, task, node, screen, behind=True)), (back,))
    scene.amend_screen(Message(text=scene.dialog.screen_text, rows=rows))


def refresh_choices(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show the first page of choices again, with the ticks of now."""
    screen = str(scene.dialog.screen)
    scene.amend_screen(Message(text=scene.dialog.screen_text, rows=question_rows(scene, task, node, screen)))
