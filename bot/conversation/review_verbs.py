"""Which words and buttons belong to a coordinator's desk, and which tasks they name."""

from bot.conversation.buttons import Tap, Verb
from bot.conversation.state import Dialog, Mode

DESK_COMMANDS = frozenset({"kontrola", "review"})
ON_SUBMISSION = frozenset(
    {
        Verb.REVIEW_ONE,
        Verb.NEXT_REVIEW,
        Verb.APPROVE,
        Verb.RETURN,
        Verb.RETURN_PLACE,
        Verb.RETURN_REASON,
        Verb.RETURN_SEND,
        Verb.RETURN_MORE,
        Verb.UNDO_REVIEW,
        Verb.REWORD,
        Verb.REWORD_TEXT,
        Verb.UNDO_REWORDING,
    }
)
"""Buttons whose first part is a submitted task."""
ON_MANY = frozenset({Verb.APPROVE_MARKED, Verb.RETURN_MARKED, Verb.UNDO_MARKED})
DESK_VERBS = ON_SUBMISSION | ON_MANY | {Verb.REVIEW, Verb.MANY, Verb.MARK, Verb.MARK_ALL}
DESK_MODES = frozenset({Mode.REVIEW, Mode.RETURN, Mode.REWORD})
"""Modes in which a coordinator's text is about a submission."""


def marked(dialog: Dialog) -> dict[str, int]:
    """Give the submissions that are ticked, with the rev of each as it was seen in the list."""
    return revs(dialog, "marked")


def decided(dialog: Dialog) -> dict[str, int]:
    """Give the submissions that were decided together just now, with the rev that it gave each."""
    return revs(dialog, "decided")


def revs(dialog: Dialog, name: str) -> dict[str, int]:
    """Read tasks with their revs from what the dialog keeps."""
    found = dialog.stash.get(name)
    return {task: int(str(rev)) for task, rev in found.items()} if isinstance(found, dict) else {}


def named_tasks(read: Tap, dialog: Dialog) -> set[str]:
    """Give the tasks that a button needs whole."""
    if read.verb in ON_SUBMISSION:
        return {read.part(0)}
    return set(marked(dialog)) | set(decided(dialog)) if read.verb in ON_MANY else set()
