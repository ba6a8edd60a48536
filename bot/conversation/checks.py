"""What does not add up, asked for in chat: /kontroly."""

from bot.conversation.board_effects import Wish
from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.coordinating import makes_reports_of
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.plan import Plan
from flows.reports_begun import begun_reports


def ask_checks(scene: Scene) -> None:
    """Have the newest report of each plan checked; the list comes into the message that says so."""
    plans = makes_reports_of(scene)
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
    for plan in plans:
        wish_checks(scene, plan, page="", target=scene.say("checks_running"))


def tap_checks(scene: Scene, read: Tap) -> None:
    """Turn to a page of the list, or check anew."""
    plan = next((one for one in makes_reports_of(scene) if code(one.key) == read.part(0)), None)
    if plan is None:
        scene.say("not_yours", contact=scene.contact_of(None))
    elif read.part(2):
        wish_checks(scene, plan, page="", target=scene.say("checks_running"))
    else:
        scene.toast("checks_running")
        wish_checks(scene, plan, page=read.part(1), ref=scene.under)


def wish_checks(scene: Scene, plan: Plan, *, page: str, target: str = "", ref: str = "") -> None:
    """Wish for the list; `page` "" = checked anew."""
    known = begun_reports(plan, scene.now)
    payload = {
        "plan": plan.key,
        "report": known[0].key if known else "",
        "page": page,
        "target": target,
        "ref": ref,
        "language": scene.language,
    }
    scene.effects.append(Wish(kind="checks", payload=payload))


def checks_button(label: str, plan: str) -> Button:
    """Give the button that has the list made as a message of its own."""
    return Button(label=label, data=button_data(Verb.CHECKS, code(plan), "", "new"))
