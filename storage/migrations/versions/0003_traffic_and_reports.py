"""Inbox, outbox, dialogs; ladder steps; reports and editions."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _leases()
    _inbox()
    _outbox()
    _message_links()
    _dialogs()
    _steps()
    _reports()
    _editions()
    _approvals()
    _edition_files()
    _edition_submissions()


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False, comment="chance, one per opening"),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("beat_at", columns.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
        comment="Which process works on this file; a second one is refused.",
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False, comment="update id of the channel"),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False, comment="the update as it came; emptied after 14 days"),
        sa.Column("received_at", columns.UtcInstant(), nullable=False),
        sa.Column("done_at", columns.UtcInstant(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False, comment="done, ignored, or failed and why"),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("channel", "external_id", name="uq_inbox_channel_external_id"),
        comment="Every update once.",
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"], unique=False)


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.Identity(always=False),
            nullable=False,
            comment="order of sending within a contact",
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="send, edit, document, delete, …"),
        sa.Column("payload", columns.Json(), nullable=False, comment="rendered message, or what an intent needs"),
        sa.Column("links", columns.Json(), nullable=False, comment="parts of answers that the message shows"),
        sa.Column(
            "fold_key", sa.Text(), nullable=False, comment="a newer one with this key makes it void; empty: never"
        ),
        sa.Column("not_before_at", columns.UtcInstant(), nullable=False),
        sa.Column("expires_at", columns.UtcInstant(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("message_ref", sa.Text(), nullable=False, comment="the channel's message id once sent"),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.Column("sent_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("lane IN ('reply', 'edit', 'bulk')", name=op.f("ck_outbox_lane")),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'failed')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_outbox_contact"),
        sa.PrimaryKeyConstraint("position", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
        comment="Messages to send, in order of position per contact.",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_contact_fold_key", "outbox", ["contact", "fold_key"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["not_before_at", "position"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _message_links() -> None:
    op.create_table(
        "message_links",
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("message_ref", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("task", columns.Ref(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="revision that it made or shows; 0: none"),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_message_links_direction")),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_message_links_contact"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_message_links_task"),
        sa.PrimaryKeyConstraint("contact", "message_ref", "part", name="pk_message_links"),
        comment="Which answer part a message made or shows.",
    )


def _dialogs() -> None:
    op.create_table(
        "dialogs",
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("focus_task", columns.Ref(), nullable=True, comment="what the next text answers"),
        sa.Column("focus_question", sa.Text(), nullable=False),
        sa.Column("focus_instance", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("screen", sa.Integer(), nullable=False, comment="number of the current screen"),
        sa.Column("screen_outbox", columns.Ref(), nullable=True, comment="outbox id of the message that shows it"),
        sa.Column("seen_seq", sa.Integer(), nullable=False, comment="head_seq of the focus task that the person saw"),
        sa.Column("state", columns.Json(), nullable=False, comment="postponed places, collected parts, page"),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("changed_at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_dialogs_contact"),
        sa.ForeignKeyConstraint(["focus_task"], ["tasks.id"], name="fk_dialogs_focus_task"),
        sa.PrimaryKeyConstraint("contact", name="pk_dialogs"),
        comment="Where the conversation with one contact stands.",
    )


def _steps() -> None:
    op.create_table(
        "steps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False, comment="key of the ladder step"),
        sa.Column("addressee", sa.Text(), nullable=False, comment="person id, or role:coordinator"),
        sa.Column("about", sa.Text(), nullable=False, comment="actor key, task id, or empty"),
        sa.Column("occasion", sa.Text(), nullable=False, comment="what tells two turns of one step apart"),
        sa.Column("due_at", columns.UtcInstant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outbox", columns.Ref(), nullable=True, comment="the message it was folded into"),
        sa.Column("done_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("state IN ('due', 'sent', 'folded', 'void')", name=op.f("ck_steps_state")),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name="fk_steps_outbox"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_steps_round"),
        sa.PrimaryKeyConstraint("id", name="pk_steps"),
        sa.UniqueConstraint(
            "round", "step", "addressee", "about", "occasion", name="uq_steps_round_step_addressee_about_occasion"
        ),
        comment="Every reminder, deadline and escalation: one row, sent once.",
    )
    op.create_index("ix_steps_state_due_at", "steps", ["state", "due_at"], unique=False)


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("formats", columns.Json(), nullable=False),
        sa.Column("rounds", columns.Json(), nullable=False, comment="keys of the rounds it reads"),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_reports_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("plan", "key", name="uq_reports_plan_key"),
        comment="Reports that the plan defines.",
    )


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("final", sa.Boolean(), nullable=False, comment="false: a draft"),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False, comment="canonical JSON of everything the report shows"),
        sa.Column("sha256", sa.Text(), nullable=False, comment="of the snapshot"),
        sa.Column("previous", columns.Ref(), nullable=True),
        sa.Column("person", columns.Ref(), nullable=True, comment="who asked for it; none: the calendar"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_editions_person"),
        sa.ForeignKeyConstraint(
            ["plan", "plan_revision"],
            ["plan_revisions.plan", "plan_revisions.number"],
            name="fk_editions_plan_plan_revision",
        ),
        sa.ForeignKeyConstraint(["previous"], ["editions.id"], name="fk_editions_previous"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_editions_report"),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sa.UniqueConstraint("report", "number", name="uq_editions_report_number"),
        comment="+ Generated reports, frozen with their data.",
    )


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1; a later one corrects the earlier"),
        sa.Column("body", sa.Text(), nullable=False, comment="zastupitelstvo, rada"),
        sa.Column("on", columns.LocalDay(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_approvals_edition"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_approvals_person"),
        sa.PrimaryKeyConstraint("edition", "number", name="pk_approvals"),
        comment="+ Recorded approvals of an edition by a body.",
    )


def _edition_files() -> None:
    op.create_table(
        "edition_files",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_edition_files_name")),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_edition_files_edition"),
        sa.PrimaryKeyConstraint("edition", "name", name="pk_edition_files"),
        comment="+ The files of an edition.",
    )


def _edition_submissions() -> None:
    op.create_table(
        "edition_submissions",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_edition_submissions_edition"),
        sa.ForeignKeyConstraint(
            ["task", "number"], ["submissions.task", "submissions.number"], name="fk_edition_submissions_task_number"
        ),
        sa.PrimaryKeyConstraint("edition", "task", name="pk_edition_submissions"),
        comment="+ Which submissions an edition was made from.",
    )
