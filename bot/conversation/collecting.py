"""A text in many messages: each is saved at once, one line says what was collected, "Hotovo" ends it."""

from datetime import timedelta

from bot.conversation.buttons import Verb
from bot.conversation.conflict import answered_meanwhile
from bot.conversation.effects import Amend, LinkIn, Say
from bot.conversation.heard import Said
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.question import fold_key, place_button
from bot.conversation.refusing import refuse, refuse_input
from bot.conversation.scene import Scene
from bot.conversation.showing import count_messages, count_words, excerpt, text_of
from bot.conversation.state import TaskCard
from bot.conversation.walking import go_on
from bot.conversation.writing import write
from flows.answers import JsonValue, Origin, Place
from flows.evaluation import Node
from flows.interview import Clear, Set
from flows.reading.cleaning import clean
from flows.reading.outcome import NotUnderstood
from flows.rejection import Rejection

QUIET = timedelta(seconds=4)
ENOUGH = 4_000
"""Characters that suffice for a report; more is kept and said once."""
MOST = 20_000
"""Characters beyond which a text is not taken over: it belongs into a file."""


def parts_of(task: TaskCard, place: Place) -> list[JsonValue]:
    """Give the messages collected at a place so far."""
    answer = task.interview.answers.get(place)
    return list(answer.value) if answer is not None and isinstance(answer.value, list) else []


def collect(scene: Scene, task: TaskCard, node: Node, said: Said) -> None:
    """Add a message to the text; the first reply comes at once, later ones after a pause of four seconds."""
    text = clean(said.marked or said.text)
    if not text.strip():
        refuse(scene, NotUnderstood(code="text.empty", text=said.text))
        return
    before = [] if scene.dialog.stash.get("instead") else parts_of(task, node.place)
    parts = [*before, text]
    length = len(text_of(parts))
    if length > MOST:
        scene.say("text_far_too_long", length=length, limit=MOST)
        return
    outcome = write(scene, task, Set(place=node.place, value=list(parts), origin=Origin.TYPED))
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    scene.effects.append(
        LinkIn(ref=said.ref, task=task.id, place=node.place, part=len(parts) - 1, seq=outcome.head_seq)
    )
    scene.change_dialog(stash={key: value for key, value in scene.dialog.stash.items() if key != "instead"})
    remember_seen(scene, outcome, node.place)
    say_collected(scene, outcome, node, first=not collecting(scene))
    warn(scene, text, length)


def collecting(scene: Scene) -> bool:
    """Tell whether the line with what was collected already stands in the chat."""
    return bool(scene.dialog.stash.get("collected"))


def remember_seen(scene: Scene, task: TaskCard, place: Place) -> None:
    """The person has seen their own revision."""
    scene.change_dialog(seen_seq=task.interview.answers[place].seq)


def say_collected(scene: Scene, task: TaskCard, node: Node, *, first: bool) -> None:
    """Say how much was collected, with the buttons that end or mend it."""
    parts = parts_of(task, node.place)
    words = scene.words
    text = words.text("collected", messages=count_messages(len(parts), words), words=count_words(text_of(parts), words))
    screen = str(scene.dialog.screen)
    message = Message(text=text, rows=collected_rows(scene, task, node, screen), silent=not first)
    said = scene.mint()
    shown = [str(scene.dialog.stash[key]) for key in ("collected", "moved") if scene.dialog.stash.get(key)]
    if first:
        scene.settle_screen()
    scene.effects.append(
        Say(
            id=said,
            message=message,
            fold_key=fold_key(task, node.place),
            not_before=None if first else scene.now + QUIET,
            removes=tuple(shown),
        )
    )
    kept = {"collected": said, "fold": fold_key(task, node.place)} if first else {"moved": said}
    scene.change_dialog(stash={**scene.dialog.stash, **kept}, screen_text=text)
    if first:
        scene.change_dialog(screen_message=said)
    else:
        scene.amend_screen(message)


def collected_rows(scene: Scene, task: TaskCard, node: Node, screen: str) -> tuple[tuple[Button, ...], ...]:
    """Give Hotovo / Přečíst, Smazat poslední."""
    done = place_button(scene, Verb.DONE, "done", task, node, screen)
    read = place_button(scene, Verb.READ, "read", task, node, screen)
    drop = place_button(scene, Verb.DROP_LAST, "drop_last", task, node, screen)
    return ((done,), *lay_out([read, drop]))


def warn(scene: Scene, text: str, length: int) -> None:
    """Hint at a text too long for the report, which blocks nothing."""
    if length > ENOUGH >= length - len(text):  # said once, when it becomes so
        scene.say("text_too_long", length=length, limit=ENOUGH)


def finish(scene: Scene, task: TaskCard, node: Node) -> None:
    """End the text and go on; with nothing collected, say what can be done."""
    from bot.conversation.counts_in_text import offer_counts  # noqa: PLC0415 - counts are echoed as lists are

    parts = parts_of(task, node.place)
    if not parts:
        scene.say("nothing_collected")
        return
    scene.void(fold_key(task, node.place))
    settle_collected(scene, scene.words.text("collected_done", text=excerpt(text_of(parts), scene.words)))
    if not offer_counts(scene, task, node):
        go_on(scene, task, node.place)


def settle_collected(scene: Scene, text: str) -> None:
    """End the line with what was collected, where it stands now: it may have been moved down meanwhile."""
    moved = str(scene.dialog.stash.get("moved", ""))
    scene.amend_screen(Message(text=text))
    if moved:
        scene.effects.append(Amend(id=scene.mint(), message=Message(text=text), target=moved))
    scene.change_dialog(screen_message="", screen_text="")


def read_back(scene: Scene, task: TaskCard, node: Node) -> None:
    """Show the whole collected text in a collapsed quotation."""
    parts = parts_of(task, node.place)
    if parts:
        scene.say("read_back", text=text_of(parts))
    else:
        scene.say("nothing_collected")


def drop_last(scene: Scene, task: TaskCard, node: Node) -> None:
    """Delete the last message of the text; one that a colleague added meanwhile is shown first."""
    if answered_meanwhile(scene, task, node):
        remember_seen(scene, task, node.place)
        scene.change_dialog(last_tap="")
        scene.say("text_grew", text=text_of(parts_of(task, node.place)))
        return
    parts = parts_of(task, node.place)[:-1]
    given = Set(place=node.place, value=list(parts), origin=Origin.UNDONE) if parts else Clear(place=node.place)
    outcome = write(scene, task, given)
    if isinstance(outcome, Rejection):
        refuse_input(scene, outcome)
        return
    words = scene.words
    rows = collected_rows(scene, outcome, node, str(scene.dialog.screen)) if parts else ()
    key = "last_dropped" if parts else "nothing_collected"
    text = words.text(key, messages=count_messages(len(parts), words), words=count_words(text_of(list(parts)), words))
    scene.void(fold_key(task, node.place))
    scene.amend_screen(Message(text=text, rows=rows))
    remember_seen(scene, outcome, node.place)
