"""An outline of bullets: read from messages, shown as a list, mended by taps in place."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from bot.conversation.buttons import Tap, Verb
from bot.conversation.collecting import MOST
from bot.conversation.conflict import answered_meanwhile
from bot.conversation.effects import LinkIn
from bot.conversation.heard import Said
from bot.conversation.message import Button, Message
from bot.conversation.outline_facts import ask_fact, tap_fact
from bot.conversation.outline_points import ask_points, tap_points
from bot.conversation.outline_referring import hear_reference, offer_items, refer
from bot.conversation.outline_rows import last_rows, marked, plain, put_rows, rows_of, under
from bot.conversation.outline_showing import (
    PAGE,
    bullet_rows,
    bullet_text,
    line_of,
    list_rows,
    outline_data,
    page_of,
    summary,
)
from bot.conversation.question import ask, newest_seq
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue
from flows.evaluation import Node
from flows.outline import Change, Row, Rows, below, changed, numbers, position
from flows.reading.bullets import DEEPEST, Bullet, read_bullets
from flows.reading.folding import fold
from flows.reading.outcome import NotUnderstood
from flows.rejection import Rejection

CHANGES: tuple[Change, ...] = get_args(Change)
NUMBER_LENGTH = 8


def answer_outline(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Take a message as bullets: one in place of a bullet, further ones, or all there are."""
    rows = rows_of(task, node)
    key = str(scene.dialog.stash.get("bullet", ""))
    if not key and heard_aside(scene, task, node, said):
        return
    text = said.marked or said.text
    adding = bool(scene.dialog.stash.get("adding")) or scene.dialog.mode is Mode.ECHO
    kept = rows if adding or answered_meanwhile(scene, task, node) else ()
    last = kept[-1] if kept else None
    bullets = read_bullets(text, after=last.text if last is not None else "")
    if not bullets:
        refuse(scene, NotUnderstood(code="list.empty", text=said.text))
        return
    length = len(text) + sum(len(row.text) for row in kept)
    if length > MOST:
        scene.say("text_far_too_long", length=length, limit=MOST)
        return
    if key and any(row.key == key for row in rows):
        replace_bullet(scene, task, node, key, bullets, said.ref)
    else:
        fresh = new_rows(scene, task, under(bullets, last))
        put(scene, task, node, (*kept, *fresh), said.ref, page=len(kept))


def heard_aside(scene: Scene, task: TaskCard, node: Node, said: Said) -> bool:
    """Take a typed number as a bullet to open, or as the item that is to be referred to."""
    return open_numbered(scene, task, node, said.text) or hear_reference(scene, task, node, said, add_bullets)


def new_rows(scene: Scene, task: TaskCard, bullets: tuple[Bullet, ...]) -> Rows:
    """Make bullets of what was read; references become the items' own."""
    return tuple(Row(key=scene.mint(), level=one.level, text=marked(task, one.text)) for one in bullets)


def add_bullets(scene: Scene, task: TaskCard, node: Node, bullets: tuple[Bullet, ...], ref: str = "") -> None:
    """Add bullets behind those that stand there."""
    rows = rows_of(task, node)
    put(scene, task, node, (*rows, *new_rows(scene, task, bullets)), ref, page=len(rows))


def add_last(scene: Scene, task: TaskCard, node: Node, chosen: list[str]) -> None:
    """Add last year's bullets of these words, with their sub-items."""
    then = last_rows(task, node.question)
    wanted = {fold(one) for one in chosen}
    picked = [
        row
        for at, top in enumerate(then)
        if top.level == 1 and fold(plain(task, top.text)) in wanted
        for row in (top, *below(then, at))
    ]
    add_bullets(scene, task, node, tuple(Bullet(text=row.text, level=row.level) for row in picked))


def replace_bullet(scene: Scene, task: TaskCard, node: Node, key: str, bullets: tuple[Bullet, ...], ref: str) -> None:
    """Put new words in place of a bullet; its sub-items stay, further bullets follow behind it."""
    rows = rows_of(task, node)
    at = position(rows, key)
    deeper = rows[at].level - 1
    first, *more = (Bullet(text=one.text, level=min(one.level + deeper, DEEPEST)) for one in bullets)
    mended = Row(key=key, level=rows[at].level, text=marked(task, first.text))
    inside = below(rows, at)
    rest = rows[at + 1 + len(inside) :]
    fresh = new_rows(scene, task, tuple(more))
    put(scene, task, node, (*rows[:at], mended, *inside, *fresh, *rest), ref, page=at)


