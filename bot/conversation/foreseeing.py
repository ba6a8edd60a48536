"""/kalendar: what will go out by itself, to whom and when."""

from bot.conversation.board.access import allows
from bot.conversation.board.pages import cut_page, number_rows, turning
from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.calendar_cards import ForeseenCard
from bot.conversation.commands import coordinates
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from flows.plan import Plan
from flows.rights import Action
from flows.wording.days import date_long, time_short

MOMENTS_ON_A_PAGE = 12
NAMES_ON_A_PAGE = 30


def show_calendar(scene: Scene) -> None:
    """List what is to come of every plan whose status the person may see."""
    plans = [key for key in coordinates(scene) if key in scene.surrounds.foreseen]
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    for key in plans:
        scene.send(list_message(scene, scene.surrounds.plans[key], "0"))


def tap_calendar(scene: Scene, tap: Tap) -> None:
    """Turn the page, or show one moment with its names."""
    keys = [key for key in coordinates(scene) if code(key) == tap.part(0) and key in scene.surrounds.foreseen]
    if not keys:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, wanted = scene.surrounds.plans[keys[0]], tap.part(1)
    if not wanted:
        scene.turn_to(list_message(scene, plan, tap.part(2)))
        return
    if not sees_names(scene, plan):
        scene.say("not_yours", contact=scene.contact_of(plan))
        return
    found = next((one for one in scene.surrounds.foreseen[plan.key] if name_of(one) == wanted), None)
    if found is None:
        scene.toast("foreseen_over")
        scene.turn_to(list_message(scene, plan, "0"))
    else:
        scene.turn_to(moment_message(scene, plan, found, tap.part(2)))


def list_message(scene: Scene, plan: Plan, wanted: str) -> Message:
    """Write one page of moments."""
    page = cut_page(scene.surrounds.foreseen[plan.key], wanted, MOMENTS_ON_A_PAGE)
    lines = [
        scene.words.text(
            "foreseen_line",
            position=page.first + place,
            at=moment(scene, plan, one),
            act=scene.words.text(f"act_{one.act}"),
            n=len(one.people),
            calls=len(one.to_call),
        )
        for place, one in enumerate(page.shown)
    ]
    rows = number_rows(page, lambda one: data(plan, name_of(one))) if sees_names(scene, plan) else ()
    turn = turning(scene, page, lambda number: data(plan, "", number))
    return Message(text=scene.words.text("foreseen_list", title=plan.title, lines=lines), rows=(*rows, *lay_out(turn)))


def moment_message(scene: Scene, plan: Plan, one: ForeseenCard, wanted: str) -> Message:
    """Write to whom something goes: the people, the actors to be called, the coordinators who are told."""
    words = scene.words
    called = [words.text("foreseen_to_call", actor=name) for name in one.to_call]
    told = [words.text("foreseen_told", name=name) for name in one.told]
    page = cut_page([*one.people, *called, *told], wanted, NAMES_ON_A_PAGE)
    text = words.text(
        "foreseen_moment",
        at=moment(scene, plan, one),
        act=words.text(f"act_{one.act}"),
        n=len(one.people),
        calls=len(one.to_call),
        lines=page.shown,
    )
    turn = turning(scene, page, lambda number: data(plan, name_of(one), number))
    back = Button(label=words.label("back"), data=data(plan, ""))
    return Message(text=text, rows=lay_out([*turn, back]))


def sees_names(scene: Scene, plan: Plan) -> bool:
    """Tell whether people may be named here: to a coordinator, in private."""
    return scene.private and allows(scene, plan.key, Action.NUDGE)


def moment(scene: Scene, plan: Plan, one: ForeseenCard) -> str:
    """Say when something happens."""
    zone = scene.zone(plan)
    local, today = one.at.astimezone(zone), scene.now.astimezone(zone).date()
    return f"{date_long(local.date(), scene.language, today=today)}, {time_short(local.time())}"


def name_of(one: ForeseenCard) -> str:
    """Name a moment and its act in the data of a button."""
    return f"{int(one.at.timestamp()):x}.{one.act}"


def data(plan: Plan, which: str, page: int = 0) -> str:
    """Write the data of a button of the calendar."""
    return button_data(Verb.FORESEEN, code(plan.key), which, str(page))
