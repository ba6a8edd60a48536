"""Taps and texts at a coordinator's desk: which button does what, each asked for its right."""

from collections.abc import Callable

from bot.conversation import (
    deciding,
    on_behalf,
    outline_document,
    report_texts,
    returned,
    returning,
    review_many,
    reviewing,
    rewording,
    tables,
)
from bot.conversation.buttons import Tap, Verb, read_button
from bot.conversation.heard import Said
from bot.conversation.layout import shorten
from bot.conversation.message import Button
from bot.conversation.plans_sent import PLAN_TAPS
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, TaskCard
from flows.reading.cleaning import clean
from flows.reading.folding import fold
from flows.rights import Action

OnSubmission = Callable[[Scene, TaskCard, Tap], None]


def page_of(read: Tap, part: int) -> int:
    """Give the page that a button names."""
    said = read.part(part)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else 0


def on_submission(act: OnSubmission, action: Action) -> Callable[[Scene, Tap], None]:
    """Make the function of a button under a submission; it asks for the right first."""

    def tapped(scene: Scene, read: Tap) -> None:
        card = scene.surrounds.desk.cards.get(read.part(0))
        if card is None or scene.allowed(card, action) is None:
            scene.say("not_yours", contact=scene.contact_of(None))
        else:
            act(scene, card, read)

    return tapped


def at_desk(act: Callable[[Scene, Tap], None]) -> Callable[[Scene, Tap], None]:
    """Make the function of a button over many submissions; it asks for the right first."""

    def tapped(scene: Scene, read: Tap) -> None:
        if reviewing.reviewed_plans(scene):
            act(scene, read)
        else:
            scene.say("not_yours", contact=scene.contact_of(None))

    return tapped


REVIEW_TAPS: dict[Verb, Callable[[Scene, Tap], None]] = {
    Verb.REVIEW: lambda scene, _: reviewing.open_queue(scene),
    Verb.REVIEW_ONE: on_submission(lambda scene, card, _: reviewing.show_review(scene, card), Action.APPROVE),
    Verb.NEXT_REVIEW: on_submission(lambda scene, card, _: reviewing.show_next(scene, card.id), Action.APPROVE),
    Verb.APPROVE: on_submission(lambda scene, card, read: deciding.approve(scene, card, read.part(1)), Action.APPROVE),
    Verb.UNDO_REVIEW: on_submission(lambda scene, card, read: deciding.undo(scene, card, read.part(1)), Action.APPROVE),
    Verb.RETURN: on_submission(
        lambda scene, card, read: returning.begin_return(scene, card, read.part(1)), Action.RETURN
    ),
    Verb.RETURN_PLACE: on_submission(returning.choose_place, Action.RETURN),
    Verb.RETURN_REASON: on_submission(
        lambda scene, card, read: returning.tapped_reason(scene, card, read.part(1)), Action.RETURN
    ),
    Verb.RETURN_MORE: on_submission(lambda scene, card, _: returning.ask_what(scene, card), Action.RETURN),
    Verb.RETURN_SEND: on_submission(lambda scene, card, _: returning.send_back(scene, card), Action.RETURN),
    Verb.REWORD: on_submission(
        lambda scene, card, read: rewording.begin_rewording(scene, card, read.part(1)), Action.ANSWER_ON_BEHALF
    ),
    Verb.REWORD_TEXT: on_submission(rewording.choose_text, Action.ANSWER_ON_BEHALF),
    Verb.UNDO_REWORDING: on_submission(
        lambda scene, card, read: rewording.undo_rewording(scene, card, read.part(1)), Action.ANSWER_ON_BEHALF
    ),
    Verb.MANY: at_desk(lambda scene, read: review_many.show_list(scene, page_of(read, 0))),
    Verb.MARK: at_desk(lambda scene, read: review_many.tick(scene, read.part(0), page_of(read, 1))),
    Verb.MARK_ALL: at_desk(lambda scene, read: review_many.tick_all(scene, page_of(read, 0))),
    Verb.APPROVE_MARKED: at_desk(lambda scene, _: review_many.approve_marked(scene)),
    Verb.RETURN_MARKED: at_desk(lambda scene, _: review_many.ask_reason(scene)),
    Verb.UNDO_MARKED: at_desk(lambda scene, _: review_many.undo_decided(scene)),
    Verb.BEHALF: lambda scene, read: on_behalf.next_page(scene, page_of(read, 0)),
    Verb.BEHALF_ACTOR: on_behalf.ask_medium,
    Verb.BEHALF_MEDIUM: on_behalf.begin_entry,
    Verb.TEXTS: lambda scene, read: report_texts.show_texts(scene, page_of(read, 0)),
    Verb.TEXT_PART: report_texts.open_part,
    Verb.TEXT_UNDO: lambda scene, _: report_texts.undo_text(scene),
    Verb.TABLE_MAKE: tables.make_table,
    Verb.TABLE_USE: tables.use_table,
    Verb.DOCUMENT_USE: outline_document.use_document,
    Verb.TABLE_DROP: tables.drop_table,
    **PLAN_TAPS,
    Verb.BEHALF_END: lambda scene, _: on_behalf.end_entry(scene),
}
"""What a coordinator taps; each function asks for the right."""
AUTHOR_TAPS: dict[Verb, OnSubmission] = {
    Verb.CONFIRM: lambda scene, task, read: on_behalf.confirm(scene, task, read.part(1)),
    Verb.KEEP: lambda scene, task, _: returned.ask_explanation(scene, task),
    Verb.COMPLETE_AGAIN: lambda scene, task, _: returned.complete_again(scene, task),
}
"""What the author of a submission taps, once it came back or was entered for them."""
REVIEW_ONCE = frozenset(
    {Verb.UNDO_REVIEW, Verb.CONFIRM, Verb.TABLE_USE, Verb.DOCUMENT_USE, Verb.TABLE_DROP, *PLAN_TAPS}
)
"""Verbs under messages that are no screen: once answered they lose their buttons."""
AUTHOR_NEEDS = {Verb.CONFIRM: Action.SUBMIT, Verb.KEEP: Action.SUBMIT, Verb.COMPLETE_AGAIN: Action.ANSWER}


