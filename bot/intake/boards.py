"""What coordinators see of the rounds of a plan, loaded for a batch in which one of them acts."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.board.modes import BOARD_MODES
from bot.conversation.buttons import Tap, Verb, read_button
from bot.conversation.heard import Commanded, Said, Tapped
from bot.in_force import InForce
from bot.intake.cards import PlanIndex, last_day
from bot.intake.differing import DIFFERENCES
from bot.intake.replies import question_of
from bot.intake.stage import Stage
from bot.intake.telegram_updates import Incoming
from flows.board import Board, BoardPerson, BoardQuestion, tasks_numbered
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal
from storage.database import Tx
from storage.decisions import load_decisions
from storage.histories import load_histories
from storage.loading import load_tasks
from storage.rounds import RoundView, load_rounds
from storage.status import (
    load_away,
    load_board_people,
    load_board_questions,
    load_board_tasks,
    load_former,
    load_plan_groups,
    load_reminded,
)

HISTORY = frozenset({"historie", "history"})
BOARD_COMMANDS = frozenset({"stav", "status", "protokol", "protocol"}) | HISTORY | DIFFERENCES
BOARD_VERBS = frozenset(
    {Verb.STATUS, Verb.NUDGE, Verb.QUESTION, Verb.MEMBER, Verb.DECIDE, Verb.ROUND, Verb.DIFFER, Verb.PROTOCOL}
)
ROUNDS_SHOWN = 3
"""The newest rounds whose numbers can be asked for: the open ones and, for looking back, closed ones."""


async def load_boards(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce) -> None:
    """Load the boards of the plans that those who ask for a coordinator's screen may see."""
    asking = [one for one in batch if asks_for_board(stage, one)]
    plans = {plan for one in asking for plan in visible_plans(stage, one)}
    stage.boards = {plan: await load_board(tx, stage.plans[plan], stage.now) for plan in sorted(plans)}
    stage.digests = {plan: frozenset(await load_plan_groups(tx, plan)) for plan in sorted(plans)}
    if plans:
        await load_decided(tx, stage, asking, in_force)
        await load_brought_back(tx, stage, asking, plans)


async def load_decided(tx: Tx, stage: Stage, asking: Sequence[Incoming], in_force: InForce) -> None:
    """Load the rows and histories of the tasks that are decided about."""
    wanted = {tap.part(1) for one in asking if (tap := tapped(one)) and tap.verb is Verb.DECIDE}
    wanted |= {tap.part(3) for one in asking if (tap := tapped(one)) and tap.verb is Verb.DECIDE and tap.part(0) == "U"}
    stashes = [stage.dialogs[stage.people[one.chat].contact].stash for one in asking if one.chat in stage.people]
    wanted |= {str(stash.get(name, "")) for stash in stashes for name in ("task", "again")}
    wanted |= {task for one in asking for task in asked_about(stage, one)}
    views = await load_tasks(tx, ids=wanted - {""})
    stage.views.update({view.id: view for view in views if view.id not in stage.views})
    histories = await load_histories(tx, [view.id for view in views])
    shown = [view for view in views if view.plan in stage.boards]
    stage.histories = {view.id: histories.get(view.id, ()) for view in shown}
    stage.history_forms = {view.id: in_force.form(view.form_version) for view in shown}


def asked_about(stage: Stage, one: Incoming) -> set[str]:
    """Give the tasks of the item whose history a command asks for."""
    heard = one.heard
    if not isinstance(heard, Commanded) or heard.name not in HISTORY:
        return set()
    return {task.id for boards in stage.boards.values() for _, task in tasks_numbered(boards, heard.rest.strip())}


async def load_brought_back(tx: Tx, stage: Stage, asking: Sequence[Incoming], plans: Collection[str]) -> None:
    """Load the ended memberships that somebody wants back."""
    wanted = {
        tap.part(1) for one in asking if (tap := tapped(one)) and tap.verb is Verb.MEMBER and tap.part(0) in {"b", "z"}
    }
    if wanted:
        stage.former = await load_former(tx, wanted, plans)


def tapped(one: Incoming) -> Tap | None:
    """Read the button that was tapped, if one was."""
    return read_button(one.heard.data) if isinstance(one.heard, Tapped) else None


def asks_for_board(stage: Stage, one: Incoming) -> bool:
    """Tell whether an update is about a coordinator's screen."""
    heard = one.heard
    if isinstance(heard, Commanded):
        return heard.name in BOARD_COMMANDS
    if isinstance(heard, Tapped):
        tap = tapped(one)
        return tap is not None and tap.verb in BOARD_VERBS
    if question_of(stage, one):
        return True
    person = stage.people.get(one.chat)
    return isinstance(heard, Said) and person is not None and stage.dialogs[person.contact].mode in BOARD_MODES


def visible_plans(stage: Stage, one: Incoming) -> list[str]:
    """Give the plans whose status somebody may see."""
    person = stage.people.get(one.user)
    members = person.memberships if person else ()
    return [
        plan
        for plan in stage.plans
        if not isinstance(may(members, Action.SEE_STATUS, OnPlan(plan=plan), stage.now), Refusal)
    ]


async def load_board(tx: Tx, index: PlanIndex, now: datetime) -> tuple[Board, ...]:
    """Load the rounds of a plan that have begun, open ones first, then the newest."""
    rounds = [one for one in await load_rounds(tx, index.plan.key) if one.state in {"open", "closed"}]
    shown = sorted(rounds, key=lambda one: one.opens_at, reverse=True)[:ROUNDS_SHOWN]
    shown.sort(key=lambda one: one.state != "open")
    people = await load_board_people(tx, index.plan.key, now)
    questions = await load_board_questions(tx, index.plan.key)
    decided = await load_decisions(tx, index.plan.key)
    boards = [await read_board(tx, index, one, people, questions, now) for one in shown]
    return tuple(replace(one, decisions=tuple(each for each in decided if each.round in {"", one.round}))
                 for one in boards)  # fmt: skip


async def read_board(
    tx: Tx,
    index: PlanIndex,
    found: RoundView,
    people: tuple[BoardPerson, ...],
    questions: tuple[BoardQuestion, ...],
    now: datetime,
) -> Board:
    """Load one round."""
    zone = ZoneInfo(index.plan.time_zone)
    return Board(
        plan=index.plan,
        round=found.id,
        key=found.key,
        title=found.title,
        label=found.covers_label,
        opens_on=found.opens_at.astimezone(zone).date(),
        deadline_on=last_day(found.deadline_at, index.plan),
        is_open=found.state == "open",
        items=index.items,
        order=index.order,
        tasks=await load_board_tasks(tx, found.id),
        people=people,
        questions=questions,
        reminded=await load_reminded(tx, found.id),
        away=await load_away(tx, [one.person for one in people], now.astimezone(zone).date()),
    )
