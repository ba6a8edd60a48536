"""Finding what was answered: values by question name, printed labels by choice name."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.answers import JsonValue, Place
from flows.form import Texts
from flows.reading.emphasis import unmarked
from flows.snapshot import FormLabels, Snapshot, TaskSnapshot
from reports.prose import text_lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Reads a snapshot's tasks in one language; `years` are the texts for "{year}" in the form's labels."""

    snapshot: Snapshot
    language: str
    years: Mapping[str, str]

    def value(self, task: TaskSnapshot, question: str, turn: str = "") -> JsonValue:
        """Give the value of a question, in a turn of a repeat or outside; None = nothing was said."""
        return task.values.get(Place(question=question, instance=turn))

    def is_left_out(self, task: TaskSnapshot, question: str) -> bool:
        """Tell whether the person left the question out on purpose ("Neuvádět")."""
        return Place(question=question) in task.left_out

    def turns(self, task: TaskSnapshot, repeat: str) -> tuple[str, ...]:
        """Give the ids of a repeat's turns, in order."""
        return tuple(turn.instance for turn in task.turns if turn.repeat == repeat)

    def answered_turns(self, task: TaskSnapshot, repeat: str) -> tuple[str, ...]:
        """Give the ids of the turns in which anything is said."""
        said = {place.instance for place, value in task.values.items() if value is not None}
        said |= {turn.parent for turn in task.turns}
        return tuple(turn for turn in self.turns(task, repeat) if turn in said)

    def said(self, task: TaskSnapshot, question: str, turn: str = "") -> str:
        """Give an answer in printed words: labels of choices, the lines of a text, a file's name."""
        value = self.value(task, question, turn)
        if isinstance(value, dict):
            return str(value.get("name", ""))
        if question in self._labels(task).choices:
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(self.label(question, str(choice), task) for choice in chosen if choice is not None)
        return unmarked(" ".join(line.strip() for line in text_lines(value) if line.strip()))

    def label(self, question: str, choice: str, task: TaskSnapshot | None = None) -> str:
        """Give a choice's printed label; the name itself where the form has none (something typed instead)."""
        forms = self.snapshot.forms if task is None else (self._labels(task),)
        for form in forms:
            if texts := form.choices.get(question, {}).get(choice):
                return self._dated(_in_language(texts, self.language))
        return choice

    def question(self, form: FormLabels, question: str) -> str:
        """Give a question's printed label; its name where the form has none."""
        return self._dated(_in_language(form.questions.get(question, {}), self.language)) or question

    def choices(self, question: str) -> tuple[str, ...]:
        """Give the names of a question's choices in the form's order, of all versions read."""
        return tuple(dict.fromkeys(name for form in self.snapshot.forms for name in form.choices.get(question, ())))

    def asks(self, task: TaskSnapshot, question: str) -> bool:
        """Tell whether the form that a task was answered in has a question."""
        return question in self._labels(task).questions

    def _dated(self, label: str) -> str:
        for name, year in self.years.items():
            label = label.replace(f"{{{name}}}", year)
        return label

    def _labels(self, task: TaskSnapshot) -> FormLabels:
        for form in self.snapshot.forms:
            if (form.form, form.number) == (task.form, task.form_number):
                return form
        return FormLabels(form=task.form, number=task.form_number, questions={}, choices={})


def _in_language(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
