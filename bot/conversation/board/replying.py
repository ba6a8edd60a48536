"""A coordinator answers a partner's question by replying to the message that brought it."""

from bot.conversation.board import questions
from bot.conversation.scene import Scene
from bot.conversation.state import Mode


def answer_by_reply(scene: Scene, question: str, text: str) -> None:
    """Send the answer; what the coordinator was in the middle of stays as it was."""
    before = scene.dialog
    scene.change_dialog(mode=Mode.REPLY, stash={"question": question})
    questions.take_answer(scene, text)
    scene.change_dialog(mode=before.mode, stash=before.stash)
