"""The plan and its forms in the conversation: asking for a workbook, and the buttons under one that was sent."""

from collections.abc import Callable

from bot.conversation.board_effects import Wish
from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.layout import MOST_ROWS, shorten
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from flows.plan_walk import forms_asked
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal

TOML = ".toml"
PLAN_NAME = "plan-"
"""Beginning of the names of the plans' workbooks that we send."""
MOST_FORMS = MOST_ROWS
FORM_NAMES = ("formular-", "form-")
"""Beginnings of the names of the forms' workbooks that we send."""


def plans_of(scene: Scene) -> list[str]:
    """Give the plans that the person may change."""
    members = scene.person.memberships
    return [
        key
        for key in scene.surrounds.plans
        if not isinstance(may(members, Action.IMPORT_PLAN, OnPlan(plan=key), scene.now), Refusal)
    ]


def give_plan(scene: Scene) -> None:
    """Send the workbook of each plan that the person may change."""
    plans = plans_of(scene)
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    scene.say("plan_making")
    for plan in plans:
        scene.effects.append(Wish(kind="plan_file", payload={"plan": plan, "language": scene.language}))


def ask_of_form(act: str) -> Callable[[Scene, Tap], None]:
    """Make the function of a button under a form that was sent."""

    def tapped(scene: Scene, read: Tap) -> None:
        if not plans_of(scene):
            scene.say("not_yours", contact=scene.contact_of(None))
            return
        payload = {
            "proposal": read.part(0),
            "act": act,
            "person": scene.person.person,
            "language": scene.language,
        }
        scene.effects.append(Wish(kind="sent_form", payload=payload))

    return tapped


def give_forms(scene: Scene) -> None:
    """Send the form that a plan asks with as a workbook; of several one is chosen."""
    plans = plans_of(scene)
    forms = [(key, form) for key in plans for form in forms_asked(scene.surrounds.plans[key])]
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
    elif len(forms) == 1:
        send_form(scene, *forms[0])
    else:
        buttons = [
            Button(label=shorten(form), data=button_data(Verb.FORM_GET, code(plan), code(form)))
            for plan, form in forms[:MOST_FORMS]
        ]
        scene.say("form_which" if forms else "form_none", rows=tuple((one,) for one in buttons))


def send_form(scene: Scene, plan: str, form: str) -> None:
    """Have a form's workbook made."""
    scene.say("form_making")
    payload = {"plan": plan, "form": form, "language": scene.language}
    scene.effects.append(Wish(kind="form_file", payload=payload))


def get_form(scene: Scene, read: Tap) -> None:
    """Send the form that a button names."""
    for plan in plans_of(scene):
        for form in forms_asked(scene.surrounds.plans[plan]):
            if (code(plan), code(form)) == (read.part(0), read.part(1)):
                send_form(scene, plan, form)
                return
    scene.say("not_yours", contact=scene.contact_of(None))


def ask_of_plan(act: str) -> Callable[[Scene, Tap], None]:
    """Make the function of a button under a plan that was sent; whose it is, is asked where it is at hand."""

    def tapped(scene: Scene, read: Tap) -> None:
        if not plans_of(scene):
            scene.say("not_yours", contact=scene.contact_of(None))
            return
        payload = {
            "proposal": read.part(0),
            "act": act or read.part(1),
            "seen": read.part(2),
            "person": scene.person.person,
            "language": scene.language,
        }
        scene.effects.append(Wish(kind="sent_plan", payload=payload))

    return tapped


PLAN_TAPS: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.PLAN_USE: ask_of_plan("use"),
    Verb.PLAN_DROP: ask_of_plan("drop"),
    Verb.PLAN_SAME: ask_of_plan(""),
    Verb.FORM_USE: ask_of_form("use"),
    Verb.FORM_DROP: ask_of_form("drop"),
    Verb.FORM_GET: get_form,
}
"""What a coordinator taps under a plan or a form that was sent."""
