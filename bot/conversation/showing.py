"""Values as a person reads them: printed labels, amounts, excerpts, lists."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.conversation.references import item_of, offers_items, shown_reference
from bot.conversation.state import TaskCard
from bot.words import Words
from flows.answers import JsonValue, Place
from flows.evaluation import Node
from flows.evaluation_pass import external_choices
from flows.form import Choice, Form, Kind, Question, Texts
from flows.item_marks import without_item_marks
from flows.reading.emphasis import unmarked
from flows.wording.days import date_numeric
from flows.wording.numbers import amount, number
from flows.wording.plurals import plural

EXCERPT = 60


def said_in(texts: Texts, form: Form, language: str) -> str:
    """Pick the text of a language, the form's default language where it is missing."""
    return texts.get(language) or texts.get(form.default_language, "")


def filled(text: str, task: TaskCard) -> str:
    """Fill the round's year and the next one into a text of the form."""
    if "{" not in text:
        return text
    year = task.round.label
    following = str(int(year) + 1) if year.isdecimal() else ""
    return text.replace("{year}", year).replace("{next_year}", following)


def choice_of(task: TaskCard, question: Question, name: str) -> Choice | None:
    """Find a choice of a question by its stored name."""
    found = (choice for choice in choices_of(task, question) if choice.name == name)
    return next(found, question.other if question.other is not None and question.other.name == name else None)


def choices_of(task: TaskCard, question: Question) -> tuple[Choice, ...]:
    """Give all choices of a question, whatever its filter leaves: of the form, or of the plan's own data."""
    form = task.interview.form
    if not question.from_file:
        return form.lists.get(question.choices, ())
    table = task.surroundings.external.get(question.choices)
    columns = (question.value_column, question.label_column)
    return () if table is None else external_choices(table, form.default_language, *columns)


def short_label(task: TaskCard, choice: Choice, language: str) -> str:
    """Give a choice's label for a button; an item of the plan carries its number."""
    label = said_in(choice.short, task.interview.form, language) or choice.name
    number = choice.filters.get("number", "")
    return f"{number} {label}" if number else label


def printed(task: TaskCard, question: Question, name: str, language: str) -> str:
    """Give the printed label of a choice; the plan's wording of the status scale wins."""
    choice = choice_of(task, question, name)
    if choice is None:
        return name
    if question.name == "degree" and name in task.plan.statuses:
        return task.plan.statuses[name]
    label = filled(said_in(choice.label, task.interview.form, language), task)
    number = choice.filters.get("number", "")
    return f"{number} {label}" if number else label


def text_of(value: JsonValue) -> str:
    """Join the messages of a text answer, without the marks of bold and the like."""
    if isinstance(value, list):
        return unmarked("\n".join(str(part) for part in value))
    return "" if value is None else unmarked(str(value))


def excerpt(text: str, words: Words, limit: int = EXCERPT) -> str:
    """Quote the beginning of a text with the number of its words."""
    flat = " ".join(text.split())
    head = flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + "…"
    quotes = "„{}“" if words.language == "cs" else "“{}”"
    return f"{quotes.format(head)} ({count_words(flat, words)})"


def count_words(text: str, words: Words) -> str:
    """Say how many words a text has: 1 slovo, 2 slova, 5 slov."""
    n = len(text.split())
    forms = ("slovo", "slova", "slov") if words.language == "cs" else ("word", "words", "words")
    return f"{n} {plural(n, *forms, lang=words.language)}"


def count_messages(n: int, words: Words) -> str:
    """Say how many messages: 1 zpráva, 2 zprávy, 5 zpráv."""
    forms = ("zpráva", "zprávy", "zpráv") if words.language == "cs" else ("message", "messages", "messages")
    return f"{n} {plural(n, *forms, lang=words.language)}"


def is_money(question: Question) -> bool:
    """Tell whether a number is an amount in Kč."""
    return "money" in question.appearance


def show_several(task: TaskCard, question: Question, names: Sequence[JsonValue], language: str) -> list[str]:
    """Show several choices; items of the plan by their numbers alone."""
    if question.settings.get("offers") == "items":
        items = (item_of(task, str(name)) for name in names)
        return [item.number for item in items if item is not None]
    return [in_sentence(question, printed(task, question, str(name), language)) for name in names]


def show_value(task: TaskCard, question: Question, value: JsonValue, words: Words) -> str:
    """Show one value of a question outside repeats, in one line."""
    language = words.language
    match question.kind:
        case Kind.SELECT_ONE:
            return in_sentence(question, printed(task, question, str(value), language))
        case Kind.SELECT_MULTIPLE:
            return ", ".join(show_several(task, question, value if isinstance(value, list) else [], language))
        case Kind.INTEGER | Kind.DECIMAL | Kind.CALCULATE:
            figure = Decimal(str(value))
            return amount(figure, language) if is_money(question) else number(figure, language)
        case Kind.DATE:
            return date_numeric_text(str(value), language)
        case Kind.FILE:
            return str(value.get("name", "")) if isinstance(value, dict) else ""
        case Kind.TEXT if offers_items(question):
            return shown_reference(task, text_of(value))
        case Kind.TEXT:
            return excerpt(text_of(value), words) if "multiline" in question.appearance else text_of(value)
        case Kind.GEOPOINT:
            return ", ".join(str(value).split()[:2])
        case Kind.ACKNOWLEDGE | Kind.NOTE | Kind.GROUP | Kind.REPEAT:
            return words.label("agree").lower()
    raise AssertionError(question.kind)


