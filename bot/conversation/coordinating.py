"""The coordinator's commands: how the round stands (G1), and the working version of the report."""

from collections import Counter

from bot.conversation.buttons import Verb, button_data
from bot.conversation.commands import coordinates
from bot.conversation.effects import MakeReport
from bot.conversation.layout import lay_out
from bot.conversation.message import Button
from bot.conversation.round_status import RoundStatus
from bot.conversation.scene import Scene
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal, TaskState
from flows.wording.days import days_left

DONE = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED, TaskState.APPROVED})
REST = (
    TaskState.RETURNED,
    TaskState.CORRECTED,
    TaskState.APPROVED,
    TaskState.NOT_SUPPLIED,
    TaskState.NOT_APPLICABLE,
    TaskState.CANCELLED,
)
GROUPS_IN_A_ROW = 3


def show_status(scene: Scene) -> None:
    """Answer /stav for every plan that the person coordinates."""
    plans = coordinates(scene)
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    shown = [status for plan in plans for status in scene.surrounds.statuses.get(plan, ())]
    if not shown:
        scene.say("status_no_round")
    for status in shown:
        say_status(scene, status)


def say_status(scene: Scene, status: RoundStatus) -> None:
    """Say one round's numbers, on one phone screen."""
    today = scene.now.astimezone(scene.zone(scene.surrounds.plans[status.plan])).date()
    days = (status.deadline_on - status.opens_on).days + 1
    day = (today - status.opens_on).days + 1
    counts = Counter(status.states)
    words = scene.words
    others = [words.text(f"status_{state}", n=counts[state]) for state in REST if counts[state]]
    if status.disowned:
        others.append(words.text("status_disowned", n=status.disowned))
    buttons = [
        Button(label=words.label("report"), data=button_data(Verb.REPORT)),
        Button(label=words.label("refresh"), data=button_data(Verb.STATUS)),
    ]
    scene.say(
        "status",
        rows=lay_out(buttons),
        round=status.title,
        day=day if 1 <= day <= days else 0,
        days=days,
        left=days_left(max(0, (status.deadline_on - today).days), scene.language),
        sent=sum(counts[state] for state in DONE),
        total=sum(counts.values()),
        started=counts[TaskState.STARTED],
        open=counts[TaskState.OPEN],
        others=", ".join(others),
        groups=group_lines(status.groups),
        answering=status.answering,
        actors=status.actors,
        not_joined=status.not_joined,
    )


def group_lines(groups: tuple[tuple[str, int, int], ...]) -> str:
    """Write "P1 14/18 · P2 6/12", three to a line."""
    cells = [f"{number} {done}/{total}" for number, done, total in groups]
    rows = [cells[start : start + GROUPS_IN_A_ROW] for start in range(0, len(cells), GROUPS_IN_A_ROW)]
    return "\n".join(" · ".join(row) for row in rows)


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
