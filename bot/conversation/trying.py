"""Trying the questions out as a partner would: marked on each screen, left by one button, and nothing of it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from bot.conversation.buttons import Tap, Verb, button_data, code, read_button
from bot.conversation.effects import Amend, Effect, Say, Toast, Unbutton, Void
from bot.conversation.heard import Commanded, Heard, Tapped
from bot.conversation.layout import MOST_ROWS, shorten
from bot.conversation.message import Button, Message, Rows
from bot.conversation.on_behalf import answering_actors
from bot.conversation.plans_sent import plans_of
from bot.conversation.scene import Scene
from bot.conversation.state import TRIAL_TASK, Dialog, Mode, TaskCard, TaskLine, Trial
from bot.words import Words
from flows.answers import JsonValue
from flows.evaluation import evaluate
from flows.interview import interview_from_json, interview_to_json
from flows.plan import Actor, Plan
from flows.tasks import TaskState

PAGE = 4
TRIED_COMMANDS = frozenset({"prehled", "overview", "pomoc", "help"})
TRIED_VERBS = frozenset({Verb.BEGIN, Verb.OVERVIEW, Verb.STRAY, Verb.HELP, Verb.NOT_NOW, Verb.SEND_READY, Verb.TRY_END})
"""What a partner says and taps without naming a task; in a trial it is about the trial."""


def trial_key(trial: Trial) -> tuple[str, str, str]:
    """Name what is tried out."""
    return trial.plan, trial.actor, trial.proposal


def offer_trial(scene: Scene, page: int = 0) -> None:
    """Ask as whom the coordinator wants to answer."""
    found = [(scene.surrounds.plans[key], one) for key in plans_of(scene) for one in who_answers(scene, key)]
    if not plans_of(scene):
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    pages = max(1, -(-len(found) // PAGE))
    page = page % pages
    buttons = [
        Button(label=shorten(one.name), data=button_data(Verb.TRY_AS, code(plan.key), code(one.key)))
        for plan, one in found[page * PAGE : page * PAGE + PAGE]
    ]
    more = Button(label=scene.words.label("more_items"), data=button_data(Verb.TRY, str((page + 1) % pages)))
    rows = (*((button,) for button in buttons), *(((more,),) if pages > 1 else ()))
    scene.turn_to(Message(text=scene.words.text("trial_who" if found else "behalf_nobody"), rows=rows))


def who_answers(scene: Scene, plan: str) -> list[Actor]:
    """Give the actors of a plan of whom some round asks something."""
    return answering_actors(scene.surrounds.plans[plan])


def named_trial(scene: Scene, read: Tap) -> tuple[Plan, Actor] | None:
    """Find the actor that a button names, in a plan that the person may change."""
    for key in plans_of(scene):
        if code(key) == read.part(0):
            found = (one for one in who_answers(scene, key) if code(one.key) == read.part(1))
            return next(((scene.surrounds.plans[key], one) for one in found), None)
    return None


def begin_trial(scene: Scene, read: Tap) -> None:
    """From now on the coordinator is a partner, for nobody but themselves."""
    named = named_trial(scene, read)
    if named is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, actor = named
    enter(scene, Trial(plan=plan.key, actor=actor.key))


def try_form(scene: Scene, read: Tap) -> None:
    """Walk through a form that was sent, before it is used."""
    mine = set(plans_of(scene))
    found = next((key for key in scene.surrounds.trials if key[2] == read.part(0) and key[0] in mine), None)
    if not mine:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    if found is None or not read.part(0):
        scene.say("done_already")
        return
    plan, actor, proposal = found
    enter(scene, Trial(plan=plan, actor=actor, proposal=proposal))


def enter(scene: Scene, trial: Trial) -> None:
    """Open a trial with the message that partners get first."""
    from bot.conversation.overview import opening  # noqa: PLC0415 - the overview leads into the walk, which is tried

    cards = scene.surrounds.trials.get(trial_key(trial), ())
    scene.settle_screen()
    if not cards:
        scene.say("trial_nothing")
        return
    scene.tasks = {card.id: card for card in cards}
    scene.change_dialog(trial=trial, behalf=None, mode=Mode.IDLE, task="", place=None, stash={}, postponed=frozenset())
    scene.say("trial_begins", actor=cards[0].actor_name)
    opening(scene)


def end_trial(scene: Scene) -> None:
    """The coordinator is themselves again; a form that was tried may be used now."""
    trial = scene.dialog.trial
    if trial is None:
        scene.say("trial_over")
        return
    leave(scene)
    words = scene.words
    if not trial.proposal:
        scene.say("trial_ended")
        return
    rows = form_rows(words, trial.proposal)
    scene.say("trial_of_form_ended", rows=rows)


def form_rows(words: Words, proposal: str, *, tried: bool = True) -> Rows:
    """Give what can be done with a form that was sent; before it is used it is tried."""
    drop = Button(label=words.label("cancel"), data=button_data(Verb.FORM_DROP, proposal))
    again = Button(label=words.label("try_out"), data=button_data(Verb.FORM_TRY, proposal))
    if not tried:
        return ((again,), (drop,))
    return ((Button(label=words.label("use_table"), data=button_data(Verb.FORM_USE, proposal)), drop), (again,))


def leave(scene: Scene) -> None:
    """Let go of the trial with everything that was answered in it."""
    scene.settle_screen()
    scene.next_screen()
    scene.effects = said_in_trial(scene.effects, scene.words)
    scene.tasks = {}
    scene.change_dialog(
        trial=None, mode=Mode.IDLE, task="", place=None, to_check=False, stash={}, postponed=frozenset()
    )


def goes_on(heard: Heard) -> bool:
    """Tell whether what was done belongs to the trial; what only a coordinator does ends it."""
    match heard:
        case Commanded():
            return heard.name in TRIED_COMMANDS
        case Tapped():
            read = read_button(heard.data)
            return read is not None and (read.verb in TRIED_VERBS or read.part(0).startswith(TRIAL_TASK))
        case _:
            return True


def tried_tasks(trial: Trial, cards: Iterable[TaskCard]) -> dict[str, TaskCard]:
    """Give the trial's tasks as they stand in this chat."""
    return {card.id: stands(card, trial.tasks.get(card.id)) for card in cards}


