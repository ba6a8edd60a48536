"""What coordinators keep beside the answers: questions of partners, groups that get the digest, daily notices."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from storage.columns import Ref, UtcInstant, metadata

questions = Table(
    "questions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("task", Ref, ForeignKey("tasks.id"), comment="what it is about; none: nothing in particular"),
    Column("contact", Text, ForeignKey("contacts.id"), nullable=False, comment="who asks and gets the answer"),
    Column("words", Text, nullable=False),
    Column("asked_at", UtcInstant, nullable=False),
    Column("answer", Text, nullable=False, comment="empty: none, or settled without words"),
    Column("answered_by", Ref, ForeignKey("persons.id")),
    Column("answered_at", UtcInstant),
    Index("ix_questions_plan_answered_at", "plan", "answered_at"),
    comment="What partners asked the town, and what it answered.",
)

plan_groups = Table(
    "plan_groups",
    metadata,
    Column("plan", Text, ForeignKey("plans.key"), primary_key=True),
    Column("contact", Text, ForeignKey("contacts.id"), primary_key=True),
    Column("person", Ref, ForeignKey("persons.id"), comment="who wanted it"),
    Column("at", UtcInstant, nullable=False),
    comment="Group chats of coordinators that get the weekly digest of a plan.",
)

notices = Table(
    "notices",
    metadata,
    Column("plan", Text, ForeignKey("plans.key"), primary_key=True),
    Column("kind", Text, primary_key=True, comment="joined, weekly"),
    Column("occasion", Text, primary_key=True, comment="local day"),
    Column("done_at", UtcInstant, nullable=False),
    comment="What coordinators were told by the calendar, once an occasion.",
)
