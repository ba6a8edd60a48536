"""A round beside the year before, behind the status: what moved, what it cost, what stays undone."""

from decimal import Decimal

from bot.conversation.board.pages import back_row, cut_page, status_data, turning
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Message
from bot.conversation.scene import Scene
from flows.board import Board
from flows.board_years import BoardYears, ItemYears
from flows.wording.numbers import amount

ITEMS_ON_A_PAGE = 3
LONGEST = 40
UNDONE_NAMED = 2


def by_year(scene: Scene, board: Board, _: str, page: str) -> None:
    """Show what moved; a plan that knows of no year before says so."""
    years = scene.surrounds.years.get(board.round)
    back = back_row(scene, status_data("i", board.round))
    if years is None:
        scene.turn_to(Message(text=scene.words.text("years_unknown", title=board.title), rows=back))
        return
    here = cut_page(years.items, page, ITEMS_ON_A_PAGE)
    then, now = years.costs
    text = scene.words.text(
        "years",
        before=years.before,
        now=years.now,
        better=years.count("better"),
        same=years.count("same"),
        worse=years.count("worse"),
        costs=costs_words(scene, then, now),
        undone=undone_words(scene, board, years),
        lines=[line_of_item(scene, board, years, item) for item in here.shown],
    )
    turn = turning(scene, here, lambda number: status_data("y", board.round, "", number))
    scene.turn_to(Message(text=text, rows=(*lay_out(turn), *back)))


def costs_words(scene: Scene, then: Decimal, now: Decimal) -> str:
    """Write costs of both years, "" where none were told twice."""
    if not then and not now:
        return ""
    return scene.words.text("years_costs", then=amount(then, scene.language), now=amount(now, scene.language))


def undone_words(scene: Scene, board: Board, years: BoardYears) -> str:
    """Name the first few items that stay undone and count the others."""
    numbers = [board.items[subject].number for subject in years.undone if subject in board.items]
    more = len(numbers) - UNDONE_NAMED
    named = ", ".join(numbers[:UNDONE_NAMED])
    return f"{named}, {scene.words.text('and_more', n=more)}" if more > 0 else named


def line_of_item(scene: Scene, board: Board, years: BoardYears, item: ItemYears) -> str:
    """Write "↑ 2.2.7 částečně → splněno"."""
    number = board.items[item.subject].number if item.subject in board.items else item.subject[1]
    before, now = (degree_word(scene, board, years, choice) for choice in (item.before, item.now))
    moved = f"{before} → {now}" if item.before else now
    return shorten(f"{scene.words.text(f'moved_{item.direction}')} {number} {moved}", LONGEST)


def degree_word(scene: Scene, board: Board, years: BoardYears, choice: str) -> str:
    """Name a degree as the report does."""
    if choice in board.plan.statuses:
        return board.plan.statuses[choice]
    texts = years.degrees.get(choice)
    if texts is None:
        return scene.words.text("years_no_degree")
    word = texts.get(scene.language) or next(iter(texts.values()), choice)
    return word[:1].lower() + word[1:]
