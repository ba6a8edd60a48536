"""What waits and what is done: the opening message (B1), the list of items, the receipt (C12)."""

from bot.conversation.after_end import offer_corrections, offer_late
from bot.conversation.buttons import Verb, button_data
from bot.conversation.checking import sections
from bot.conversation.confirming import overview_confirm
from bot.conversation.layout import lay_out, shorten
from bot.conversation.log.entries import logs
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.state import Mode, RoundCard, TaskCard, TaskLine
from bot.conversation.turn_of_others import is_early
from bot.conversation.walking import waiting, waits
from flows.plan import Plan
from flows.tasks import TaskState
from flows.wording.days import date_long, date_numeric, in_days, time_short, until_date
from flows.wording.levels import LevelName, count_of
from flows.wording.levels import waiting as waiting_items

PAGE = 5
MINUTES_EACH = 3
ROUND_UP = 5


def opening(scene: Scene) -> None:
    """Say what is asked for, until when and by whom (B1); with nothing waiting, say so."""
    tasks = waiting(scene)
    if not tasks:
        if offer_late(scene):
            return
        scene.say("nothing_waits", contact=scene.contact_of(None))
        return
    first = tasks[0]
    language, day = scene.language, scene.now.astimezone(scene.zone(first.plan)).date()
    text = scene.words.text(
        "opening",
        year=first.round.label,
        plan_genitive=document_name(first.plan, language),
        waiting=waiting_for_you(scene.level(first), len(tasks)),
        minutes=minutes(len(tasks)),
        deadline=date_long(first.round.deadline_on, language, today=day),
        in_days=in_days((first.round.deadline_on - day).days, language),
        contact=scene.contact_of(first.plan),
    )
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None)
    scene.show(Message(text=text, rows=opening_rows(scene, first)))


def waiting_for_you(level: LevelName, count: int) -> str:
    """Say "čeká na vás 5 aktivit"."""
    said = waiting_items(level, count)
    if level.lang != "cs":
        return f"{said} for you"
    verb, _, rest = said.partition(" ")
    return f"{verb} na vás {rest}"


def document_name(plan: Plan, language: str) -> str:
    """Name the document as it follows "o plnění": the Czech genitive; other languages take the title as it is."""
    return plan.document.genitive if language == plan.language else plan.document.title


