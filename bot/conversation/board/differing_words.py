"""Different answers in words: what they are about, who says what."""

from decimal import Decimal, InvalidOperation

from bot.conversation.board.lists import LINE, actor_names
from bot.conversation.layout import shorten
from bot.conversation.scene import Scene
from bot.conversation.showing import said_in, section_of
from bot.words import Words, numbered
from flows.board import Board
from flows.differences import Difference, Side
from flows.form import Form, Question
from flows.plan_levels import level_forms
from flows.snapshot_questions import EVALUATION
from flows.wording.numbers import amount, number

MONEY = frozenset({EVALUATION.costs.amount, EVALUATION.projects.amount})


def level_and_number(scene: Scene, board: Board, difference: Difference, language: str = "") -> str:
    """Write "aktivita 4.3.2"."""
    item = board.items.get((difference.tree, difference.item))
    level = level_forms(board.plan, item, language or scene.language)
    return numbered(level.nominative, item.number if item else "")


def form_of(scene: Scene, difference: Difference) -> Form | None:
    """Give the form of the first side."""
    return scene.surrounds.history_forms.get(difference.sides[0].task)


def about_of(scene: Scene, difference: Difference, language: str = "") -> str:
    """Say what differs: the question's short name, and what tells the line of a list."""
    form, spoken = form_of(scene, difference), language or scene.language
    question = form.by_name.get(difference.question) if form else None
    section = outermost(form, question, spoken) if form and question else difference.question
    return ": ".join(part for part in (section, turn_name(scene, difference, spoken)) if part)


def outermost(form: Form, question: Question, language: str) -> str:
    """Name the list that a question stands in, as the check screen does; or the question itself."""
    repeat = form.by_name.get(question.repeats[-1]) if question.repeats else None
    return section_of(form, repeat or question, language)


def turn_name(scene: Scene, difference: Difference, language: str) -> str:
    """Give what tells a turn of a repeat, a source by its printed label."""
    if difference.question == EVALUATION.costs.amount:
        return choice_label(scene, difference, EVALUATION.costs.source, difference.name, language)
    return shorten(difference.name, LINE)


def choice_label(scene: Scene, difference: Difference, question: str, value: str, language: str) -> str:
    """Give a choice's printed label; any other value as it is."""
    form = form_of(scene, difference)
    asked = form.by_name.get(question) if form else None
    choices = form.lists.get(asked.choices, ()) if form and asked else ()
    found = next((one for one in choices if one.name == value), None)
    return said_in(found.label, form, language) if form and found else value


def value_of_side(scene: Scene, difference: Difference, value: str, language: str = "") -> str:
    """Write a figure or a choice as it is printed."""
    spoken = language or scene.language
    if difference.sides[0].amount is None:
        label = choice_label(scene, difference, difference.question, value, spoken)
        return label[:1].lower() + label[1:]
    try:
        figure = Decimal(value)
    except InvalidOperation:
        return value
    return amount(figure, spoken) if difference.question in MONEY else number(figure, spoken)


def side_line(scene: Scene, board: Board, difference: Difference, side: Side) -> str:
    """Write "Městská policie (garant): 6"."""
    role = scene.words.text("role_lead" if side.is_lead else "role_contributor")
    name = shorten(actor_names(board).get(side.actor, side.actor), LINE)
    return f"{name} ({role}): {value_of_side(scene, difference, side.value)}"


def asked_text(scene: Scene, board: Board, difference: Difference, task: str, words: Words) -> str:
    """Ask one side: what it says, what the others say."""
    names = actor_names(board)
    mine = next(side for side in difference.sides if side.task == task)
    others = [side for side in difference.sides if side.task != task]
    return words.text(
        "differ_question",
        level=level_and_number(scene, board, difference, words.language),
        about=about_of(scene, difference, words.language),
        value=value_of_side(scene, difference, mine.value, words.language),
        others="; ".join(
            f"{names.get(side.actor, side.actor)}: {value_of_side(scene, difference, side.value, words.language)}"
            for side in others
        ),
        contact=scene.contact_of(board.plan),
    )
