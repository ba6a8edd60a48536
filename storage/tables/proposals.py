"""Plans and forms that somebody sent in the chat and that wait for their word."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Text

from storage.columns import Json, Ref, UtcInstant, metadata

proposals = Table(
    "proposals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("person", Ref, ForeignKey("persons.id"), comment="who sent it"),
    Column("name", Text, nullable=False, comment="of the file"),
    Column("content", LargeBinary, nullable=False, comment="the file; empty once it is settled"),
    Column("answers", Json, nullable=False, comment="what was said of rows that may be known parts"),
    Column("base", Integer, nullable=False, comment="the plan's revision with which it was compared"),
    Column("state", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    Column("settled_at", UtcInstant),
    CheckConstraint("kind IN ('plan', 'form')", name="kind"),
    CheckConstraint("state IN ('waiting', 'used', 'dropped')", name="state"),
    comment="Plans and forms that came in the chat: compared, and put in force at a word.",
)
