"""How an outline of bullets looks in a chat: what was recognised, a line a bullet, one bullet with its sub-items."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.layout import numbers as number_rows
from bot.conversation.message import Button, Rows
from bot.conversation.outline_rows import last_rows, plain, rows_of, text_question
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.words import Words
from flows.answers import Place
from flows.description_points import points_of
from flows.evaluation import Node
from flows.item_marks import ITEM_MARK
from flows.outline import Change, Row, below, can, children, numbers, parent, position
from flows.wording.numbers import number
from flows.wording.plurals import plural

PAGE = 5
"""Bullets on one page of the list; with the head it stays within eight lines."""
LINE = 38
MOST_CHILDREN = 12
"""Sub-items with buttons; others are opened by a typed number."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_WORDS = {
    "cs": {
        "bullets": ("odrážka", "odrážky", "odrážek"),
        "sub_items": ("podbod", "podbody", "podbodů"),
        "links": ("odkaz", "odkazy", "odkazů"),
        "notes": ("poznámka pod čarou", "poznámky pod čarou", "poznámek pod čarou"),
        "points": ("bod strategie", "body strategie", "bodů strategie"),
    },
    "en": {
        "bullets": ("bullet", "bullets", "bullets"),
        "sub_items": ("sub-item", "sub-items", "sub-items"),
        "links": ("link", "links", "links"),
        "notes": ("footnote", "footnotes", "footnotes"),
        "points": ("point of the strategy", "points of the strategy", "points of the strategy"),
    },
}


def counted(n: int, what: str, words: Words) -> str:
    """Say how many: "4 odrážky", "1 odkaz"."""
    return f"{number(n, words.language)} {plural(n, *_WORDS[words.language][what], lang=words.language)}"


def summary(rows: Sequence[Row], words: Words) -> str:
    """Say what an outline consists of: "4 odrážky, 6 podbodů, 2 odkazy"."""
    texts = [row.text for row in rows]
    found = {
        "bullets": sum(row.level == 1 for row in rows),
        "sub_items": sum(row.level > 1 for row in rows),
        "links": sum(len(_ADDRESS.findall(text)) + len(ITEM_MARK.findall(text)) for text in texts),
        "notes": sum(text.count("^[") for text in texts),
    }
    return ", ".join(counted(n, what, words) for what, n in found.items() if n or what == "bullets")


def line_of(rows: Sequence[Row], at: int, words: Words) -> str:
    """Write a bullet without marks in one line: "2 V roce 2026 se konalo… (6 podbodů)"."""
    inside = len(below(rows, at))
    tail = f" ({counted(inside, 'sub_items', words)})" if inside else ""
    head = f"{numbers(rows)[at]} {rows[at].text}"
    return shorten(head, LINE - len(tail)) + tail


def text_lines(task: TaskCard, rows: Sequence[Row]) -> list[str]:
    """Write an outline in full, sub-items indented."""
    return [f"{'    ' * (row.level - 1)}{'–' if row.level > 1 else '•'} {plain(task, row.text)}" for row in rows]


def tops(rows: Sequence[Row]) -> list[int]:
    """Find the bullets of the first level."""
    return [at for at, row in enumerate(rows) if row.level == 1]


def page_of(rows: Sequence[Row], page: int) -> tuple[list[int], int]:
    """Give the bullets of a page, and the number of the page, where there may be fewer by now."""
    every = tops(rows)
    last = max(0, (len(every) - 1) // PAGE)
    page = max(0, min(page, last))
    return every[page * PAGE : (page + 1) * PAGE], page


def outline_data(task: TaskCard, node: Node, act: str, screen: str) -> str:
    """Write the data of a button of the outline."""
    return button_data(Verb.OUTLINE, task.id, code(node.place.question), turn_code(node.place.instance), act, screen)


def bullet_data(task: TaskCard, node: Node, key: str, act: str, screen: str) -> str:
    """Write the data of a button of one bullet."""
    place = Place(question=text_question(node.question), instance=key)
    return button_data(Verb.BULLET, task.id, code(place.question), turn_code(place.instance), act, screen)


def list_rows(scene: Scene, task: TaskCard, node: Node, page: int, screen: str, *, undo: bool) -> Rows:
    """Lay out the buttons under the list: it is right, one more, a number a bullet, the pages."""
    words, rows = scene.words, rows_of(task, node)
    shown, page = page_of(rows, page)
    before = {words.label("fewer_items"): f"p{page - 1}"} if page else {}
    after = {words.label("more_items"): f"p{page + 1}"} if shown and shown[-1] != tops(rows)[-1] else {}
    restore = {words.label("restore"): "undo"} if undo else {}
    named = numbers(rows)
    opening = {named[at]: bullet_data(task, node, rows[at].key, "open", screen) for at in shown}

    def laid(acts: Mapping[str, str]) -> Rows:
        return lay_out([Button(label=label, data=outline_data(task, node, acts[label], screen)) for label in acts])

    return (
        *laid({words.label("agree"): "agree", words.label("add"): "add", **restore}),
        *number_rows([Button(label=label, data=data) for label, data in opening.items()]),
        *laid({**before, **after}),
        *laid({words.label("refer_other"): "refer"}),
    )


def bullet_rows(scene: Scene, task: TaskCard, node: Node, key: str, screen: str) -> Rows:
    """Lay out the buttons of one bullet: edit, delete, move, deepen or raise, its sub-items, back."""
    words, rows = scene.words, rows_of(task, node)
    at, named = position(rows, key), numbers(rows)
    changes: dict[Change, str] = {
        "up": words.label("move_up"),
        "down": words.label("move_down"),
        "in": words.label("make_sub_item"),
        "out": words.label("make_bullet"),
    }
    acts = {words.label("edit_text"): "edit", words.label("delete"): "drop"}
    acts |= {label: change for change, label in changes.items() if can(rows, key, change)}
    inside = children(rows, at)[:MOST_CHILDREN]
    opening = {named[position(rows, row.key)]: bullet_data(task, node, row.key, "open", screen) for row in inside}
    above = parent(rows, at)
    there = bullet_data(task, node, above.key, "open", screen) if above else outline_data(task, node, "back", screen)
    back = Button(label=words.label("back"), data=there)
    buttons = [Button(label=label, data=bullet_data(task, node, key, act, screen)) for label, act in acts.items()]
    return (
        *lay_out(buttons),
        *number_rows([Button(label=label, data=data) for label, data in opening.items()]),
        (back,),
    )


def bullet_text(scene: Scene, task: TaskCard, node: Node, key: str) -> str:
    """Write one bullet in full with its sub-items."""
    rows = rows_of(task, node)
    at = position(rows, key)
    inside = [f"{'    ' * (row.level - rows[at].level)}– {plain(task, row.text)}" for row in below(rows, at)]
    whole = "\n".join([plain(task, rows[at].text), *inside])
    return scene.words.text("outline_bullet", number=numbers(rows)[at], text=whole)


def quotes(scene: Scene, task: TaskCard, node: Node) -> Markup | str:
    """Quote what the strategy says of the item, and last year's bullets, both collapsed."""
    words, here = scene.words, task.item
    points = points_of(here) if here is not None else ()
    last = text_lines(task, last_rows(task, node.question))
    found = []
    if points:
        text = "\n".join(f"– {point.text}" for point in points)
        found.append(words.markup("outline_points", count=counted(len(points), "points", words), text=text))
    if last:
        found.append(words.markup("outline_last", text="\n".join(last)))
    return Markup("\n").join(found) if found else ""
