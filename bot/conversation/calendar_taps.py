"""The buttons under what the calendar says."""

from collections.abc import Callable

from bot.conversation import after_end, duties, extending, foreseeing, publishing, resolving
from bot.conversation.buttons import Tap, Verb
from bot.conversation.not_now import tap_not_now
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from flows.rights import Action

CALENDAR_ON_TASK: dict[Verb, Callable[[Scene, TaskCard, Tap], None]] = {
    Verb.NOT_IN_TIME: lambda scene, task, _: extending.ask_for_time(scene, task),
    Verb.MORE_TIME: lambda scene, task, read: extending.wish(scene, task, read.part(1)),
}
CALENDAR_NEEDED: dict[Verb, Action] = {Verb.NOT_IN_TIME: Action.ANSWER, Verb.MORE_TIME: Action.ANSWER}
CALENDAR_TAPS: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.NOT_NOW: tap_not_now,
    Verb.SEND_READY: lambda scene, _: extending.send_ready(scene),
    Verb.ALLOW_TIME: lambda scene, read: extending.allow(scene, read.part(0), read.part(1)),
    Verb.OTHER_TIME: lambda scene, read: extending.other_day(scene, read.part(0)),
    Verb.REFUSE_TIME: lambda scene, read: extending.refuse_time(scene, read.part(0)),
    Verb.TAKE_DUTY: lambda scene, read: duties.take_duty(scene, read.part(0)),
    Verb.SHOW_DUTY: lambda scene, read: duties.show_duty(scene, read.part(0)),
    Verb.LEAVE_DUTY: lambda scene, read: duties.leave_duty(scene, read.part(0)),
    Verb.FINDINGS: lambda scene, read: publishing.show_findings(scene, read.part(0)),
    Verb.MISSING: lambda scene, read: publishing.show_missing(scene, read.part(0)),
    Verb.MORE_DAYS: lambda scene, read: publishing.show_extendable(scene, read.part(0), read.part(1)),
    Verb.COUNCIL: lambda scene, read: publishing.get_summary(scene, read.part(0)),
    Verb.PUBLISH: lambda scene, read: publishing.publish(scene, read.part(0)),
    Verb.RESOLUTION: lambda scene, read: resolving.ask_resolution(scene, read.part(0)),
    Verb.NEW_EDITION: lambda scene, read: publishing.new_edition(scene, read.part(0)),
    Verb.WAIT_LATE: lambda scene, read: publishing.wait_late(scene, read.part(0)),
    Verb.KEEP_LATE: lambda scene, read: publishing.keep_late(scene, read.part(0)),
    Verb.FILL_LATE: lambda scene, read: after_end.fill(scene, read.part(0)),
    Verb.LEAVE_LATE: lambda scene, _: after_end.leave_late(scene),
    Verb.GET_EDITION: lambda scene, read: publishing.get_edition(scene, read.part(0)),
    Verb.FORESEEN: foreseeing.tap_calendar,
    Verb.TO_HEAD: lambda scene, read: duties.write_to_head(scene, read.part(0)),
}
CALENDAR_ONCE = frozenset(
    {
        Verb.SEND_READY,
        Verb.MORE_TIME,
        Verb.ALLOW_TIME,
        Verb.REFUSE_TIME,
        Verb.TAKE_DUTY,
        Verb.LEAVE_DUTY,
        Verb.NEW_EDITION,
        Verb.WAIT_LATE,
        Verb.KEEP_LATE,
        Verb.FILL_LATE,
        Verb.LEAVE_LATE,
    }
)
