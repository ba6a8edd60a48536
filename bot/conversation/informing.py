"""The information about personal data comes before the first answer, also to whoever was let in on request."""

from bot.conversation.buttons import Verb, button_data, read_button
from bot.conversation.heard import Changed, Commanded, Heard, Left, Placed, Returned, Said, Sent, Tapped, Unsupported
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.words import Words
from flows.tasks import Role

OPEN_TO_ALL = frozenset({Verb.ACKNOWLEDGE, Verb.MORE_DATA, Verb.MY_DATA, Verb.LANGUAGE, Verb.NOT_OUR_ORG})
SAID_TO_ALL = frozenset({"start", "pomoc", "help", "moje_data", "my_data", "jazyk", "language"})


def informed_first(scene: Scene, heard: Heard) -> bool:
    """Show the information again to a partner who has not acknowledged it, instead of what they did.

    Returns:
        Whether that was done: nothing else happens then.
    """
    person = scene.person
    partner = bool(person.memberships) and all(one.role is Role.PARTNER for one in person.memberships)
    if not (scene.private and partner) or person.consent_at is not None or not _needs_it(heard):
        return False
    member = person.memberships[0]
    plan = scene.surrounds.plans.get(member.plan)
    names = {actor.key: actor.name for actor in plan.actors} if plan is not None else {}
    scene.send(access_given(scene.words, names.get(member.actor, member.actor)))
    return True


def access_given(words: Words, actor: str) -> Message:
    """Write to somebody who was let in on request: for whom, and what is stored.

    Args:
        words: In the language in which it is said.
        actor: The name of the organisation.
    """
    acknowledge = Button(label=words.label("acknowledge"), data=button_data(Verb.ACKNOWLEDGE, "0"))
    more = Button(label=words.label("more_data"), data=button_data(Verb.MORE_DATA, "0"))
    return Message(text=words.text("access_given", actor=actor), rows=((acknowledge,), (more,)))


def _needs_it(heard: Heard) -> bool:
    match heard:
        case Said() | Sent() | Placed() | Changed():
            return True
        case Tapped():
            read = read_button(heard.data)
            return read is not None and read.verb not in OPEN_TO_ALL
        case Commanded():
            return heard.name not in SAID_TO_ALL
        case Left() | Returned() | Unsupported():
            return False
