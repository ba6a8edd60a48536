"""Reports of a plan and their frozen editions."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Json, LocalDay, Ref, UtcInstant, metadata

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("key", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("formats", Json, nullable=False),
    Column("rounds", Json, nullable=False, comment="keys of the rounds it reads"),
    Column("retired_at", UtcInstant),
    UniqueConstraint("plan", "key"),
    comment="Reports that the plan defines.",
)

editions = Table(
    "editions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("number", Integer, nullable=False, comment="from 1"),
    Column("final", Boolean, nullable=False, comment="false: a draft"),
    Column("plan", Text, nullable=False),
    Column("plan_revision", Integer, nullable=False),
    Column("snapshot", Text, nullable=False, comment="canonical JSON of everything the report shows"),
    Column("sha256", Text, nullable=False, comment="of the snapshot"),
    Column("previous", Ref, ForeignKey("editions.id")),
    Column("person", Ref, ForeignKey("persons.id"), comment="who asked for it; none: the calendar"),
    Column("at", UtcInstant, nullable=False),
    Column("program", Text, nullable=False, server_default="", comment="version that made its files"),
    UniqueConstraint("report", "final", "number", name="uq_editions_report_final_number"),
    ForeignKeyConstraint(["plan", "plan_revision"], ["plan_revisions.plan", "plan_revisions.number"]),
    comment="+ Generated reports, frozen with their data.",
)

approvals = Table(
    "approvals",
    metadata,
    Column("edition", Text, ForeignKey("editions.id"), primary_key=True),
    Column("number", Integer, primary_key=True, comment="from 1; a later one corrects the earlier"),
    Column("body", Text, nullable=False, comment="zastupitelstvo, rada"),
    Column("on", LocalDay, nullable=False),
    Column("resolution", Text, nullable=False),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("at", UtcInstant, nullable=False),
    comment="+ Recorded approvals of an edition by a body.",
)

edition_files = Table(
    "edition_files",
    metadata,
    Column("edition", Text, ForeignKey("editions.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("format", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("approval", Integer, nullable=False, server_default="0", comment="number of the printed approval; 0: none"),
    CheckConstraint("length(name) > 0", name="name"),
    comment="+ The files of an edition.",
)

edition_submissions = Table(
    "edition_submissions",
    metadata,
    Column("edition", Text, ForeignKey("editions.id"), primary_key=True),
    Column("task", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["task", "number"], ["submissions.task", "submissions.number"]),
    comment="+ Which submissions an edition was made from.",
)
