"""Questions of partners, groups that get the digest, daily notices; which members were checked."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and the column."""
    op.add_column(
        "memberships",
        sa.Column(
            "checked_at",
            columns.UtcInstant(),
            nullable=True,
            comment="when a coordinator said that the person is right here",
        ),
    )
    _questions()
    _plan_groups()
    _notices()


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("task", columns.Ref(), nullable=True, comment="what it is about; none: nothing in particular"),
        sa.Column("contact", sa.Text(), nullable=False, comment="who asks and gets the answer"),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", columns.UtcInstant(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False, comment="empty: none, or settled without words"),
        sa.Column("answered_by", columns.Ref(), nullable=True),
        sa.Column("answered_at", columns.UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name="fk_questions_answered_by"),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_questions_contact"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_questions_plan"),
        sa.ForeignKeyConstraint(["task"], ["tasks.id"], name="fk_questions_task"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        comment="What partners asked the town, and what it answered.",
    )
    op.create_index("ix_questions_plan_answered_at", "questions", ["plan", "answered_at"])


def _plan_groups() -> None:
    op.create_table(
        "plan_groups",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True, comment="who wanted it"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_plan_groups_contact"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_plan_groups_person"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_plan_groups_plan"),
        sa.PrimaryKeyConstraint("plan", "contact", name="pk_plan_groups"),
        comment="Group chats of coordinators that get the weekly digest of a plan.",
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="joined, weekly"),
        sa.Column("occasion", sa.Text(), nullable=False, comment="local day"),
        sa.Column("done_at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_notices_plan"),
        sa.PrimaryKeyConstraint("plan", "kind", "occasion", name="pk_notices"),
        comment="What coordinators were told by the calendar, once an occasion.",
    )
