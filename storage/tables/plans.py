"""What is reported on: plans, their revisions, and the tables projected from the newest revision.

Things of a plan are identified by the keys that their author gave them, so that answers outlive every import.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, Table, Text

from storage.columns import Json, OrderedJson, Ref, UtcInstant, metadata
from storage.partial_index import partial_index

plans = Table(
    "plans",
    metadata,
    Column("key", Text, primary_key=True, comment="the author's own name of the plan"),
    Column("revision", Integer, nullable=False, comment="number of the newest revision"),
    Column("created_at", UtcInstant, nullable=False),
    comment="A strategy or action plan; one bot serves several.",
)

plan_revisions = Table(
    "plan_revisions",
    metadata,
    Column("plan", Text, ForeignKey("plans.key"), primary_key=True),
    Column("number", Integer, primary_key=True, comment="from 1"),
    Column("source_hash", Text, nullable=False, comment="SHA-256 of what was imported"),
    Column("body", OrderedJson, nullable=False, comment="the whole validated plan"),
    Column("person", Ref, ForeignKey("persons.id"), comment="who imported it; none: the command line"),
    Column("at", UtcInstant, nullable=False),
    Column("author", Text, nullable=False, server_default="", comment="who imported it by the command line"),
    comment="+ Every imported state of a plan.",
)

items = Table(
    "items",
    metadata,
    Column("plan", Text, ForeignKey("plans.key"), primary_key=True),
    Column("tree", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("number", Text, nullable=False, comment="printed number, changes with the plan"),
    Column("level", Integer, nullable=False, comment="from 1, the top"),
    Column("parent", Text, nullable=False, comment="key of the item above in the same tree, or empty"),
    Column("sort", Integer, nullable=False, comment="position in the plan"),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("retired_at", UtcInstant, comment="gone from the plan; never deleted"),
    CheckConstraint("level >= 1", name="level"),
    comment="Items of the plan's trees: priorities, measures, activities.",
)
partial_index(
    "uq_items_number_living",
    items,
    items.c.plan,
    items.c.tree,
    items.c.number,
    unique=True,
    where="retired_at IS NULL AND number <> ''",
)

actors = Table(
    "actors",
    metadata,
    Column("plan", Text, ForeignKey("plans.key"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="key of the kind of implementer, or empty"),
    Column("email", Text, nullable=False),
    Column("telephone", Text, nullable=False),
    Column("deputy", Text, nullable=False, comment="key of the actor who steps in, or empty"),
    Column("head", Text, nullable=False, comment="key of the actor above, or empty"),
    Column("members", Json, nullable=False, comment="keys of the group's members"),
    Column("retired_at", UtcInstant),
    comment="Organisations and positions that answer; the duty is theirs, people come and go.",
)

duties = Table(
    "duties",
    metadata,
    Column("plan", Text, primary_key=True),
    Column("tree", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("role", Text, nullable=False),
    ForeignKeyConstraint(["plan", "tree", "item"], ["items.plan", "items.tree", "items.key"]),
    ForeignKeyConstraint(["plan", "actor"], ["actors.plan", "actors.key"]),
    CheckConstraint("role IN ('lead', 'contributor')", name="role"),
    comment="Who carries out which item in the newest revision.",
)
partial_index("uq_duties_lead", duties, duties.c.plan, duties.c.tree, duties.c.item, unique=True, where="role = 'lead'")

indicators = Table(
    "indicators",
    metadata,
    Column("plan", Text, primary_key=True),
    Column("tree", Text, primary_key=True),
    Column("item", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("sort", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("baseline", Text, nullable=False),
    Column("target", Text, nullable=False),
    ForeignKeyConstraint(["plan", "tree", "item"], ["items.plan", "items.tree", "items.key"]),
    comment="Indicators of the newest revision.",
)

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, ForeignKey("plans.key"), nullable=False),
    Column("list", Text, nullable=False, comment="the register: project, fact, event, name"),
    Column("key", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("body", Json, nullable=False, comment="the newest values"),
    Column("retired_at", UtcInstant),
    Index("uq_entries_plan_list_key", "plan", "list", "key", unique=True),
    comment="What outlives a task: the plan's registers.",
)

entry_revisions = Table(
    "entry_revisions",
    metadata,
    Column("entry", Text, ForeignKey("entries.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("label", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("task", Ref, ForeignKey("tasks.id"), comment="the task whose answer wrote it; none: the plan"),
    Column("person", Ref, ForeignKey("persons.id")),
    Column("at", UtcInstant, nullable=False),
    comment="+ History of the registers.",
)
