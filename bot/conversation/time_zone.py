"""/cas: by whose clock the person is written to."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.conversation.buttons import Verb, button_data
from bot.conversation.effects import ChangePerson
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from flows.reading.zones import USUAL, nearest_zones, read_zone, zone_city
from flows.wording.days import time_short

QUOTED = 40
BEFORE = "mode_before_zone"


def zone_menu(scene: Scene) -> None:
    """Ask by which clock to write."""
    zone = current(scene)
    others = [zone_button(scene, one) for one in USUAL if one != zone]
    if scene.dialog.mode is not Mode.ZONE:
        scene.change_dialog(mode=Mode.ZONE, stash={**scene.dialog.stash, BEFORE: scene.dialog.mode.value})
    scene.say(
        "zone_menu",
        rows=lay_out([*others, keep_button(scene)]),
        city=zone_city(zone, scene.language),
        time=clock(scene, zone),
    )


def hear_zone(scene: Scene, text: str) -> None:
    """Read the city that somebody wrote."""
    zone = read_zone(text)
    if zone is not None:
        choose_zone(scene, zone)
        return
    near = [zone_button(scene, one) for one in nearest_zones(text)]
    rows = lay_out([*near, keep_button(scene)])
    scene.say("zone_not_understood", rows=rows, text=text[:QUOTED], near=bool(near))


def choose_zone(scene: Scene, named: str) -> None:
    """Write to the person by this clock from now on."""
    zone = read_zone(named)
    if zone is None or not scene.person.person:
        scene.toast("unknown_button")
        return
    scene.person = replace(scene.person, zone=zone)
    scene.effects.append(ChangePerson(zone=zone))
    go_back(scene)
    scene.say("zone_set", city=zone_city(zone, scene.language), time=clock(scene, zone))


def go_back(scene: Scene) -> None:
    """Let the next text mean what it meant before the question about the clock."""
    if scene.dialog.mode is Mode.ZONE:
        stash = dict(scene.dialog.stash)
        scene.change_dialog(mode=Mode(str(stash.pop(BEFORE, Mode.IDLE.value))), stash=stash)


def current(scene: Scene) -> str:
    """Give the zone that holds for the person now."""
    plan = next(iter(scene.surrounds.plans.values()), None)
    held = next((scene.surrounds.plans.get(one.plan) for one in scene.person.memberships), None) or plan
    return scene.person.zone or (held.time_zone if held is not None else USUAL[0])


def zone_button(scene: Scene, zone: str) -> Button:
    """Offer a zone by its city."""
    return Button(label=shorten(zone_city(zone, scene.language)), data=button_data(Verb.ZONE, zone))


def keep_button(scene: Scene) -> Button:
    """Offer to leave it as it is."""
    return Button(label=scene.words.label("keep_zone"), data=button_data(Verb.ZONE, current(scene)))


def clock(scene: Scene, zone: str) -> str:
    """Say what time it is there."""
    return time_short(scene.now.astimezone(ZoneInfo(zone)).time())