def date_numeric_text(iso: str, language: str) -> str:
    """Show an ISO day in the language's own order."""
    return date_numeric(date.fromisoformat(iso), language)


def turn_lines(task: TaskCard, repeat: Question, parent: str, words: Words) -> list[str]:
    """Show all turns of a repeat, in order, each on one line; what all of them share stands in none."""
    turns = task.evaluation.turns(repeat.name, parent)
    shared = {name for name, _ in shared_values(task, repeat, parent)}
    lines = [{one.name: value for one, value in turn_values(task, repeat, turn)} for turn in turns]
    if "outline" in repeat.appearance:
        return [bullet_line(task, repeat, values) for values in lines]
    if "sources" in repeat.appearance:
        return [source_line(task, repeat, values, words) for values in lines]
    if "counts" in repeat.appearance:
        return [count_line(task, repeat, values, words) for values in lines]
    return [plain_line(task, repeat, values, shared, words) for values in lines]


def turn_values(task: TaskCard, repeat: Question, turn: str) -> list[tuple[Question, JsonValue]]:
    """Give what a turn says, question by question; not what is computed."""
    found = [(one, task.evaluation.find(Place(question=one.name, instance=turn))) for one in repeat.children]
    return [
        (one, node.value)
        for one, node in found
        if node is not None and node.value is not None and one.kind not in {Kind.CALCULATE, Kind.REPEAT}
    ]


def shared_values(task: TaskCard, repeat: Question, parent: str) -> list[tuple[str, JsonValue]]:
    """Give what all turns of a list of names say alike, by question: its kind, who carries it out."""
    turns = task.evaluation.turns(repeat.name, parent)
    if "lines" not in repeat.appearance or not turns:
        return []
    every = [{one.name: value for one, value in turn_values(task, repeat, turn)} for turn in turns]
    others = repeat.children[1:]
    kinds = [one for one in others if one.kind in {Kind.SELECT_ONE, Kind.TEXT} and one.name in every[0]]
    return [
        (one.name, every[0][one.name]) for one in kinds if all(v.get(one.name) == every[0][one.name] for v in every)
    ]


def is_marked(repeat: Question, values: Mapping[str, JsonValue]) -> bool:
    """Tell whether a turn is called an estimate."""
    return any(one.name in values for one in repeat.children if "toggle" in one.settings)


def plain_line(
    task: TaskCard, repeat: Question, values: Mapping[str, JsonValue], shared: Collection[str], words: Words
) -> str:
    """Show "Klub Maják, 150 000 Kč"."""
    bits = []
    for one in repeat.children:
        if one.name not in values or one.name in shared or "toggle" in one.settings:
            continue
        shown = show_value(task, one, values[one.name], words)
        second = is_money(one) and any(is_money(other) for other in repeat.children[: repeat.children.index(one)])
        bits.append(words.within("of_it_town", value=shown) if second else shown)
    line = ", ".join(bits)
    return words.within("estimated", value=line) if is_marked(repeat, values) else line


def bullet_line(task: TaskCard, repeat: Question, values: Mapping[str, JsonValue]) -> str:
    """Show a bullet in full, "• " or "– " before it, with the numbers of the items that it refers to."""
    level = next((value for value in values.values() if isinstance(value, int)), 1)
    words = next((text_of(values[one.name]) for one in repeat.children if one.kind is Kind.TEXT), "")
    return f"{'    ' * (level - 1)}{'–' if level > 1 else '•'} {without_item_marks(words, task.plan)}"


def source_line(task: TaskCard, repeat: Question, values: Mapping[str, JsonValue], words: Words) -> str:
    """Show "státní rozpočet (MV) 60 000 Kč"; without an amount how it is with the costs."""
    shown = {one.name: show_value(task, one, values[one.name], words) for one in repeat.children if one.name in values}
    where = shown.get("source", "")
    label = shown.get("amount_label", "")
    where = f"{where} ({label})" if where and label else where or label
    at = shown.get("line_counted_in", "")
    counted = words.within("counted_at", value=at) if at else shown.get("line_kind", "")
    if "amount" not in shown:
        return counted or where
    beside = " ".join(text for one in repeat.children if one.settings.get("beside") and (text := shown.get(one.name)))
    line = f"{where} {shown['amount']}{f' ({beside})' if beside else ''}".strip()
    line = words.within("not_added", value=line) if values.get("line_kind") == "passed_on" else line
    return words.within("estimated", value=line) if is_marked(repeat, values) else line


