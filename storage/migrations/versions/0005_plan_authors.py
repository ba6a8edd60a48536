"""Who imported a plan by the command line."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; older revisions have no author."""
    op.add_column(
        "plan_revisions",
        sa.Column(
            "author", sa.Text(), nullable=False, server_default="", comment="who imported it by the command line"
        ),
    )
