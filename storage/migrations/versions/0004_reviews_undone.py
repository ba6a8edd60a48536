"""A verdict on a submission can be taken back."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ck_reviews_verdict"
VERDICTS = "verdict IN ('approved', 'returned', 'undone')"


def upgrade() -> None:
    """Allow one verdict more; SQLite cannot change a check, so the table is written anew there."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in _ANEW:
            op.execute(statement)
        return
    op.drop_constraint(op.f(NAME), "reviews", type_="check")
    op.create_check_constraint(op.f(NAME), "reviews", VERDICTS)


_ANEW = (
    "ALTER TABLE reviews RENAME TO reviews_before",
    f"""CREATE TABLE reviews (
        task TEXT NOT NULL,
        number INTEGER NOT NULL,
        submission INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        question TEXT NOT NULL,
        instance TEXT NOT NULL,
        reason TEXT NOT NULL,
        person TEXT,
        at TEXT NOT NULL,
        CONSTRAINT {NAME} CHECK ({VERDICTS}),
        CONSTRAINT fk_reviews_person FOREIGN KEY(person) REFERENCES persons (id),
        CONSTRAINT fk_reviews_task_submission FOREIGN KEY(task, submission) REFERENCES submissions (task, number),
        CONSTRAINT pk_reviews PRIMARY KEY (task, number)
    )""",
    """INSERT INTO reviews (task, number, submission, verdict, question, instance, reason, person, at)
       SELECT task, number, submission, verdict, question, instance, reason, person, at FROM reviews_before""",
    "DROP TABLE reviews_before",
)
