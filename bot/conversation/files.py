"""Photos, documents and voice notes: accepted as attachments, refused at once where they can't be."""

from pathlib import PurePath

from bot.conversation.buttons import Verb, button_data
from bot.conversation.collecting import collect
from bot.conversation.effects import Attach
from bot.conversation.heard import Said, Sent
from bot.conversation.layout import lay_out
from bot.conversation.message import Button
from bot.conversation.outline_document import is_document, take_document
from bot.conversation.plans_sent import TOML, plans_of
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import LOCKED_STATES, Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.tables import is_table, take_workbook
from bot.conversation.walking import go_on, waiting
from bot.conversation.writing import write
from bot.file_kinds import SUITABLE, ending_of
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.form import Kind, Media, Question
from flows.interview import ReplaceTurns, Set, Turn
from flows.rejection import Rejection
from flows.rights import Action

LARGEST = 20_000_000
"""Bytes that a bot may fetch (Bot API, getFile: 20 MB)."""
MEGABYTE = 1_000_000


def receive(scene: Scene, sent: Sent) -> None:
    """Take a file as an attachment of the item in focus."""
    if not suitable(scene, sent):
        return
    if is_table(scene, sent):
        take_workbook(scene, sent)
        return
    task = owner(scene)
    if task is not None and is_document(task, sent) and file_place(scene, task, sent) is None:
        take_document(scene, task, sent)
        return
    node = file_place(scene, task, sent) if task is not None else None
    if task is None or node is None:
        scene.say("attachment_without_task")
        return
    attach(scene, task, node, sent)


def suitable(scene: Scene, sent: Sent) -> bool:
    """Tell whether a file can be taken; say why not."""
    if sent.size > LARGEST:
        scene.say("file_too_large", size=-(-sent.size // MEGABYTE), limit=LARGEST // MEGABYTE)
        return False
    suffix = PurePath(sent.name).suffix.lower()
    if suffix == TOML and plans_of(scene):
        return True
    if ending_of(sent.name) not in SUITABLE:
        scene.say("file_type_refused", suffix=suffix or f"„{sent.name}“")
        return False
    return True


def owner(scene: Scene) -> TaskCard | None:
    """Find the item that a file belongs to: the one in focus, else the only one begun."""
    task = scene.task(scene.dialog.task)
    if task is not None and task.state not in LOCKED_STATES and scene.allowed(task, Action.ANSWER) is not None:
        return task
    begun = waiting(scene)
    return scene.opened(begun[0]) if len(begun) == 1 else None


def file_place(scene: Scene, task: TaskCard, sent: Sent) -> Node | None:
    """Find where a task keeps files: the file question on screen, its list of files, or a question still empty."""
    asked = task.evaluation.find(scene.dialog.place) if scene.dialog.place is not None else None
    if asked is not None and asked.relevant and scene.dialog.task == task.id and takes_files(asked):
        return asked
    nodes = [node for node in task.evaluation.nodes if node.relevant and takes_files(node)]
    lists = [node for node in nodes if node.question.kind is Kind.REPEAT]
    single = [node for node in nodes if not node.answered and is_wanted(node.question.media, sent.media_type)]
    return next(iter((*lists, *single)), None)


def takes_files(node: Node) -> bool:
    """Tell whether a file may be the answer of a place."""
    return "files" in node.question.appearance or node.question.kind is Kind.FILE


def is_wanted(media: Media, media_type: str) -> bool:
    """Tell whether a file is of the kind that a question asks for; an unknown type may be."""
    return media is Media.FILE or not media_type or media_type.startswith(f"{media.value}/")


def attach(scene: Scene, task: TaskCard, node: Node, sent: Sent) -> None:
    """Write the attachment as an answer; its content is fetched after the commit."""
    made = scene.mint()
    value: dict[str, JsonValue] = {"attachment": made, "name": sent.name, "size": sent.size, "type": sent.media_type}
    if node.question.kind is Kind.REPEAT:
        outcome = write(scene, task, one_more(scene, task, node, file_question(node.question), value))
    else:
        outcome = write(scene, task, Set(place=node.place, value=dict(value), origin=Origin.FILE))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.effects.append(
        Attach(id=made, file=sent.file, name=sent.name, size=sent.size, media_type=sent.media_type, task=task.id)
    )
    confirm(scene, outcome, sent, at_files=is_asked(scene, task, node))


def is_asked(scene: Scene, task: TaskCard, node: Node) -> bool:
    """Tell whether this list of files is the question on screen."""
    dialog = scene.dialog
    return dialog.task == task.id and dialog.place == node.place and dialog.mode is Mode.ASK


def file_question(repeat: Question) -> str:
    """Name the file question inside a list of files."""
    return next(one.name for one in repeat.children if one.kind is Kind.FILE)


def one_more(scene: Scene, task: TaskCard, node: Node, question: str, value: dict[str, JsonValue]) -> ReplaceTurns:
    """Add one file behind those that are there."""
    kept: list[Turn] = [
        (turn, {question: task.interview.answers[Place(question=question, instance=turn)].value})
        for turn in task.evaluation.turns(node.question.name, node.place.instance)
    ]
    new: Turn = (scene.mint(), {question: value})
    turns = (*kept, new)
    return ReplaceTurns(repeat=node.question.name, turns=turns, parent=node.place.instance, origin=Origin.FILE)


def confirm(scene: Scene, task: TaskCard, sent: Sent, *, at_files: bool) -> None:
    """Say that the file is kept; a caption is part of the text that is being written."""
    if sent.kind in {"voice", "audio"}:
        words = scene.words
        write = Button(label=words.label("write_text"), data=button_data(Verb.OPEN, task.id))
        town = Button(label=words.label("town_writes"), data=button_data(Verb.TOWN_WRITES, task.id))
        scene.say("voice_attached", rows=lay_out([write, town]))
    else:
        scene.say("attached", name=sent.name, level=scene.level(task).nominative, number=task.number)
    place = scene.dialog.place
    node = task.evaluation.find(place) if place and scene.dialog.task == task.id else None
    if sent.caption and node is not None and "multiline" in node.question.appearance:
        collect(scene, task, node, Said(text=sent.caption, ref=sent.ref))
    elif at_files:
        scene.settle_screen(sent.name, as_it_is=True)
        go_on(scene, task, place)