def put(scene: Scene, task: TaskCard, node: Node, after: Rows, ref: str, *, page: int = 0) -> None:
    """Write the outline as it shall read and show it; `page` is a row that is to be seen."""
    outcome = write(scene, task, put_rows(node, rows_of(task, node), after))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    if ref:
        scene.effects.append(LinkIn(ref=ref, task=task.id, place=node.place, part=0, seq=outcome.head_seq))
    tops_before = sum(row.level == 1 for row in after[:page])
    show_list(scene, outcome, outcome.evaluation.at(node.place), tops_before // PAGE)


def show_list(
    scene: Scene, task: TaskCard, node: Node, page: int = 0, *, in_place: bool = False, note: str = ""
) -> None:
    """Show the outline, a page of it: as a new screen, or in place of the present one after a tap."""
    undo = scene.dialog.stash.get("gone") if note else None
    rows = rows_of(task, node)
    screen = turned(scene, task, node, in_place=in_place)
    shown, page = page_of(rows, page)
    kept: dict[str, JsonValue] = {"page": page}
    scene.change_dialog(stash={**kept, **({"gone": undo} if undo else {})})
    read = [replace(row, text=plain(task, row.text)) for row in rows]
    lines = [line_of(read, at, scene.words) for at in shown]
    text = scene.words.text("outline", found=summary(rows, scene.words), lines=lines, note=note)
    message = Message(text=text, rows=list_rows(scene, task, node, page, screen, undo=bool(undo)))
    (scene.amend_screen if in_place else scene.show)(message)


def turned(scene: Scene, task: TaskCard, node: Node, *, in_place: bool) -> str:
    """Begin a screen of the outline; give its number."""
    if not in_place:
        scene.settle_screen()
    screen = scene.next_screen()
    seen = newest_seq(task, node)
    scene.change_dialog(mode=Mode.ECHO, task=task.id, place=node.place, seen_seq=seen, last_tap="")
    return screen


def open_numbered(scene: Scene, task: TaskCard, node: Node, text: str) -> bool:
    """Under the list a typed number opens that bullet."""
    rows, typed = rows_of(task, node), text.strip().rstrip(".")
    if scene.dialog.mode is not Mode.ECHO or len(typed) > NUMBER_LENGTH or typed not in numbers(rows):
        return False
    show_bullet(scene, task, node, rows[numbers(rows).index(typed)].key)
    return True


def show_bullet(scene: Scene, task: TaskCard, node: Node, key: str, *, in_place: bool = False) -> None:
    """Show one bullet with what can be done with it."""
    page = scene.dialog.stash.get("page", 0)
    screen = turned(scene, task, node, in_place=in_place)
    scene.change_dialog(stash={"page": page})
    text = bullet_text(scene, task, node, key)
    message = Message(text=text, rows=bullet_rows(scene, task, node, key, screen))
    (scene.amend_screen if in_place else scene.show)(message)


def tap_bullet(scene: Scene, task: TaskCard, node: Node, read: Tap) -> None:
    """Do what a button of one bullet says; `node` is the bullet's text."""
    act, key = read.part(3), node.place.instance
    parent = task.evaluation.working.chains[key][-2]
    outline = next(
        one for one in task.evaluation.nodes
        if one.question.name == node.question.repeats[-1] and one.place.instance == parent
    )  # fmt: skip
    if act == "open":
        show_bullet(scene, task, outline, key, in_place=True)
    elif act == "edit":
        edit(scene, task, outline, key)
    elif act == "drop":
        drop(scene, task, outline, key)
    elif act in CHANGES:
        mend(scene, task, outline, key, next(one for one in CHANGES if one == act))
    else:
        scene.toast("unknown_button")


def edit(scene: Scene, task: TaskCard, outline: Node, key: str) -> None:
    """Ask for new words of a bullet."""
    rows = rows_of(task, outline)
    at = position(rows, key)
    number, text = numbers(rows)[at], plain(task, rows[at].text)
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.ASK, place=outline.place, stash={"bullet": key})
    asked = scene.words.text("outline_edit", number=number, text=text)
    scene.show(Message(text=asked, rows=bullet_rows(scene, task, outline, key, screen)[-1:]))


def mend(scene: Scene, task: TaskCard, outline: Node, key: str, change: Change) -> None:
    """Move a bullet, deepen or raise it; it stays on the screen."""
    rows = rows_of(task, outline)
    outcome = write(scene, task, put_rows(outline, rows, changed(rows, key, change)))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    show_bullet(scene, outcome, outcome.evaluation.at(outline.place), key, in_place=True)


