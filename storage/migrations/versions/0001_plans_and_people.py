"""Plans and what is projected from them; persons, contacts, memberships, invites."""

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _persons()
    _plans()
    _plan_revisions()
    _items()
    _actors()
    _duties()
    _indicators()
    _contacts()
    _memberships()
    _absences()
    _invites()
    _access_requests()


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False, comment="cs, en; empty: the plan's"),
        sa.Column("zone", sa.Text(), nullable=False, comment="IANA name; empty: the plan's"),
        sa.Column(
            "consent_at", columns.UtcInstant(), nullable=True, comment="when the information on data was acknowledged"
        ),
        sa.Column("erased_at", columns.UtcInstant(), nullable=True),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        comment="Humans. Erasing blanks the name; the id stays as author.",
    )


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("key", sa.Text(), nullable=False, comment="the author's own name of the plan"),
        sa.Column("revision", sa.Integer(), nullable=False, comment="number of the newest revision"),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_plans"),
        comment="A strategy or action plan; one bot serves several.",
    )


def _plan_revisions() -> None:
    op.create_table(
        "plan_revisions",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="from 1"),
        sa.Column("source_hash", sa.Text(), nullable=False, comment="SHA-256 of what was imported"),
        sa.Column("body", columns.Json(), nullable=False, comment="the whole validated plan"),
        sa.Column("person", columns.Ref(), nullable=True, comment="who imported it; none: the command line"),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_plan_revisions_person"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_plan_revisions_plan"),
        sa.PrimaryKeyConstraint("plan", "number", name="pk_plan_revisions"),
        comment="+ Every imported state of a plan.",
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, comment="printed number, changes with the plan"),
        sa.Column("level", sa.Integer(), nullable=False, comment="from 1, the top"),
        sa.Column("parent", sa.Text(), nullable=False, comment="key of the item above in the same tree, or empty"),
        sa.Column("sort", sa.Integer(), nullable=False, comment="position in the plan"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True, comment="gone from the plan; never deleted"),
        sa.CheckConstraint("level >= 1", name=op.f("ck_items_level")),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_items_plan"),
        sa.PrimaryKeyConstraint("plan", "tree", "key", name="pk_items"),
        comment="Items of the plan's trees: priorities, measures, activities.",
    )
    op.create_index(
        "uq_items_number_living",
        "items",
        ["plan", "tree", "number"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL AND number <> ''"),
        postgresql_where=sa.text("retired_at IS NULL AND number <> ''"),
    )


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="key of the kind of implementer, or empty"),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("telephone", sa.Text(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=False, comment="key of the actor who steps in, or empty"),
        sa.Column("head", sa.Text(), nullable=False, comment="key of the actor above, or empty"),
        sa.Column("members", columns.Json(), nullable=False, comment="keys of the group's members"),
        sa.Column("retired_at", columns.UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_actors_plan"),
        sa.PrimaryKeyConstraint("plan", "key", name="pk_actors"),
        comment="Organisations and positions that answer; the duty is theirs, people come and go.",
    )


def _duties() -> None:
    op.create_table(
        "duties",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'contributor')", name=op.f("ck_duties_role")),
        sa.ForeignKeyConstraint(["plan", "actor"], ["actors.plan", "actors.key"], name="fk_duties_plan_actor"),
        sa.ForeignKeyConstraint(
            ["plan", "tree", "item"], ["items.plan", "items.tree", "items.key"], name="fk_duties_plan_tree_item"
        ),
        sa.PrimaryKeyConstraint("plan", "tree", "item", "actor", name="pk_duties"),
        comment="Who carries out which item in the newest revision.",
    )
    op.create_index(
        "uq_duties_lead",
        "duties",
        ["plan", "tree", "item"],
        unique=True,
        sqlite_where=sa.text("role = 'lead'"),
        postgresql_where=sa.text("role = 'lead'"),
    )


