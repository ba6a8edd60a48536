"""The information about personal data comes before the first answer, also to whoever was let in on request."""

from bot.conversation.buttons import Verb, button_data, read_button
from bot.conversation.heard import Changed, Commanded, Heard, Left, Placed, Returned, Said, Sent, Tapped, Unsupported
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.tasks import Role

OPEN_TO_ALL = frozenset({Verb.ACKNOWLEDGE, Verb.MORE_DATA, Verb.MY_DATA})
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
    acknowledge = Button(label=scene.words.label("acknowledge"), data=button_data(Verb.ACKNOWLEDGE, "0"))
    more = Button(label=scene.words.label("more_data"), data=button_data(Verb.MORE_DATA, "0"))
    scene.say("access_given", rows=((acknowledge,), (more,)), actor=names.get(member.actor, member.actor))
    return True


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
