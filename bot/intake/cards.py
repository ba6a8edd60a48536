"""Rows of the storage into the cards that the conversation plays with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.imported import read_last
from bot.conversation.state import Behalf, Dialog, Mode, PersonCard, RoundCard, TaskCard, TaskLine, Trial
from bot.intake.interviews import Open
from bot.words import LANGUAGES
from flows.answers import Answer, Answers, JsonValue, Origin, Place
from flows.form import Form
from flows.plan import Item, Plan
from flows.plan_levels import level_forms
from flows.plan_walk import items_in_order
from flows.wording.levels import LevelName
from storage.views import Dialog as StoredDialog
from storage.views import PersonView, SubmissionView, TaskView

NO_DEADLINE = datetime.max.replace(tzinfo=UTC)
MODES = {mode.value: mode for mode in Mode}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanIndex:
    """A plan with what the cards look up in it often.

    Attributes:
        levels: Names of the levels by language, by tree and level of the item; for an actor or the plan at ("", 0).
        labels: Of the periods that rounds are about, by the round's key.
    """

    plan: Plan
    items: Mapping[tuple[str, str], Item]
    order: Mapping[tuple[str, str], int]
    actors: Mapping[str, str]
    levels: Mapping[tuple[str, int], Mapping[str, LevelName]]
    labels: Mapping[str, str]


def index_plan(plan: Plan) -> PlanIndex:
    """Index a plan once per revision."""
    items = {(item.tree, item.key): item for tree in plan.trees for item in items_in_order(plan, tree.key)}
    of_level = {level_of(item): item for item in (None, *items.values())}
    return PlanIndex(
        plan=plan,
        items=items,
        order={key: place for place, key in enumerate(items)},
        actors={actor.key: actor.name for actor in plan.actors},
        levels={level: level_names(plan, item) for level, item in of_level.items()},
        labels={one.key: one.period.label for one in plan.rounds},
    )


def level_of(item: Item | None) -> tuple[str, int]:
    """Give what decides how an item's level is named."""
    return (item.tree, item.level) if item is not None else ("", 0)


def level_names(plan: Plan, item: Item | None) -> Mapping[str, LevelName]:
    """Give the names of an item's level by language; a plan's own forms serve every language."""
    return {language: level_forms(plan, item, language) for language in LANGUAGES}


def task_line(view: TaskView, index: PlanIndex, form: Form) -> TaskLine:
    """Make the line of a task."""
    return TaskLine(**told_of(view, index, form))


def task_card(view: TaskView, index: PlanIndex, opened: Open) -> TaskCard:
    """Make the card of a task."""
    return TaskCard(
        **told_of(view, index, opened.interview.form),
        interview=opened.interview,
        evaluation=opened.evaluation,
        surroundings=opened.surroundings,
        last=opened.last,
    )


def told_of(view: TaskView, index: PlanIndex, form: Form) -> dict[str, Any]:
    """Give what a line and a card have in common, by name."""
    plan, item = index.plan, index.items.get((view.tree, view.subject))
    return {
        "id": view.id,
        "plan": plan,
        "round": round_card(view, index),
        "form": form,
        "levels": index.levels[level_of(item)],
        "number": item.number if item else "",
        "title": item.title if item else form_title(form, index, view.round_key),
        "actor": view.actor,
        "actor_name": index.actors.get(view.actor, plan.owner),
        "role": view.on.role,
        "order": (view.plan, view.deadline_at or NO_DEADLINE, order_of(index, view), view.id),
        "ask": view.ask_key,
        "state": view.state,
        "head_seq": view.head_seq,
        "rev": view.rev,
        "submissions": view.submissions,
        "disowned": view.disowned_at is not None,
        "touched_at": view.touched_at,
        "touched_by": view.touched_by,
        "touched_name": view.touched_name,
        "item": item,
    }


def form_title(form: Form, index: PlanIndex, round_key: str) -> str:
    """Name what is asked of an actor or of the plan, with the period that it is about."""
    title = form.title.get(index.plan.language) or form.title.get(form.default_language, "")
    return ", ".join(filter(None, (title, period_label(index, round_key))))


def period_label(index: PlanIndex, round_key: str) -> str:
    """Give the label of a round's period, the round's key where the plan has no such round any more."""
    return index.labels.get(round_key, round_key)


def order_of(index: PlanIndex, view: TaskView) -> int:
    """Give the item's place in the document; other subjects come first."""
    return index.order.get((view.tree, view.subject), -1)


def round_card(view: TaskView, index: PlanIndex) -> RoundCard:
    """Make the card of a task's round."""
    more_time = view.has_more_time
    return RoundCard(
        id=view.round,
        key=view.round_key,
        label=period_label(index, view.round_key),
        deadline_on=last_day(view.due_at or view.deadline_at, index.plan),
        closed=view.round_state != "open" and not more_time,
        late=view.round_state == "closed" and more_time,
    )


def last_day(deadline: datetime | None, plan: Plan) -> date:
    """Give the last local day before a deadline's instant."""
    if deadline is None:
        return date.max
    return (deadline - timedelta(microseconds=1)).astimezone(ZoneInfo(plan.time_zone)).date()


