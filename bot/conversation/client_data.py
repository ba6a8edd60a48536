"""A hint that a text tells something about one client; it blocks nothing."""

from bot.conversation.heard import Changed, Heard, Said, Sent
from bot.conversation.scene import Scene
from flows.reading.client_data import looks_like_client_data
from flows.reading.personal import looks_like_birth_number


def hint_at_client_data(scene: Scene, heard: Heard) -> None:
    """Say before the reaction, whatever the text is for, that client data do not belong here.

    In a group, and to strangers, nothing is said.
    """
    if not (scene.private and scene.person.memberships):
        return
    match heard:
        case Said(text=text) | Changed(text=text) | Sent(caption=text):
            if looks_like_birth_number(text):
                scene.say("personal_data")
            elif looks_like_client_data(text):
                scene.say("client_data")
        case _:
            return
