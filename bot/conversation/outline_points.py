"""Points of the plan's description of which no bullet tells: listed once, after the bullets, and asked how it was."""

from bot.conversation.layout import lay_out
from bot.conversation.layout import numbers as number_rows
from bot.conversation.message import Button, Message
from bot.conversation.outline_rows import plain, rows_of
from bot.conversation.outline_showing import outline_data
from bot.conversation.question import newest_seq
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin
from flows.coverage import uncovered
from flows.description_points import Point, points_of
from flows.evaluation import Node
from flows.interview import Set
from flows.rejection import Rejection

IDLE, TOLD, APART = "idle", "told", "apart"
MOST = 5
"""Points that one screen lists; the rest follows when these are settled."""


def kept_in(task: TaskCard, node: Node, kind: str) -> Node | None:
    """Find the question beside an outline that keeps points of which something was said."""
    return next(
        (
            one
            for one in task.evaluation.nodes
            if one.question.settings.get("points") == kind
            and one.question.settings.get("beside") == node.question.name
            and one.relevant
        ),
        None,
    )


def said_of(task: TaskCard, node: Node, kind: str) -> list[str]:
    """Give the keys of the points of which this was said."""
    kept = kept_in(task, node, kind)
    return [str(one) for one in kept.value] if kept is not None and isinstance(kept.value, list) else []


def left(task: TaskCard, node: Node) -> tuple[Point, ...]:
    """Give the points of which neither a bullet tells nor anything was said; none where nobody keeps them."""
    here = task.item
    if here is None or kept_in(task, node, IDLE) is None or kept_in(task, node, TOLD) is None:
        return ()
    texts: list[str] = []
    for row in rows_of(task, node):
        if row.level == 1 or not texts:
            texts.append(plain(task, row.text))
        else:
            texts[-1] += f"\n{plain(task, row.text)}"
    settled = {*said_of(task, node, IDLE), *said_of(task, node, TOLD)}
    return tuple(one for one in uncovered(points_of(here), texts, task.plan.abbreviations) if one.key not in settled)


def ask_points(scene: Scene, task: TaskCard, node: Node, only: str = "") -> bool:
    """Ask of the points that are left, or of one of them; False where none is left."""
    every = left(task, node)
    shown = [one for one in every if one.key == only] or list(every[:MOST])
    if not shown:
        return False
    words = scene.words
    screen = scene.next_screen()
    seen, stash = newest_seq(task, node), {"adding": True, "points": [one.key for one in shown]}
    scene.change_dialog(mode=Mode.ASK, task=task.id, place=node.place, seen_seq=seen, stash=stash, last_tap="")
    acts = {
        words.label("complete"): "qc",
        words.label("points_idle", year=task.round.label): "qi",
        words.label("points_told"): "qt",
    }
    own = points_of(here) if (here := task.item) is not None else ()
    single = {str(at): f"q{own.index(one)}" for at, one in enumerate(shown, start=1)} if len(shown) > 1 else {}

    def under(label: str, act: str) -> Button:
        return Button(label=label, data=outline_data(task, node, act, screen))

    text = words.text("outline_uncovered", lines=[one.text for one in shown], year=task.round.label)
    rows = (
        *lay_out([under(label, act) for label, act in acts.items()]),
        *number_rows([under(label, act) for label, act in single.items()]),
        *lay_out([under(words.label("back"), "rb")]),
    )
    scene.show(Message(text=text, rows=rows))
    return True


def tap_points(scene: Scene, task: TaskCard, node: Node, act: str) -> TaskCard | None:
    """Do what a button under the points says: keep it of those shown, or turn to one. None: nothing was kept."""
    here = task.item
    if act.isdigit() and here is not None and int(act) < len(points_of(here)):
        scene.settle_screen()
        ask_points(scene, task, node, points_of(here)[int(act)].key)
        return None
    shown = scene.dialog.stash.get("points")
    kind = {"i": IDLE, "t": TOLD}.get(act, "")
    kept = kept_in(task, node, kind)
    if kept is None or not isinstance(shown, list):
        scene.toast("unknown_button")
        return None
    before = said_of(task, node, kind)
    value: list[JsonValue] = [*before, *(one for one in shown if one not in before)]
    outcome = write(scene, task, Set(place=kept.place, value=value, origin=Origin.TAPPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    label = "points_idle" if kind == IDLE else "points_told"
    scene.settle_screen(scene.words.label(label, year=task.round.label))
    return outcome
