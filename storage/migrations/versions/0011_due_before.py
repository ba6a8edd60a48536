"""An extension remembers the date that it took the place of, so that taking it back needs no memory elsewhere."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; taking an older extension back returns to the round's date."""
    op.add_column(
        "task_events",
        sa.Column(
            "due_before",
            columns.UtcInstant(),
            nullable=True,
            comment="of an extension: the task's own date before; none = the round's",
        ),
    )