def last_answers(submission: SubmissionView) -> Answers:
    """Write an earlier submission as answers, so that it can be shown like present ones."""
    found = {
        place: Answer(value=value, origin=Origin.COPIED, seq=submission.head_seq)
        for place, value in submission.values.items()
    }
    for place in submission.left_out:
        found[place] = Answer(value=None, origin=Origin.COPIED, left_out=True, seq=submission.head_seq)
    for order, turn in enumerate(submission.turns):
        value: JsonValue = {"order": order, "parent": turn.parent, "gone": False}
        place = Place(question=turn.repeat, instance=turn.instance)
        found[place] = Answer(value=value, origin=Origin.COPIED, seq=submission.head_seq)
    return found


def last_time(view: TaskView, index: PlanIndex, form: Form, last: SubmissionView | None) -> Answers | None:
    """Give what was said of a task's subject last time: in the program, or as the plan says it."""
    return last_answers(last) if last else imported_last(index, index.items.get((view.tree, view.subject)), form)


def imported_last(index: PlanIndex, item: Item | None, form: Form) -> Answers | None:
    """Give what the plan says of the time before the first round."""
    if item is None or item.last is None:
        return None
    return read_last(form, index.plan, item.last.values, item.indicators)


def last_values(submission: SubmissionView | None) -> Mapping[str, JsonValue]:
    """Give an earlier submission's values outside repeats by question, for ${last-saved#…}."""
    if submission is None:
        return {}
    return {place.question: value for place, value in submission.values.items() if not place.instance}


def person_card(view: PersonView, fallback_language: str, now: datetime) -> PersonCard:
    """Make the card of who is talking; what they were once and are no longer does not count, nor who was erased."""
    if view.erased_at is not None:
        return PersonCard(
            contact=view.contact, address=view.address, name=view.contact_name, language=fallback_language
        )
    return PersonCard(
        contact=view.contact,
        address=view.address,
        person=view.person,
        name=view.name or view.contact_name,
        language=view.language or fallback_language,
        zone=view.zone,
        consent_at=view.consent_at,
        memberships=tuple(one for one in view.memberships if one.to_at is None or one.to_at > now),
    )


def read_dialog(contact: str, stored: StoredDialog | None) -> Dialog:
    """Read a dialog row; a mode that the program no longer knows is idle."""
    if stored is None:
        return Dialog(contact=contact)
    state = stored.state if isinstance(stored.state, dict) else {}
    postponed = state.get("postponed")
    stash = state.get("stash")
    return Dialog(
        contact=contact,
        mode=MODES.get(stored.mode, Mode.IDLE),
        task=stored.focus_task or focus_in_trial(state.get("trial")),
        place=stored.focus if stored.focus.question else None,
        screen=stored.screen,
        screen_message=stored.screen_outbox,
        screen_text=str(state.get("text", "")),
        seen_seq=stored.seen_seq,
        to_check=bool(state.get("to_check")),
        postponed=frozenset(tuple(map(str, one)) for one in postponed if isinstance(one, list))  # type: ignore[misc]
        if isinstance(postponed, list)
        else frozenset(),
        stash=stash if isinstance(stash, dict) else {},
        behalf=read_behalf(state.get("behalf")),
        trial=read_trial(state.get("trial")),
        last_tap=str(state.get("tap", "")),
        rev=stored.rev,
    )


def read_behalf(stored: JsonValue) -> Behalf | None:
    """Read for whom somebody enters answers."""
    if not isinstance(stored, list):
        return None
    plan, actor, medium = map(str, stored)
    return Behalf(plan=plan, actor=actor, medium=medium)


def read_trial(stored: JsonValue) -> Trial | None:
    """Read what somebody tries out."""
    if not isinstance(stored, dict):
        return None
    tasks = stored.get("tasks")
    plan, actor, proposal = (str(stored.get(name, "")) for name in ("plan", "actor", "proposal"))
    return Trial(plan=plan, actor=actor, proposal=proposal, tasks=tasks if isinstance(tasks, dict) else {})


def focus_in_trial(stored: JsonValue) -> str:
    """Give the task in focus of a trial: the storage knows no such task."""
    return str(stored.get("focus", "")) if isinstance(stored, dict) else ""


def write_dialog(dialog: Dialog) -> StoredDialog:
    """Write a dialog as the storage keeps it."""
    state: dict[str, JsonValue] = {
        "text": dialog.screen_text,
        "to_check": dialog.to_check,
        "postponed": [list(one) for one in sorted(dialog.postponed)],
        "stash": dict(dialog.stash),
        "tap": dialog.last_tap,
    }
    if dialog.behalf is not None:
        state["behalf"] = [dialog.behalf.plan, dialog.behalf.actor, dialog.behalf.medium]
    if dialog.trial is not None:
        tried, kept = dialog.trial, dict(dialog.trial.tasks)
        names = {"plan": tried.plan, "actor": tried.actor, "proposal": tried.proposal, "focus": dialog.task}
        state["trial"] = {**names, "tasks": kept}
    return StoredDialog(
        contact=dialog.contact,
        focus_task=dialog.task if dialog.trial is None else "",
        focus=dialog.place or Place(question=""),
        mode=str(dialog.mode),
        screen=dialog.screen,
        screen_outbox=dialog.screen_message,
        seen_seq=dialog.seen_seq,
        state=state,
        rev=dialog.rev + 1,
    )
