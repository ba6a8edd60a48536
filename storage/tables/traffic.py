"""What came in, what goes out, and where each conversation stands."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from storage.columns import Json, Ref, UtcInstant, metadata
from storage.partial_index import partial_index

inbox = Table(
    "inbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("external_id", Text, nullable=False, comment="update id of the channel"),
    Column("chat", Text, nullable=False),
    Column("raw", Text, nullable=False, comment="the update as it came; emptied after 14 days"),
    Column("received_at", UtcInstant, nullable=False),
    Column("done_at", UtcInstant),
    Column("outcome", Text, nullable=False, comment="done, ignored, or failed and why"),
    UniqueConstraint("channel", "external_id"),
    Index("ix_inbox_received_at", "received_at"),
    comment="Every update once.",
)

outbox = Table(
    "outbox",
    metadata,
    Column(
        "position",
        BigInteger().with_variant(Integer, "sqlite"),
        Identity(),
        primary_key=True,
        comment="order of sending within a contact",
    ),
    Column("id", Text, nullable=False),
    Column("contact", Text, ForeignKey("contacts.id"), nullable=False),
    Column("lane", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="send, edit, document, delete, …"),
    Column("payload", Json, nullable=False, comment="rendered message, or what an intent needs"),
    Column("links", Json, nullable=False, comment="parts of answers that the message shows"),
    Column("fold_key", Text, nullable=False, comment="a newer one with this key makes it void; empty: never"),
    Column("not_before_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("message_ref", Text, nullable=False, comment="the channel's message id once sent"),
    Column("error", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("sent_at", UtcInstant),
    UniqueConstraint("id"),
    CheckConstraint("lane IN ('reply', 'edit', 'bulk')", name="lane"),
    CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'failed')", name="state"),
    Index("ix_outbox_contact_fold_key", "contact", "fold_key"),
    comment="Messages to send, in order of position per contact.",
    sqlite_autoincrement=True,
)
partial_index("ix_outbox_waiting", outbox, outbox.c.not_before_at, outbox.c.position, where="state = 'waiting'")
IS_WAITING = outbox.c.state == literal_column("'waiting'")
"""Said in the statement, not bound: else SQLite prepares it anew for every row to see whether that index serves."""

message_links = Table(
    "message_links",
    metadata,
    Column("contact", Text, ForeignKey("contacts.id"), primary_key=True),
    Column("message_ref", Text, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("direction", Text, nullable=False),
    Column("task", Ref, ForeignKey("tasks.id")),
    Column("question", Text, nullable=False),
    Column("instance", Text, nullable=False),
    Column("seq", Integer, nullable=False, comment="revision that it made or shows; 0: none"),
    CheckConstraint("direction IN ('in', 'out')", name="direction"),
    comment="Which answer part a message made or shows.",
)

dialogs = Table(
    "dialogs",
    metadata,
    Column("contact", Text, ForeignKey("contacts.id"), primary_key=True),
    Column("focus_task", Ref, ForeignKey("tasks.id"), comment="what the next text answers"),
    Column("focus_question", Text, nullable=False),
    Column("focus_instance", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("screen", Integer, nullable=False, comment="number of the current screen"),
    Column("screen_outbox", Ref, comment="outbox id of the message that shows it"),
    Column("seen_seq", Integer, nullable=False, comment="head_seq of the focus task that the person saw"),
    Column("state", Json, nullable=False, comment="postponed places, collected parts, page"),
    Column("rev", Integer, nullable=False),
    Column("changed_at", UtcInstant, nullable=False),
    comment="Where the conversation with one contact stands.",
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False, comment="chance, one per opening"),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("beat_at", UtcInstant, nullable=False),
    comment="Which process works on this file; a second one is refused.",
)
