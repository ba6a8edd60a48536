"""What was answered before a task: the entries that a comment is about."""

from markupsafe import Markup

from bot.conversation.fast.rows import FastRow, fast_repeat, fast_rows, moved
from bot.conversation.log.entries import entries, line_of, log_repeat
from bot.conversation.scene import Scene
from bot.conversation.showing import section_of, short_label, show_node, text_of
from bot.conversation.state import TaskCard


def earlier_answers(scene: Scene, task: TaskCard) -> Markup | str:
    """Quote what the tasks that this one waited for have answered; "" where it waited for none."""
    lines = [line for one in task.before for line in answered_lines(scene, one)]
    return scene.words.markup("earlier_answers", text="\n".join(lines)) if lines else ""


def answered_lines(scene: Scene, task: TaskCard) -> list[str]:
    """Write a task's answers: the entries of a log, else a line for each question."""
    if log_repeat(task) is not None:
        return [line_of(entry, position) for position, entry in enumerate(entries(task, scene.words), start=1)]
    if fast_repeat(task) is not None:
        return [fast_line(scene, task, row) for row in fast_rows(task)]
    nodes = [node for node in task.evaluation.nodes if node.relevant and node.askable and node.answered]
    form, language = task.interview.form, scene.language
    return [f"{section_of(form, node.question, language)}: {show_node(task, node, scene.words)}" for node in nodes]


def fast_line(scene: Scene, task: TaskCard, row: FastRow) -> str:
    """Write "K1/2 ANO (bylo ČÁSTEČNĚ): Partneři podepsali dohodu."."""
    now, before = row.now(task), row.before if moved(task, row) else None
    return scene.words.text(
        "fast_line",
        number=row.number,
        level=short_label(task, now, scene.language) if now else scene.words.text("missing"),
        before=short_label(task, before, scene.language) if before else "",
        text=text_of(row.text.value) if row.text is not None else "",
    )
