"""What an act asked for, as rows to write: the only place where effects become storage."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias, assert_never

from bot.conversation.board_effects import BoardEffect
from bot.conversation.edition_effects import EditionEffect
from bot.conversation.effects import (
    Amend,
    AskAccess,
    Attach,
    BeAway,
    ChangePerson,
    ChangeTask,
    ClaimOnce,
    Effect,
    Extend,
    FillLate,
    InLanguage,
    Judge,
    Leave,
    LinkIn,
    MakeReport,
    Redeem,
    Return,
    Revise,
    Say,
    SendMyData,
    SettleAccess,
    Snooze,
    Spoken,
    Submit,
    TakeDuty,
    Tell,
    TellActor,
    TellContact,
    Toast,
    Unbutton,
    Void,
)
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Document, Message
from bot.conversation.town_effects import TownEffect
from bot.intake.act import Act, message_payload
from bot.intake.binding import access_row, redeem_rows, settle_rows
from bot.intake.board_rows import board_rows
from bot.intake.calendar_rows import calendar_rows
from bot.intake.differing import difference_rows
from bot.intake.edition_cards import edition_rows
from bot.intake.leaving import leave_rows, my_data_row
from bot.intake.putting_off import put_off_rows
from bot.intake.stage import Recipient
from bot.intake.submission_rows import register_update, review_row, submission_row
from bot.intake.telegram_updates import CHANNEL
from bot.intake.wishes import wish_rows
from bot.words import words_for
from flows.answers import JsonValue
from flows.tasks import TaskEvent
from storage.gathering import Row
from storage.views import Link, TaskView
from storage.writes import (
    ContactChange,
    NewAttachment,
    OutboxRow,
    OutboxVoid,
    PersonChange,
    RevisionRow,
    TaskChange,
    TaskEventRow,
)

Told: TypeAlias = Tell | TellActor | TellContact
OLD = ":old"
"""Ending of the fold key under which the deletion of a message waits for the message that takes its place."""


def carry_out(act: Act, effects: list[Effect]) -> list[Row]:
    """Turn effects into rows, in order; to be gathered, once, with those of other acts."""
    return [row for effect in effects for row in rows_of(act, effect)]


def rows_of(act: Act, effect: Effect) -> tuple[Row, ...]:  # noqa: C901, PLR0912 - one line an effect
    """Turn one effect into rows, whoever's it is; the most frequent ones are looked for first."""
    match effect:
        case Say() | Amend() | Unbutton() | Void() | Toast() | Tell() | TellActor() | TellContact():
            return message_rows(act, effect)
        case Revise():
            return revision_rows(act, effect)
        case ChangeTask():
            return change_rows(act, effect)
        case Submit():
            return submit_rows(act, effect)
        case Judge():
            return (review_row(act, effect),)
        case LinkIn():
            return (link_row(act, effect),)
        case Attach():
            return (attachment_row(act, effect),)
        case TakeDuty() | Extend() | FillLate() | ClaimOnce():
            return calendar_rows(act, effect)
        case ChangePerson():
            return person_rows(act, effect)
        case Redeem():
            return redeem_rows(act, effect)
        case AskAccess():
            return (access_row(act, effect),)
        case SettleAccess():
            return settle_rows(act, effect)
        case MakeReport():
            return (report_row(act, effect),)
        case Snooze() | BeAway() | Return():
            return put_off_rows(act, effect)
        case SendMyData():
            return (my_data_row(act),)
        case Leave():
            return leave_rows(act, effect)
        case _:
            return town_rows(act, effect)


def town_rows(act: Act, effect: BoardEffect | EditionEffect | TownEffect) -> tuple[Row, ...]:
    """Turn what is done for a whole town into rows."""
    if isinstance(effect, BoardEffect):
        return board_rows(act, effect)
    return edition_rows(act, effect) if isinstance(effect, EditionEffect) else wish_rows(act, effect)


