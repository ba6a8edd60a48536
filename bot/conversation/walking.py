"""Where to go next: the first gap, the check screen, the next item, the receipt."""

from collections.abc import Iterable

from bot.conversation.around import notes_at_end
from bot.conversation.colleague import is_at_work, warn
from bot.conversation.fast.rows import is_explanation
from bot.conversation.past import confirmed_anew
from bot.conversation.question import ask, askable, is_first, is_optional
from bot.conversation.remarks import hint
from bot.conversation.scene import LOCKED_STATES, OPEN_STATES, SENT_STATES, Scene
from bot.conversation.showing import section_of
from bot.conversation.state import TaskCard, TaskLine
from bot.conversation.supplementing import is_offered, offer_more
from bot.conversation.turn_of_others import is_early
from bot.conversation.writing import open_form
from flows.answers import Place
from flows.asked import listed
from flows.evaluation import Node
from flows.form import Kind
from flows.tasks import TaskState


def waits(task: TaskLine) -> bool:
    """Tell whether a task waits for its actor."""
    return task.state in OPEN_STATES and not task.disowned and not task.round.closed and not is_early(task)


def waiting(scene: Scene) -> list[TaskLine]:
    """Give the tasks that wait, in the order of the plan, those begun first."""
    return in_turn(scene.tasks.values())


def in_turn(tasks: Iterable[TaskLine]) -> list[TaskLine]:
    """Give those that wait, in the order in which they are asked."""
    return sorted(filter(waits, tasks), key=lambda task: (task.state is TaskState.OPEN, task.order))


def is_gap(task: TaskCard, node: Node) -> bool:
    """Tell whether a place is still to be asked in the walk; what may be added, and files, are not asked for."""
    if node.answered or node.left_out or "files" in node.question.appearance or is_explanation(node.question):
        return False
    if is_optional(node.question) and not confirmed_anew(task, node):
        return False
    return node.question.kind is not Kind.REPEAT or listed(node.question) or not node.answered


def gaps(task: TaskCard) -> list[Place]:
    """Give the places to be asked in the walk, in the order of the form."""
    return [node.place for node in askable(task) if is_gap(task, node)]


def put_off(scene: Scene, task: TaskCard, place: Place) -> bool:
    """Tell whether a place was put off with "Později"."""
    return (task.id, place.question, place.instance) in scene.dialog.postponed


WHOLE = Place(question="")
"""Stands for the check screen of a task among the places that were put off."""


def checks_later(scene: Scene, task: TaskCard) -> bool:
    """Tell whether the check screen of a task was put off with "Později"."""
    return put_off(scene, task, WHOLE)


def next_gap(scene: Scene, task: TaskCard, after: Place | None = None) -> Place | None:
    """Give the next place to ask: after the present one, then from the start; put off ones are passed over."""
    open_places = [place for place in gaps(task) if not put_off(scene, task, place)]
    if after is None or not open_places:
        return next(iter(open_places), None)
    order = [node.place for node in askable(task)]
    behind = order[order.index(after) + 1 :] if after in order else order
    return next((place for place in behind if place in open_places), open_places[0])


def go_on(scene: Scene, task: TaskCard, after: Place | None = None) -> None:
    """Ask the next gap of a task; without one, show the check screen or the next item."""
    from bot.conversation.checking import check  # noqa: PLC0415 - the check screen leads back into the walk
    from bot.conversation.correcting import correct  # noqa: PLC0415 - a correction ends on the check screen
    from bot.conversation.following_up import follow_up  # noqa: PLC0415 - it leads back into the walk
    from bot.conversation.returned import confirm_correction  # noqa: PLC0415 - it leads back into the walk

    if scene.dialog.to_check:
        if follow_up(scene, task, after):
            return
        if task.state in SENT_STATES:
            correct(scene, task)
        elif not confirm_correction(scene, task):
            check(scene, task)
        return
    turn = unfinished_turn(task, after)
    place = turn or next_gap(scene, task, after)
    if place is not None:
        ask(scene, task, place)
    elif gaps(task):
        come_back(scene, task)
    elif is_offered(task):
        offer_more(scene, task)
    else:
        for note in notes_at_end(scene, task):
            scene.say("note", text=note)
        hint(scene, task)
        check(scene, task)


def come_back(scene: Scene, task: TaskCard) -> None:
    """Ask what was put off with "Později" once more, now that the rest of the item is answered."""
    others = frozenset(place for place in scene.dialog.postponed if place[0] != task.id)
    scene.change_dialog(postponed=others)
    ask(scene, task, gaps(task)[0])


def unfinished_turn(task: TaskCard, after: Place | None) -> Place | None:
    """After the last question of a turn of a plain repeat, the repeat is asked again ("another?")."""
    if after is None or not after.instance:
        return None
    question = task.interview.form.by_name[after.question]
    repeat = task.interview.form.by_name[question.repeats[-1]] if question.repeats else None
    if repeat is None or listed(repeat) or repeat.repeat_count is not None:
        return None
    inside = next((node.place for node in askable(task) if is_gap(task, node) and after.instance in node.turn), None)
    if inside is not None:
        return inside
    parent = task.evaluation.working.chains[after.instance][-2]
    node = task.evaluation.find(Place(question=repeat.name, instance=parent))
    return node.place if node is not None and node.relevant else None


def open_task(scene: Scene, task: TaskCard, *, taking_over: bool = False) -> None:
    """Open a task where it stands: first gap while it waits, the check screen once it was sent.

    One that a colleague is answering just now is opened only by whoever takes it over.
    """
    if not taking_over and is_at_work(scene, task):
        warn(scene, task, others=any(one.id != task.id for one in waiting(scene)))
        return
    from bot.conversation.checking import check  # noqa: PLC0415 - the check screen leads back into the walk
    from bot.conversation.returned import ask_returned  # noqa: PLC0415 - it leads back into the walk

    scene.change_dialog(to_check=False)
    task = open_form(scene, task)
    if task.state is TaskState.RETURNED and not task.round.closed and ask_returned(scene, task):
        return
    place = next_gap(scene, task) or next(iter(gaps(task)), None)
    if task.state in LOCKED_STATES or task.round.closed or not waits(task) or place is None:
        check(scene, task)
    elif is_first(task, place):
        ask(scene, task, place)
    else:
        resume(scene, task, place)


def resume(scene: Scene, task: TaskCard, place: Place) -> None:
    """Go on in the middle of an item: say which one it is, and where (C9)."""
    question = task.interview.form.by_name[place.question]
    section = section_of(task.interview.form, question, scene.language)
    level = scene.level(task).genitive
    before = scene.words.text("continue_at", level_genitive=level, number=task.number, section=section)
    ask(scene, task, place, before=before)


def open_next(scene: Scene, current: TaskCard | None = None) -> None:
    """Go to the next item that waits; put off places come back when nothing else does; then the receipt."""
    from bot.conversation.overview import all_done, show_overview  # noqa: PLC0415 - the overview opens items

    tasks = waiting(scene)
    if not tasks:
        all_done(scene)
        return
    others_first = sorted(tasks, key=lambda task: current is not None and task.id == current.id)
    chosen = next((card for card in map(scene.opened, others_first) if is_fresh(scene, card)), None)
    if chosen is not None:
        open_task(scene, chosen)
        return
    scene.change_dialog(postponed=frozenset())
    show_overview(scene)


def is_fresh(scene: Scene, task: TaskCard) -> bool:
    """Tell whether a task has something to ask, or to check, that was not put off."""
    return next_gap(scene, task) is not None or (not gaps(task) and not checks_later(scene, task))
