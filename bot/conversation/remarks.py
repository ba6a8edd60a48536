"""What does not agree within one answer, in a few words: for a coordinator who reads it, for a partner a hint."""

from decimal import Decimal

from markupsafe import Markup

from bot.conversation.desk import Submitted
from bot.conversation.layout import shorten
from bot.conversation.scene import Scene
from bot.conversation.state import TaskCard
from bot.conversation.tenfold import any_tenfold
from flows.consistency import Finding
from flows.consistency_local import local_findings
from flows.snapshot import TaskSnapshot, Turn
from flows.tasks import TaskState
from flows.wording.numbers import amount, number

SAID_AT_ONCE = frozenset({"parts", "count_differs", "no_reason", "wording"})
"""What a partner hears about when answering: an echo, a question or a hint of its own."""
MOST_QUOTED = 80


def findings_of(scene: Scene, card: TaskCard, said: Submitted) -> tuple[Finding, ...]:
    """Find what does not agree within a submission."""
    sent = TaskSnapshot(
        task=card.id,
        round=card.round.key,
        ask="",
        form=card.interview.form.key,
        form_number=1,
        actor=card.actor,
        state=str(card.state),
        number=said.number,
        submitted_at=said.at,
        how=said.how,
        values=said.values,
        left_out=said.left_out,
        turns=said.turns,
    )
    return local_findings(sent, card.plan, scene.now)


def hint(scene: Scene, card: TaskCard) -> None:
    """Say the most telling thing that does not agree before the check screen: one an activity, and none blocks."""
    evaluation = card.evaluation
    values = evaluation.submission()
    turns = tuple(
        Turn(repeat=repeat, instance=turn, parent=parent)
        for (repeat, parent), found in evaluation.present.items()
        for turn in found
    )
    ready = TaskSnapshot(
        task=card.id,
        round=card.round.key,
        ask="",
        form=card.interview.form.key,
        form_number=1,
        actor=card.actor,
        state=TaskState.SUBMITTED,
        number=1,
        values={place: value for place, value in values.items() if value is not None and not isinstance(value, dict)},
        turns=turns,
    )
    found = local_findings(ready, card.plan, scene.now)
    if any_tenfold(card) or any(finding.code == "wording" for finding in found):
        return
    told = next((finding for finding in found if finding.code not in SAID_AT_ONCE), None)
    if told is not None:
        scene.say("hint", remark=remark(scene, told))


def remark(scene: Scene, finding: Finding) -> Markup:
    """Say a finding in a few words."""
    figures = {"stated": figure(scene, finding, finding.stated), "computed": figure(scene, finding, finding.computed)}
    quoted = {name: shorten(text, MOST_QUOTED) for name, text in finding.data.items()}
    return scene.words.markup(f"remark_{finding.code}", **{"name": "", **quoted, **figures})


def figure(scene: Scene, finding: Finding, value: Decimal | None) -> str:
    """Write an amount or a count."""
    if value is None:
        return ""
    return amount(value, scene.language) if finding.unit else number(value, scene.language)
