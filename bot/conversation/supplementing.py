"""Before the check: what may be added but need not be (projects, counts, references, attachments)."""

from bot.conversation.buttons import Verb, button_data
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.past import past_task, taken_over
from bot.conversation.question import ask, askable, is_optional, place_data
from bot.conversation.scene import OPEN_STATES, Scene
from bot.conversation.showing import section_of, show_node
from bot.conversation.state import Mode, TaskCard
from flows.answers import Place
from flows.asked import listed
from flows.evaluation import Node
from flows.reading.folding import fold


def optional_places(task: TaskCard) -> list[Node]:
    """Give the places that may be added, in the order of the form."""
    return [node for node in askable(task) if is_optional(node.question)]


def may_add(task: TaskCard) -> bool:
    """Tell whether the form has more to add than files, beyond what was taken over from last year."""
    return any("files" not in node.question.appearance for node in optional_places(task))


def is_offered(task: TaskCard) -> bool:
    """Tell whether "Co ještě doplnit?" stands before the check; else the check offers it.

    It does not where all is as last year, nor where the plan prescribed what to count and nothing of this was
    begun, now or last year: who answers with a figure or two is done.
    """
    if not may_add(task) or task.state not in OPEN_STATES or taken_over(task):
        return False
    return not prescribes(task) or has_added(task) or (bool(task.last) and has_added(past_task(task)))


def prescribes(task: TaskCard) -> bool:
    """Tell whether the plan prescribed figures that are asked one by one."""
    repeats = task.interview.form.by_name
    inside = (node for node in task.evaluation.nodes if node.question.repeats and node.relevant and node.askable)
    return any(repeats[name].repeat_count for node in inside for name in node.question.repeats)


def has_added(task: TaskCard) -> bool:
    """Tell whether something of what may be added stands there."""
    return any(node.answered and not node.left_out for node in optional_places(task))


def offer_more(scene: Scene, task: TaskCard) -> None:
    """Ask what is to be added; one tap says that nothing is."""
    scene.settle_screen()
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.MORE, task=task.id, place=None, to_check=False, stash={})
    nodes = optional_places(task)
    added = [(section_name(scene, task, node), show_node(task, node, scene.words)) for node in nodes if node.answered]
    lines = [f"{name}: {value}" for name, value in added if value]
    text = scene.words.text("what_to_add", lines=lines)
    scene.show(Message(text=text, rows=more_rows(scene, task, nodes, screen)))


def more_rows(scene: Scene, task: TaskCard, nodes: list[Node], screen: str) -> tuple[tuple[Button, ...], ...]:
    """Give a button for each thing that may be added, then the one that says nothing (more), then the way back."""
    words = scene.words
    verb = Verb.SUPPLEMENT if task.state in OPEN_STATES else Verb.SECTION
    buttons = [
        Button(label=section_name(scene, task, node), data=place_data(verb, task, node.place, screen)) for node in nodes
    ]
    key = "that_is_all" if any(node.answered and not node.left_out for node in nodes) else "nothing_more"
    end = Button(label=words.label(key), data=button_data(Verb.CHECK, task.id, screen))
    back = Button(label=words.label("back"), data=button_data(Verb.UNMORE, task.id, screen))
    return (*lay_out(buttons), (end,), *(((back,),) if task.state in OPEN_STATES else ()))


def section_name(scene: Scene, task: TaskCard, node: Node) -> str:
    """Name what may be added by its line of the check screen."""
    return section_of(task.interview.form, node.question, scene.language)


def supplement(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask one of the things that may be added; a list that has something already is shown, to be added to."""
    from bot.conversation.listing import echo_list  # noqa: PLC0415 - lists lead back into the walk, and so here

    scene.settle_screen(section_name(scene, task, node))
    shown = node.answered and not node.left_out and listed(node.question)
    if shown and "files" not in node.question.appearance:
        echo_list(scene, task, node)
        return
    ask(scene, task, node.place)


def before_more(scene: Scene, task: TaskCard) -> None:
    """Go back from the menu, or from the check, to the last question of the walk."""
    asked = [node.place for node in askable(task) if not is_optional(node.question)]
    scene.settle_screen()
    ask(scene, task, asked[-1])


def named_place(scene: Scene, task: TaskCard, text: str) -> Place | None:
    """Find what a typed word names ("projekty"), None where it names nothing that may be added."""
    typed = fold(text)
    names = ((fold(section_name(scene, task, node)), node.place) for node in optional_places(task))
    return next((place for name, place in names if typed and name.startswith(typed)), None)
