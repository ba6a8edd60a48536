"""Collections: forms, rounds, what they ask of whom, and the calendar rows of their ladder."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Json, LocalDay, Ref, UtcInstant, metadata

form_versions = Table(
    "form_versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("form", Text, nullable=False, comment="key of the form (form_id)"),
    Column("number", Integer, nullable=False, comment="from 1"),
    Column("source", Text, nullable=False, comment="the XLSForm as Markdown tables"),
    Column("source_hash", Text, nullable=False, comment="SHA-256 of the source"),
    Column("xform", Text, nullable=False, comment="the XForm compiled from it"),
    Column("compatible_with", Integer, comment="number of the version that it may replace in an open round"),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("at", UtcInstant, nullable=False),
    UniqueConstraint("form", "number"),
    comment="+ Every version of every form; a round pins the one it opened with.",
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("covers_from_on", LocalDay),
    Column("covers_to_on", LocalDay),
    Column("covers_label", Text, nullable=False, comment="2026"),
    Column("opens_at", UtcInstant),
    Column("deadline_at", UtcInstant, comment="first instant after the last day"),
    Column("closes_at", UtcInstant, comment="deadline and grace days"),
    Column("state", Text, nullable=False),
    Column("previous", Text, nullable=False, comment="key of the round before, or empty"),
    Column("ladder", Json, nullable=False, comment="the reminder steps as the plan has them"),
    Column("retired_at", UtcInstant),
    UniqueConstraint("plan", "key"),
    CheckConstraint("state IN ('planned', 'open', 'closed', 'cancelled')", name="state"),
    comment="One collection of answers.",
)

asks = Table(
    "asks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("rounds.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("sort", Integer, nullable=False),
    Column("form", Text, nullable=False, comment="key of the form"),
    Column("form_version", Ref, ForeignKey("form_versions.id"), comment="pinned when the round opens"),
    Column("subject_kind", Text, nullable=False),
    Column("tree", Text, nullable=False),
    Column("level", Integer, nullable=False, comment="0: any"),
    Column("filter", Json, nullable=False, comment="item keys or number prefixes; empty: all"),
    Column("role", Text, nullable=False, comment="lead, contributor, commentator, coordinator"),
    Column("after", Text, nullable=False, comment="key of the ask that comes first, or empty"),
    Column("retired_at", UtcInstant),
    UniqueConstraint("round", "key"),
    CheckConstraint("subject_kind IN ('item', 'actor', 'plan')", name="subject_kind"),
    comment="Form × subject × role of a round.",
)

steps = Table(
    "steps",
    metadata,
    Column("id", Text, primary_key=True),
    Column("round", Text, ForeignKey("rounds.id"), nullable=False),
    Column("step", Text, nullable=False, comment="key of the ladder step"),
    Column("addressee", Text, nullable=False, comment="person id, or role:coordinator"),
    Column("about", Text, nullable=False, comment="actor key, task id, or empty"),
    Column("occasion", Text, nullable=False, comment="what tells two turns of one step apart"),
    Column("due_at", UtcInstant, nullable=False),
    Column("state", Text, nullable=False),
    Column("outbox", Ref, ForeignKey("outbox.id"), comment="the message it was folded into"),
    Column("done_at", UtcInstant),
    UniqueConstraint("round", "step", "addressee", "about", "occasion"),
    CheckConstraint("state IN ('due', 'sent', 'folded', 'void')", name="state"),
    Index("ix_steps_state_due_at", "state", "due_at"),
    comment="Every reminder, deadline and escalation: one row, sent once.",
)

round_events = Table(
    "round_events",
    metadata,
    Column("round", Text, ForeignKey("rounds.id"), primary_key=True),
    Column("event", Text, primary_key=True, comment="open, close, compile"),
    Column("due_at", UtcInstant, nullable=False),
    Column("done_at", UtcInstant),
    Column("tries", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Index("ix_round_events_done_at_due_at", "done_at", "due_at"),
    comment="What a round does by itself, once.",
)
