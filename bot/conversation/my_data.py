"""What is stored about the person: shown, handed out as a file, and the two ways to leave."""

from dataclasses import replace

from bot.conversation.buttons import Tap, Verb, button_data
from bot.conversation.effects import Leave, SendMyData
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.tasks import Role

SHOW, GET, LEAVE, ERASE, REALLY_LEAVE, REALLY_ERASE = "s", "g", "l", "e", "L", "E"


def show_my_data(scene: Scene) -> None:
    """Say what is stored about the person and what they can do about it."""
    get, leave = scene.words.label("my_data_get"), scene.words.label("my_data_leave")
    erase = scene.words.label("my_data_erase")
    own = scene.surrounds.own.get(scene.person.person)
    scene.say(
        "my_data",
        rows=_rows((get, GET), (leave, LEAVE), (erase, ERASE)),
        n=own.answers if own else 0,
        contact=scene.contact_of(None),
    )


def tap_my_data(scene: Scene, tap: Tap) -> None:
    """Do what one of its buttons says; leaving and erasing are asked once more."""
    if not scene.person.person:
        scene.toast("unknown_button")
        return
    match tap.part(0):
        case "s":
            show_my_data(scene)
        case "g":
            scene.say("my_data_making")
            scene.effects.append(SendMyData())
        case "l":
            sure, no = scene.words.label("my_data_really_leave"), scene.words.label("cancel")
            scene.say("my_data_ask_leave", rows=_rows((sure, REALLY_LEAVE), (no, SHOW)))
        case "e":
            sure, no = scene.words.label("my_data_really_erase"), scene.words.label("cancel")
            scene.say("my_data_ask_erase", rows=_rows((sure, REALLY_ERASE), (no, SHOW)))
        case "L":
            _leave(scene, erase=False)
        case "E":
            _leave(scene, erase=True)
        case _:
            scene.toast("unknown_button")


def _leave(scene: Scene, *, erase: bool) -> None:
    """End every membership; the answers stay the organisations'. The coordinators learn who is no longer reached."""
    if not scene.person.memberships and not erase:
        scene.toast("unknown_button")
        return
    for member in scene.person.memberships:
        plan = scene.surrounds.plans.get(member.plan)
        if plan is not None and member.role is Role.PARTNER:
            names = {actor.key: actor.name for actor in plan.actors}
            scene.tell(member.plan, "told_left", {"actor": names.get(member.actor, member.actor)})
    scene.settle_screen()
    scene.say("my_data_erased" if erase else "my_data_left", contact=scene.contact_of(None))
    scene.effects.append(Leave(erase=erase))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.person = replace(scene.person, memberships=())


def _rows(*buttons: tuple[str, str]) -> Rows:
    return lay_out(Button(label=label, data=button_data(Verb.MY_DATA, act)) for label, act in buttons)
