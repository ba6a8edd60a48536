"""Several readings of one text: each is a button, nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.heard import Said
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.refusing import quoted
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from flows.answers import JsonValue
from flows.evaluation import Node

KEYS = {"amount.two": "two_amounts", "number.two": "two_numbers", "choice.many": "choice_unclear"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One reading: how it reads on a button, and what would be stored.

    Attributes:
        value: A value of the question, or for a list {"turns": [...]} as listing.py writes it.
    """

    label: str
    value: JsonValue


def ask_back(
    scene: Scene, task: TaskCard, node: Node, said: Said, reason: str, options: Sequence[Option], *, about: str = ""
) -> None:
    """Show the readings as buttons; the question above stays open, and another text may still answer it."""
    screen = scene.next_screen()
    buttons = [
        Button(
            label=shorten(option.label),
            data=button_data(
                Verb.OPTION, task.id, code(node.place.question), turn_code(node.place.instance), str(index), screen
            ),
        )
        for index, option in enumerate(options)
    ]
    labels: list[JsonValue] = [option.label for option in options]
    values: list[JsonValue] = [option.value for option in options]
    stash = {**scene.dialog.stash, "options": values, "labels": labels, "ref": said.ref}
    scene.settle_screen()
    scene.change_dialog(mode=Mode.OPTIONS, task=task.id, place=node.place, stash=stash)
    text = question_back(scene, said, reason, options, about)
    scene.show(Message(text=text, rows=lay_out(buttons)))


def question_back(scene: Scene, said: Said, reason: str, options: Sequence[Option], about: str) -> str:
    """Ask "Vlastní zdroje: 30 Kč, nebo 30 000 Kč?" where one amount has two readings, else quote the text."""
    if about and len(options) == 2:
        first, second = (option.label for option in options)
        return scene.words.text("amount_scale", source=about, first=first, second=second)
    return scene.words.text(KEYS.get(reason, "which_holds"), text=quoted(said.text))
