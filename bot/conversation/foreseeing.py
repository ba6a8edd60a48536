"""/kalendar: what will go out by itself, to whom and when."""

from bot.conversation.commands import coordinates
from bot.conversation.scene import Scene
from flows.wording.days import date_long, time_short

LISTED = 20


def show_calendar(scene: Scene) -> None:
    """List what is to come of every plan that the person coordinates."""
    plans = [key for key in coordinates(scene) if key in scene.surrounds.foreseen]
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    for key in plans:
        plan = scene.surrounds.plans[key]
        zone, lines = scene.zone(plan), []
        today = scene.now.astimezone(zone).date()
        for one in scene.surrounds.foreseen[key][:LISTED]:
            local = one.at.astimezone(zone)
            act = scene.words.text(f"act_{one.act}")
            day = date_long(local.date(), scene.language, today=today)
            lines.append(
                scene.words.text(
                    "foreseen_line",
                    at=f"{day}, {time_short(local.time())}",
                    act=act,
                    n=one.people,
                    calls=one.to_call,
                )
            )
        more = max(0, len(scene.surrounds.foreseen[key]) - LISTED)
        scene.say("foreseen_list", title=plan.title, lines=lines, more=more)
