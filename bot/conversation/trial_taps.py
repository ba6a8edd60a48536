"""What a coordinator taps to try the questions out."""

from collections.abc import Callable

from bot.conversation.buttons import Tap, Verb
from bot.conversation.scene import Scene
from bot.conversation.trying import begin_trial, end_trial, offer_trial, try_form

MOST_DIGITS = 4


def turn_page(scene: Scene, read: Tap) -> None:
    """Show another page of those as whom one may answer."""
    page = read.part(0)
    offer_trial(scene, int(page) if page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS else 0)


TRIAL_TAPS: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.TRY: turn_page,
    Verb.TRY_AS: begin_trial,
    Verb.TRY_END: lambda scene, _: end_trial(scene),
    Verb.FORM_TRY: try_form,
}
