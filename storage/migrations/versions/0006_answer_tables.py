"""Answer tables that came back wait for somebody's word."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "answer_tables",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False, comment="key of the actor whose answers it holds"),
        sa.Column("person", columns.Ref(), nullable=True, comment="who sent it"),
        sa.Column(
            "content", columns.Json(), nullable=False, comment="inputs by task, with the head that they were tried on"
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.Column("settled_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'used', 'dropped')", name=op.f("ck_answer_tables_state")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_answer_tables_person"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_answer_tables_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_answer_tables"),
        comment="Answer tables that came back: read, tried, and applied at a word.",
    )
