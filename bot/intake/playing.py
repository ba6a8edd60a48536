"""One update played in its scene: in a private chat, or in a group."""

from bot.conversation.heard import Changed, Linked
from bot.conversation.react import react
from bot.conversation.scene import Scene
from bot.conversation.trying import goes_on, leave
from bot.intake.groups import in_group
from bot.intake.played import Arrived
from bot.intake.replies import question_of
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming


class UnfitError(Exception):
    """An update failed every time it was played and written; the message names the fault of the last time."""


def play(scene: Scene, stage: Stage, arrived: Arrived, incoming: Incoming) -> None:
    """Let one update play.

    Raises:
        UnfitError: It failed before; it is not tried again.
    """
    if arrived.error:
        raise UnfitError(arrived.error)
    if incoming.private and scene.dialog.trial is not None and not goes_on(incoming.heard):
        leave_trial(scene, stage)
    if incoming.private:
        react(scene, incoming.heard, linked=link_of(stage, incoming), question=question_of(stage, incoming))
    else:
        in_group(scene, incoming.heard)


def leave_trial(scene: Scene, stage: Stage) -> None:
    """End a trial in whose middle the coordinator does something else."""
    leave(scene)
    scene.say("trial_ended")
    scene.tasks = dict(stage.tasks_of(scene.person, scene.dialog))


def link_of(stage: Stage, incoming: Incoming) -> Linked | None:
    """Find what an edited message made."""
    if not isinstance(incoming.heard, Changed):
        return None
    return stage.links.get((stage.people[incoming.chat].contact, incoming.heard.ref))
