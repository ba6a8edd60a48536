"""The sheets of an answer table, with what is known already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answer_table.shape import KEY, LAST, MARK, NUMBER, TITLE, TURN, Shape, shapes_of
from bot.conversation.past import past_task
from bot.conversation.showing import filled, printed, said_in, section_of, text_of
from bot.conversation.state import TaskCard
from bot.conversation.summary import summary
from bot.words import Words
from flows.answers import JsonValue, Place
from flows.evaluation import Node
from flows.form import Kind, Question
from flows.workbook.grid import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledColumn:
    """A column: its code, its title, and what a drop-down offers."""

    code: str
    title: str
    offers: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledSheet:
    """A sheet with its rows."""

    title: str
    code: str
    columns: tuple[FilledColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledTable:
    """A whole table; `guide` is its first sheet, whose last line is the mark."""

    name: str
    guide_title: str
    guide: tuple[str, ...]
    sheets: tuple[FilledSheet, ...]


def fill_table(cards: Sequence[TaskCard], words: Words, *, deadline: str) -> FilledTable:
    """Write the table of one actor from their tasks, at least one, in the order of the plan."""
    first = cards[0]
    by_form: dict[str, list[TaskCard]] = {}
    for card in cards:
        by_form.setdefault(card.interview.form.key, []).append(card)
    sheets = [sheet for some in by_form.values() for sheet in form_sheets(some, words, alone=len(by_form) == 1)]
    contact = f"{first.plan.contact.name}, tel. {first.plan.contact.telephone}"
    lines = words.text("table_guide", actor=first.actor_name, deadline=deadline, contact=contact).splitlines()
    return FilledTable(
        name=words.text("table_name", actor=first.actor),
        guide_title=words.text("table_guide_title"),
        guide=(*lines, f"{MARK}:{first.plan.key}:{first.actor}"),
        sheets=tuple(sheets),
    )


def form_sheets(cards: Sequence[TaskCard], words: Words, *, alone: bool) -> Iterable[FilledSheet]:
    """Write the sheets of one form."""
    form = cards[0].interview.form
    for shape in shapes_of(form):
        if shape.repeat is None:
            title = words.text("table_answers") if alone else said_in(form.title, form, words.language)
            rows = [item_row(card, shape, words) for card in cards]
        else:
            title = section_of(form, shape.repeat, words.language)
            rows = [row for card in cards for row in turn_rows(card, shape, words)]
        if rows or not shape.fixed:
            columns = tuple(columns_of(cards[0], shape, words))
            yield FilledSheet(title=title[:31], code=shape.code, columns=columns, rows=tuple(rows))


def columns_of(card: TaskCard, shape: Shape, words: Words) -> Iterable[FilledColumn]:
    """Name the columns."""
    titles = {
        KEY: words.text("table_key"),
        TURN: words.text("table_key"),
        NUMBER: words.text("table_number"),
        TITLE: words.text("table_title"),
        LAST: words.text("table_last"),
    }
    for code in shape.leading:
        yield FilledColumn(code=code, title=titles[code], wide=code in {TITLE, LAST})
    for question in shape.columns:
        label = filled(said_in(question.label, card.interview.form, words.language), card)
        wide = question.kind is Kind.TEXT
        yield FilledColumn(code=question.name, title=label, offers=offers(card, question, words), wide=wide)


def offers(card: TaskCard, question: Question, words: Words) -> tuple[str, ...]:
    """Give what a drop-down offers: the printed choices of a list."""
    if question.kind is Kind.ACKNOWLEDGE:
        return (words.text("table_yes"),)
    if question.kind is not Kind.SELECT_ONE or question.from_file:
        return ()
    choices = card.interview.form.lists.get(question.choices, ())
    typed = question.settings.get("typed", "").partition(":")[0].strip()
    return tuple(printed(card, question, one.name, words.language) for one in choices if one.name != typed)


def item_row(card: TaskCard, shape: Shape, words: Words) -> tuple[Value, ...]:
    """Write one item: its number, its title, last year's answer, and what was answered so far."""
    last = summary(past_task(card), words) if card.last else ""
    cells = [cell(card, card.evaluation.find(Place(question=one.name)), one, words) for one in shape.columns]
    return (card.id, card.number or card.title, card.title, last, *cells)


def turn_rows(card: TaskCard, shape: Shape, words: Words) -> Iterable[tuple[Value, ...]]:
    """Write the rows of a list."""
    if shape.repeat is None:
        return
    for turn in card.evaluation.turns(shape.repeat.name, ""):
        cells = [cell(card, card.evaluation.find(Place(question=one.name, instance=turn)), one, words)
                 for one in shape.columns]  # fmt: skip
        number = card.number or card.title
        yield (turn, number, turn_title(card, shape, turn), *cells) if shape.fixed else (number, *cells)


def turn_title(card: TaskCard, shape: Shape, turn: str) -> str:
    """Name a given row: the first text that the form computes for it."""
    repeats = (shape.repeat.name,) if shape.repeat is not None else ()
    questions = card.interview.form.by_name.values()
    inside = [one for one in questions if one.repeats == repeats and one.kind is Kind.CALCULATE]
    found = {one.name: card.evaluation.find(Place(question=one.name, instance=turn)) for one in inside}
    said = {name: str(node.value) for name, node in found.items() if node is not None and node.value is not None}
    return next((text for name, text in said.items() if name.endswith("title")), next(iter(said.values()), turn))


def cell(card: TaskCard, node: Node | None, question: Question, words: Words) -> Value:
    """Write an answer as a cell."""
    if node is None or not node.relevant:
        return None
    if node.left_out:
        return words.text("left_out")
    return None if not node.answered or node.value is None else cell_value(card, question, node.value, words)


def cell_value(card: TaskCard, question: Question, value: JsonValue, words: Words) -> Value:
    """Write a stored value as a cell: numbers as numbers, choices by their printed words."""
    match question.kind:
        case Kind.SELECT_ONE:
            return printed(card, question, str(value), words.language)
        case Kind.SELECT_MULTIPLE:
            names = value if isinstance(value, list) else []
            return ", ".join(printed(card, question, str(name), words.language) for name in names)
        case Kind.INTEGER | Kind.DECIMAL:
            number = Decimal(str(value))
            return int(number) if number == number.to_integral_value() else float(number)
        case Kind.ACKNOWLEDGE:
            return words.text("table_yes")
        case _:
            return text_of(value)
