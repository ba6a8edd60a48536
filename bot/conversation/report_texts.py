"""Writing the texts of a report in the chat: the introduction, a comment per priority, the closing."""

from bot.conversation.buttons import Tap, Verb, button_data, code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message
from bot.conversation.scene import Scene
from bot.conversation.state import Mode
from bot.conversation.town_effects import EditReportText
from flows.answers import JsonValue
from flows.plan import Plan, ReportDefinition
from flows.reading.cleaning import clean
from flows.report_texts import COMMENT, part_names, text_of_part
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal

PAGE = 4
Part = tuple[Plan, ReportDefinition, str]


def parts(scene: Scene) -> list[Part]:
    """Give every text that the person may write, report by report."""
    members, now = scene.person.memberships, scene.now
    plans = [
        plan
        for key, plan in scene.surrounds.plans.items()
        if not isinstance(may(members, Action.IMPORT_PLAN, OnPlan(plan=key), now), Refusal)
    ]
    return [(plan, report, part) for plan in plans for report in plan.reports for part in part_names(plan, report)]


def show_texts(scene: Scene, page: int = 0) -> None:
    """List the texts, those that are empty marked so."""
    found = parts(scene)
    if not found:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    words = scene.words
    pages = -(-len(found) // PAGE)
    page = min(max(page, 0), pages - 1)
    buttons = [Button(label=shorten(name_of(scene, one)), data=part_data(one)) for one in found[page * PAGE :][:PAGE]]
    more = Button(label=words.label("more_items"), data=button_data(Verb.TEXTS, str((page + 1) % pages)))
    empty = sum(1 for _, report, part in found if not text_of_part(report, part))
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(mode=Mode.IDLE, task="", place=None, stash={})
    rows = (*((button,) for button in buttons), *(((more,),) if pages > 1 else ()))
    scene.show(Message(text=words.text("report_texts", total=len(found), n=empty), rows=rows))


def name_of(scene: Scene, one: Part) -> str:
    """Name a text: Úvod, Komentář: 2 Děti a mládež, Závěr."""
    plan, _, part = one
    if not part.startswith(COMMENT):
        key = "text_introduction" if part == "introduction" else "text_closing"
        return scene.words.label(key)
    item = next((item for item in plan.items if item.key == part.removeprefix(COMMENT)), None)
    title = f"{item.number} {item.title}" if item is not None else part.removeprefix(COMMENT)
    return scene.words.label("text_comment", title=title)


def part_data(one: Part) -> str:
    """Write the data of the button that opens a text."""
    plan, report, part = one
    return button_data(Verb.TEXT_PART, code(plan.key), code(report.key), code(part))


def open_part(scene: Scene, read: Tap) -> None:
    """Show a text as it stands; the next message takes its place, further ones are added."""
    one = next((one for one in parts(scene) if part_data(one).partition(":")[2] == ":".join(read.parts)), None)
    if one is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    plan, report, part = one
    now = text_of_part(report, part)
    scene.settle_screen()
    scene.next_screen()
    stash: dict[str, JsonValue] = {"plan": plan.key, "report": report.key, "part": part, "old": now, "said": []}
    scene.change_dialog(mode=Mode.REPORT_TEXT, task="", place=None, stash=stash)
    back = Button(label=scene.words.label("back"), data=button_data(Verb.TEXTS, "0"))
    text = scene.words.text("report_text_ask", section=name_of(scene, one), text=now)
    scene.show(Message(text=text, rows=((back,),)))


def take_text(scene: Scene, text: str) -> None:
    """Save a message as the text, or as its next paragraph."""
    stash = dict(scene.dialog.stash)
    said = clean(text).strip()
    one = next((one for one in parts(scene) if in_hand(one, stash)), None)
    if one is None:
        scene.say("not_yours", contact=scene.contact_of(None))
        return
    if not said:
        scene.say("nothing_readable")
        return
    before = stash.get("said")
    paragraphs: list[JsonValue] = [*(before if isinstance(before, list) else []), said]
    plan, report, part = one
    whole = "\n\n".join(map(str, paragraphs))
    scene.effects.append(EditReportText(plan=plan.key, report=report.key, part=part, text=whole))
    scene.settle_screen()
    scene.next_screen()
    scene.change_dialog(stash={**stash, "said": paragraphs})
    words = scene.words
    buttons = [
        Button(label=words.label("restore"), data=button_data(Verb.TEXT_UNDO)),
        Button(label=words.label("done"), data=button_data(Verb.TEXTS, "0")),
    ]
    text = words.text("report_text_saved", section=name_of(scene, one), n=len(paragraphs))
    scene.show(Message(text=text, rows=lay_out(buttons)))


def in_hand(one: Part, stash: dict[str, JsonValue]) -> bool:
    """Tell whether this is the text that is being written."""
    plan, report, part = one
    return (plan.key, report.key, part) == (stash.get("plan"), stash.get("report"), stash.get("part"))


def undo_text(scene: Scene) -> None:
    """Put the text back that stood there before the first message."""
    stash = dict(scene.dialog.stash)
    one = next((one for one in parts(scene) if in_hand(one, stash)), None)
    if scene.dialog.mode is not Mode.REPORT_TEXT or one is None:
        scene.say("done_already")
        return
    plan, report, part = one
    scene.effects.append(EditReportText(plan=plan.key, report=report.key, part=part, text=str(stash.get("old", ""))))
    scene.say("report_text_restored", section=name_of(scene, one))
    show_texts(scene)
