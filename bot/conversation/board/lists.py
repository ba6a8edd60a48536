"""Pages behind the status: by organisation, by item, and what each of them has to do."""

from bot.conversation.board.access import actor_by_code, item_by_code, item_code, sees_people
from bot.conversation.board.pages import back_row, cut_page, number_rows, status_data, turning
from bot.conversation.board.status import level_of, top_level
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out, numbers, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from flows.board import (
    Board,
    BoardPerson,
    BoardTask,
    ItemKey,
    actors_asked,
    below,
    line_of,
    tally,
    tasks_at,
)
from flows.board_years import comparing_report
from flows.wording.days import day_month

ACTORS_ON_A_PAGE = 6
TASKS_ON_A_PAGE = 4
LINE = 32
PERSONS_NAMED = 2


def by_actor(scene: Scene, board: Board, _: str, page: str) -> None:
    """List the organisations with how much each has sent."""
    names = actor_names(board)
    actors = sorted(actors_asked(board), key=lambda key: names[key].casefold())
    here = cut_page(actors, page, ACTORS_ON_A_PAGE)
    lines = []
    for place, actor in enumerate(here.shown):
        counts = tally(board.tasks_of(actor))
        lines.append(f"{here.first + place} {shorten(names[actor], LINE)} {counts.sent}/{counts.total}")
    rows = (
        *number_rows(here, lambda actor: status_data("o", board.round, code(actor))),
        *lay_out(turning(scene, here, lambda number: status_data("a", board.round, "", number))),
        *back_row(scene, status_data("", board.round)),
    )
    scene.turn_to(Message(text=scene.words.text("list_by_actor", n=len(actors), lines=lines), rows=rows))


def actor_names(board: Board) -> dict[str, str]:
    """Give the printed names of all actors; one that left the plan is called by its key."""
    return {task.actor: task.actor for task in board.tasks} | {actor.key: actor.name for actor in board.plan.actors}


def one_actor(scene: Scene, board: Board, what: str, page: str) -> None:
    """Show one organisation: its tasks and, to a coordinator in private, its people."""
    actor = actor_by_code(board, what)
    if not actor:
        scene.toast("unknown_button")
        return
    tasks = board.tasks_of(actor)
    counts, here = tally(tasks), cut_page(tasks, page, TASKS_ON_A_PAGE)
    people = sees_people(scene, board)
    text = scene.words.text(
        "one_actor",
        title=actor_names(board)[actor],
        sent=counts.sent,
        total=counts.total,
        lines=[task_line(scene, board, task, place) for place, task in enumerate(here.shown, start=here.first)],
        people=persons_line(scene, board, board.people_of(actor)) if people else "",
    )
    rows = (
        *(number_rows(here, lambda task: button_data(Verb.DECIDE, "c", task.id)) if people else ()),
        *lay_out(turning(scene, here, lambda number: status_data("o", board.round, what, number))),
        *(actor_acts(scene, board, actor) if people else ()),
        *back_row(scene, status_data("a", board.round)),
    )
    scene.turn_to(Message(text=text, rows=rows))


def actor_acts(scene: Scene, board: Board, actor: str) -> Rows:
    """Give what a coordinator can do about one organisation."""
    words = scene.words
    buttons = [Button(label=words.label("invite"), data=status_data("v", board.round, code(actor)))]
    if board.people_of(actor) and any(task.waits for task in board.tasks_of(actor)):
        nudge = button_data(Verb.NUDGE, "p", board.round, f"a{code(actor)}")
        buttons.insert(0, Button(label=words.label("nudge"), data=nudge))
    return lay_out(buttons)


def task_line(scene: Scene, board: Board, task: BoardTask, place: int) -> str:
    """Write one task: its place in the list, its item, its state."""
    item = board.items.get((task.tree, task.subject))
    title = f"{item.number} {item.title}" if item else board.title
    return f"{place}) {shorten(title, LINE - 6)}: {state_word(scene, task)}"


