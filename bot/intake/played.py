"""One update of a batch, before and after it was played."""

from dataclasses import dataclass, field

from bot.delivery.row import Lane, OutRow
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from storage.writes import InboxOutcome, InboxRow, OutboxRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrived:
    """One raw update with its row, and what it says if it could be read."""

    row: InboxRow
    incoming: Incoming | None
    error: str = ""


@dataclass(kw_only=True, slots=True)
class Played:
    """What a batch left to be done after its commit.

    Attributes:
        rows: Outbox rows with the chat they go to.
        answers: Taps to be answered: query id and the word that flashes, "" for none.
        actors: Chats in which a person did something.
        alerts: What failed and why, for the administrator.
    """

    rows: list[OutRow] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    alerts: list[tuple[str, str]] = field(default_factory=list)


def outcome_of(stage: Stage, arrived: Arrived, outcome: str) -> InboxOutcome:
    """Write what became of an update."""
    return InboxOutcome(id=arrived.row.id, outcome=outcome, done_at=stage.now)


def out_row(row: OutboxRow, chat: str) -> OutRow:
    """Give an outbox row as the courier carries it."""
    payload = row.payload if isinstance(row.payload, dict) else {}
    return OutRow(
        id=row.id,
        contact=row.contact,
        chat=chat,
        lane=Lane(row.lane),
        kind=row.kind,
        payload=payload,
        not_before=row.not_before_at,
        fold_key=row.fold_key,
    )
