"""A changed answer may lead to further questions ("započteno u jiné": at which?); they are asked before the check."""

from bot.conversation.question import ask
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.conversation.walking import gaps
from flows.answers import Answer, JsonValue, Place
from flows.evaluation import evaluate

OPENED = "opened"
"""Where a dialog keeps which answer was opened from the check screen, while what follows from it is asked."""


def follow_up(scene: Scene, task: TaskCard, changed: Place | None) -> bool:
    """Ask the next question that a changed answer has brought up; False where there is none."""
    opened = opened_place(scene) or changed
    if opened is None or "value" not in scene.dialog.stash:
        return False
    stash: dict[str, JsonValue] = {**scene.dialog.stash, OPENED: [opened.question, opened.instance]}
    place = brought_up(task, opened, stash["value"])
    if place is None:
        scene.change_dialog(place=opened)
        return False
    ask(scene, task, place, to_check=True)
    scene.change_dialog(stash=stash)
    return True


def opened_place(scene: Scene) -> Place | None:
    """Give the answer that was opened from the check screen."""
    kept = scene.dialog.stash.get(OPENED)
    return Place(question=str(kept[0]), instance=str(kept[1])) if isinstance(kept, list) else None


def brought_up(task: TaskCard, opened: Place, earlier: JsonValue) -> Place | None:
    """Give the first unanswered place that the earlier answer did not ask for."""
    open_places = gaps(task)
    now = task.interview.answers.get(opened)
    if not open_places or now is None:
        return None
    then: dict[Place, Answer] = {**task.interview.answers, opened: Answer(value=earlier, origin=now.origin)}
    before = evaluate(task.interview.form, then, surroundings=task.surroundings)
    asked = {node.place for node in before.nodes if node.relevant}
    return next((place for place in open_places if place not in asked), None)