def submit_rows(act: Act, effect: Submit) -> tuple[Row, ...]:
    """Write a submission, what it says of registers, and who is to be told where it may differ from another."""
    return (submission_row(act, effect), *register_update(act, effect), *difference_rows(act, effect))


def message_rows(act: Act, effect: Say | Amend | Unbutton | Void | Toast | Told) -> tuple[Row, ...]:
    """Turn what is said into rows."""
    match effect:
        case Say():
            return say_rows(act, effect)
        case Amend():
            return (amend_row(act, effect),)
        case Unbutton():
            return (unbutton_row(act, effect),)
        case Void():
            return void_rows(act, effect)
        case Toast():
            act.toasts.append(effect.text)
            return ()
        case Tell() | TellActor() | TellContact():
            return tell_rows(act, effect)
        case _:
            assert_never(effect)


def say_rows(act: Act, effect: Say) -> tuple[OutboxRow, ...]:
    """Write a new message, and the deletions that follow it."""
    kind, payload = outgoing(effect.message)
    due = effect.not_before or act.now
    said = OutboxRow(
        id=effect.id,
        contact=act.person.contact,
        kind=kind,
        payload=payload,
        fold_key=effect.fold_key,
        not_before_at=due,
        created_at=act.now,
    )
    removals = (
        OutboxRow(
            id=act.mint(),
            contact=act.person.contact,
            kind="delete",
            payload={"target": target},
            fold_key=f"{effect.fold_key}{OLD}" if effect.fold_key else "",
            not_before_at=due,
            created_at=act.now,
        )
        for target in effect.removes
        if target
    )
    return (said, *removals)


def void_rows(act: Act, effect: Void) -> tuple[OutboxVoid, ...]:
    """Drop what waits under a key, and the deletions that would have followed it."""
    keys = (effect.fold_key, f"{effect.fold_key}{OLD}")
    return tuple(OutboxVoid(contact=act.person.contact, fold_key=key) for key in keys)


def outgoing(message: Message | Document) -> tuple[str, dict[str, JsonValue]]:
    """Give kind and payload of a message."""
    if isinstance(message, Document):
        return "document", {"path": message.path, "name": message.name, "caption": message.caption}
    return "send", message_payload(message)


def amend_row(act: Act, effect: Amend) -> OutboxRow:
    """Write an edit; it waits behind new messages of the same chat."""
    payload = {**message_payload(effect.message), "target": effect.target, "ref": effect.ref}
    return OutboxRow(
        id=effect.id,
        contact=act.person.contact,
        lane="edit",
        kind="edit",
        payload=payload,
        not_before_at=act.now,
        created_at=act.now,
    )


def unbutton_row(act: Act, effect: Unbutton) -> OutboxRow:
    """Write the removal of buttons."""
    return OutboxRow(
        id=effect.id,
        contact=act.person.contact,
        lane="edit",
        kind="edit",
        payload={"ref": effect.ref, "unbutton": True},
        not_before_at=act.now,
        created_at=act.now,
    )


def tell_rows(act: Act, effect: Told) -> tuple[OutboxRow, ...]:
    """Write a message to each coordinator of a plan, to each person who answers for an actor, or to one contact."""
    match effect:
        case Tell():
            told = act.stage.recipients.get((effect.plan, effect.role), ())
        case TellActor():
            told = act.stage.partners.get((effect.plan, effect.actor), ())
        case TellContact():
            told = (Recipient(contact=effect.contact, address="", language=effect.language),)
    return tuple(tell_row(act, effect, one) for one in told)


def tell_row(act: Act, effect: Told, recipient: Recipient) -> OutboxRow:
    """Write one person's message in their language."""
    words = words_for(recipient.language)
    rows = lay_out(Button(label=words.label(key, **data), data=tap) for key, tap, data in effect.buttons)
    message = Message(text=words.text(effect.key, **spoken(effect.data, words.language)), rows=rows)
    return OutboxRow(
        id=act.mint(),
        contact=recipient.contact,
        payload=message_payload(message),
        not_before_at=act.now,
        created_at=act.now,
    )


