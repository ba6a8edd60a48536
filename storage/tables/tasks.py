"""Tasks and everything said in them: history, projection, submissions, reviews, files."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Json, Ref, UtcInstant, metadata

_STATES = (
    "'open', 'started', 'submitted', 'returned', 'corrected', 'approved', 'not_supplied', 'not_applicable', 'cancelled'"
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("ask", Text, ForeignKey("asks.id"), nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("tree", Text, nullable=False, comment="tree of the item, else empty"),
    Column("subject", Text, nullable=False, comment="key of the item, the actor or the plan"),
    Column("actor", Text, nullable=False, comment="key of the actor; empty: whoever has the ask's role"),
    Column("state", Text, nullable=False),
    Column("assignee", Ref, ForeignKey("persons.id"), comment="who took it"),
    Column("due_at", UtcInstant, comment="a later date than the round's"),
    Column("disowned_at", UtcInstant, comment="not ours, undecided"),
    Column("disowned_note", Text, nullable=False, comment="whose it is, as the partner sees it"),
    Column("head_seq", Integer, nullable=False, comment="seq of the newest revision; 0: none"),
    Column("rev", Integer, nullable=False, comment="seq of the newest event; optimistic lock"),
    Column("changed_at", UtcInstant, nullable=False),
    UniqueConstraint("ask", "subject", "actor"),
    CheckConstraint(f"state IN ({_STATES})", name="state"),
    Index("ix_tasks_plan_actor", "plan", "actor"),
    Index("ix_tasks_plan_subject", "plan", "subject"),
    comment="One form for one subject in one round of one actor.",
)

revisions = Table(
    "revisions",
    metadata,
    Column("task", Text, ForeignKey("tasks.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, comment="from 1, without gaps"),
    Column("question", Text, nullable=False, comment="name of the question or, for a turn, of the repeat"),
    Column("instance", Text, nullable=False, comment="id of the turn, or empty"),
    Column("value", Json, nullable=False),
    Column("left_out", Boolean, nullable=False, comment="no value on purpose"),
    Column("origin", Text, nullable=False),
    Column("person", Ref, ForeignKey("persons.id"), comment="author; none: the program"),
    Column("on_behalf", Text, nullable=False, comment="telephone, email, paper, table; empty: for themselves"),
    Column("inbox", Ref, comment="id of the update that brought it; no key: the raw row goes after 14 days"),
    Column("base_seq", Integer, nullable=False, comment="seq of this place that the author saw"),
    Column("at", UtcInstant, nullable=False),
    comment="+ The history of answers; the newest of each place counts.",
)

answers = Table(
    "answers",
    metadata,
    Column("task", Text, ForeignKey("tasks.id"), primary_key=True),
    Column("question", Text, primary_key=True),
    Column("instance", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("left_out", Boolean, nullable=False),
    Column("origin", Text, nullable=False),
    Column("person", Ref),
    Column("seq", Integer, nullable=False),
    comment="Projection of revisions: the newest per place; can be rebuilt at any time.",
)

submissions = Table(
    "submissions",
    metadata,
    Column("task", Text, ForeignKey("tasks.id"), primary_key=True),
    Column("number", Integer, primary_key=True, comment="from 1"),
    Column("head_seq", Integer, nullable=False),
    Column("body", Json, nullable=False, comment="relevant values and frozen calculations by question and turn"),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("how", Text, nullable=False),
    Column("at", UtcInstant, nullable=False),
    CheckConstraint("how IN ('person', 'automatic', 'on_behalf', 'edited')", name="how"),
    comment="+ Numbered marks in the history: what a report reads.",
)

reviews = Table(
    "reviews",
    metadata,
    Column("task", Text, primary_key=True),
    Column("number", Integer, primary_key=True, comment="from 1 within the task"),
    Column("submission", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("question", Text, nullable=False, comment="empty: the whole"),
    Column("instance", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("at", UtcInstant, nullable=False),
    ForeignKeyConstraint(["task", "submission"], ["submissions.task", "submissions.number"]),
    CheckConstraint("verdict IN ('approved', 'returned', 'undone')", name="verdict"),
    comment="+ What the coordinator said to a submission.",
)

task_events = Table(
    "task_events",
    metadata,
    Column("task", Text, ForeignKey("tasks.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, comment="rev of the task after it"),
    Column("event", Text, nullable=False),
    Column("from_state", Text, nullable=False, comment="empty for opened"),
    Column("to_state", Text, nullable=False),
    Column("role", Text, nullable=False, comment="in what capacity"),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("reason", Text, nullable=False),
    Column("undoes", Integer, comment="seq of the event that it takes back"),
    Column("at", UtcInstant, nullable=False),
    Column("due_before", UtcInstant, comment="of an extension: the task's own date before; none = the round's"),
    comment="+ Every change of a task's state.",
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("task", Ref, ForeignKey("tasks.id"), index=True),
    Column("channel", Text, nullable=False),
    Column("channel_file", Text, nullable=False, comment="the channel's id of the file"),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False, comment="MIME type"),
    Column("size", BigInteger, nullable=False, comment="bytes; 0: unknown yet"),
    Column("hash", Text, nullable=False, comment="SHA-256; empty until kept"),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("not_before_at", UtcInstant),
    Column("error", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    CheckConstraint("state IN ('wanted', 'kept', 'refused')", name="state"),
    Index("ix_attachments_state_not_before_at", "state", "not_before_at"),
    comment="Files that came as answers; fetching one is a durable job.",
)