def minutes(count: int) -> int:
    """Estimate the minutes that so many items take, rounded up to five."""
    return -(-count * MINUTES_EACH // ROUND_UP) * ROUND_UP


def opening_rows(scene: Scene, task: TaskLine) -> Rows:
    """Give Začít / Naše aktivity, Teď ne; between them what confirms the estimates of what is sent already."""
    words = scene.words
    begin = "begin" if task.state is TaskState.OPEN else "go_on"
    ours = words.label("our_items", level_few=scene.level(task).few)
    return (
        (Button(label=words.label(begin), data=button_data(Verb.BEGIN)),),
        *overview_confirm(scene),
        *lay_out(
            [
                Button(label=shorten(ours), data=button_data(Verb.OVERVIEW, "0")),
                Button(label=words.label("not_now"), data=button_data(Verb.NOT_NOW)),
            ]
        ),
    )


def asked_of(scene: Scene) -> list[TaskLine]:
    """Give the items that are the person's; what was handed over or dropped from the plan is nobody's to answer."""
    return [task for task in scene.walk() if task.state is not TaskState.CANCELLED]


def show_overview(scene: Scene, page: int = 0) -> None:
    """List the items with their states; a button opens each."""
    walk = asked_of(scene)
    if not walk:
        if offer_late(scene) or offer_corrections(scene):
            return
        scene.say("nothing_waits", contact=scene.contact_of(None))
        return
    size = PAGE - len(overview_confirm(scene))
    pages = max(1, -(-len(walk) // size))
    page = min(max(page, 0), pages - 1)
    shown = walk[page * size : page * size + size]
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    text = overview_text(scene, walk, shown)
    scene.show(Message(text=text, rows=overview_rows(scene, shown, page, pages)))


def overview_text(scene: Scene, walk: list[TaskLine], shown: list[TaskLine]) -> str:
    """Write the list."""
    first = shown[0]
    day = scene.now.astimezone(scene.zone(first.plan)).date()
    done = sum(not waits(task) and not is_early(task) for task in walk)
    names = sorted({task.actor_name for task in walk})
    return scene.words.text(
        "overview",
        title=", ".join(names),
        done=done,
        total=len(walk),
        deadline=date_long(first.round.deadline_on, scene.language, today=day),
        lines=[overview_line(scene, task) for task in shown],
    )


def overview_line(scene: Scene, task: TaskLine) -> dict[str, str]:
    """Give one line: number, short title, state."""
    state = "state_disowned" if task.disowned else "state_early" if is_early(task) else f"state_{task.state}"
    return {"number": task.number, "title": shorten(task.title, 40), "state": scene.words.text(state)}


def overview_rows(scene: Scene, shown: list[TaskLine], page: int, pages: int) -> Rows:
    """Give one button an item, and the pages."""
    items = [
        Button(label=shorten(f"{task.number} {task.title}".strip()), data=button_data(Verb.OPEN, task.id))
        for task in shown
    ]
    words, turn = scene.words, []
    if page > 0:
        turn.append(Button(label=words.label("fewer_items"), data=button_data(Verb.OVERVIEW, str(page - 1))))
    if page + 1 < pages:
        turn.append(Button(label=words.label("more_items"), data=button_data(Verb.OVERVIEW, str(page + 1))))
    return (
        *overview_confirm(scene),
        *((button,) for button in items),
        *lay_out([*turn, *new_entry(scene), *end_of_entry(scene)]),
    )


def new_entry(scene: Scene) -> list[Button]:
    """Give the button that writes into the log, where there is one."""
    if not logs(scene):
        return []
    return [Button(label=scene.words.label("new_entry"), data=button_data(Verb.NEW_ENTRY))]


def end_of_entry(scene: Scene) -> list[Button]:
    """Give the button that ends an entry on behalf, where one is under way."""
    if scene.dialog.behalf is None:
        return []
    return [Button(label=scene.words.label("end_entry"), data=button_data(Verb.BEHALF_END))]


def all_done(scene: Scene) -> None:
    """Give the receipt when everything is sent (C12)."""
    from bot.conversation.on_behalf import all_entered  # noqa: PLC0415 - an entry on behalf walks through here

    if scene.dialog.behalf is not None:
        all_entered(scene)
        return
    walk = asked_of(scene)
    sent = [scene.opened(task) for task in walk if task.submissions or task.disowned]
    if not sent:
        if offer_late(scene):
            return
        scene.say("nothing_waits", contact=scene.contact_of(None))
        return
    first = sent[0]
    zone = scene.zone(first.plan)
    local = scene.now.astimezone(zone)
    language = scene.language
    last = first.round.deadline_on
    until = "" if first.round.closed or last < local.date() else until_date(last, language, today=local.date())
    text = scene.words.text(
        "all_sent",
        count=count_of(scene.level(first), len(sent)),
        receipt=receipt_number(first.round, scene.mint()),
        sent_at=f"{date_numeric(local.date(), language)}, {time_short(local.time())}",
        lines=[receipt_line(scene, task) for task in sent],
        deadline=until,
    )
    scene.settle_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, to_check=False)
    correct = Button(label=scene.words.label("correct"), data=button_data(Verb.OVERVIEW, "0"))
    scene.show(Message(text=text, rows=(*overview_confirm(scene), (correct,))))


def receipt_number(collection: RoundCard, minted: str) -> str:
    """Give the number of a receipt: the round's label and six letters that name it alone."""
    return f"{collection.label}-{minted[-6:].upper()}"


def receipt_line(scene: Scene, task: TaskCard) -> str:
    """Sum up one item: its first two sections, or that it was handed to the town.

    Where a figure would stand right behind the item's number, the figures are named: "1 440 500 Kč" is a million.
    """
    if task.disowned:
        return f"{task.number} {scene.words.text('state_disowned')}"
    found = sections(scene, task)[:2]
    values = ", ".join(line.value for line in found)
    if not task.number:
        return f"{task.title}: {values}"
    if values[:1].isdigit():
        return f"{task.number}: {', '.join(f'{line.name.lower()} {line.value}' for line in found)}"
    return f"{task.number} {values}"
