"""Answer tables that came back and wait for somebody's word."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, Text

from storage.columns import Json, Ref, UtcInstant, metadata

answer_tables = Table(
    "answer_tables",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("actor", Text, nullable=False, comment="key of the actor whose answers it holds"),
    Column("person", Ref, ForeignKey("persons.id"), comment="who sent it"),
    Column("content", Json, nullable=False, comment="inputs by task, with the head that they were tried on"),
    Column("state", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("settled_at", UtcInstant),
    CheckConstraint("state IN ('waiting', 'used', 'dropped')", name="state"),
    comment="Answer tables that came back: read, tried, and applied at a word.",
)
