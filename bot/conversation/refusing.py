"""A friendly no: what was understood, what is needed, an example."""

from bot.conversation.scene import Scene
from flows.reading.outcome import NotUnderstood
from flows.rejection import Rejection

QUOTED = 60
KEYS = {
    "amount.negative": "amount_negative",
    "amount": "amount_not_understood",
    "number.fraction": "integer_expected",
    "number": "number_not_understood",
    "date.impossible": "date_impossible",
    "date": "date_not_understood",
    "choice": "choice_not_understood",
    "text": "nothing_readable",
    "kind": "text_expected",
    "source": "source_not_understood",
    "kind.file": "file_expected",
    "kind.image": "send_image",
    "kind.audio": "send_audio",
    "kind.video": "send_video",
    "place": "place_not_understood",
    "place.beyond": "place_beyond",
    "list": "nothing_readable",
    "count": "count_not_understood",
}
"""Message for a reading's code; the part before the dot stands for the whole family."""

REFUSED = {
    "interview.wrong_media.image": "wrong_media_image",
    "interview.wrong_media.audio": "wrong_media_audio",
    "interview.wrong_media.video": "wrong_media_video",
    "interview.too_many_turns": "too_many_lines",
}
"""Message for an engine's rejection that has no sentence of the form's own."""


def refuse(scene: Scene, reading: NotUnderstood) -> None:
    """Say why a text was not understood; the question stays open."""
    key = KEYS.get(reading.code) or KEYS.get(reading.code.partition(".")[0], "text_expected")
    scene.say(key, text=quoted(reading.text))


def quoted(text: str) -> str:
    """Shorten a text for quoting it back."""
    flat = " ".join(text.split())
    return flat if len(flat) <= QUOTED else flat[:QUOTED] + "…"


def refuse_input(scene: Scene, rejection: Rejection) -> None:
    """Say why the form does not take a value; its own sentence wins."""
    if rejection.code == "task.closed":
        scene.say("closed_task", contact=scene.contact_of(None))
        return
    code = rejection.code
    if code == "interview.wrong_media":
        code = f"{code}.{rejection.data['media']}"
    own = rejection.message.get(scene.language) or next(iter(rejection.message.values()), "")
    if own:
        scene.say("value_refused", message=own)
    elif code in REFUSED:
        scene.say(REFUSED[code])
    else:
        scene.say("value_out_of_bounds")
