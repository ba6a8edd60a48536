"""Whom nobody has heard of: organisations that are silent, and those that can only be called (G2)."""

from bot.conversation.board.lists import LINE, actor_names
from bot.conversation.board.pages import back_row, cut_page, number_rows, status_data, turning
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from flows.board import Board, not_joined, silent, silent_since
from flows.plan import Actor
from flows.plan_levels import level_forms
from flows.wording.days import day_month
from flows.wording.levels import LevelName, count_of

SILENT_ON_A_PAGE = 5
CALLED_ON_A_PAGE = 3


def show_silent(scene: Scene, board: Board, _: str, page: str) -> None:
    """List who has joined and has begun nothing, those silent for longest first."""
    names = actor_names(board)
    since = {actor: silent_since(board, actor) for actor in silent(board)}
    ordered = sorted(since, key=lambda actor: (since[actor] or scene.now, names[actor]))
    here = cut_page(ordered, page, SILENT_ON_A_PAGE)
    zone = scene.zone(board.plan)
    today = scene.now.astimezone(zone).date()
    lines = []
    for place, actor in enumerate(here.shown, start=here.first):
        day = day_month((since[actor] or scene.now).astimezone(zone).date(), scene.language, today)
        lines.append(f"{place}) {shorten(names[actor], LINE - 8)}: {day}")
    nudge = Button(
        label=scene.words.label("nudge_all", n=len(ordered)), data=button_data(Verb.NUDGE, "p", board.round, "s")
    )
    rows = (
        *number_rows(here, lambda actor: status_data("o", board.round, code(actor))),
        *lay_out(turning(scene, here, lambda number: status_data("s", board.round, "", number))),
        *(lay_out([nudge]) if ordered else ()),
        *back_row(scene, status_data("", board.round)),
    )
    scene.turn_to(Message(text=scene.words.text("silent_list", n=len(ordered), lines=lines), rows=rows))


def show_not_joined(scene: Scene, board: Board, _: str, page: str) -> None:
    """List whom the service cannot write to, with telephone and e-mail: they are called."""
    known = {actor.key: actor for actor in board.plan.actors}
    keys = not_joined(board)
    here = cut_page(keys, page, CALLED_ON_A_PAGE)
    level = asked_level(scene, board)
    lines = [
        call_line(known[key], place, count_of(level, len(board.tasks_of(key))))
        for place, key in enumerate(here.shown, start=here.first)
        if key in known
    ]
    invitations = Button(label=scene.words.label("invitations"), data=status_data("v", board.round))
    rows = (
        *number_rows(here, lambda key: status_data("o", board.round, code(key))),
        *lay_out(turning(scene, here, lambda number: status_data("j", board.round, "", number))),
        *(lay_out([invitations]) if keys else ()),
        *back_row(scene, status_data("", board.round)),
    )
    scene.turn_to(Message(text=scene.words.text("not_joined_list", n=len(keys), lines=lines), rows=rows))


def call_line(actor: Actor, place: int, count: str) -> str:
    """Write how an organisation can be reached and about how much."""
    ways = [f"tel. {actor.telephone}" if actor.telephone else "", actor.email]
    return ", ".join(part for part in (f"{place}) {shorten(actor.name, LINE)}: {count}", *ways) if part)


def asked_level(scene: Scene, board: Board) -> LevelName:
    """Give the name of the level that the round asks about."""
    asked = (board.items.get((task.tree, task.subject)) for task in board.tasks)
    return level_forms(board.plan, next((item for item in asked if item is not None), None), scene.language)
