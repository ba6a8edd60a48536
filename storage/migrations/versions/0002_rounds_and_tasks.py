"""Forms, rounds, tasks and their history; registers."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _form_versions()
    _rounds()
    _asks()
    _round_events()
    _tasks()
    _entries()
    _entry_revisions()
    _revisions()
    _answers()
    _submissions()
    _reviews()
    _task_events()
    _attachments()


def _form_versions() -> None:
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False, comment="key of the form (form_id)"),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("source", sa.Text(), nullable=False, comment="the XLSForm as Markdown tables"),
        sa.Column("source_hash", sa.Text(), nullable=False, comment="SHA-256 of the source"),
        sa.Column("xform", sa.Text(), nullable=False, comment="the XForm compiled from it"),
        sa.Column(
            "compatible_with",
            sa.Integer(),
            nullable=True,
            comment="number of the version that it may replace in an open round",
        ),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_form_versions_person"),
        sa.PrimaryKeyConstraint("id", name="pk_form_versions"),
        sa.UniqueConstraint("form", "number", name="uq_form_versions_form_number"),
        comment="+ Every version of every form; a round pins the one it opened with.",
    )


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("covers_from_on", columns.LocalDay(), nullable=True),
        sa.Column("covers_to_on", columns.LocalDay(), nullable=True),
        sa.Column("covers_label", sa.Text(), nullable=False, comment="2026"),
        sa.Column("opens_at", columns.UtcInstant(), nullable=True),
        sa.Column("deadline_at", columns.UtcInstant(), nullable=True, comment="first instant after the last day"),
        sa.Column("closes_at", columns.UtcInstant(), nullable=True, comment="deadline and grace days"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False, comment="key of the round before, or empty"),
        sa.Column("ladder", columns.Json(), nullable=False, comment="the reminder steps as the plan has them"),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("state IN ('planned', 'open', 'closed', 'cancelled')", name=op.f("ck_rounds_state")),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_rounds_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("plan", "key", name="uq_rounds_plan_key"),
        comment="One collection of answers.",
    )


def _asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False, comment="key of the form"),
        sa.Column("form_version", columns.Ref(), nullable=True, comment="pinned when the round opens"),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False, comment="0: any"),
        sa.Column("filter", columns.Json(), nullable=False, comment="item keys or number prefixes; empty: all"),
        sa.Column("role", sa.Text(), nullable=False, comment="lead, contributor, commentator, coordinator"),
        sa.Column("after", sa.Text(), nullable=False, comment="key of the ask that comes first, or empty"),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("subject_kind IN ('item', 'actor', 'plan')", name=op.f("ck_asks_subject_kind")),
        sa.ForeignKeyConstraint(["form_version"], ["form_versions.id"], name="fk_asks_form_version"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_asks_round"),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sa.UniqueConstraint("round", "key", name="uq_asks_round_key"),
        comment="Form × subject × role of a round.",
    )


def _round_events() -> None:
    op.create_table(
        "round_events",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False, comment="open, close, compile"),
        sa.Column("due_at", columns.UtcInstant(), nullable=False),
        sa.Column("done_at", columns.UtcInstant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_round_events_round"),
        sa.PrimaryKeyConstraint("round", "event", name="pk_round_events"),
        comment="What a round does by itself, once.",
    )
    op.create_index("ix_round_events_done_at_due_at", "round_events", ["done_at", "due_at"], unique=False)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False, comment="tree of the item, else empty"),
        sa.Column("subject", sa.Text(), nullable=False, comment="key of the item, the actor or the plan"),
        sa.Column("actor", sa.Text(), nullable=False, comment="key of the actor; empty: whoever has the ask's role"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assignee", columns.Ref(), nullable=True, comment="who took it"),
        sa.Column("due_at", columns.UtcInstant(), nullable=True, comment="a later date than the round's"),
        sa.Column("disowned_at", columns.UtcInstant(), nullable=True, comment="not ours, undecided"),
        sa.Column("disowned_note", sa.Text(), nullable=False, comment="whose it is, as the partner sees it"),
        sa.Column("head_seq", sa.Integer(), nullable=False, comment="seq of the newest revision; 0: none"),
        sa.Column("rev", sa.Integer(), nullable=False, comment="seq of the newest event; optimistic lock"),
        sa.Column("changed_at", columns.UtcInstant(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'started', 'submitted', 'returned', 'corrected', 'approved', "
            "'not_supplied', 'not_applicable', 'cancelled')",
            name=op.f("ck_tasks_state"),
        ),
        sa.ForeignKeyConstraint(["ask"], ["asks.id"], name="fk_tasks_ask"),
        sa.ForeignKeyConstraint(["assignee"], ["persons.id"], name="fk_tasks_assignee"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_tasks_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.UniqueConstraint("ask", "subject", "actor", name="uq_tasks_ask_subject_actor"),
        comment="One form for one subject in one round of one actor.",
    )
    op.create_index("ix_tasks_plan_actor", "tasks", ["plan", "actor"], unique=False)
    op.create_index("ix_tasks_plan_subject", "tasks", ["plan", "subject"], unique=False)


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False, comment="the register: project, fact, event, name"),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("body", columns.Json(), nullable=False, comment="the newest values"),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_entries_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        comment="What outlives a task: the plan's registers.",
    )
    op.create_index("uq_entries_plan_list_key", "entries", ["plan", "list", "key"], unique=True)


def _entry_revisions() -> None:
    op.create_table(
        "entry_revisions",
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("body", columns.Json(), nullable=False),
        sa.Column("task", columns.Ref(), nullable=True, comment="the task whose answer wrote it; none: the plan"),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name="fk_entry_revisions_entry"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_entry_revisions_person"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_entry_revisions_task"),
        sa.PrimaryKeyConstraint("entry", "seq", name="pk_entry_revisions"),
        comment="+ History of the registers.",
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="from 1, without gaps"),
        sa.Column("question", sa.Text(), nullable=False, comment="name of the question or, for a turn, of the repeat"),
        sa.Column("instance", sa.Text(), nullable=False, comment="id of the turn, or empty"),
        sa.Column("value", columns.Json(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False, comment="no value on purpose"),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True, comment="author; none: the program"),
        sa.Column(
            "on_behalf", sa.Text(), nullable=False, comment="telephone, email, paper, table; empty: for themselves"
        ),
        sa.Column(
            "inbox",
            columns.Ref(),
            nullable=True,
            comment="id of the update that brought it; no key: the raw row goes after 14 days",
        ),
        sa.Column("base_seq", sa.Integer(), nullable=False, comment="seq of this place that the author saw"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_revisions_person"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_revisions_task"),
        sa.PrimaryKeyConstraint("task", "seq", name="pk_revisions"),
        comment="+ The history of answers; the newest of each place counts.",
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("value", columns.Json(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_answers_task"),
        sa.PrimaryKeyConstraint("task", "question", "instance", name="pk_answers"),
        comment="Projection of revisions: the newest per place; can be rebuilt at any time.",
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("head_seq", sa.Integer(), nullable=False),
        sa.Column(
            "body",
            columns.Json(),
            nullable=False,
            comment="relevant values and frozen calculations by question and turn",
        ),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.CheckConstraint("how IN ('person', 'automatic', 'on_behalf', 'edited')", name=op.f("ck_submissions_how")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_submissions_person"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_submissions_task"),
        sa.PrimaryKeyConstraint("task", "number", name="pk_submissions"),
        comment="+ Numbered marks in the history: what a report reads.",
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1 within the task"),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False, comment="empty: the whole"),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.CheckConstraint("verdict IN ('approved', 'returned')", name=op.f("ck_reviews_verdict")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_reviews_person"),
        sa.ForeignKeyConstraint(
            ["task", "submission"], ["submissions.task", "submissions.number"], name="fk_reviews_task_submission"
        ),
        sa.PrimaryKeyConstraint("task", "number", name="pk_reviews"),
        comment="+ What the coordinator said to a submission.",
    )


def _task_events() -> None:
    op.create_table(
        "task_events",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="rev of the task after it"),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False, comment="empty for opened"),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="in what capacity"),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True, comment="seq of the event that it takes back"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_task_events_person"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_task_events_task"),
        sa.PrimaryKeyConstraint("task", "seq", name="pk_task_events"),
        comment="+ Every change of a task's state.",
    )


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("task", columns.Ref(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("channel_file", sa.Text(), nullable=False, comment="the channel's id of the file"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False, comment="MIME type"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes; 0: unknown yet"),
        sa.Column("hash", sa.Text(), nullable=False, comment="SHA-256; empty until kept"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before_at", columns.UtcInstant(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.CheckConstraint("state IN ('wanted', 'kept', 'refused')", name=op.f("ck_attachments_state")),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_attachments_task"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        comment="Files that came as answers; fetching one is a durable job.",
    )
    op.create_index("ix_attachments_state_not_before_at", "attachments", ["state", "not_before_at"], unique=False)
    op.create_index("ix_attachments_task", "attachments", ["task"], unique=False)