def _indicators() -> None:
    op.create_table(
        "indicators",
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sort", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan", "tree", "item"], ["items.plan", "items.tree", "items.key"], name="fk_indicators_plan_tree_item"
        ),
        sa.PrimaryKeyConstraint("plan", "tree", "item", "key", name="pk_indicators"),
        comment="Indicators of the newest revision.",
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", columns.Ref(), nullable=True, comment="none: somebody unknown wrote"),
        sa.Column("channel", sa.Text(), nullable=False, comment="telegram"),
        sa.Column("address", sa.Text(), nullable=False, comment="chat id"),
        sa.Column("name", sa.Text(), nullable=False, comment="as the channel shows it"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.CheckConstraint("state IN ('active', 'blocked', 'gone')", name=op.f("ck_contacts_state")),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_contacts_person"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("channel", "address", name="uq_contacts_channel_address"),
        comment="One way to reach a person.",
    )
    op.create_index("ix_contacts_person", "contacts", ["person"], unique=False)


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False, comment="key of the actor, or empty"),
        sa.Column("from_at", columns.UtcInstant(), nullable=False),
        sa.Column("to_at", columns.UtcInstant(), nullable=True),
        sa.CheckConstraint(
            "role IN ('partner', 'coordinator', 'commentator', 'reader', 'admin')", name=op.f("ck_memberships_role")
        ),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_memberships_person"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_memberships_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_memberships"),
        comment="What a person is in a plan, from when to when.",
    )
    op.create_index("ix_memberships_person", "memberships", ["person"], unique=False)
    op.create_index("ix_memberships_plan_actor", "memberships", ["plan", "actor"], unique=False)


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("from_on", columns.LocalDay(), nullable=False),
        sa.Column("to_on", columns.LocalDay(), nullable=False, comment="last day of absence"),
        sa.Column("deputy", columns.Ref(), nullable=True),
        sa.Column("at", columns.UtcInstant(), nullable=False),
        sa.ForeignKeyConstraint(["deputy"], ["persons.id"], name="fk_absences_deputy"),
        sa.ForeignKeyConstraint(["person"], ["persons.id"], name="fk_absences_person"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        comment="Announced absences and who steps in.",
    )
    op.create_index("ix_absences_person", "absences", ["person"], unique=False)


def _invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False, comment="SHA-256; the token itself is not stored"),
        sa.Column("created_by", columns.Ref(), nullable=True),
        sa.Column("created_at", columns.UtcInstant(), nullable=False),
        sa.Column("expires_at", columns.UtcInstant(), nullable=False),
        sa.Column("used_at", columns.UtcInstant(), nullable=True),
        sa.Column("used_by", columns.Ref(), nullable=True),
        sa.Column("withdrawn_at", columns.UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name="fk_invites_created_by"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_invites_plan"),
        sa.ForeignKeyConstraint(["used_by"], ["persons.id"], name="fk_invites_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("token_hash", name="uq_invites_token_hash"),
        comment="One-time links that bind a person to an actor and a role.",
    )
    op.create_index("ix_invites_plan_actor", "invites", ["plan", "actor"], unique=False)


def _access_requests() -> None:
    op.create_table(
        "access_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, comment="for whom they say they answer"),
        sa.Column("requested_at", columns.UtcInstant(), nullable=False),
        sa.Column("decided_at", columns.UtcInstant(), nullable=True),
        sa.Column("decided_by", columns.Ref(), nullable=True),
        sa.Column("granted_role", sa.Text(), nullable=False, comment="empty: not decided or declined"),
        sa.Column("granted_actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact"], ["contacts.id"], name="fk_access_requests_contact"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_access_requests_decided_by"),
        sa.ForeignKeyConstraint(["plan"], ["plans.key"], name="fk_access_requests_plan"),
        sa.PrimaryKeyConstraint("id", name="pk_access_requests"),
        comment="Requests of people whose link was used or expired.",
    )
    op.create_index("ix_access_requests_contact", "access_requests", ["contact"], unique=False)
    op.create_index("ix_access_requests_plan", "access_requests", ["plan"], unique=False)
