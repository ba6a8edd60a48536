"""The one message of a fast table: a level with its buttons, or the text that a level wants."""

from bot.conversation.buttons import Verb, button_data, code, turn_code
from bot.conversation.fast.rows import FastRow, fast_rows, is_explanation, row_at, unexplained
from bot.conversation.layout import lay_out
from bot.conversation.message import Button, Message, Rows
from bot.conversation.scene import Scene
from bot.conversation.showing import filled, printed, said_in, short_label, text_of
from bot.conversation.state import Mode, TaskCard
from flows.answers import JsonValue, Place
from flows.plan_levels import level_forms

OF = "of"
"""In the dialog's stash: how many texts were wanted when they began to be asked."""


def ask_fast(scene: Scene, task: TaskCard, place: Place, *, to_check: bool, before: str = "", fresh: bool) -> None:
    """Show a row; from now on the next text belongs to it.

    Args:
        scene: The act.
        task: The task.
        place: The row's level, or its explanation.
        to_check: It was opened from the list and leads back there.
        before: A sentence above.
        fresh: Say it anew; else the message on screen is edited in place.
    """
    explaining = is_explanation(task.interview.form.by_name[place.question])
    kept: dict[str, JsonValue] = {}
    if explaining:
        of = scene.dialog.stash.get(OF)
        kept[OF] = of if isinstance(of, int) else max(1, len(unexplained(task)))
    in_place = not fresh and bool(scene.dialog.screen_message)
    screen = scene.next_screen()
    scene.change_dialog(mode=Mode.ASK, task=task.id, place=place, seen_seq=task.head_seq, to_check=to_check, stash=kept)
    position, row = row_at(task, place)
    text = explanation_text(scene, task, row) if explaining else level_text(scene, task, position, row)
    rows = explanation_rows(scene, task, row, screen) if explaining else level_rows(scene, task, position, row, screen)
    message = Message(text=f"{before}\n{text}" if before else text, rows=rows)
    if in_place:
        scene.amend_screen(message)
    else:
        scene.show(message)


def level_text(scene: Scene, task: TaskCard, position: int, row: FastRow) -> str:
    """Write the row's number, what is judged, how it was, what stands there now, and the question."""
    rows, words = fast_rows(task), scene.words
    question = row.level.question
    now = row.now(task)
    told = row.text.value if row.text is not None else None
    return words.text(
        "fast_level",
        position=position + 1,
        total=len(rows),
        item=item_name(scene, task, row),
        finished=finished(scene, task, position),
        title=row.title,
        before=printed(task, question, row.before.name, scene.language) if row.before else "",
        text_before=row.text_before,
        now=printed(task, question, now.name, scene.language) if now else "",
        text_now=text_of(told),
        label=filled(said_in(question.label, task.interview.form, scene.language), task),
    )


def item_name(scene: Scene, task: TaskCard, row: FastRow) -> str:
    """Say "kritérium 1.1"."""
    if row.item is None:
        return ""
    return f"{level_forms(task.plan, row.item, scene.language).nominative} {row.item.number}".strip()


def finished(scene: Scene, task: TaskCard, position: int) -> str:
    """Say which item the rows before have completed, at the first row of the next one; "" elsewhere."""
    rows = fast_rows(task)
    if not position or rows[position].item is rows[position - 1].item or rows[position - 1].item is None:
        return ""
    own = [row for row in rows if row.item is rows[position - 1].item]
    return item_name(scene, task, rows[position - 1]) if all(row.level.answered for row in own) else ""


def level_rows(scene: Scene, task: TaskCard, position: int, row: FastRow, screen: str) -> Rows:
    """Give a button for each level, the one that nothing has changed, and the ways out."""
    place, words = row.level.place, scene.words
    where = (task.id, code(place.question), turn_code(place.instance))
    choices = [
        Button(
            label=short_label(task, one, scene.language),
            data=button_data(Verb.CHOOSE, *where, code(one.name), screen),
        )
        for one in row.level.choices
    ]
    same = Button(label=words.label("unchanged"), data=button_data(Verb.LAST, *where, screen))
    ranked = [one for one, choice in zip(choices, row.level.choices, strict=True) if choice.filters.get("rank")]
    others = [one for one in choices if one not in ranked]
    back = Button(label=words.label("back"), data=button_data(Verb.BACK, *where, screen))
    later = Button(label=words.label("later"), data=button_data(Verb.LATER, *where, screen))
    out = [back] if scene.dialog.to_check else [*([back] if position else []), later]
    return (*lay_out(ranked), *lay_out([same] if row.before else []), *lay_out(others), *lay_out(out))


def explanation_text(scene: Scene, task: TaskCard, row: FastRow) -> str:
    """Write "Vysvětlení 1/9: ukazatel 1.1/3, ČÁSTEČNĚ → ANO. Co se změnilo?"."""
    left, of = len(unexplained(task)), scene.dialog.stash.get(OF)
    total = max(of if isinstance(of, int) else left, left)
    question, now = row.level.question, row.now(task)
    shown = [
        printed(task, question, one.name, scene.language)
        for one in (row.before, now)
        if one is not None and (one is now or now is None or row.before is None or row.before.name != now.name)
    ]
    asked = row.text.question.label if row.text is not None else {}
    return scene.words.text(
        "fast_explanation",
        position=total - left + 1,
        total=total,
        number=row.number,
        levels=" → ".join(shown),
        changed=len(shown) > 1,
        title=row.title,
        text_before=row.text_before,
        label=filled(said_in(asked, task.interview.form, scene.language), task),
    )


def explanation_rows(scene: Scene, task: TaskCard, row: FastRow, screen: str) -> Rows:
    """Give "Bez textu" and "Zpět"."""
    if row.text is None:
        return ()
    place = row.text.place
    where = (task.id, code(place.question), turn_code(place.instance))
    return lay_out(
        [
            Button(label=scene.words.label("without_text"), data=button_data(Verb.LEAVE_OUT, *where, screen)),
            Button(label=scene.words.label("back"), data=button_data(Verb.BACK, *where, screen)),
        ]
    )
