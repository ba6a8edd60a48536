"""The check screen (C11): every section with its number, then "Odeslat"; and what sending means."""

from dataclasses import dataclass

from bot.conversation.around import turn_name
from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.confirming import confirm_row
from bot.conversation.fast.rows import is_explanation, is_fast, levels_counted
from bot.conversation.layout import lay_out, numbers
from bot.conversation.listing import present_turns
from bot.conversation.message import Button, Message, Rows
from bot.conversation.question import ask, askable, is_optional
from bot.conversation.remarks import hint
from bot.conversation.scene import LOCKED_STATES, OPEN_STATES, Scene
from bot.conversation.showing import section_of, short_label, show_section
from bot.conversation.state import Mode, TaskCard
from bot.conversation.supplementing import is_offered, may_add
from bot.conversation.writing import submit
from flows.answers import JsonValue
from flows.asked import listed
from flows.evaluation import Node
from flows.rights import Action
from flows.tasks import TaskState

MOST_LINES = 6
"""Lines of answers; with the head and the state the screen stays within eight."""
MOST_NUMBERS = 24
"""Buttons with numbers, four rows of six; beyond that the number is typed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A numbered line of the check screen: places that belong together."""

    name: str
    nodes: tuple[Node, ...]
    value: str
    missing: bool


def sections(scene: Scene, task: TaskCard) -> list[Section]:
    """Show the relevant places by their section, in the order of the form; what was not added shares the last line."""
    return [make_section(scene, task, name, nodes) for name, nodes in by_section(scene, task)]


def by_section(scene: Scene, task: TaskCard) -> list[tuple[str, list[Node]]]:
    """Group the relevant places: the name of each line of the check screen, and what stands on it."""
    groups: dict[str, list[Node]] = {}
    empty: dict[str, list[Node]] = {}
    for node in askable(task):
        name = section_name(scene, task, node)
        bare = is_optional(node.question) and (not node.answered or node.left_out)
        (empty if bare else groups).setdefault(name, []).append(node)
    if not empty:
        return list(groups.items())
    first, *others = empty
    name = ", ".join([first, *(other.lower() for other in others)])
    return [*groups.items(), (name, [node for nodes in empty.values() for node in nodes])]


def check_sections(scene: Scene, task: TaskCard) -> list[Section]:
    """Give the lines of the check screen: where they would be too many, all that was added shares the last one."""
    lines = sections(scene, task)
    if len(lines) <= MOST_LINES:
        return lines
    added = [line for line in lines if all(is_optional(node.question) for node in line.nodes)]
    if len(added) < 2:
        return lines
    bits = [f"{line.name.lower()}: {line.value}" for line in added]
    together = Section(
        name=scene.words.text("added"),
        nodes=tuple(node for line in added for node in line.nodes),
        value="; ".join(bits),
        missing=any(line.missing for line in added),
    )
    return [*(line for line in lines if line not in added), together]


def section_name(scene: Scene, task: TaskCard, node: Node) -> str:
    """Name the section of a place; each turn of a repeat asked question by question has its own."""
    section = section_of(task.interview.form, node.question, scene.language)
    turn = turn_name(scene, task, node)
    return f"{turn}, {section[:1].lower()}{section[1:]}" if turn else section


def make_section(scene: Scene, task: TaskCard, name: str, nodes: list[Node]) -> Section:
    """Show a section's value, "chybí" where something required is missing, "neuvedeno" where nothing stands."""
    if none_added(nodes):
        return Section(name=name, nodes=tuple(nodes), value=scene.words.text("left_out"), missing=False)
    missing = lacks(nodes)
    shown = fast_value(scene, task, nodes) or show_section(task, nodes, scene.words)
    lack = [scene.words.text("missing")] if missing else []
    value = ", ".join([*filter(None, [shown]), *lack]) or scene.words.text("left_out")
    return Section(name=name, nodes=tuple(nodes), value=value, missing=missing)


