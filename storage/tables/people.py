"""Persons, how they are reached, and what they are in which plan. Names of people are in persons and contacts only."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from storage.columns import LocalDay, Ref, UtcInstant, metadata

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False, comment="cs, en; empty: the plan's"),
    Column("zone", Text, nullable=False, comment="IANA name; empty: the plan's"),
    Column("consent_at", UtcInstant, comment="when the information on data was acknowledged"),
    Column("erased_at", UtcInstant),
    Column("created_at", UtcInstant, nullable=False),
    comment="Humans. Erasing blanks the name; the id stays as author.",
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Ref, ForeignKey("persons.id"), index=True, comment="none: somebody unknown wrote"),
    Column("channel", Text, nullable=False, comment="telegram"),
    Column("address", Text, nullable=False, comment="chat id"),
    Column("name", Text, nullable=False, comment="as the channel shows it"),
    Column("state", Text, nullable=False),
    Column("created_at", UtcInstant, nullable=False),
    UniqueConstraint("channel", "address"),
    CheckConstraint("state IN ('active', 'blocked', 'gone')", name="state"),
    comment="One way to reach a person.",
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Text, nullable=False, comment="key of the actor, or empty"),
    Column("from_at", UtcInstant, nullable=False),
    Column("to_at", UtcInstant),
    Column("checked_at", UtcInstant, comment="when a coordinator said that the person is right here"),
    CheckConstraint("role IN ('partner', 'coordinator', 'commentator', 'reader', 'admin')", name="role"),
    Index("ix_memberships_plan_actor", "plan", "actor"),
    comment="What a person is in a plan, from when to when.",
)

absences = Table(
    "absences",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), nullable=False, index=True),
    Column("from_on", LocalDay, nullable=False),
    Column("to_on", LocalDay, nullable=False, comment="last day of absence"),
    Column("deputy", Ref, ForeignKey("persons.id")),
    Column("at", UtcInstant, nullable=False),
    comment="Announced absences and who steps in.",
)

invites = Table(
    "invites",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("token_hash", Text, nullable=False, comment="SHA-256; the token itself is not stored"),
    Column("created_by", Ref, ForeignKey("persons.id")),
    Column("created_at", UtcInstant, nullable=False),
    Column("expires_at", UtcInstant, nullable=False),
    Column("used_at", UtcInstant),
    Column("used_by", Ref, ForeignKey("persons.id")),
    Column("withdrawn_at", UtcInstant),
    UniqueConstraint("token_hash"),
    Index("ix_invites_plan_actor", "plan", "actor"),
    comment="One-time links that bind a person to an actor and a role.",
)

access_requests = Table(
    "access_requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("contact", Text, ForeignKey("contacts.id"), nullable=False, index=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False, index=True),
    Column("words", Text, nullable=False, comment="for whom they say they answer"),
    Column("requested_at", UtcInstant, nullable=False),
    Column("decided_at", UtcInstant),
    Column("decided_by", Ref, ForeignKey("persons.id")),
    Column("granted_role", Text, nullable=False, comment="empty: not decided or declined"),
    Column("granted_actor", Text, nullable=False),
    comment="Requests of people whose link was used or expired.",
)
