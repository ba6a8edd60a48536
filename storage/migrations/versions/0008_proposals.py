"""Plans and forms sent in the chat wait for somebody's word."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "proposals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True, comment="who sent it"),
        sa.Column("name", sa.Text(), nullable=False, comment="of the file"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="the file; empty once it is settled"),
        sa.Column("answers", columns.Json(), nullable=False, comment="what was said of rows that may be known parts"),
        sa.Column("base", sa.Integer(), nullable=False, comment="the plan's revision with which it was compared"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.Column("settled_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("kind IN ('plan', 'form')", name=op.f("ck_proposals_kind")),
        sa.CheckConstraint("state IN ('waiting', 'used', 'dropped')", name=op.f("ck_proposals_state")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_proposals_person"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_proposals_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        comment="Plans and forms that came in the chat: compared, and put in force at a word.",
    )
