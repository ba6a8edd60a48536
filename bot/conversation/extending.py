"""The last call's buttons (B4): send what is filled in, ask for more time; and the coordinator's answer."""

from datetime import date, timedelta

from bot.conversation.after_end import offer_late
from bot.conversation.buttons import Verb, button_data
from bot.conversation.calendar_cards import LateCard
from bot.conversation.checking import sections
from bot.conversation.effects import Extend, TellButton
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard, TaskLine
from bot.conversation.walking import waits
from bot.conversation.writing import submit
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal, TaskState
from flows.wording.days import date_numeric, until_date
from flows.wording.levels import count_of
from flows.working_days import add_working_days

OFFERED = (1, 3)
"""Working days after the deadline that are offered."""
LONGEST = timedelta(days=120)
"""No extension is longer: a year that does not fit is a slip of the finger."""


def send_ready(scene: Scene) -> None:
    """Send everything that is filled in and in which nothing required is missing."""
    from bot.conversation.walking import open_next  # noqa: PLC0415 - sending leads on into the walk

    begun = [scene.opened(task) for task in scene.walk() if is_begun(scene, task)]
    ready = [task for task in begun if not any(line.missing for line in sections(scene, task))]
    if not ready:
        if offer_late(scene):
            return
        scene.say("nothing_ready")
        return
    sent = [submit(scene, task) for task in ready]
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    scene.say("sent_ready", count=count_of(scene.level(ready[0]), len(ready)))
    open_next(scene, sent[-1])


def is_begun(scene: Scene, task: TaskLine) -> bool:
    """Tell whether a task was begun, and the person may send it."""
    return waits(task) and task.state is TaskState.STARTED and scene.allowed(task, Action.SUBMIT) is not None


def ask_for_time(scene: Scene, task: TaskCard) -> None:
    """Ask until when they can make it."""
    scene.next_screen()
    scene.change_dialog(mode=Mode.EXTENSION, task="", place=None, stash={"late": task.id})
    scene.say("until_when", rows=day_rows(scene, task))


def day_rows(scene: Scene, task: TaskCard) -> Rows:
    """Give two working days after the deadline; any other can be written."""
    country = task.plan.sending.country
    days = [add_working_days(task.round.deadline_on, count, country) for count in OFFERED]
    return lay_out(
        Button(
            label=day_label(scene, day),
            data=button_data(Verb.MORE_TIME, task.id, f"{day:%Y%m%d}"),
        )
        for day in days
    )


def day_label(scene: Scene, day: date) -> str:
    """Write "do pondělí 1. 2."."""
    return scene.words.label("until_day", until=until_date(day, scene.language, today=day))


def wish(scene: Scene, task: TaskCard, written: str) -> None:
    """Pass the wish for more time on to the coordinators."""
    day = day_in(written)
    if day is None or not task.round.deadline_on < day <= task.round.deadline_on + LONGEST:
        scene.say("extension_day")
        return
    waiting = [one for one in scene.walk() if waits(one) and one.actor == task.actor and one.round.id == task.round.id]
    until = until_date(day, scene.language, today=scene.now.date())
    allow: TellButton = ("allow_time", button_data(Verb.ALLOW_TIME, task.id, f"{day:%Y%m%d}"), {})
    other: TellButton = ("other_day", button_data(Verb.OTHER_TIME, task.id), {})
    refuse: TellButton = ("refuse_time", button_data(Verb.REFUSE_TIME, task.id), {})
    data = {
        "actor": task.actor_name,
        "until": date_numeric(day, scene.language),
        "count": str(len(waiting)),
        "name": scene.person.name,
    }
    scene.tell(task.plan.key, "extension_wished", data, buttons=(allow, other, refuse))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.say("extension_asked", until=until)


def day_in(written: str) -> date | None:
    """Read a day of a button, "20270203"."""
    try:
        return date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}")
    except ValueError:
        return None


def hear_day(scene: Scene, text: str) -> None:
    """Read a day that was written: a partner's wish, or a coordinator's decision."""
    read = read_date(text, today=scene.now.date())
    if not isinstance(read, Understood):
        scene.say("extension_day")
        return
    written = str(read.value).replace("-", "")
    late = str(scene.dialog.stash.get("late", ""))
    task = scene.task(late)
    if task is not None and scene.dialog.stash.get("as") != "coordinator":
        wish(scene, task, written)
    else:
        allow(scene, late, written)


def late_card(scene: Scene, task: str) -> LateCard | None:
    """Find what a coordinator's button is about, if they may decide it."""
    card = scene.surrounds.late.get(task)
    if card is None:
        return None
    rights = may(scene.person.memberships, Action.EXTEND, OnPlan(plan=card.plan), scene.now)
    return None if isinstance(rights, Refusal) else card


def allow(scene: Scene, task: str, written: str) -> None:
    """Give an actor more time for what they have not sent; they are told."""
    card, day = late_card(scene, task), day_in(written)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    if day is None or not card.deadline_on < day <= card.deadline_on + LONGEST:
        scene.say("extension_day")
        return
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    if not card.tasks:
        scene.say("nothing_late", actor=card.actor_name)
        return
    scene.effects.append(Extend(plan=card.plan, round=card.round, tasks=tuple(card.tasks.items()), until=day))
    until = date_numeric(day, scene.language)
    data = {"until": until, "n": str(len(card.tasks))}
    more: TellButton = ("go_on", button_data(Verb.BEGIN), {})
    scene.tell_actor(card.plan, card.actor, "extension_given", data, buttons=(more,))
    scene.say("extension_allowed", actor=card.actor_name, until=until)


def other_day(scene: Scene, task: str) -> None:
    """Ask the coordinator for another day."""
    card = late_card(scene, task)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    scene.change_dialog(mode=Mode.EXTENSION, task="", place=None, stash={"late": task, "as": "coordinator"})
    scene.say("which_day", actor=card.actor_name)


def refuse_time(scene: Scene, task: str) -> None:
    """Say no; the actor is told that the date stays."""
    card = late_card(scene, task)
    if card is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    until = date_numeric(card.deadline_on, scene.language)
    contact = scene.contact_of(scene.surrounds.plans[card.plan])
    scene.tell_actor(card.plan, card.actor, "extension_refused", {"until": until, "contact": contact})
    scene.say("extension_declined", actor=card.actor_name)
