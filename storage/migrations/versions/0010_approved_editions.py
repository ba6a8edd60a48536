"""Drafts and final editions are numbered apart; a file says which approval is printed in it, an edition its program."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = "uq_editions_report_number"
FINAL_NUMBER = "uq_editions_report_final_number"
NEW = "_new"
KEPT = {
    "editions": "id, report, number, final, plan, plan_revision, snapshot, sha256, previous, person, at",
    "approvals": 'edition, number, body, "on", resolution, person, at',
    "edition_files": "edition, name, format, sha256, content",
    "edition_submissions": "edition, task, number",
}


def upgrade() -> None:
    """Change the constraint; SQLite cannot, so the table and what refers to it are written anew there."""
    if op.get_bind().dialect.name == "sqlite":
        _anew()
        return
    op.drop_constraint(NUMBER, "editions", type_="unique")
    op.create_unique_constraint(FINAL_NUMBER, "editions", ["report", "final", "number"])
    op.add_column("editions", _program())
    op.add_column("edition_files", _approval())


def _anew() -> None:
    _editions()
    _approvals()
    _edition_files()
    _edition_submissions()
    for name, kept in KEPT.items():
        op.execute(f"INSERT INTO {name}{NEW} ({kept}) SELECT {kept} FROM {name}")  # noqa: S608 -- our own names
    for name in reversed(KEPT):
        op.drop_table(name)
    for name in KEPT:
        op.rename_table(f"{name}{NEW}", name)


def _program() -> sa.Column[str]:
    return sa.Column("program", sa.Text(), nullable=False, server_default="", comment="version that made its files")


def _approval() -> sa.Column[int]:
    return sa.Column(
        "approval", sa.Integer(), nullable=False, server_default="0", comment="number of the printed approval; 0: none"
    )


def _editions() -> None:
    op.create_table(
        f"editions{NEW}",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("previous", columns.Ref(), nullable=True),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        _program(),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_editions_person"),
        sa.ForeignKeyConstraint(
            ["plan", "plan_revision"],
            ["plan_revisions.plan", "plan_revisions.number"],
            name="fk_editions_plan_plan_revision",
        ),
        sa.ForeignKeyConstraint(["previous"], [f"editions{NEW}.id"], name="fk_editions_previous"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_editions_report"),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sa.UniqueConstraint("report", "final", "number", name=FINAL_NUMBER),
    )


def _approvals() -> None:
    op.create_table(
        f"approvals{NEW}",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("on", columns.LocalDay(), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], [f"editions{NEW}.id"], name="fk_approvals_edition"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_approvals_person"),
        sa.PrimaryKeyConstraint("edition", "number", name="pk_approvals"),
    )


def _edition_files() -> None:
    op.create_table(
        f"edition_files{NEW}",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _approval(),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_edition_files_name")),
        sa.ForeignKeyConstraint(["edition"], [f"editions{NEW}.id"], name="fk_edition_files_edition"),
        sa.PrimaryKeyConstraint("edition", "name", name="pk_edition_files"),
    )


def _edition_submissions() -> None:
    op.create_table(
        f"edition_submissions{NEW}",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], [f"editions{NEW}.id"], name="fk_edition_submissions_edition"),
        sa.ForeignKeyConstraint(
            ["task", "number"], ["submissions.task", "submissions.number"], name="fk_edition_submissions_task_number"
        ),
        sa.PrimaryKeyConstraint("edition", "task", name="pk_edition_submissions"),
    )