def none_added(nodes: list[Node]) -> bool:
    """Tell whether these are several things that may be added, of which none was."""
    return len(nodes) > 1 and all(is_optional(node.question) and not node.answered for node in nodes)


def lacks(nodes: list[Node]) -> bool:
    """Tell whether something required is missing in a section."""
    return not none_added(nodes) and any(node.required and not node.answered for node in nodes)


def fast_value(scene: Scene, task: TaskCard, nodes: list[Node]) -> str:
    """Sum up the levels, or the texts, of a fast table; "" for other places."""
    if not all(is_fast(task, node.place) for node in nodes):
        return ""
    if is_explanation(nodes[0].question):
        told = sum(node.answered and not node.left_out for node in nodes)
        return scene.words.text("fast_answered", answered=told, total=len(nodes))
    return ", ".join(f"{short_label(task, one, scene.language)} {n}" for one, n in levels_counted(task))


def section_value(scene: Scene, task: TaskCard, node: Node) -> str:
    """Give what the check screen says of the section that a place belongs to."""
    name = section_name(scene, task, node)
    return next((line.value for line in sections(scene, task) if line.name == name), scene.words.text("left_out"))


def check(scene: Scene, task: TaskCard) -> None:
    """Show the check screen of a task."""
    from bot.conversation.manners import check_in_its_manner  # noqa: PLC0415 - they lead back here
    from bot.conversation.returned import returned_note  # noqa: PLC0415 - what was returned leads back here

    if check_in_its_manner(scene, task):
        return
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.CHECK, task=task.id, place=None, to_check=False, stash={})
    lines = check_sections(scene, task)
    words = scene.words
    state = returned_note(scene, task) if task.state in OPEN_STATES else words.text(f"state_{task.state}")
    text = words.text(
        "check", level=scene.level(task).nominative, number=task.number, lines=check_lines(lines), state=state
    )
    scene.show(Message(text=text, rows=check_rows(scene, task, lines, screen)))


def check_lines(lines: list[Section]) -> list[dict[str, str]]:
    """Give the lines as the template wants them."""
    return [{"section": line.name, "value": line.value} for line in lines]


def check_rows(scene: Scene, task: TaskCard, lines: list[Section], screen: str) -> Rows:
    """Give Odeslat a další, the numbers, Zpět and Později."""
    if task.state in LOCKED_STATES or task.round.closed:
        return overview_row(scene)
    if task.disowned:
        return ((Button(label=scene.words.label("ours"), data=button_data(Verb.OURS, task.id)),), *overview_row(scene))
    numbered = numbers(
        [
            Button(label=str(index), data=section_data(task, line, screen))
            for index, line in enumerate(lines[:MOST_NUMBERS], start=1)
        ]
    )
    out = (*more_row(scene, task, screen), *ways_on(scene, task, screen))
    out = out if task.state in OPEN_STATES else overview_row(scene)
    return (*send_row(scene, task, lines, screen), *confirm_row(scene, task, screen), *numbered, *out)


def more_row(scene: Scene, task: TaskCard, screen: str) -> Rows:
    """Give "Co ještě doplnit" where it was not asked before the check."""
    if not may_add(task) or is_offered(task) or task.state not in OPEN_STATES:
        return ()
    return ((Button(label=scene.words.label("add_more"), data=button_data(Verb.MORE_TO_ADD, task.id, screen)),),)


def ways_on(scene: Scene, task: TaskCard, screen: str) -> Rows:
    """Give Zpět and Později."""
    verbs = {"back": Verb.UNMORE, "later": Verb.CHECK_LATER}
    return lay_out(
        [Button(label=scene.words.label(key), data=button_data(verb, task.id, screen)) for key, verb in verbs.items()]
    )


def nothing_more(scene: Scene, task: TaskCard) -> None:
    """Leave "Co ještě doplnit?" for the check screen."""
    scene.settle_screen(scene.words.label("nothing_more"))
    hint(scene, task)
    check(scene, task)