def hear_at_desk(scene: Scene, said: Said) -> bool:
    """Take a text that belongs to a review or an entry on behalf. False where it does not."""
    match scene.dialog.mode:
        case Mode.RETURN:
            hear_reason(scene, said)
        case Mode.REWORD:
            hear_wording(scene, said)
        case Mode.REPORT_TEXT:
            report_texts.take_text(scene, said.marked or said.text)
        case Mode.KEEP:
            hear_explanation(scene, said)
        case Mode.BEHALF:
            on_behalf.choose_actor(scene, part=clean(said.text))
        case Mode.REVIEW:
            card = scene.surrounds.desk.cards.get(scene.dialog.task)
            allowed = card is not None and scene.allowed(card, Action.APPROVE) is not None
            return card is not None and allowed and typed_verdict(scene, card, said.text)
        case _:
            return False
    return True


def hear_reason(scene: Scene, said: Said) -> None:
    """Take the reason why one submission, or all that are ticked, go back."""
    card = scene.surrounds.desk.cards.get(scene.dialog.task)
    if card is not None and scene.allowed(card, Action.RETURN) is not None:
        returning.take_reason(scene, card, said.text)
    elif not scene.dialog.task and reviewing.reviewed_plans(scene):
        review_many.return_marked(scene, said.text)
    else:
        scene.say("not_yours", contact=scene.contact_of(None))


def hear_wording(scene: Scene, said: Said) -> None:
    """Take a new wording."""
    card = scene.surrounds.desk.cards.get(scene.dialog.task)
    if card is None or not rewording.may_reword(scene, card):
        scene.say("not_yours", contact=scene.contact_of(None))
    else:
        rewording.take_wording(scene, card, said.marked or said.text)


def hear_explanation(scene: Scene, said: Said) -> None:
    """Take the author's explanation of what is kept."""
    task = scene.task(scene.dialog.task)
    if task is None or scene.allowed(task, Action.SUBMIT) is None:
        scene.say("not_yours", contact=scene.contact_of(None))
    else:
        returned.keep(scene, task, said.text)


def typed_verdict(scene: Scene, card: TaskCard, text: str) -> bool:
    """Do what a typed label says."""
    read = next((read_button(one.data) for one in verdicts(scene, card) if fold(one.label) == fold(text)), None)
    if read is None:
        return False
    REVIEW_TAPS[read.verb](scene, read)
    return True


def verdicts(scene: Scene, card: TaskCard) -> list[Button]:
    """Give the buttons under the submission that is read."""
    more = any(line.task != card.id for line in reviewing.queue(scene))
    return [one for row in reviewing.review_rows(scene, card, more=more) for one in row]


def say_verdicts(scene: Scene, text: str) -> bool:
    """Say what can be done with the submission that is read; False where none is."""
    card = scene.surrounds.desk.cards.get(scene.dialog.task) if scene.dialog.mode is Mode.REVIEW else None
    if card is None or scene.allowed(card, Action.APPROVE) is None or not clean(text).strip():
        return False
    labels = [one.label for one in verdicts(scene, card)]
    if labels:
        scene.say("review_unclear", text=shorten(" ".join(clean(text).split())), labels=labels)
    return bool(labels)
