"""Loading the editions that buttons of a batch name, and telling everybody who answered."""

from collections.abc import Sequence
from typing import assert_never

from bot.calendar.compiling import FINDINGS
from bot.calendar.edition_words import missing_tasks, task_number
from bot.conversation.buttons import Verb, button_data, read_button
from bot.conversation.calendar_cards import EditionCard, FoundLine, MissingFrom
from bot.conversation.edition_effects import EditionEffect, MakeEdition, PublishEdition, RecordApproval, SendEdition
from bot.conversation.heard import Tapped
from bot.conversation.message import Button, Message
from bot.conversation.resolving import approval_words
from bot.conversation.state import Mode
from bot.intake.act import Act, message_payload
from bot.intake.stage import Recipient, Stage
from bot.intake.telegram_updates import Incoming
from bot.words import words_for
from flows.answers import JsonValue
from flows.plan_walk import round_of
from flows.snapshot import Snapshot
from flows.snapshot_json import snapshot_from_json
from storage.approvals import NewApproval, load_approvals
from storage.database import Tx
from storage.editions import EditionView, load_answerers, load_edition, load_files
from storage.gathering import Row
from storage.round_events import COMPILE, load_noted
from storage.rounds import load_rounds
from storage.writes import NewRoundEvent, OutboxRow

ON_EDITION = frozenset(
    {
        Verb.FINDINGS,
        Verb.MISSING,
        Verb.MORE_DAYS,
        Verb.COUNCIL,
        Verb.RESOLUTION,
        Verb.PUBLISH,
        Verb.GET_EDITION,
        Verb.NEW_EDITION,
        Verb.WAIT_LATE,
        Verb.KEEP_LATE,
    }
)


async def load_edition_cards(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load the editions; seldom asked for, so one by one."""
    taps = [tap for one in batch if isinstance(one.heard, Tapped) and (tap := read_button(one.heard.data))]
    cards: dict[str, EditionCard] = {}
    tapped = {tap.part(0) for tap in taps if tap.verb in ON_EDITION}
    for edition in sorted(tapped | _being_approved(stage, batch)):
        found = await load_edition(tx, edition)
        if found is None or found.plan not in stage.plans:
            continue
        cards[edition] = await _card(tx, stage, found)
    stage.editions = cards


def _being_approved(stage: Stage, batch: Sequence[Incoming]) -> set[str]:
    """Give the editions whose approval somebody is typing."""
    people = (stage.people[one.chat].contact for one in batch if one.chat in stage.people)
    dialogs = (stage.dialogs[contact] for contact in people)
    return {str(dialog.stash.get("edition", "")) for dialog in dialogs if dialog.mode is Mode.RESOLUTION}


async def _card(tx: Tx, stage: Stage, found: EditionView) -> EditionCard:
    snapshot = snapshot_from_json(found.snapshot)
    key = snapshot.rounds[-1]
    round_id = next((one.id for one in await load_rounds(tx, found.plan) if one.key == key), "")
    kept = {one.name: one.content for one in await load_files(tx, found.id) if one.name == FINDINGS}
    people = await load_answerers(tx, found.id)
    language = stage.plans[found.plan].plan.language
    stage.answerers[found.id] = tuple(
        Recipient(contact=one.contact, address=one.address, language=one.language or language) for one in people
    )
    noted = await load_noted(tx, [round_id])
    return EditionCard(
        id=found.id,
        plan=found.plan,
        round=round_id,
        label=round_of(snapshot.plan, key).period.label,
        report=found.report,
        number=found.number,
        findings=tuple(found_line(one) for one in kept.get(FINDINGS, b"").decode().splitlines()),
        missing=_missing(snapshot),
        answerers=frozenset(one.contact for one in people),
        approval=next(reversed(await load_approvals(tx, found.id)), None),
        is_published=(round_id, f"publish:{found.id}") in noted,
    )


def found_line(line: str) -> FoundLine:
    """Read a line of the kept list: the task, a tab, the sentence; older lists have the sentence alone."""
    task, tab, text = line.partition("\t")
    return FoundLine(task=task if tab else "", text=text if tab else line)


def _missing(snapshot: Snapshot) -> tuple[MissingFrom, ...]:
    names = {actor.key: actor.name for actor in snapshot.plan.actors}
    found: dict[str, MissingFrom] = {}
    for task in missing_tasks(snapshot):
        if task.disowned:
            continue
        before = found.get(task.actor)
        numbers = before.numbers if before else ()
        found[task.actor] = MissingFrom(
            actor=task.actor,
            actor_name=names.get(task.actor, snapshot.plan.owner),
            numbers=(*numbers, task_number(snapshot, task)),
            task=before.task if before else task.task,
        )
    return tuple(found.values())


def edition_rows(act: Act, effect: EditionEffect) -> tuple[Row, ...]:
    """Turn what is done with an edition into rows."""
    match effect:
        case PublishEdition():
            return publish_rows(act, effect)
        case MakeEdition():
            wanted = f"{COMPILE}:{effect.report}:{effect.number}"
            return (NewRoundEvent(round=effect.round, event=wanted, due_at=act.now),)
        case SendEdition():
            return (send_row(act, effect),)
        case RecordApproval():
            return (approval_row(act, effect),)
        case _:
            assert_never(effect)


def publish_rows(act: Act, effect: PublishEdition) -> tuple[OutboxRow, ...]:
    """Write to everybody who answered, each in their language (G11); whoever publishes it knows."""
    plan = act.stage.plans[effect.plan].plan
    rows = []
    for one in act.stage.answerers.get(effect.edition, ()):
        if one.contact == act.person.contact:
            continue
        words = words_for(one.language, tuple(sorted(plan.texts.get(one.language, {}).items())))
        button = Button(label=words.label("open_report"), data=button_data(Verb.GET_EDITION, effect.edition))
        decided = approval_words(words, effect.approval) if effect.approval else ""
        text = words.text("report_done", year=effect.label, decided=decided)
        rows.append(_row(act, one.contact, "send", message_payload(Message(text=text, rows=((button,),)))))
    return tuple(rows)


def send_row(act: Act, effect: SendEdition) -> OutboxRow:
    """Write the wish for the report's files."""
    payload: dict[str, JsonValue] = {
        "edition": effect.edition,
        "summary": effect.is_summary,
        "approved": effect.is_approved,
        "language": act.person.language,
    }
    return _row(act, act.person.contact, "edition", payload)


def approval_row(act: Act, effect: RecordApproval) -> NewApproval:
    """Write who approved an edition, and who says so."""
    return NewApproval(
        edition=effect.edition,
        body=effect.body,
        on=effect.on,
        resolution=effect.resolution,
        person=act.person.person,
        at=act.now,
    )


def _row(act: Act, contact: str, kind: str, payload: dict[str, JsonValue]) -> OutboxRow:
    return OutboxRow(
        id=act.mint(),
        contact=contact,
        lane="reply" if kind == "edition" else "bulk",
        kind=kind,
        payload=payload,
        not_before_at=act.now,
        created_at=act.now,
    )