def stands(card: TaskCard, kept: JsonValue) -> TaskCard:
    """Put into a task what was answered in the trial."""
    if not isinstance(kept, dict):
        return card
    interview = interview_from_json(card.interview.form, kept["interview"])
    evaluation = evaluate(interview.form, interview.answers, surroundings=card.surroundings)
    return replace(
        card,
        interview=interview,
        evaluation=evaluation,
        state=TaskState(str(kept["state"])),
        head_seq=interview.head_seq,
        submissions=int(cast("int", kept["submissions"])),
        disowned=bool(kept["disowned"]),
    )


def kept_of(tasks: Mapping[str, TaskLine]) -> dict[str, JsonValue]:
    """Write what was answered in a trial, as the dialog keeps it."""
    return {
        task: {
            "interview": interview_to_json(card.interview),
            "state": str(card.state),
            "submissions": card.submissions,
            "disowned": card.disowned,
        }
        for task, card in tasks.items()
        if isinstance(card, TaskCard) and (card.head_seq or card.state is not TaskState.OPEN or card.disowned)
    }


def keep_trial(dialog: Dialog, tasks: Mapping[str, TaskLine]) -> Dialog:
    """Put into the dialog what its trial came to."""
    return dialog if dialog.trial is None else replace(dialog, trial=replace(dialog.trial, tasks=kept_of(tasks)))


def said_in_trial(effects: Iterable[Effect], words: Words) -> list[Effect]:
    """Keep of an act in a trial only what is said to the person, marked; nothing is written, nobody is told."""
    return [
        replace(one, message=marked(one.message, words)) if isinstance(one, Say | Amend) else one
        for one in effects
        if isinstance(one, Amend | Unbutton | Void | Toast)
        or (isinstance(one, Say) and isinstance(one.message, Message))
    ]


def marked(message: object, words: Words) -> Message:
    """Say on a message that it is a trial; one with buttons gets the way out."""
    if not isinstance(message, Message):
        raise TypeError("a trial sends no files")
    text = f"{words.text('trial_mark')}\n{message.text}"
    end = Button(label=words.label("end_trial"), data=button_data(Verb.TRY_END))
    return replace(message, text=text, rows=with_end(message.rows, end) if message.rows else ())


def with_end(rows: Rows, end: Button) -> Rows:
    """Add the way out: below, or in the last row where a seventh would be too many."""
    if len(rows) < MOST_ROWS:
        return (*rows, (end,))
    *above, last = rows
    return (*above, (*last, end))
