"""The menu of Teď ne (B2): when to write again, or who answers meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.buttons import Tap, Verb, button_data
from bot.conversation.effects import Return, Snooze
from bot.conversation.handing_over import ask_days, hand_to, hear_days, offer_colleagues
from bot.conversation.layout import lay_out
from bot.conversation.message import Button
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskLine
from bot.conversation.walking import waiting
from flows.putting_off import Offer, When, offers, on_day
from flows.reading.dates import read_date
from flows.reading.outcome import Understood
from flows.wording.days import day_month, on_date, time_short

QUOTED = 40
MENU, OTHER_DAY, HAND_OVER = "", "o", "h"


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What waits for the person.

    Attributes:
        tasks: At least one.
        zone: The plan's, in which the person's moments are meant.
        deadline_on: The nearest last day.
    """

    tasks: tuple[TaskLine, ...]
    zone: ZoneInfo
    deadline_on: date

    @property
    def rounds(self) -> tuple[str, ...]:
        """Ids of the rounds, each once."""
        return tuple(dict.fromkeys(task.round.id for task in self.tasks))


def tap_not_now(scene: Scene, tap: Tap) -> None:
    """Do what a button of the menu says; where nothing waits any more, say that."""
    found = what_waits(scene)
    match tap.part(0):
        case "b":
            come_back(scene)
        case _ if found is None:
            scene.say("nothing_waits", contact=scene.contact_of(None))
        case "":
            show_menu(scene, found)
        case "o":
            scene.change_dialog(mode=Mode.SNOOZE, task="", place=None, stash={})
            scene.say("when_other_day")
        case "h":
            offer_colleagues(scene)
        case "a":
            ask_days(scene)
        case "c":
            today = scene.now.astimezone(found.zone).date()
            since, until = day_of(tap.part(2)) or today, day_of(tap.part(3)) or found.deadline_on
            hand_to(scene, tap.part(1), since, until)
        case when:
            offer = next((one for one in offered(scene, found) if one.when.value == when), None)
            show_menu(scene, found) if offer is None else put_off(scene, found, offer.at)


def what_waits(scene: Scene) -> Waiting | None:
    """Find what waits for the person; None: nothing does."""
    tasks = tuple(waiting(scene))
    if not tasks:
        return None
    zone = scene.zone(tasks[0].plan)
    return Waiting(tasks=tasks, zone=zone, deadline_on=min(task.round.deadline_on for task in tasks))


def offered(scene: Scene, found: Waiting) -> tuple[Offer, ...]:
    """Give the moments that are offered now."""
    return offers(scene.now, found.zone, found.deadline_on, found.tasks[0].plan.sending.country)


def show_menu(scene: Scene, found: Waiting) -> None:
    """Ask when to write again."""
    buttons = {
        one.when: Button(label=offer_label(scene, one), data=not_now_data(one.when.value))
        for one in offered(scene, found)
    }
    last = buttons.pop(When.TWO_DAYS_BEFORE, None)
    other = Button(label=scene.words.label("when_other"), data=not_now_data(OTHER_DAY))
    hand_over = Button(label=scene.words.label("to_colleagues"), data=not_now_data(HAND_OVER))
    scene.say("when_again", rows=lay_out([*buttons.values(), other, *([last] if last else []), hand_over]))


def offer_label(scene: Scene, one: Offer) -> str:
    """Name a moment."""
    match one.when:
        case When.TONIGHT:
            return scene.words.label("when_tonight")
        case When.TOMORROW:
            return scene.words.label("when_tomorrow")
        case When.MONDAY:
            return scene.words.label("when_monday")
        case When.TWO_DAYS_BEFORE:
            return scene.words.label("when_two_days_before")


def put_off(scene: Scene, found: Waiting, until: datetime) -> None:
    """Keep quiet until then, whatever the calendar has."""
    scene.effects.append(Snooze(until=until, rounds=found.rounds))
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    local = until.astimezone(found.zone)
    today = scene.now.astimezone(found.zone).date()
    begin = Button(label=scene.words.label("begin_now"), data=button_data(Verb.BEGIN))
    change = Button(label=scene.words.label("change"), data=not_now_data(MENU))
    scene.say(
        "put_off",
        rows=lay_out([begin, change]),
        on=on_date(local.date(), scene.language, today=today),
        time=time_short(local.time()),
    )


def hear_when(scene: Scene, text: str) -> None:
    """Read the day that somebody wrote."""
    found = what_waits(scene)
    if found is None:
        scene.change_dialog(mode=Mode.IDLE)
        scene.say("nothing_waits", contact=scene.contact_of(None))
        return
    today = scene.now.astimezone(found.zone).date()
    read = read_date(text, today=today)
    last = day_month(found.deadline_on, scene.language, today=today)
    if not isinstance(read, Understood):
        scene.say("when_not_understood", text=text[:QUOTED], last=last)
    elif not today < read.value <= found.deadline_on:
        scene.say("when_out_of_range", last=last)
    else:
        put_off(scene, found, on_day(read.value, found.zone))


def hear_absence(scene: Scene, text: str) -> None:
    """Read from when to when somebody is away."""
    found = what_waits(scene)
    zone = found.zone if found is not None else ZoneInfo("UTC")
    hear_days(scene, text, scene.now.astimezone(zone).date())


def come_back(scene: Scene) -> None:
    """Take back an absence or a handing over: messages come again."""
    today = scene.now.astimezone(ZoneInfo(first_zone(scene))).date()
    scene.effects.append(Return(on=today))
    begin = Button(label=scene.words.label("begin_now"), data=button_data(Verb.BEGIN))
    scene.say("back_again", rows=((begin,),))


def first_zone(scene: Scene) -> str:
    """Give the zone of the first plan."""
    plan = next(iter(scene.surrounds.plans.values()), None)
    return plan.time_zone if plan is not None else "UTC"


def day_of(written: str) -> date | None:
    """Read a day of a button, "20270203"."""
    try:
        return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def not_now_data(*parts: str) -> str:
    """Write the data of a button of the menu."""
    return button_data(Verb.NOT_NOW, *parts)
