"""What one batch knows: people, tasks, plans. Acts change it only when they succeed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.conversation.calendar_cards import EditionCard, ForeseenCard, LateCard, OfferCard, SentCard, StepCard
from bot.conversation.desk import Desk, ReturnedTable
from bot.conversation.heard import Linked
from bot.conversation.scene import OwnCard, Surrounds
from bot.conversation.stand_in import StandIn
from bot.conversation.state import Behalf, Dialog, PersonCard, TaskCard, TaskLine
from bot.conversation.trying import trial_key, tried_tasks
from bot.intake.cards import PlanIndex
from bot.intake.invite_cards import InviteCards
from flows.board import Board, BoardPerson, HistoryLine
from flows.board_years import BoardYears
from flows.differences import Difference
from flows.form import Form
from flows.rights import Action, OnPlan, may
from flows.tasks import Refusal, Role
from storage.views import AccessRequestView, InviteView, TaskView


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A coordinator's contact to tell something to."""

    contact: str
    address: str
    language: str


@dataclass(kw_only=True, slots=True)
class Stage:
    """The batch in the making. Lives in one transaction; nothing outside sees it.

    Attributes:
        people: By chat address; somebody new gets a card when they first do something.
        tasks: By id, with the state that earlier acts of this batch left; cards where they are open, else lines.
        views: The rows behind the cards, likewise.
        answering: Tasks with their place in `tasks`, by (plan, actor, role of the ask); filled by `add_task`.
        links: What a message made, by (contact, message ref).
        recipients: Coordinators and others whom to tell something, by plan and role.
        replies: The question under a message that was replied to, by (contact, message ref).
        desk: What the coordinators of the batch read and decide.
        tables: Answer tables that buttons of the batch name.
        entered: Tasks of the actors for whom somebody enters answers.
        partners: Whom to tell something, by (plan, actor); only those that an act names.
        steps: Rows of the calendar that buttons name.
        late: What extensions are about.
        offers: What can still be sent of closed rounds, by id of the round and actor.
        ended: What was sent in closed rounds, by id of the task.
        editions: Editions that buttons name.
        foreseen: What will go out by itself, by plan.
        trials: Tasks that people of the batch try out, by plan, actor and proposal.
        answerers: Whose answers are in them.
        differences: What several actors say of one item, by plan; only where a coordinator looks at it.
        years: Rounds beside the year before, by the row's id; only where somebody asks for it.
        shared: What every act is told of all this while it holds nothing that an act can change.
    """

    now: datetime
    plans: Mapping[str, PlanIndex]
    bot_name: str
    people: dict[str, PersonCard] = field(default_factory=dict)
    dialogs: dict[str, Dialog] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    tasks: dict[str, TaskLine] = field(default_factory=dict)
    views: dict[str, TaskView] = field(default_factory=dict)
    answering: dict[tuple[str, str, Role], list[tuple[int, str]]] = field(default_factory=dict)
    invites: dict[str, InviteView] = field(default_factory=dict)
    requests: dict[str, AccessRequestView] = field(default_factory=dict)
    links: dict[tuple[str, str], Linked] = field(default_factory=dict)
    recipients: Mapping[tuple[str, Role], tuple[Recipient, ...]] = field(default_factory=dict)
    opens: Mapping[str, datetime | None] = field(default_factory=dict)
    desk: Desk = field(default_factory=Desk)
    entered: frozenset[str] = frozenset()
    tables: Mapping[str, ReturnedTable] = field(default_factory=dict)
    replies: Mapping[tuple[str, str], str] = field(default_factory=dict)
    partners: Mapping[tuple[str, str], tuple[Recipient, ...]] = field(default_factory=dict)
    own: Mapping[str, OwnCard] = field(default_factory=dict)
    colleagues: Mapping[str, tuple[StandIn, ...]] = field(default_factory=dict)
    steps: Mapping[str, StepCard] = field(default_factory=dict)
    late: Mapping[str, LateCard] = field(default_factory=dict)
    offers: Mapping[tuple[str, str], OfferCard] = field(default_factory=dict)
    ended: Mapping[str, SentCard] = field(default_factory=dict)
    editions: Mapping[str, EditionCard] = field(default_factory=dict)
    foreseen: Mapping[str, tuple[ForeseenCard, ...]] = field(default_factory=dict)
    answerers: dict[str, tuple[Recipient, ...]] = field(default_factory=dict)
    boards: Mapping[str, tuple[Board, ...]] = field(default_factory=dict)
    digests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    trials: Mapping[tuple[str, str, str], tuple[TaskCard, ...]] = field(default_factory=dict)
    former: Mapping[tuple[str, str], BoardPerson] = field(default_factory=dict)
    histories: Mapping[str, tuple[HistoryLine, ...]] = field(default_factory=dict)
    history_forms: Mapping[str, Form] = field(default_factory=dict)
    differences: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    years: Mapping[str, BoardYears] = field(default_factory=dict)
    shared: Surrounds | None = None

    def add_task(self, line: TaskLine, view: TaskView) -> None:
        """Take a task in, after those that are here."""
        if view.id not in self.tasks:
            key = (line.plan.key, line.actor, line.role)
            self.answering.setdefault(key, []).append((len(self.tasks), view.id))
        self.tasks[view.id], self.views[view.id] = line, view

    def cards(self, tasks: Iterable[str]) -> dict[str, TaskCard]:
        """Give those of some tasks that are open."""
        found = ((task, self.tasks.get(task)) for task in tasks)
        return {task: card for task, card in found if isinstance(card, TaskCard)}

    def surrounds(self) -> Surrounds:
        """What the acts share; made anew for each act only where acts can change it."""
        if self.invites or self.requests or self.entered or self.desk.cards:
            return self._surrounds()
        if self.shared is None:
            self.shared = self._surrounds()
        return self.shared

    def _surrounds(self) -> Surrounds:
        return Surrounds(
            plans={key: index.plan for key, index in self.plans.items()},
            invites=InviteCards(invites=self.invites, plans=self.plans, now=self.now),
            requests={key: (one.plan, one.name, one.words) for key, one in self.requests.items()},
            opens=self.opens,
            bot_name=self.bot_name,
            tables=self.tables,
            entered=self.cards(self.entered),
            desk=replace(self.desk, cards=self.cards(self.desk.cards)),
            own=self.own,
            colleagues=self.colleagues,
            steps=self.steps,
            late=self.late,
            offers=self.offers,
            ended=self.ended,
            editions=self.editions,
            boards=self.boards,
            digests=self.digests,
            trials=self.trials,
            former=self.former,
            histories=self.histories,
            history_forms=self.history_forms,
            differences=self.differences,
            years=self.years,
            foreseen=self.foreseen,
        )

    def addresses(self) -> dict[str, str]:
        """Give the chats of everybody whom the batch knows, by contact."""
        found = {person.contact: address for address, person in self.people.items()}
        for told in (*self.recipients.values(), *self.partners.values(), *self.answerers.values()):
            found |= {one.contact: one.address for one in told}
        for board in (one for boards in self.boards.values() for one in boards):
            found |= {one.contact: one.address for one in board.people}
        return found

    def tasks_of(self, person: PersonCard, dialog: Dialog | None = None) -> Mapping[str, TaskLine]:
        """Give the tasks that a person may answer, by their memberships that hold now; `dialog` None = the stage's."""
        dialog = dialog or self.dialogs.get(person.contact)
        if dialog is not None and dialog.trial is not None:
            return tried_tasks(dialog.trial, self.trials.get(trial_key(dialog.trial), ()))
        behalf = dialog.behalf if dialog is not None else None
        if behalf is not None:
            return self.tasks_entered(person, behalf)
        held = [(one.plan, one.actor, one.role) for one in person.memberships if one.holds_at(self.now)]
        # what is asked of a role is asked of no actor
        wanted = {*held, *((plan, "", role) for plan, _, role in held)}
        found = sorted(place for key in wanted for place in self.answering.get(key, ()))
        return {task: self.tasks[task] for _, task in found}

    def tasks_entered(self, person: PersonCard, behalf: Behalf) -> dict[str, TaskLine]:
        """Give the tasks of the actor for whom somebody enters answers, if they still may."""
        allowed = may(person.memberships, Action.ANSWER_ON_BEHALF, OnPlan(plan=behalf.plan), self.now)
        if isinstance(allowed, Refusal):
            return {}
        mine = (behalf.plan, behalf.actor)
        return {task: card for task, card in self.tasks.items() if (card.plan.key, card.actor) == mine}