def drop(scene: Scene, task: TaskCard, outline: Node, key: str) -> None:
    """Take a bullet away with its sub-items; it can be brought back."""
    rows = rows_of(task, outline)
    number = numbers(rows)[position(rows, key)]
    outcome = write(scene, task, put_rows(outline, rows, changed(rows, key, "drop")))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    there = outcome.evaluation.at(outline.place)
    if not rows_of(outcome, there):
        ask(scene, outcome, outline.place, to_check=scene.dialog.to_check)
        return
    before: list[JsonValue] = [{"key": row.key, "level": row.level, "text": row.text} for row in rows]
    scene.change_dialog(stash={**scene.dialog.stash, "gone": before})
    page = int(str(scene.dialog.stash.get("page", 0)))
    note = scene.words.text("outline_dropped", number=number)
    show_list(scene, outcome, there, page, in_place=True, note=note)


def undo_drop(scene: Scene, task: TaskCard, outline: Node) -> None:
    """Bring back what was taken away last, as long as nothing was written after it."""
    gone = scene.dialog.stash.get("gone")
    if not isinstance(gone, list) or answered_meanwhile(scene, task, outline):
        scene.say("stale_button")
        return
    known = [one for one in gone if isinstance(one, dict)]
    before = tuple(Row(key=str(one["key"]), level=int(str(one["level"])), text=str(one["text"])) for one in known)
    outcome = write(scene, task, put_rows(outline, rows_of(task, outline), before))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    show_list(scene, outcome, outcome.evaluation.at(outline.place), in_place=True)


def tap_outline(scene: Scene, task: TaskCard, node: Node, read: Tap) -> None:
    """Do what a button under the list says."""
    act = read.part(3)
    if read.verb is Verb.BULLET:
        tap_bullet(scene, task, node, read)
    elif act in PLAIN_ACTS:
        PLAIN_ACTS[act](scene, task, node)
    elif act == "back":
        show_list(scene, task, node, int(str(scene.dialog.stash.get("page", 0))), in_place=True)
    elif act.startswith("f"):
        settle_fact(scene, task, node, act[1:])
    elif act.startswith("q"):
        settle_points(scene, task, node, act[1:])
    elif act.startswith("r"):
        refer(scene, task, node, act[1:], add_bullets)
    elif act.startswith("p") and act[1:].isdigit():
        show_list(scene, task, node, int(act[1:]), in_place=True)
    else:
        scene.toast("unknown_button")


def leave_referring(scene: Scene, task: TaskCard, node: Node) -> None:
    """Choose no item after all: back to the outline, or to the question where there is none."""
    if rows_of(task, node):
        show_list(scene, task, node)
    else:
        ask(scene, task, node.place, to_check=scene.dialog.to_check)


def add_more(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask for further bullets."""
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.ASK, place=node.place, seen_seq=newest_seq(task, node), stash={"adding": True})
    back = Button(label=scene.words.label("back"), data=outline_data(task, node, "rb", screen))
    scene.show(Message(text=scene.words.text("write_more"), rows=((back,),)))


def agree(scene: Scene, task: TaskCard, node: Node) -> None:
    """The outline is right: ask of the points of the description that it leaves out, else go on."""
    from bot.conversation.walking import go_on  # noqa: PLC0415 - the walk leads here through lists

    scene.settle_screen(scene.words.label("agree"))
    if not (ask_fact(scene, task, node) or ask_points(scene, task, node)):
        go_on(scene, task, node.place)


def settle_fact(scene: Scene, task: TaskCard, node: Node, act: str) -> None:
    """Do what a button under two figures says; what else is in doubt is asked next."""
    from bot.conversation.walking import go_on  # noqa: PLC0415 - the walk leads here through lists

    asked = str(scene.dialog.stash.get("fact", ""))
    outcome = tap_fact(scene, task, node, act)
    if outcome is None:
        return
    there = outcome.evaluation.at(node.place)
    if not (ask_fact(scene, outcome, there, settled=asked) or ask_points(scene, outcome, there)):
        go_on(scene, outcome, node.place)


def settle_points(scene: Scene, task: TaskCard, node: Node, act: str) -> None:
    """Do what a button under the points without a text says; the rest is asked next."""
    from bot.conversation.walking import go_on  # noqa: PLC0415 - the walk leads here through lists

    if act == "c":
        add_more(scene, task, node)
        return
    outcome = tap_points(scene, task, node, act)
    if outcome is not None and not ask_points(scene, outcome, outcome.evaluation.at(node.place)):
        go_on(scene, outcome, node.place)


PLAIN_ACTS: Mapping[str, Callable[[Scene, TaskCard, Node], None]] = {
    "undo": undo_drop,
    "add": add_more,
    "agree": agree,
    "refer": offer_items,
    "rb": leave_referring,
}
"""Buttons that say no more than what they do."""
