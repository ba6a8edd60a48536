"""Loading the editions that buttons of a batch name, and telling everybody who answered."""

from collections.abc import Sequence

from bot.calendar.compiling import FINDINGS
from bot.calendar.edition_words import missing_tasks, task_number
from bot.conversation.buttons import Verb, button_data, read_button
from bot.conversation.calendar_cards import EditionCard, MissingFrom
from bot.conversation.effects import PublishEdition, SendEdition
from bot.conversation.heard import Tapped
from bot.conversation.message import Button, Message
from bot.intake.act import Act, message_payload
from bot.intake.stage import Recipient, Stage
from bot.intake.telegram_updates import Incoming
from bot.words import words_for
from flows.answers import JsonValue
from flows.plan_walk import round_of
from flows.snapshot import Snapshot
from flows.snapshot_json import snapshot_from_json
from storage.database import Tx
from storage.editions import EditionView, load_answerers, load_edition, load_files
from storage.round_events import load_noted
from storage.rounds import load_rounds
from storage.writes import OutboxRow, Writes

ON_EDITION = frozenset(
    {
        Verb.FINDINGS,
        Verb.MISSING,
        Verb.MORE_DAYS,
        Verb.COUNCIL,
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
    for edition in sorted({tap.part(0) for tap in taps if tap.verb in ON_EDITION}):
        found = await load_edition(tx, edition)
        if found is None or found.plan not in stage.plans:
            continue
        cards[edition] = await _card(tx, stage, found)
    stage.editions = cards


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
        findings=tuple(kept.get(FINDINGS, b"").decode().splitlines()),
        missing=_missing(snapshot),
        answerers=frozenset(one.contact for one in people),
        is_published=(round_id, f"publish:{found.id}") in noted,
    )


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


def publish_rows(act: Act, effect: PublishEdition) -> Writes:
    """Write to everybody who answered, each in their language (G11); whoever publishes it knows."""
    plan = act.stage.plans[effect.plan].plan
    rows = []
    for one in act.stage.answerers.get(effect.edition, ()):
        if one.contact == act.person.contact:
            continue
        words = words_for(one.language, tuple(sorted(plan.texts.get(one.language, {}).items())))
        button = Button(label=words.label("open_report"), data=button_data(Verb.GET_EDITION, effect.edition))
        text = words.text("report_done", year=effect.label, decided=effect.decided)
        rows.append(_row(act, one.contact, "send", message_payload(Message(text=text, rows=((button,),)))))
    return Writes(changed_at=act.now, outbox=tuple(rows))


def send_rows(act: Act, effect: SendEdition) -> Writes:
    """Write the wish for the report's files."""
    payload: dict[str, JsonValue] = {"edition": effect.edition, "summary": effect.is_summary}
    return Writes(changed_at=act.now, outbox=(_row(act, act.person.contact, "edition", payload),))


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
