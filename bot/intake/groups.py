"""A chat of several people: how a round stands is told there, answers are collected in private."""

from dataclasses import replace

from bot.conversation.buttons import Verb, read_button
from bot.conversation.effects import ChangePerson
from bot.conversation.heard import Commanded, Heard, Left, Returned, Said, Sent, Tapped
from bot.conversation.private_hint import point_to_private
from bot.conversation.react import COMMANDS_OF_GROUPS
from bot.conversation.scene import Scene
from bot.conversation.state import PersonCard
from bot.conversation.taps import tap
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming


def in_group_card(stage: Stage, incoming: Incoming, group: PersonCard) -> PersonCard:
    """Give the card of whoever acts in a group: their rights and language, the group's chat."""
    actor = stage.people.get(incoming.user)
    if actor is None:
        return replace(group, memberships=(), person="")
    return replace(group, person=actor.person, memberships=actor.memberships, language=actor.language)


def in_group(scene: Scene, heard: Heard) -> None:
    """Answer in a group; of what people say there only commands, and what quotes us, comes to us at all."""
    if isinstance(heard, Tapped):
        read = read_button(heard.data)
        if read is not None and read.verb is Verb.STATUS:
            tap(scene, heard)
        else:
            scene.toast("unknown_button")
    elif isinstance(heard, Commanded) and heard.name in COMMANDS_OF_GROUPS:
        COMMANDS_OF_GROUPS[heard.name](scene)
    elif isinstance(heard, Left | Returned):
        scene.effects.append(ChangePerson(contact_state="blocked" if isinstance(heard, Left) else "active"))
    elif isinstance(heard, Commanded):
        point_to_private(scene)
    elif isinstance(heard, Said | Sent):
        point_to_private(scene, at_most_daily=True)