def check_later(scene: Scene, task: TaskCard) -> None:
    """Put the check of an item off: what is answered stays, the next item comes."""
    from bot.conversation.walking import WHOLE, open_next  # noqa: PLC0415 - the check leads on into the walk

    scene.settle_screen(scene.words.label("later"))
    put_off = (task.id, WHOLE.question, WHOLE.instance)
    scene.change_dialog(postponed=scene.dialog.postponed | {put_off}, mode=Mode.IDLE, place=None)
    open_next(scene, task)


def section_data(task: TaskCard, line: Section, screen: str) -> str:
    """Write the data of a number: it opens the first place of the section that lacks something."""
    node = next((one for one in line.nodes if not one.answered), line.nodes[0])
    node = node if line.missing else line.nodes[0]
    if is_of_several(line):
        return button_data(Verb.MORE_TO_ADD, task.id, screen)
    return button_data(Verb.SECTION, task.id, code(node.place.question), turn_code(node.place.instance), screen)


def is_of_several(line: Section) -> bool:
    """Tell whether a line stands for several things that may be added: its number opens their menu."""
    return sum(is_optional(one.question) for one in line.nodes) > 1


def send_row(scene: Scene, task: TaskCard, lines: list[Section], screen: str) -> Rows:
    """Give the button that sends, or the one that fills in what is missing."""
    gap = next((line for line in lines if line.missing), None)
    if gap is not None:
        return ((Button(label=scene.words.label("complete"), data=section_data(task, gap, screen)),),)
    if task.state not in OPEN_STATES:
        return ()
    others = [one for one in scene.walk() if one.id != task.id and one.state in OPEN_STATES and not one.disowned]
    key = "send_next" if others else "send"
    return ((Button(label=scene.words.label(key), data=button_data(Verb.SEND, task.id, screen)),),)


def overview_row(scene: Scene) -> Rows:
    """Give the way back to the list of items."""
    return lay_out([Button(label=scene.words.label("overview"), data=button_data(Verb.OVERVIEW, "0"))])


def open_section(scene: Scene, task: TaskCard, node: Node) -> None:
    """Open an answer from the check screen; the answer leads back there."""
    scene.settle_screen()
    ask(scene, task, node.place, to_check=True)
    before = task.interview.answers.get(node.place)
    shown = section_value(scene, task, node)
    stash: dict[str, JsonValue] = {
        "shown": shown,
        "value": before.value if before else None,
        "head": task.head_seq,
    }
    if listed(node.question):
        turns: list[JsonValue] = [{"turn": turn, "values": dict(kept)} for turn, kept in present_turns(task, node)]
        stash["turns"] = turns
    scene.change_dialog(stash=stash)


def send(scene: Scene, task: TaskCard) -> None:
    """Submit a task and go on to the next one; what is missing is named instead."""
    from bot.conversation.returned import tell_town  # noqa: PLC0415 - what was returned leads back here
    from bot.conversation.walking import open_next  # noqa: PLC0415 - sending leads on into the walk

    if task.round.closed:
        scene.say("closed_task", contact=scene.contact_of(task.plan))
        return
    if task.state not in OPEN_STATES:
        scene.say("sent_already", level=scene.level(task).nominative, number=task.number)
        return
    if scene.allowed(task, Action.SUBMIT) is None:
        scene.say("not_yours", contact=scene.contact_of(task.plan))
        return
    missing = [name for name, nodes in by_section(scene, task) if lacks(nodes)]
    if missing:
        scene.say("still_missing", sections=", ".join(missing))
        check(scene, task)
        return
    sent = submit(scene, task)
    if task.state is TaskState.RETURNED:
        tell_town(scene, sent)
    scene.settle_screen(scene.words.text("state_submitted"))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    open_next(scene, sent)