def spoken(data: Mapping[str, Spoken], language: str) -> dict[str, str]:
    """Choose the language of values that have one."""
    return {key: one.texts[language] if isinstance(one, InLanguage) else one for key, one in data.items()}


def revision_rows(act: Act, effect: Revise) -> tuple[RevisionRow, ...]:
    """Number the revisions of a task."""
    return tuple(
        RevisionRow(
            task=effect.task,
            seq=effect.first_seq + step,
            place=one.place,
            value=one.value,
            origin=one.origin,
            left_out=one.left_out,
            person=act.person.person,
            on_behalf=effect.on_behalf,
            inbox=act.inbox,
            base_seq=effect.base_seq,
            at=act.now,
        )
        for step, one in enumerate(effect.revisions)
    )


def change_rows(act: Act, effect: ChangeTask) -> tuple[TaskChange | TaskEventRow, ...]:
    """Write an event and the task's new state; the row's rev grows by one."""
    view = act.views[effect.task]
    disowned_at, note = view.disowned_at, view.disowned_note
    if effect.disowned is not None:
        disowned_at, note = (act.now, effect.reason) if effect.disowned else (None, "")
    grown = replace(
        view,
        state=effect.after,
        rev=view.rev + 1,
        due_at=None if effect.round_date else effect.due_at or view.due_at,
        disowned_at=disowned_at,
        disowned_note=note,
        changed_at=act.now,
    )
    act.views[effect.task] = grown
    event = TaskEventRow(
        task=effect.task,
        seq=grown.rev,
        event=effect.event,
        before=effect.before,
        after=effect.after,
        role=effect.role or view.on.role,
        person=act.person.person,
        reason=effect.reason,
        undoes=effect.undoes,
        due_before=view.due_at if effect.event is TaskEvent.EXTENDED else None,
        at=act.now,
    )
    return (task_change(grown), event)


def task_change(view: TaskView) -> TaskChange:
    """Give the changeable part of a task."""
    return TaskChange(
        task=view.id,
        state=view.state,
        assignee=view.assignee,
        due_at=view.due_at,
        disowned_at=view.disowned_at,
        disowned_note=view.disowned_note,
        rev=view.rev,
        changed_at=view.changed_at,
    )


def link_row(act: Act, effect: LinkIn) -> Link:
    """Remember which message made which part of an answer."""
    return Link(
        contact=act.person.contact,
        message_ref=effect.ref,
        part=effect.part,
        direction="in",
        task=effect.task,
        place=effect.place,
        seq=effect.seq,
    )


def attachment_row(act: Act, effect: Attach) -> NewAttachment:
    """Write a file that is to be fetched."""
    return NewAttachment(
        id=effect.id,
        task=effect.task,
        channel=CHANNEL,
        channel_file=effect.file,
        name=effect.name,
        type=effect.media_type,
        size=effect.size,
        created_at=act.now,
    )


def person_rows(act: Act, effect: ChangePerson) -> tuple[ContactChange | PersonChange, ...]:
    """Change language, acknowledgement or the state of the contact."""
    contact: tuple[ContactChange, ...] = ()
    if effect.contact_state is not None:
        contact = (ContactChange(contact=act.person.contact, state=effect.contact_state),)
    person: tuple[PersonChange, ...] = ()
    if act.person.person and (effect.language is not None or effect.zone is not None or effect.consent):
        consent = act.now if effect.consent else None
        person = (
            PersonChange(person=act.person.person, language=effect.language, zone=effect.zone, consent_at=consent),
        )
    return (*contact, *person)


def report_row(act: Act, effect: MakeReport) -> OutboxRow:
    """Write the wish for a report: it is made when the row is delivered."""
    return OutboxRow(
        id=act.mint(),
        contact=act.person.contact,
        kind="report",
        payload={
            "plan": effect.plan,
            "report": effect.report,
            "formats": list(effect.formats),
            "ref": effect.ref,
            "language": act.person.language,
        },
        not_before_at=act.now,
        created_at=act.now,
    )
