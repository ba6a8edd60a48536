"""What changed since the edition before, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from flows.snapshot import FormLabels, Snapshot, TaskSnapshot
from flows.snapshot_changes import Change, snapshot_changes
from flows.snapshot_costs import task_costs
from flows.snapshot_outcome import outcome
from flows.snapshot_questions import EVALUATION
from flows.snapshot_values import words_of
from reports.prose import clean
from reports.vocabulary import Vocabulary, lower_first, shortened, upper_first

LONGEST_TITLE = 70


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeWords:
    """Words changes; `sentences` are texts with {places} by kind of the change."""

    vocabulary: Vocabulary
    sentences: Mapping[str, str]

    def say(self, before: Snapshot | None) -> list[tuple[Change, Markup]]:
        """Say everything that changed, with references to what is there; nothing where there is no edition before."""
        if before is None:
            return []
        return [(change, self._sentence(change)) for change in snapshot_changes(before, self.vocabulary.snapshot)]

    def _sentence(self, change: Change) -> Markup:
        was = change.was
        parts = {
            "where": self._where(change),
            "title": escape(shortened(clean(was.title), LONGEST_TITLE)) if was else "",
            "number": escape(was.number) if was else "",
            "what": Markup("; ").join(self._answers(change)),
        }
        return escape(self.sentences[change.kind]).format(**parts)

    def _where(self, change: Change) -> Markup:
        node = self.vocabulary.node_of(change.tree, change.item)
        if node is not None:
            return Markup('<ref to="{}">{} {}</ref>').format(
                node.id, upper_first(node.level.nominative), node.item.number
            )
        actor = self.vocabulary.actor(change.task.actor) if change.task else None
        return escape(clean(actor.name if actor else change.item or self.vocabulary.snapshot.plan.title))

    def _answers(self, change: Change) -> Iterable[Markup]:
        """Give degree and costs with what they were, everything else by its short name."""
        before, after = change.before, change.after
        if before is None or after is None:
            return
        told = set()
        if EVALUATION.degree in change.questions:
            told.add(self._section(after, EVALUATION.degree))
            yield self._moved(after, EVALUATION.degree, self._degree(before), self._degree(after))
        then, now = (task_costs(task, EVALUATION.costs) for task in (before, after))
        if then.known and now.known and then.total.amount != now.total.amount:
            told |= {self._section(after, name) for name in (EVALUATION.costs.kind, EVALUATION.costs.turns)}
            money = self.vocabulary.money
            yield self._moved(after, EVALUATION.costs.kind, money(then.total), money(now.total))
        others = dict.fromkeys(self._section(after, name) for name in change.questions)
        named = [section for section in others if section and section not in told]
        for section in named or ([] if told else [self.sentences["other_answers"]]):
            yield escape(lower_first(section))

    def _moved(self, task: TaskSnapshot, question: str, before: Markup, after: Markup) -> Markup:
        section = lower_first(self._section(task, question)) or self.sentences["other_answers"]
        return escape(self.sentences["moved"]).format(what=section, before=before, after=after)

    def _degree(self, task: TaskSnapshot) -> Markup:
        choice = outcome(task, EVALUATION.degree)
        words = words_of(task, EVALUATION.degree_wording)
        label = self.vocabulary.snapshot.plan.statuses.get(choice)
        label = label or self.vocabulary.reading.label(EVALUATION.degree, choice, task)
        return escape(lower_first(words or label) or self.sentences["nothing"])

    def _section(self, task: TaskSnapshot, question: str) -> str:
        """Name what a question belongs to; "" where the form names nothing, as for what it computes."""
        forms: tuple[FormLabels, ...] = self.vocabulary.snapshot.forms
        for form in forms:
            if (form.form, form.number) == (task.form, task.form_number):
                texts = form.sections.get(question, {})
                return texts.get(self.vocabulary.language) or next(iter(texts.values()), "")
        return ""
