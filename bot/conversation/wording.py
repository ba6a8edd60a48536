"""Own words beside a chosen answer: the report prints them; the amounts in them must be those of the answer."""

from decimal import Decimal

from bot.conversation.effects import LinkIn
from bot.conversation.heard import Said
from bot.conversation.question import ask
from bot.conversation.reading import choice_words
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import is_money, text_of
from bot.conversation.state import TaskCard
from bot.conversation.tenfold import any_tenfold
from bot.conversation.writing import write
from flows.answers import Origin, Place
from flows.evaluation import Node
from flows.form import Kind
from flows.interview import Clear, Set
from flows.reading.choices import match_choice
from flows.reading.cleaning import clean
from flows.reading.cost_text import amounts_in
from flows.reading.outcome import Understood
from flows.reading.wordings import Worded, match_wording
from flows.rejection import Rejection


def wording_place(node: Node) -> Place | None:
    """Give where the words beside an answer are kept, None where the form keeps none."""
    name = node.question.settings.get("wording", "")
    return Place(question=name) if name else None


def worded_choice(task: TaskCard, node: Node, text: str) -> Worded | None:
    """Find the choice that a text names in words of its own; None where it is a plain choice, or none."""
    if wording_place(node) is None or node.question.kind is not Kind.SELECT_ONE:
        return None
    typed = node.question.settings.get("typed", "").partition(":")[0].strip()
    plain = {name: words for name, words in choice_words(node.choices).items() if name != typed}
    own = {name: task.plan.wordings.get(name, ()) for name in plain}
    exact = match_wording(text, own)
    if exact is not None and not exact.rest:
        return exact
    if isinstance(match_choice(text, plain), Understood):
        return None
    return match_wording(text, {name: (*words, *own[name]) for name, words in plain.items()})


def keep_wording(scene: Scene, task: TaskCard, node: Node, text: str) -> TaskCard:
    """Keep the words beside an answer, "" takes away those of an answer that was changed."""
    place = wording_place(node)
    found = task.evaluation.find(place) if place is not None else None
    if found is None or not found.relevant or (not text and not found.answered):
        return task
    given = Set(place=found.place, value=[text], origin=Origin.TYPED) if text else Clear(place=found.place)
    outcome = write(scene, task, given)
    return task if isinstance(outcome, Rejection) else outcome


def ask_wording(scene: Scene, task: TaskCard, node: Node) -> None:
    """Ask for the words that the report prints beside an answer."""
    place = wording_place(node)
    if place is not None:
        scene.settle_screen()
        ask(scene, task, place, to_check=scene.dialog.to_check)


def is_wording(node: Node) -> bool:
    """Tell whether a place keeps the words beside another answer."""
    return bool(node.question.settings.get("beside")) and node.question.kind is Kind.TEXT


def hint_amounts(scene: Scene, task: TaskCard, node: Node) -> None:
    """Say once that the words name other amounts than the answer; it never blocks."""
    said = set(amounts_in(text_of(node.value)))
    if is_wording(node) and said and said != answered_amounts(task) and not any_tenfold(task):
        scene.say("wording_differs")


def answered_amounts(task: TaskCard) -> set[Decimal]:
    """Give all amounts of the list of costs."""
    repeats = [one for one in task.interview.form.by_name.values() if "sources" in one.appearance]
    names = [one.name for repeat in repeats for one in repeat.children if is_money(one) and one.kind is Kind.DECIMAL]
    nodes = (node for node in task.evaluation.nodes if node.question.name in names and node.value is not None)
    return {Decimal(str(node.value)) for node in nodes}


def still_true(task: TaskCard, node: Node) -> bool:
    """Tell whether the kept words name only amounts that the answer has."""
    place = wording_place(node)
    found = task.evaluation.find(place) if place is not None else None
    return found is None or set(amounts_in(text_of(found.value))) <= answered_amounts(task)


def accept_worded(scene: Scene, task: TaskCard, node: Node, said: Said, worded: Worded) -> TaskCard | None:
    """Write the choice that a text names, with the text beside it; give None where it did not hold."""
    chosen = write(scene, task, Set(place=node.place, value=worded.choice, origin=Origin.TYPED))
    if isinstance(chosen, Rejection):
        refuse_input(scene, chosen)
        return None
    scene.effects.append(LinkIn(ref=said.ref, task=task.id, place=node.place, part=0, seq=chosen.head_seq))
    return keep_wording(scene, chosen, node, clean(said.text).strip())
