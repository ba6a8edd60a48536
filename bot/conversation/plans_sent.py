"""The plan in the conversation: asking for its workbook, and the buttons under one that was sent."""

from collections.abc import Callable

from bot.conversation.board_effects import Wish
from bot.conversation.buttons import Tap, Verb
from bot.conversation.scene import Scene
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal

TOML = ".toml"
PLAN_NAME = "plan-"
"""Beginning of the names of the plans' workbooks that we send."""


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
}
"""What a coordinator taps under a plan that was sent."""
