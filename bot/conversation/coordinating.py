"""The working version of the report, asked for in chat."""

from bot.conversation.commands import coordinates
from bot.conversation.effects import MakeReport
from bot.conversation.scene import Scene
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal


def make_report(scene: Scene) -> None:
    """Have the working version made and sent to this chat."""
    plans = [
        key
        for key in coordinates(scene)
        if not isinstance(may(scene.person.memberships, Action.MAKE_REPORT, OnPlan(plan=key), scene.now), Refusal)
    ]
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    scene.say("report_making")
    for plan in plans:
        scene.effects.append(MakeReport(plan=plan))