def state_word(scene: Scene, task: BoardTask) -> str:
    """Name a task's state."""
    return scene.words.text("state_disowned" if task.disowned_at else f"state_{task.state}")


def persons_line(scene: Scene, board: Board, people: tuple[BoardPerson, ...]) -> str:
    """Name who has joined, each with their last sign of life."""
    shown = [
        scene.words.text("person_seen", name=one.name or "–", day=sign_day(scene, board, one))
        for one in people[:PERSONS_NAMED]
    ]
    more = len(people) - len(shown)
    return ", ".join(shown) + (f" +{more}" if more > 0 else "")


def sign_day(scene: Scene, board: Board, one: BoardPerson) -> str:
    """Give the day on which somebody last did anything."""
    zone = scene.zone(board.plan)
    today = scene.now.astimezone(zone).date()
    return day_month(one.last_sign.astimezone(zone).date(), scene.language, today)


def by_item(scene: Scene, board: Board, what: str, page: str) -> None:
    """List what lies below an item (none = the tops of the trees), or the tasks of one that has nothing below."""
    parent = item_by_code(board, what) if what else None
    if what and parent is None:
        scene.toast("unknown_button")
        return
    counted = below(board, parent)
    if parent is not None and not counted:
        leaf(scene, board, parent, page)
        return
    here = cut_page([*counted], page, ACTORS_ON_A_PAGE)
    level = level_of(scene, board, here.shown[0]) if here.shown else top_level(scene, board)
    text = scene.words.text(
        "list_by_item",
        title=item_title(board, parent) if parent else board.title,
        level_few=level.few if level else "",
        lines=[
            f"{shorten(item_title(board, key), LINE)} {counted[key].sent}/{counted[key].total}" for key in here.shown
        ],
    )
    rows = (
        *numbers([Button(label=board.items[key].number, data=item_data(board, key)) for key in here.shown], wide=3),
        *lay_out(turning(scene, here, lambda number: status_data("i", board.round, what, number))),
        *(year_row(scene, board) if parent is None else ()),
        *back_row(scene, above_data(board, parent)),
    )
    scene.turn_to(Message(text=text, rows=rows))


def year_row(scene: Scene, board: Board) -> Rows:
    """Give the way to the year before, where a report knows of one."""
    if comparing_report(board.plan, board.key) is None:
        return ()
    return lay_out([Button(label=scene.words.label("by_year"), data=status_data("y", board.round))])


def item_title(board: Board, key: ItemKey) -> str:
    """Give an item's number and title."""
    item = board.items[key]
    return f"{item.number} {item.title}"


def item_data(board: Board, key: ItemKey) -> str:
    """Write the data of a button that opens an item's page."""
    return status_data("i", board.round, item_code(key))


def above_data(board: Board, key: ItemKey | None) -> str:
    """Write the data of the button that leads up from an item's page."""
    if key is None:
        return status_data("", board.round)
    line = line_of(board, key)
    return item_data(board, line[1]) if len(line) > 1 else status_data("i", board.round)


def leaf(scene: Scene, board: Board, key: ItemKey, page: str) -> None:
    """Show who has to say what about one item."""
    names = actor_names(board)
    tasks = sorted(tasks_at(board, key), key=lambda task: task.role != "lead")
    here = cut_page(tasks, page, TASKS_ON_A_PAGE)
    lines = [
        f"{place}) {shorten(names.get(task.actor, '') or board.plan.owner, LINE - 8)}: {state_word(scene, task)}"
        for place, task in enumerate(here.shown, start=here.first)
    ]
    text = scene.words.text("one_item", title=shorten(item_title(board, key), 2 * LINE), lines=lines)
    people = sees_people(scene, board)
    rows = (
        *(number_rows(here, lambda task: button_data(Verb.DECIDE, "c", task.id)) if people else ()),
        *lay_out(turning(scene, here, lambda number: status_data("i", board.round, item_code(key), number))),
        *back_row(scene, above_data(board, key)),
    )
    scene.turn_to(Message(text=text, rows=rows))
