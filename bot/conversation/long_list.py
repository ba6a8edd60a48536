"""Choices that do not fit on one screen: a page at a time, or only those that a typed part of a name finds."""

from collections.abc import Sequence

from bot.conversation.buttons import Verb, button_data, code, read_button, turn_code
from bot.conversation.layout import MOST_ROWS, lay_out
from bot.conversation.message import Button, Rows
from bot.conversation.reading import choice_words
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.evaluation import Node
from flows.form import Choice
from flows.reading.parts import match_part

WHOLE = "all"
RETIRED = "retired"
"""Column of an external table: the row is kept for the answers that name it, and offered no more."""


def is_long(node: Node) -> bool:
    """Tell whether a part of a name may be typed: the list is the plan's own, or longer than a screen."""
    return node.question.from_file or len(node.choices) > MOST_ROWS


def offered_choices(scene: Scene, node: Node) -> list[Choice]:
    """Give the choices to be shown: what is retired only where it is chosen, and of a search what it found."""
    chosen = node.value if isinstance(node.value, list) else [node.value]
    living = [one for one in node.choices if not one.filters.get(RETIRED) or one.name in chosen]
    sought = str(scene.dialog.stash.get("sought", ""))
    if not sought:
        return living
    found = match_part(sought, choice_words(node.choices))
    return [one for one in living if one.name in found or one is node.question.other]


def fitted(scene: Scene, task: TaskCard, node: Node, own: Sequence[Button], screen: str, room: int) -> Rows:
    """Lay out the buttons of a question in so many rows; choices that do not fit come page by page."""
    rows = lay_out(own)
    sought = bool(scene.dialog.stash.get("sought"))
    if len(rows) <= room and not sought:
        return rows
    choices = [one for one in own if is_choice(one)]
    if not choices:
        return rows
    others = [one for one in own if one not in choices]
    turning = [page_button(scene, task, node, key, str(page), screen) for key, page in (("fewer", 0), ("more", 0))]
    whole = [page_button(scene, task, node, "whole_list", WHOLE, screen)] if sought else []
    pages = pages_of(choices, room - len(lay_out([*turning, *whole, *others])))
    page = min(page_shown(scene), len(pages) - 1)
    turns = turn_buttons(scene, task, node, screen, page, len(pages))
    return (*lay_out(pages[page]), *lay_out([*turns, *whole, *others]))


def is_choice(button: Button) -> bool:
    """Tell a choice from what else stands under a question."""
    read = read_button(button.data)
    return read is not None and read.verb is Verb.CHOOSE


def page_shown(scene: Scene) -> int:
    """Give the page on screen, from 0."""
    page = scene.dialog.stash.get("page")
    return page if isinstance(page, int) else 0


def turn_buttons(scene: Scene, task: TaskCard, node: Node, screen: str, page: int, pages: int) -> list[Button]:
    """Give the buttons that turn the page."""
    buttons = []
    if page > 0:
        buttons.append(page_button(scene, task, node, "fewer", str(page - 1), screen))
    if page + 1 < pages:
        buttons.append(page_button(scene, task, node, "more", str(page + 1), screen))
    return buttons


def page_button(scene: Scene, task: TaskCard, node: Node, key: str, page: str, screen: str) -> Button:
    """Make a button that shows a page, or the whole list again."""
    labels = {
        "fewer": scene.words.label("fewer_items"),
        "more": scene.words.label("more_items"),
        "whole_list": scene.words.label("whole_list"),
    }
    place = node.place
    data = button_data(Verb.PAGE, task.id, code(place.question), turn_code(place.instance), page, screen)
    return Button(label=labels[key], data=data)


def pages_of(buttons: Sequence[Button], rows: int) -> list[tuple[Button, ...]]:
    """Part buttons into pages of so many rows, at least one."""
    pages: list[tuple[Button, ...]] = []
    page: tuple[Button, ...] = ()
    for button in buttons:
        grown = (*page, button)
        if page and len(lay_out(grown)) > max(1, rows):
            pages.append(page)
            page = (button,)
        else:
            page = grown
    return [*pages, page]
