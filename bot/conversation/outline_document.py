"""A document in place of typed bullets: read in the background, then taken over behind what stands there."""

from pathlib import PurePath

from bot.conversation.buttons import Tap
from bot.conversation.desk import ReturnedTable
from bot.conversation.heard import Sent
from bot.conversation.outline_rows import is_outline, level_question, text_question
from bot.conversation.outlining import add_bullets
from bot.conversation.scene import LOCKED_STATES, Scene
from bot.conversation.state import TaskCard
from bot.conversation.town_effects import ReadDocument, SettleTable
from flows.answers import JsonValue
from flows.evaluation import Node
from flows.interview import ReplaceTurns
from flows.reading.bullets import Bullet
from flows.rights import Action

SUFFIX = ".docx"
OTHER_TEXTS = frozenset({".doc", ".odt", ".rtf", ".txt", ".pdf"})
"""Documents that cannot be read as bullets."""


def outline_of(task: TaskCard) -> Node | None:
    """Find the outline of a task."""
    return next((node for node in task.evaluation.nodes if node.relevant and is_outline(node.question)), None)


def is_document(task: TaskCard, sent: Sent) -> bool:
    """Tell whether a file is meant as the bullets of a task."""
    return outline_of(task) is not None and PurePath(sent.name).suffix.lower() in {SUFFIX, *OTHER_TEXTS}


def take_document(scene: Scene, task: TaskCard, sent: Sent) -> None:
    """Have a document read; what is in it is said in a moment."""
    node = outline_of(task)
    if node is None or PurePath(sent.name).suffix.lower() != SUFFIX:
        scene.say("document_other", name=sent.name)
        return
    scene.say("document_reading", name=sent.name)
    scene.effects.append(
        ReadDocument(
            id=scene.mint(),
            file=sent.file,
            name=sent.name,
            plan=task.plan.key,
            actor=task.actor,
            task=task.id,
            repeat=node.question.name,
            text=text_question(node.question),
            level=level_question(node.question),
        )
    )


def use_document(scene: Scene, read: Tap) -> None:
    """Put the bullets of a document behind those that stand there, and show the outline."""
    kept = scene.surrounds.tables.get(read.part(0))
    task = task_of(scene, kept) if kept is not None else None
    node = outline_of(task) if task is not None else None
    if kept is None or task is None or node is None:
        scene.say("not_yours", contact=scene.contact_of(None))
    elif not kept.waiting:
        scene.say("done_already")
    else:
        scene.effects.append(SettleTable(id=kept.id, used=True))
        add_bullets(scene, task, node, bullets_of(kept, node))


def task_of(scene: Scene, kept: ReturnedTable) -> TaskCard | None:
    """Find the task that a document was sent for, where the person may still answer it."""
    key = kept.inputs[0][0] if kept.inputs else ""
    task = scene.task(key) or scene.surrounds.entered.get(key)
    usable = task is not None and task.state not in LOCKED_STATES and scene.allowed(task, Action.ANSWER) is not None
    return task if usable else None


def bullets_of(kept: ReturnedTable, node: Node) -> tuple[Bullet, ...]:
    """Give the bullets that were read."""
    text, level = text_question(node.question), level_question(node.question)

    def bullet(values: dict[str, JsonValue]) -> Bullet:
        words = values.get(text)
        whole = "\n".join(map(str, words)) if isinstance(words, list) else str(words or "")
        return Bullet(text=whole, level=int(str(values.get(level) or 1)))

    return tuple(
        bullet(dict(values))
        for _, _, inputs in kept.inputs
        for given in inputs
        if isinstance(given, ReplaceTurns)
        for _, values in given.turns
    )
