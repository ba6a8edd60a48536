"""What coordinators decide of rounds, plans and answers that differ is kept."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("round", columns.Ref(), nullable=True, comment="none: the whole plan"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", columns.Json(), nullable=False, comment="what the kind needs: days, answers"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True, comment="none: the command line"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.Column("undoes", columns.Ref(), nullable=True, comment="the decision that this one takes back"),
        sa.CheckConstraint(
            "kind IN ('extended', 'closed', 'reopened', 'ended', 'settled', 'asked')",
            name=op.f("ck_decisions_kind"),
        ),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_decisions_plan"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_decisions_round"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_decisions_person"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        comment="+ What coordinators decided of a whole round, a plan, or answers that differ.",
    )
    op.create_index("ix_decisions_plan_at", "decisions", ["plan", "at"])
