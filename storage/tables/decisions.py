"""What coordinators decided of rounds, plans and answers that differ."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from storage.columns import Json, Ref, UtcInstant, metadata

decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("round", Ref, ForeignKey("rounds.id"), comment="none: the whole plan"),
    Column("kind", Text, nullable=False),
    Column("body", Json, nullable=False, comment="what the kind needs: days, answers"),
    Column("reason", Text, nullable=False),
    Column("person", Ref, ForeignKey("persons.id"), comment="none: the command line"),
    Column("at", UtcInstant, nullable=False),
    Column("undoes", Ref, comment="the decision that this one takes back"),
    CheckConstraint("kind IN ('extended', 'closed', 'reopened', 'ended', 'settled', 'asked')", name="kind"),
    Index("ix_decisions_plan_at", "plan", "at"),
    comment="+ What coordinators decided of a whole round, a plan, or answers that differ.",
)
