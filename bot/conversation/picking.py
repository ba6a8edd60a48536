"""Choosing among last year's projects (C5) by ticks or typed numbers: what is known of them comes along, no amount."""

import re

from bot.conversation.heard import Said
from bot.conversation.known_lines import known_names, name_question
from bot.conversation.layout import MOST_ROWS, lay_out, shorten
from bot.conversation.line_buttons import pick_data
from bot.conversation.listing import write_list
from bot.conversation.long_list import pages_of
from bot.conversation.message import Button, Message, Rows
from bot.conversation.outline_rows import is_outline
from bot.conversation.outlining import add_last
from bot.conversation.question import ask
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from flows.answers import JsonValue
from flows.evaluation import Node
from flows.reading.parts import match_part

MOST_OFFERED = 200
TICK = "✓ "
_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;.]+(?:a\s+|and\s+)?\d{1,3})*[.\s]*")


def pick(scene: Scene, task: TaskCard, node: Node, act: str) -> None:
    """Do what a button of the list says: open it, tick one, turn the page, or end."""
    if act == "open":
        open_list(scene, task, node)
    elif scene.dialog.mode is not Mode.PICK:
        scene.say("stale_button")
    elif act == "back":
        ask(scene, task, node.place, to_check=scene.dialog.to_check)
    elif act == "done":
        finish(scene, task, node)
    elif act.startswith("p"):
        scene.change_dialog(stash={**scene.dialog.stash, "page": number_of(act[1:])}, last_tap="")
        show(scene, task, node, anew=False)
    else:
        tick(scene, [number_of(act)], toggle=True)
        scene.change_dialog(last_tap="")
        show(scene, task, node, anew=False)


def number_of(text: str) -> int:
    """Read a number that a button carries, 0 where it carries none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def open_list(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show the names to choose from."""
    names: list[JsonValue] = [*known_names(task, node)[:MOST_OFFERED]]
    if not names:
        scene.say("stale_button")
        return
    kept = {key: value for key, value in scene.dialog.stash.items() if key != "adding"}
    scene.change_dialog(mode=Mode.PICK, task=task.id, place=node.place, stash={**kept, "offered": names, "picked": []})
    show(scene, task, node, anew=True)


def offered(scene: Scene) -> list[str]:
    """Give the names on offer, in their order."""
    found = scene.dialog.stash.get("offered")
    return [str(one) for one in found] if isinstance(found, list) else []


def picked(scene: Scene) -> list[str]:
    """Give the names ticked so far, in the order of the list."""
    found = scene.dialog.stash.get("picked")
    chosen = [str(one) for one in found] if isinstance(found, list) else []
    return [name for name in offered(scene) if name in chosen]


def tick(scene: Scene, numbers: list[int], *, toggle: bool) -> None:
    """Tick the names with these numbers, from 1; a tap on a ticked one takes the tick off."""
    names, chosen = offered(scene), picked(scene)
    for number in numbers:
        if 1 <= number <= len(names):
            name = names[number - 1]
            chosen = [one for one in chosen if one != name] if toggle and name in chosen else [*chosen, name]
    there: list[JsonValue] = list(dict.fromkeys(chosen))
    scene.change_dialog(stash={**scene.dialog.stash, "picked": there})


def show(scene: Scene, task: TaskCard, node: Node, *, anew: bool) -> None:
    """Show the list, in place or as a new screen."""
    if anew:
        scene.settle_screen()
        scene.next_screen()
    key = "pick_bullets" if is_outline(node.question) else "pick_lines"
    message = Message(text=scene.words.text(key), rows=rows(scene, task, node))
    if anew:
        scene.show(message)
    else:
        scene.amend_screen(message)


def rows(scene: Scene, task: TaskCard, node: Node) -> Rows:
    """Give a numbered button a name, the pages, and Hotovo."""
    words, screen, chosen = scene.words, str(scene.dialog.screen), picked(scene)
    buttons = [
        Button(
            label=shorten(f"{TICK if name in chosen else ''}{index} {name}"),
            data=pick_data(task, node, str(index), screen),
        )
        for index, name in enumerate(offered(scene), start=1)
    ]
    done = Button(label=words.label("done"), data=pick_data(task, node, "done", screen))
    back = Button(label=words.label("back"), data=pick_data(task, node, "back", screen))
    pages = pages_of(buttons, MOST_ROWS - 2)
    page = min(number_of(str(scene.dialog.stash.get("page", 0))), len(pages) - 1)
    before = Button(label=words.label("fewer_items"), data=pick_data(task, node, f"p{page - 1}", screen))
    after = Button(label=words.label("more_items"), data=pick_data(task, node, f"p{page + 1}", screen))
    turns = [*([before] if page > 0 else []), *([after] if page + 1 < len(pages) else [])]
    return (*lay_out(pages[page]), *lay_out(turns), *lay_out([done, back]))


def finish(scene: Scene, task: TaskCard, node: Node) -> None:
    """Take what is ticked into the list, behind what stands there."""
    chosen = picked(scene)
    if not chosen:
        scene.say("nothing_chosen")
        return
    name = name_question(node.question)
    scene.settle_screen(", ".join(chosen), as_it_is=True)
    scene.change_dialog(mode=Mode.ASK, stash={"adding": True})
    if is_outline(node.question):
        add_last(scene, task, node, chosen)
        return
    write_list(scene, task, node, tuple({name: [one]} for one in chosen), "")


def hear_pick(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Understand numbers, "hotovo", or a part of a name; False leaves the text to be new lines of the list."""
    text = said.text.strip()
    if _NUMBERS.fullmatch(text):
        tick(scene, [int(one) for one in re.findall(r"\d+", text)], toggle=False)
        finish(scene, task, node)
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    names = offered(scene)
    found = [match_part(line, {name: (name,) for name in names}) for line in lines]
    if not found or any(len(one) != 1 for one in found):
        return False
    tick(scene, [names.index(one[0]) + 1 for one in found], toggle=False)
    finish(scene, task, node)
    return True
