"""Inputs to an interview, with what they mean for the task: revisions, state, submission."""

from dataclasses import replace

from bot.conversation.after_end import sent_late
from bot.conversation.effects import ChangeTask, Revise, Submit
from bot.conversation.fact_change import fact_change
from bot.conversation.scene import LOCKED_STATES, SENT_STATES, Scene
from bot.conversation.state import TaskCard
from bot.conversation.turn_of_others import tell_next
from flows.answers import Origin, Place, Revision
from flows.evaluation_registers import register_writes
from flows.interview import Accepted, Input, Interview, Open, Rejected, step
from flows.rejection import Rejection
from flows.shared_facts import FACTS, figure, read_facts
from flows.tasks import TaskEvent, TaskState, change


def write(scene: Scene, task: TaskCard, given: Input, *, holds: bool = True) -> TaskCard | Rejection:
    """Apply an input and note its revisions; give the task as it stands then.

    Args:
        scene: The act.
        task: What is answered.
        given: The input.
        holds: A change of what was sent holds at once; False where more inputs follow in the same act.
    """
    if task.state in LOCKED_STATES or task.round.closed:
        return Rejection(code="task.closed", place=_place_of(given))
    outcome = take_in(scene, task, given)
    if isinstance(outcome, Rejected):
        return outcome.rejection
    written = note_revisions(scene, task, outcome)
    return hold(scene, written, task) if holds else written


def take_in(scene: Scene, task: TaskCard, given: Input) -> Accepted | Rejected:
    """Apply an input of the person to the task's interview; nothing is noted yet."""
    return step(
        task.interview,
        given,
        surroundings=task.surroundings,
        before=task.evaluation,
        person=scene.person.person,
    )


def _place_of(given: Input) -> Place:
    place = getattr(given, "place", None)
    return place if isinstance(place, Place) else Place(question=str(getattr(given, "repeat", "")))


def hold(scene: Scene, task: TaskCard, before: TaskCard) -> TaskCard:
    """A change of what was sent holds at once: it is submitted anew as soon as nothing is missing (C13)."""
    if task.state not in SENT_STATES or task.head_seq == before.head_seq or task.evaluation.missing():
        return task
    return submit(scene, task)


def open_form(scene: Scene, task: TaskCard) -> TaskCard:
    """Store defaults and what depends on the day when a task is opened for the first time; its state stays."""
    if task.head_seq or task.state in LOCKED_STATES or task.round.closed:
        return task
    outcome = take_in(scene, task, Open())
    if isinstance(outcome, Rejected) or not outcome.revisions:
        return task
    opened = take_over(scene, task, outcome)
    scene.tasks[task.id] = opened
    return opened


def note_revisions(scene: Scene, task: TaskCard, accepted: Accepted) -> TaskCard:
    """Take an accepted input over; the first answer begins the task."""
    return begin(scene, take_over(scene, task, accepted)) if accepted.revisions else task


def take_over(scene: Scene, task: TaskCard, accepted: Accepted) -> TaskCard:
    """Note revisions for the database and give the card as it stands then."""
    behalf = scene.dialog.behalf if scene.enters(task) else None
    interview, revisions = accepted.interview, accepted.revisions
    if behalf:
        revisions = tuple(map(entered, revisions))
        interview = as_entered(interview, revisions)
    scene.effects.append(
        Revise(
            task=task.id,
            first_seq=task.interview.head_seq + 1,
            base_seq=scene.dialog.seen_seq,
            revisions=revisions,
            on_behalf=behalf.medium if behalf else "",
        )
    )
    person = scene.person
    return replace(
        task,
        interview=interview,
        evaluation=accepted.evaluation,
        head_seq=interview.head_seq,
        touched_at=scene.now,
        touched_by=person.person,
        touched_name=person.name,
    )


def entered(revision: Revision) -> Revision:
    """Mark a revision that was entered for somebody else; what nobody said stays what it is."""
    said = {Origin.TYPED, Origin.TAPPED, Origin.COPIED, Origin.FILE}
    return replace(revision, origin=Origin.ON_BEHALF) if revision.origin in said else revision


def as_entered(interview: Interview, revisions: tuple[Revision, ...]) -> Interview:
    """Mark the answers that these revisions wrote as the revisions are marked."""
    answers = dict(interview.answers)
    for one in revisions:
        answers[one.place] = replace(answers[one.place], origin=one.origin)
    return replace(interview, answers=answers)


def begin(scene: Scene, task: TaskCard) -> TaskCard:
    """Move an untouched task to "started" with its first answer; others keep their state."""
    if task.state is TaskState.OPEN:
        return happen(scene, task, TaskEvent.ANSWERED)
    scene.tasks[task.id] = task
    return task


def happen(
    scene: Scene, task: TaskCard, event: TaskEvent, *, reason: str = "", disowned: bool | None = None
) -> TaskCard:
    """Let an event change the task's state; a refusal leaves it as it is."""
    role = scene.role_on(task)
    after = change(task.state, event, role)
    state = after if isinstance(after, TaskState) else task.state
    scene.effects.append(
        ChangeTask(
            task=task.id, event=event, before=task.state, after=state, reason=reason, disowned=disowned, role=role
        )
    )
    disowned = task.disowned if disowned is None else disowned
    changed = replace(task, state=state, rev=task.rev + 1, disowned=disowned)
    scene.tasks[task.id] = changed
    return changed


def tell_changed_facts(scene: Scene, task: TaskCard) -> None:
    """Have the coordinators told of shared facts that this submission gives other figures."""
    table = task.surroundings.external.get(FACTS)
    if table is None or not task.interview.form.entities:
        return
    held = {fact.key: fact for fact in read_facts(table.rows)}
    for said in register_writes(task.evaluation):
        fact = held.get(said.key) if said.register == FACTS else None
        value = figure(said.values.get("value", ""))
        if fact is not None and value is not None and value != fact.value:
            scene.effects.append(fact_change(task, fact, value))


def submit(scene: Scene, task: TaskCard, *, event: TaskEvent = TaskEvent.SUBMITTED, reason: str = "") -> TaskCard:
    """Write a numbered submission of what is relevant now; the partner learns of one that was entered for them.

    Args:
        scene: The act.
        task: What is sent.
        event: What happened to the task by it.
        reason: In the author's words.
    """
    from bot.conversation.on_behalf import tell_entered  # noqa: PLC0415 - an entry on behalf ends here

    number = task.submissions + 1
    scene.effects.append(
        Submit(
            task=task.id,
            number=number,
            head_seq=task.head_seq,
            values=tuple(sorted(task.evaluation.submission().items())),
            how="on_behalf" if scene.enters(task) else "person",
            registers=register_writes(task.evaluation) if task.interview.form.entities else None,
        )
    )
    tell_changed_facts(scene, task)
    sent = happen(scene, replace(task, submissions=number), event, reason=reason)
    if scene.enters(task):
        tell_entered(scene, sent)
    sent_late(scene, sent)
    tell_next(scene, sent)
    return sent
