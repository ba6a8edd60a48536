"""The working version of the report, asked for in chat: which report, in which format (G10)."""

from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.commands import coordinates
from bot.conversation.effects import MakeReport
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from flows.plan import Plan, ReportDefinition
from flows.reports_begun import begun_reports
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal

ALL = "all"
OTHERS = 3
"""So many further reports of a plan are offered beside the newest one."""


def makes_reports_of(scene: Scene) -> list[Plan]:
    """Give the plans whose reports the person may have made."""
    members, now = scene.person.memberships, scene.now
    return [
        scene.surrounds.plans[key]
        for key in coordinates(scene)
        if not isinstance(may(members, Action.MAKE_REPORT, OnPlan(plan=key), now), Refusal)
    ]


def offer_report(scene: Scene) -> None:
    """Ask in which format the newest report of each plan is wanted."""
    plans = makes_reports_of(scene)
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
    for plan in plans:
        known = begun_reports(plan, scene.now)
        if known:
            scene.send(formats_message(scene, plan, known[0]))
        else:
            scene.say("report_none", title=plan.document.title)


def formats_message(scene: Scene, plan: Plan, report: ReportDefinition) -> Message:
    """Write the choice of formats, and the way to the plan's other reports."""
    words = scene.words
    buttons = [format_button(scene, plan, report, name) for name in report.formats]
    if len(report.formats) > 1:
        buttons.append(format_button(scene, plan, report, ALL))
    others = [one for one in begun_reports(plan, scene.now) if one.key != report.key][:OTHERS]
    ways = [Button(label=shorten(one.title), data=report_data(plan, one, "")) for one in others]
    return Message(text=words.text("report_formats", title=report.title), rows=(*lay_out(buttons), *lay_out(ways)))


def format_button(scene: Scene, plan: Plan, report: ReportDefinition, name: str) -> Button:
    """Give the button of one format, or of all."""
    return Button(label=scene.words.label(f"output_{name}"), data=report_data(plan, report, name))


def report_data(plan: Plan, report: ReportDefinition, what: str) -> str:
    """Write the data of a button: what = a format, all of them, or "" = ask for the format."""
    return button_data(Verb.REPORT, code(plan.key), code(report.key), what)


def tap_report(scene: Scene, read: Tap) -> None:
    """Ask for the format, or have the report made; the message under the button shows how it goes."""
    if not read.part(0):
        offer_report(scene)
        return
    found = next(
        (
            (plan, report)
            for plan in makes_reports_of(scene)
            for report in plan.reports
            if (code(plan.key), code(report.key)) == (read.part(0), read.part(1))
        ),
        None,
    )
    if found is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, report = found
    if read.part(2) == "":
        scene.turn_to(formats_message(scene, plan, report))
    elif read.part(2) == ALL or read.part(2) in report.formats:
        formats = () if read.part(2) == ALL else (read.part(2),)
        scene.effects.append(MakeReport(plan=plan.key, report=report.key, formats=formats, ref=scene.under))
        scene.toast("report_begun")
    else:
        scene.toast("unknown_button")
