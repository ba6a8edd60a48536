"""Entry on behalf (G6): the town writes down what an actor said by telephone, e-mail, on paper or in a table."""

from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.deciding import about
from bot.conversation.effects import InLanguage, Spoken, TellButton
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.overview import end_of_entry, show_overview
from bot.conversation.scene import SENT_STATES, Scene
from bot.conversation.state import Behalf, Mode, TaskCard
from bot.conversation.summary import summary
from bot.words import LANGUAGES, words_for
from flows.plan import Actor, Plan
from flows.plan_walk import tasks_expected
from flows.reading.folding import fold
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal
from flows.wording.days import day_month

PAGE = 4
MEDIA = ("telephone", "email", "paper")
"""How an answer reached the town, besides a table that is read."""


def entered_plans(scene: Scene) -> list[Plan]:
    """Give the plans in which the person may enter answers for others."""
    members, now = scene.person.memberships, scene.now
    allowed = {key: may(members, Action.ANSWER_ON_BEHALF, OnPlan(plan=key), now) for key in scene.surrounds.plans}
    return [scene.surrounds.plans[key] for key, answer in allowed.items() if not isinstance(answer, Refusal)]


def answering_actors(plan: Plan) -> list[Actor]:
    """Give the actors of whom some round asks something, by name."""
    keys = {task.actor for one in plan.rounds for task in tasks_expected(plan, one)}
    return sorted((actor for actor in plan.actors if actor.key in keys), key=lambda actor: fold(actor.name))


def choose_actor(scene: Scene, page: int = 0, part: str = "") -> None:
    """Ask for whom something is entered; a typed part of a name narrows the list."""
    plans = entered_plans(scene)
    if not plans:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    found = [(plan, one) for plan in plans for one in answering_actors(plan) if fold(part) in fold(one.name)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    buttons = [
        Button(label=shorten(one.name), data=button_data(Verb.BEHALF_ACTOR, code(plan.key), code(one.key)))
        for plan, one in found[page * PAGE : page * PAGE + PAGE]
    ]
    more = Button(label=scene.words.label("more_items"), data=button_data(Verb.BEHALF, str((page + 1) % pages)))
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.BEHALF, task="", place=None, to_check=False, stash={"part": part}, behalf=None)
    text = scene.words.text("behalf_who" if found else "behalf_nobody", total=len(found))
    rows = (*((button,) for button in buttons), *(((more,),) if pages > 1 else ()))
    scene.show(Message(text=text, rows=rows))


def next_page(scene: Scene, page: int) -> None:
    """Show another page of the same list."""
    kept = str(scene.dialog.stash.get("part", "")) if scene.dialog.mode is Mode.BEHALF else ""
    choose_actor(scene, page, kept)


def named_actor(scene: Scene, read: Tap) -> tuple[Plan, Actor] | None:
    """Find the actor that a button names, among those for whom the person may enter."""
    for plan in entered_plans(scene):
        if code(plan.key) == read.part(0):
            return next(((plan, one) for one in plan.actors if code(one.key) == read.part(1)), None)
    return None


def ask_medium(scene: Scene, read: Tap) -> None:
    """Ask how the answers came."""
    named = named_actor(scene, read)
    if named is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    words, (_, actor) = scene.words, named
    buttons = [
        Button(
            label=words.label(f"medium_{medium}"),
            data=button_data(Verb.BEHALF_MEDIUM, read.part(0), read.part(1), medium),
        )
        for medium in MEDIA
    ]
    table = Button(label=words.label("make_table"), data=button_data(Verb.TABLE_MAKE, read.part(0), read.part(1)))
    cancel = Button(label=words.label("cancel"), data=button_data(Verb.BEHALF, "0"))
    scene.settle_screen(actor.name)
    scene.next_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    scene.show(Message(text=words.text("behalf_medium", actor=actor.name), rows=lay_out([*buttons, table, cancel])))


def begin_entry(scene: Scene, read: Tap) -> None:
    """From now on the coordinator's taps and texts answer the actor's items."""
    named = named_actor(scene, read)
    medium = read.part(2)
    if named is None or medium not in MEDIA:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, actor = named
    scene.settle_screen(scene.words.label(f"medium_{medium}"))
    scene.change_dialog(behalf=Behalf(plan=plan.key, actor=actor.key, medium=medium))
    entered = scene.surrounds.entered.values()
    scene.tasks = {one.id: one for one in entered if (one.plan.key, one.actor) == (plan.key, actor.key)}
    if not scene.tasks:
        scene.change_dialog(behalf=None)
        scene.say("behalf_nothing", actor=actor.name)
        return
    scene.say("behalf_begins", actor=actor.name, medium=scene.words.label(f"medium_{medium}").lower())
    show_overview(scene)


def end_entry(scene: Scene) -> None:
    """The coordinator is themselves again."""
    if scene.dialog.behalf is None:
        scene.say("done_already")
        return
    scene.settle_screen()
    scene.change_dialog(behalf=None, mode=Mode.IDLE, task="", place=None, to_check=False, stash={})
    scene.tasks = {}
    scene.say("behalf_ended")


def tell_entered(scene: Scene, task: TaskCard) -> None:
    """Tell the partner, if joined, what was entered for them, and let them agree or correct it."""
    behalf = scene.dialog.behalf
    if behalf is None:
        return
    day = scene.now.astimezone(scene.zone(task.plan)).date()
    every = {one: words_for(one) for one in LANGUAGES}
    data: dict[str, Spoken] = {
        **about(task),
        "medium": InLanguage(texts={one: words.text(f"by_{behalf.medium}") for one, words in every.items()}),
        "day": InLanguage(texts={one: day_month(day, one, day) for one in every}),
        "text": InLanguage(texts={one: summary(task, words) for one, words in every.items()}),
        "name": scene.person.name,
    }
    buttons: tuple[TellButton, ...] = (
        ("agree", button_data(Verb.CONFIRM, task.id, str(task.submissions)), {}),
        ("correct", button_data(Verb.OPEN, task.id), {}),
    )
    scene.tell_about(task, "told_entered", data, buttons=buttons)


def confirm(scene: Scene, task: TaskCard, number: str) -> None:
    """The partner agrees with what was entered for them: from now on it is their own submission."""
    from bot.conversation.writing import submit  # noqa: PLC0415 - an entry on behalf ends in a submission

    if task.state not in SENT_STATES or str(task.submissions) != number:
        scene.say("entered_changed", level=scene.level(task).nominative, number=task.number)
        return
    submit(scene, task)
    scene.say("entered_confirmed", level=scene.level(task).nominative, number=task.number)


def all_entered(scene: Scene) -> None:
    """Say that nothing is left to be entered for the actor."""
    walk = scene.walk()
    name = walk[0].actor_name if walk else ""
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    scene.show(Message(text=scene.words.text("behalf_all", actor=name), rows=(tuple(end_of_entry(scene)),)))