def count_line(task: TaskCard, repeat: Question, values: Mapping[str, JsonValue], words: Words) -> str:
    """Show "Počet besed: 12 (v seznamu 3)"."""
    shown = {one.name: show_value(task, one, values[one.name], words) for one in repeat.children if one.name in values}
    line = shown.get("count_name", "")
    if "count_value" in shown:
        line = f"{line}: {shown['count_value']}"
    if "count_items" in values:
        line = words.within("with_list", value=line, count=len(text_of(values["count_items"]).splitlines()))
    return words.within("estimated", value=line) if is_marked(repeat, values) else line


def money_sum(task: TaskCard, repeat: Question, parent: str) -> Decimal | None:
    """Add up the amounts of a repeat's turns that are to be added; None where no turn has one."""
    evaluation = task.evaluation
    added = [child.name for child in repeat.children if is_money(child) and child.kind is Kind.CALCULATE]
    columns = added or [child.name for child in repeat.children if is_money(child)]
    nodes = [
        evaluation.find(Place(question=columns[0], instance=turn))
        for turn in evaluation.turns(repeat.name, parent)
        if columns
    ]
    figures = [Decimal(str(node.value)) for node in nodes if node is not None and node.value is not None]
    return sum(figures, Decimal(0)) if figures else None


def show_node(task: TaskCard, node: Node, words: Words) -> str:
    """Show what stands at an askable place: a value, a list, "neuvedeno", or "" where there is nothing."""
    if node.question.kind is Kind.REPEAT:
        return show_repeat(task, node, words)
    if node.left_out:
        return words.within("left_out")
    if not node.answered or node.value is None:
        return ""
    return show_value(task, node.question, node.value, words)


def show_repeat(task: TaskCard, node: Node, words: Words) -> str:
    """Show a repeat: the sum and its parts for sources, the number of lines for a list."""
    lines = turn_lines(task, node.question, node.place.instance, words)
    if not lines:
        key = "none_listed" if "lines" in node.question.appearance else "left_out"
        return words.within(key) if node.left_out else ""
    if "sources" in node.question.appearance:
        total = amount(money_sum(task, node.question, node.place.instance) or Decimal(0), words.language)
        total = words.within("estimated", value=total) if is_whole_estimate(task, node) else total
        return total if len(lines) == 1 else words.within("of_which", total=total, parts=", ".join(lines))
    return outline_size(task, node, words) if "outline" in node.question.appearance else str(len(lines))


def outline_size(task: TaskCard, node: Node, words: Words) -> str:
    """Say how many bullets an outline has, and how many words."""
    lines = turn_lines(task, node.question, node.place.instance, words)
    forms = ("odrážka", "odrážky", "odrážek") if words.language == "cs" else ("bullet", "bullets", "bullets")
    n = len(lines)
    marks = [one for one in task.evaluation.nodes if one.question.settings.get("beside") == node.question.name]
    idle = [one.value for one in marks if one.relevant and one.question.settings.get("points") == "idle"]
    count = sum(len(value) for value in idle if isinstance(value, list))
    said = [words.within("outline_idle", n=count)] if count else []
    size = f"{n} {plural(n, *forms, lang=words.language)}"
    return ", ".join([size, count_words(" ".join(lines), words), *said])


def is_whole_estimate(task: TaskCard, node: Node) -> bool:
    """Tell whether the sum of a list is an estimate: the whole is called one, or any of its lines."""
    marks = (one for one in task.evaluation.nodes if one.question.settings.get("toggle") == node.question.name)
    return any(one.relevant and one.answered for one in marks)


def show_section(task: TaskCard, nodes: Sequence[Node], words: Words) -> str:
    """Show one line of the check screen: everything that belongs to a section."""
    shown = [show_node(task, node, words) for node in nodes if node.relevant and not is_said_by_list(task, node)]
    said = [text for text in shown if text] + own_wordings(task, nodes, words)
    return ", ".join(said)


def own_wordings(task: TaskCard, nodes: Sequence[Node], words: Words) -> list[str]:
    """Quote the words that the report prints beside these answers."""
    names = dict.fromkeys(node.question.settings.get("wording", "") for node in nodes if node.answered)
    found = (task.evaluation.find(Place(question=name)) for name in names if name)
    return [words.within("quotation", text=text_of(node.value)) for node in found if node is not None and node.value]


def section_of(form: Form, question: Question, language: str) -> str:
    """Give the short name under which a question stands on the check screen."""
    if language == "en" and question.settings.get("section_en"):
        return question.settings["section_en"]
    return question.settings.get("section") or said_in(question.label, form, language)


def is_said_by_list(task: TaskCard, node: Node) -> bool:
    """Tell whether a choice only says that a list follows, and the list is there to be shown."""
    choice, _, target = (part.strip() for part in node.question.settings.get("typed", "").partition(":"))
    place = Place(question=target, instance=node.place.instance)
    behind = task.evaluation.find(place) if target else None
    return behind is not None and behind.answered and node.value == choice


def in_sentence(question: Question, label: str) -> str:
    """Write a choice within a sentence: the form's own words in small letters, names of the plan as they are."""
    return label if question.from_file else _lower_first(label)


def _lower_first(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
