"""A sheet of what was answered in forms that have no sheets of their own: a row for each answer, or turn of a list."""

from collections.abc import Iterator

from flows.answers import JsonValue, Place
from flows.description_points import points_of
from flows.item_marks import without_item_marks
from flows.reading.bullets import DEEPEST
from flows.reading.emphasis import unmarked
from flows.snapshot import FormLabels, TaskSnapshot
from flows.snapshot_questions import EVALUATION
from reports.prose import clean, text_lines
from reports.sheet_model import Cell, Sheet
from reports.sheets import SheetWords

_INDENT = "    "


def answers_sheet(words: SheetWords) -> Sheet:
    """List the answers of every form but those of the evaluation and of what is stated beside it."""
    columns = (
        words.column("number"),
        words.column("title", "long"),
        words.column("lead"),
        words.column("question", "long"),
        words.column("turn", "count"),
        words.column("answer", "long"),
        words.column("submitted_on", "day"),
    )
    return words.sheet("answers", columns, list(_rows(words)))


def _rows(words: SheetWords) -> Iterator[tuple[Cell, ...]]:
    labels = {(form.form, form.number): form for form in words.vocabulary.snapshot.forms}
    for task in words.vocabulary.snapshot.tasks:
        form = labels.get((task.form, task.form_number))
        if form is None or EVALUATION.degree in form.choices or task.form == EVALUATION.stated.form:
            continue
        node = words.vocabulary.node_of(task.tree, task.item)
        about = (node.item.number if node else "", clean(node.item.title) if node else "", words.lead(task))
        for question, turn, answer in _answers(words, task, form):
            yield (*about, question, turn, answer, words.sent_on(task))


def _answers(words: SheetWords, task: TaskSnapshot, form: FormLabels) -> Iterator[tuple[str, int | None, str]]:
    inside = {turn.instance for turn in task.turns}
    order = {name: at for at, name in enumerate(form.questions)}
    for place, value in sorted(task.values.items(), key=lambda one: order.get(one[0].question, len(order))):
        if place.instance not in inside and (said := _said(words, task, place, value)):
            yield _label(words, form, place.question), None, said
    for repeat in dict.fromkeys(turn.repeat for turn in task.turns):
        for at, instance in enumerate(words.vocabulary.reading.turns(task, repeat), start=1):
            if said := _turn(words, task, instance):
                yield _label(words, form, repeat), at, said


def _turn(words: SheetWords, task: TaskSnapshot, instance: str) -> str:
    """Say what a turn holds; a text with a small number beside it is a bullet with its level."""
    values = {place: value for place, value in task.values.items() if place.instance == instance}
    numbers = [value for value in values.values() if isinstance(value, int)]
    texts = {place: value for place, value in values.items() if isinstance(value, list)}
    if len(values) == 2 and len(texts) == len(numbers) == 1 and 1 <= numbers[0] <= DEEPEST:
        ((place, value),) = texts.items()
        return _INDENT * (numbers[0] - 1) + _said(words, task, place, value)
    return "; ".join(filter(None, (_said(words, task, place, value) for place, value in values.items())))


def _said(words: SheetWords, task: TaskSnapshot, place: Place, value: JsonValue) -> str:
    reading = words.vocabulary.reading
    if isinstance(value, list) and place.question in EVALUATION.keys:
        items = [node.item for key in value if (node := words.vocabulary.node(str(key)))]
        if items and len(items) == len(value):
            return clean(", ".join(item.number or item.title for item in items))
    if isinstance(value, list) and place.question not in _choices(words, task):
        lines = "\n".join(text_lines(value)).strip()
        return clean(unmarked(without_item_marks(lines, words.vocabulary.snapshot.plan)))
    node = words.vocabulary.node_of(task.tree, task.item)
    points = {point.key: point.text for point in points_of(node.item)} if node else {}
    if isinstance(value, list) and value and all(key in points for key in value):
        return clean("; ".join(points[str(key)] for key in value))
    return clean(reading.said(task, place.question, place.instance))


def _choices(words: SheetWords, task: TaskSnapshot) -> frozenset[str]:
    forms = (form for form in words.vocabulary.snapshot.forms if form.form == task.form)
    return frozenset(name for form in forms for name in form.choices)


def _label(words: SheetWords, form: FormLabels, question: str) -> str:
    return clean(words.vocabulary.reading.question(form, question))
