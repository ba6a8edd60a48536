"""A count beside the list of what was counted (C6): where they differ it is said once and never blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.question import ask
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import section_of, text_of
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.form import Kind, Question
from flows.interview import Clear, Set
from flows.reading.cleaning import clean
from flows.reading.counts import Count
from flows.reading.lines import read_named_lines
from flows.rejection import Rejection
from flows.wording.numbers import number


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A count and the list that it belongs to.

    Attributes:
        name: What is counted.
        count: Where the number stands.
        reason: Where it is said why the two differ.
        stated: The number.
        listed: How many names there are.
    """

    name: str
    count: Place
    reason: Place
    stated: Decimal
    listed: int


def count_question(repeat: Question) -> str:
    """Name the question that says how many a list of names stands for, "" if there is none."""
    return repeat.settings.get("counts", "")


def counted_of(scene: Scene, task: TaskCard, node: Node) -> Iterator[Counted]:
    """Give the counts that belong to a list: one beside it, or one in each turn."""
    evaluation, repeat = task.evaluation, node.question
    turns = evaluation.turns(repeat.name, node.place.instance)
    beside = evaluation.find(Place(question=count_question(repeat)))
    if beside is not None and beside.value is not None:
        name = section_of(task.interview.form, repeat, scene.language)
        reason = Place(question=f"{beside.question.name}_reason")
        yield Counted(
            name=name, count=beside.place, reason=reason, stated=Decimal(str(beside.value)), listed=len(turns)
        )
    if "counts" not in repeat.appearance:
        return
    name, items, reason_name, *_ = [*(one.name for one in repeat.children if one.kind is Kind.TEXT), "", "", ""]
    figure = next(one.name for one in repeat.children if one.kind in {Kind.DECIMAL, Kind.INTEGER})
    for turn in turns:
        said = {one: evaluation.find(Place(question=one, instance=turn)) for one in (name, items, figure)}
        stated, listed = said[figure], said[items]
        if stated is not None and stated.value is not None and listed is not None and listed.value is not None:
            yield Counted(
                name=text_of(named.value if (named := said[name]) is not None else None),
                count=stated.place,
                reason=Place(question=reason_name, instance=turn),
                stated=Decimal(str(stated.value)),
                listed=len(text_of(listed.value).splitlines()),
            )


def differing(scene: Scene, task: TaskCard, node: Node) -> Counted | None:
    """Find the first count that differs from its list and of which nobody said why."""
    answers = task.interview.answers
    for counted in counted_of(scene, task, node):
        said = answers.get(counted.reason)
        explained = said is not None and (said.left_out or said.value is not None)
        if counted.listed and counted.stated != counted.listed and not explained:
            return counted
    return None


def ask_difference(scene: Scene, task: TaskCard, node: Node) -> bool:
    """Say that a count and its list differ, and offer both; False where nothing differs."""
    counted = differing(scene, task, node)
    if counted is None:
        return False
    scene.settle_screen(scene.words.label("agree"))
    screen = scene.next_screen()
    words, language = scene.words, scene.language
    stated = number(counted.stated, language)
    text = words.text("count_differs", name=counted.name, stated=stated, listed=counted.listed)
    labels = {
        "list": words.label("holds", n=counted.listed),
        "count": words.label("holds", n=stated),
        "more": words.label("complete_list"),
    }
    place = counted.count
    buttons = [
        Button(
            label=label,
            data=button_data(Verb.COUNT, task.id, code(place.question), turn_code(place.instance), what, screen),
        )
        for what, label in labels.items()
    ]
    scene.change_dialog(mode=Mode.ECHO, task=task.id, place=node.place)
    scene.show(Message(text=text, rows=lay_out(buttons)))
    return True


def list_of(task: TaskCard, place: Place) -> Node | None:
    """Find the list that a count belongs to."""
    question = task.interview.form.by_name[place.question]
    for node in task.evaluation.nodes:
        if node.question.kind is Kind.REPEAT and place.question == count_question(node.question):
            return node
        if node.question.name in question.repeats:
            return node
    return None


def settle_difference(scene: Scene, task: TaskCard, node: Node, what: str) -> None:
    """Take the list's length, keep the count and ask why, or go on with the list."""
    listing = list_of(task, node.place)
    counted = differing(scene, task, listing) if listing is not None else None
    if listing is None or counted is None or counted.count != node.place:
        scene.say("stale_button")
        return
    scene.settle_screen(counted_label(scene, counted, what))
    if what == "count":
        ask(scene, task, counted.reason, to_check=scene.dialog.to_check)
    elif what == "more":
        ask(scene, task, listing.place, to_check=scene.dialog.to_check, note=scene.words.text("write_more"))
        scene.change_dialog(stash={"adding": True, "item_of": node.place.instance})
    else:
        take_length(scene, task, listing, counted)


def counted_label(scene: Scene, counted: Counted, what: str) -> str:
    """Say on the question what was chosen."""
    words = scene.words
    if what == "more":
        return words.label("complete_list")
    return words.label("holds", n=counted.listed if what == "list" else number(counted.stated, scene.language))


def take_length(scene: Scene, task: TaskCard, listing: Node, counted: Counted) -> None:
    """The list holds: its length is the count. Beside a list nothing needs to be said then."""
    from bot.conversation.walking import go_on  # noqa: PLC0415 - the walk leads back to lists

    whole = task.interview.form.by_name[counted.count.question].kind is Kind.INTEGER
    value: JsonValue = counted.listed if whole else str(counted.listed)
    given = Clear(place=counted.count) if whole else Set(place=counted.count, value=value, origin=Origin.TAPPED)
    outcome = write(scene, task, given)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
    elif not ask_difference(scene, outcome, outcome.evaluation.at(listing.place)):
        go_on(scene, outcome, listing.place)


def add_names(scene: Scene, task: TaskCard, turn: str, node: Node, text: str) -> TaskCard | Rejection:
    """Put further names below those of a count."""
    items = [one.name for one in node.question.children if one.kind is Kind.TEXT][1]
    place = Place(question=items, instance=turn)
    there = task.evaluation.find(place)
    lines = [text_of(there.value if there else None), *(one.name for one in read_named_lines(clean(text)))]
    return write(scene, task, Set(place=place, value=["\n".join(filter(None, lines))], origin=Origin.TYPED))


def write_count(scene: Scene, task: TaskCard, node: Node, count: Count) -> TaskCard | Rejection:
    """Keep how many a list stands for, as it was written above the list."""
    place = Place(question=count_question(node.question))
    if place.question not in task.interview.form.by_name or count.value != int(count.value):
        return task
    return write(scene, task, Set(place=place, value=int(count.value), origin=Origin.TYPED))
