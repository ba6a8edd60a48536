"""A figure in the bullets beside the shared fact of the same name: which holds?"""

from dataclasses import replace

from bot.conversation.fact_change import fact_change
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.outline_points import APART, kept_in, said_of
from bot.conversation.outline_rows import put_rows, rows_of
from bot.conversation.outline_showing import outline_data
from bot.conversation.question import newest_seq
from bot.conversation.refusing import refuse_input
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin
from flows.evaluation import Node
from flows.interview import Input, Set
from flows.outline import Rows
from flows.rejection import Rejection
from flows.shared_facts import FACTS, Mention, SharedFact, other_figures, read_facts, with_figure, written
from flows.wording.days import date_numeric

Doubt = tuple[SharedFact, Mention]


def doubts(task: TaskCard, node: Node) -> list[Doubt]:
    """Give each shared fact of which the bullets tell another figure, with that figure; none that was set apart."""
    table = task.surroundings.external.get(FACTS)
    if table is None or kept_in(task, node, APART) is None:
        return []
    apart = said_of(task, node, APART)
    found: list[Doubt] = []
    for fact in read_facts(table.rows):
        every = [one for row in rows_of(task, node) for one in other_figures(row.text, fact, task.plan.abbreviations)]
        if every and fact.key not in apart:
            found.append((fact, every[0]))
    return found


def ask_fact(scene: Scene, task: TaskCard, node: Node, *, settled: str = "") -> bool:
    """Ask which figure holds, of the first fact in doubt but the one settled now; False where none is."""
    every = [one for one in doubts(task, node) if one[0].key != settled]
    if not every:
        return False
    fact, mention = every[0]
    words, screen = scene.words, scene.next_screen()
    stash: dict[str, JsonValue] = {"adding": True, "fact": fact.key, "figure": written(mention.value)}
    seen = newest_seq(task, node)
    scene.change_dialog(mode=Mode.ASK, task=task.id, place=node.place, seen_seq=seen, stash=stash, last_tap="")
    day = date_numeric(fact.as_of, scene.language) if fact.as_of else ""
    said, held = written(mention.value), written(fact.value)
    known = {"name": fact.label, "value": held, "day": day, "source": fact.source}
    text = words.text("fact_in_doubt", found=said, title=fact.words, **known)
    labels = {
        words.label("fact_mend_text", value=held): "ft",
        words.label("fact_mend_fact", value=said): "ff",
        words.label("fact_apart"): "fa",
    }
    buttons = [Button(label=label, data=outline_data(task, node, labels[label], screen)) for label in labels]
    back = Button(label=words.label("back"), data=outline_data(task, node, "rb", screen))
    scene.show(Message(text=text, rows=(*lay_out(buttons), (back,))))
    return True


def tap_fact(scene: Scene, task: TaskCard, node: Node, act: str) -> TaskCard | None:
    """Do what a button under the two figures says. None: nothing was done."""
    asked, figure = scene.dialog.stash.get("fact"), scene.dialog.stash.get("figure")
    found = next((one for one in doubts(task, node) if one[0].key == asked and written(one[1].value) == figure), None)
    if found is None or act not in {"t", "f", "a"}:
        scene.say("stale_button")
        return None
    fact, mention = found
    outcome = settle(scene, task, node, fact, act)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return None
    held, said = written(fact.value), written(mention.value)
    if act == "t":
        scene.settle_screen(scene.words.label("fact_mend_text", value=held))
    elif act == "a":
        scene.settle_screen(scene.words.label("fact_apart"))
    else:
        scene.settle_screen(scene.words.label("fact_mend_fact", value=said))
        change_fact(scene, task, fact, mention)
    return outcome


def settle(scene: Scene, task: TaskCard, node: Node, fact: SharedFact, act: str) -> TaskCard | Rejection:
    """Write what a tap means for the answer: other words, or that the figure is no matter of this fact."""
    kept = kept_in(task, node, APART)
    if act == "t" or kept is None:
        rows = rows_of(task, node)
        return write(scene, task, put_rows(node, rows, mended(task, rows, fact)))
    value: list[JsonValue] = [*said_of(task, node, APART), fact.key]
    given: Input = Set(place=kept.place, value=value, origin=Origin.TAPPED)
    return write(scene, task, given) if act == "a" else task


def mended(task: TaskCard, rows: Rows, fact: SharedFact) -> Rows:
    """Put the fact's figure wherever the bullets have another one."""
    found = {row.key: other_figures(row.text, fact, task.plan.abbreviations) for row in rows}
    return tuple(replace(row, text=with_figure(row.text, found[row.key], fact.value)) for row in rows)


def change_fact(scene: Scene, task: TaskCard, fact: SharedFact, mention: Mention) -> None:
    """Give the shared fact the figure of the text; the coordinators learn what is to be read again."""
    scene.effects.append(fact_change(task, fact, mention.value))
    scene.say("fact_changed_here", name=fact.label, value=written(mention.value))
