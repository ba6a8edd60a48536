"""The end of a fast table: how the levels stand, which texts are missing, and the list of all rows."""

from collections import Counter

from bot.conversation.buttons import Verb, button_data, turn_code
from bot.conversation.fast.rows import EXPLAIN, FastRow, fast_rows, levels_counted, moved, shift, unexplained
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import LOCKED_STATES, OPEN_STATES, Scene
from bot.conversation.showing import printed, short_label
from bot.conversation.state import Mode, TaskCard

PAGE = 10
"""Rows on one page of the list, two in a row of buttons."""


def end_screen(scene: Scene, task: TaskCard) -> None:
    """Sum the levels up; texts can be completed, or the whole sent without them."""
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.CHECK, task=task.id, place=None, to_check=False, stash={})
    scene.show(Message(text=end_text(scene, task), rows=end_rows(scene, task, screen)))


def end_text(scene: Scene, task: TaskCard) -> str:
    """Write the sums."""
    rows = fast_rows(task)
    shifts = Counter(shift(task, row) for row in rows)
    return scene.words.text(
        "fast_end",
        total=len(rows),
        answered=sum(row.level.answered for row in rows),
        levels=", ".join(f"{short_label(task, one, scene.language)} {count}" for one, count in levels_counted(task)),
        compared=any(row.before for row in rows),
        better=shifts["better"],
        same=shifts["same"],
        worse=shifts["worse"],
        n=len(unexplained(task)),
        changed=any(moved(task, row) for row in unexplained(task)),
        wanting=wanting(scene, task),
        state="" if task.state in OPEN_STATES else scene.words.text(f"state_{task.state}"),
    )


def wanting(scene: Scene, task: TaskCard) -> list[str]:
    """Name the levels that want a sentence and have none."""
    found = (row.now(task) for row in unexplained(task))
    named = {one.name: one for one in found if one is not None and one.filters.get(EXPLAIN)}
    return [short_label(task, one, scene.language) for one in named.values()]


def end_rows(scene: Scene, task: TaskCard, screen: str) -> Rows:
    """Give the texts that are missing, sending, and the list."""
    words, missing = scene.words, len(unexplained(task))
    locked = task.state in LOCKED_STATES or task.round.closed
    rows: list[tuple[Button, ...]] = []
    if missing and not locked:
        label = words.label("complete_texts", n=missing)
        rows.append((Button(label=label, data=button_data(Verb.FAST, task.id, "texts", screen)),))
    if task.state in OPEN_STATES and not task.round.closed:
        done = all(row.level.answered for row in fast_rows(task))
        key = ("send_without" if missing else "send") if done else "complete"
        verb = button_data(Verb.SEND, task.id, screen) if done else button_data(Verb.FAST, task.id, "go", screen)
        rows.append((Button(label=words.label(key), data=verb),))
    listing = Button(label=words.label("list_all"), data=button_data(Verb.FAST, task.id, "list", "0", screen))
    overview = Button(label=words.label("overview"), data=button_data(Verb.OVERVIEW, "0"))
    return (*rows, *lay_out([listing, overview]))


def show_list(scene: Scene, task: TaskCard, page: int) -> None:
    """Show a page of all rows with their levels; a button opens one."""
    rows = fast_rows(task)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = rows[page * PAGE : page * PAGE + PAGE]
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.CHECK, task=task.id, place=None, to_check=False, stash={})
    text = scene.words.text(
        "fast_list",
        first=page * PAGE + 1,
        last=page * PAGE + len(shown),
        total=len(rows),
        lines=[f"{row.number} {row.title}" for row in shown],
    )
    message = Message(text=text, rows=list_rows(scene, task, shown, page, pages, screen))
    if scene.dialog.screen_message:
        scene.amend_screen(message)
    else:
        scene.show(message)


def list_rows(scene: Scene, task: TaskCard, shown: list[FastRow], page: int, pages: int, screen: str) -> Rows:
    """Give a button a row, and the pages."""
    words = scene.words
    own = []
    for row in shown:
        now = row.now(task)
        level = printed(task, row.level.question, now.name, scene.language) if now else words.text("missing")
        data = button_data(Verb.FAST, task.id, "open", turn_code(row.level.place.instance), screen)
        own.append(Button(label=shorten(f"{row.number} {level}"), data=data))
    turns = {"fewer_items": page - 1, "more_items": page + 1}
    turning = [
        Button(label=words.label(key), data=button_data(Verb.FAST, task.id, "list", str(other), screen))
        for key, other in turns.items()
        if 0 <= other < pages
    ]
    back = Button(label=words.label("back"), data=button_data(Verb.FAST, task.id, "end", screen))
    return (*lay_out(own), *lay_out([*turning, back]))
