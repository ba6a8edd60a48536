"""One person's act: what is known, what changes, what is said. Thrown away whole if the act fails."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.conversation.calendar_cards import EditionCard, ForeseenCard, LateCard, OfferCard, SentCard, StepCard
from bot.conversation.desk import Desk, ReturnedTable
from bot.conversation.effects import (
    Amend,
    Effect,
    Say,
    Spoken,
    Tell,
    TellActor,
    TellButton,
    TellContact,
    Toast,
    Unbutton,
    Void,
)
from bot.conversation.message import Document, Message, Rows
from bot.conversation.splitting import split
from bot.conversation.stand_in import StandIn
from bot.conversation.state import TRIAL_TASK, Dialog, PersonCard, TaskCard, TaskLine
from bot.words import Words, capitalize_first, words_for
from flows.board import Board, BoardPerson, HistoryLine
from flows.board_years import BoardYears
from flows.differences import Difference
from flows.form import Form
from flows.plan import Plan
from flows.rights import Action, Membership, OnTask, may
from flows.tasks import Role, TaskState
from flows.wording.levels import LevelName

Mint = Callable[[], str]
OPEN_STATES = frozenset({TaskState.OPEN, TaskState.STARTED, TaskState.RETURNED})
SENT_STATES = frozenset({TaskState.SUBMITTED, TaskState.CORRECTED})
LOCKED_STATES = frozenset({TaskState.APPROVED, TaskState.NOT_SUPPLIED, TaskState.NOT_APPLICABLE, TaskState.CANCELLED})

ENTERED = frozenset({Action.SEE, Action.ANSWER, Action.SUBMIT})
"""What somebody who enters answers for an actor does instead of it."""
TRIED = ENTERED | {Action.DISOWN, Action.MARK_NOT_APPLICABLE, Action.ASK_TOWN}
"""What somebody who tries the questions out does as a partner would; nothing of it counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InviteCard:
    """An invite as far as the person at the door may know it."""

    token_hash: str
    plan: str
    actor: str
    actor_name: str
    role: str
    usable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnCard:
    """How much is stored about a person."""

    answers: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Surrounds:
    """What all people of a batch share: the plans served, and links that were asked for.

    Attributes:
        plans: By key.
        invites: By token hash; only those that this batch's people brought.
        requests: Open requests for access by id, as (plan, name, what was written).
        opens: Next opening by plan, None when there is none.
        desk: What was submitted and is read now; only where a coordinator asked for it.
        tables: Answer tables that came back, as far as buttons name them.
        entered: Tasks of the actors for whom somebody enters answers.
        steps: Rows of the calendar by id; only those that this batch's buttons name.
        foreseen: What will go out by itself, by plan; only where somebody asked for it.
        editions: Editions that this batch's buttons name, by id.
        offers: What can still be sent of a closed round, by the round's id and actor; only where nothing else waits.
        ended: What was sent in closed rounds, by id of the task; likewise.
        late: What an extension is about, by id of the task that the button names; likewise.
        boards: How the rounds stand, by plan; only where a coordinator acts.
        trials: Tasks to be tried out, by plan, actor and proposal; only those that this batch's people try.
        former: Members whose place ended, by plan and membership, where one is brought back.
        histories: What happened to a task, where a coordinator decides about it.
        history_forms: Forms of those tasks, and of those that say different things.
        differences: What several actors say of one item, by plan; likewise.
        years: Rounds beside the year before, by the row's id; only where somebody asks for it.
        digests: Contacts of the groups that get the weekly digest, by plan; likewise.
        bot_name: The bot's user name in the channel, for links.
        colleagues: Who could answer in a person's place, by id; only of those who hand over.
        own: What is stored about persons, by id; only of those who asked.
    """

    plans: Mapping[str, Plan]
    invites: Mapping[str, InviteCard]
    requests: Mapping[str, tuple[str, str, str]]
    opens: Mapping[str, datetime | None]
    bot_name: str
    desk: Desk = field(default_factory=Desk)
    entered: Mapping[str, TaskCard] = field(default_factory=dict)
    tables: Mapping[str, ReturnedTable] = field(default_factory=dict)
    own: Mapping[str, OwnCard] = field(default_factory=dict)
    colleagues: Mapping[str, tuple[StandIn, ...]] = field(default_factory=dict)
    steps: Mapping[str, StepCard] = field(default_factory=dict)
    late: Mapping[str, LateCard] = field(default_factory=dict)
    offers: Mapping[tuple[str, str], OfferCard] = field(default_factory=dict)
    ended: Mapping[str, SentCard] = field(default_factory=dict)
    editions: Mapping[str, EditionCard] = field(default_factory=dict)
    boards: Mapping[str, tuple[Board, ...]] = field(default_factory=dict)
    digests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    trials: Mapping[tuple[str, str, str], tuple[TaskCard, ...]] = field(default_factory=dict)
    former: Mapping[tuple[str, str], BoardPerson] = field(default_factory=dict)
    histories: Mapping[str, tuple[HistoryLine, ...]] = field(default_factory=dict)
    history_forms: Mapping[str, Form] = field(default_factory=dict)
    differences: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    years: Mapping[str, BoardYears] = field(default_factory=dict)
    foreseen: Mapping[str, tuple[ForeseenCard, ...]] = field(default_factory=dict)


class NotOpenError(Exception):
    """The act looks into answers that are not loaded.

    Attributes:
        tasks: Whose answers it may look into.
    """

    def __init__(self, tasks: Iterable[str]) -> None:
        super().__init__("the answers of a task are not loaded")
        self.tasks = frozenset(tasks)


class Scene:
    """The stage of one act. The only mutable thing in the conversation; it never leaves the batch.

    Attributes:
        tasks: What the person may answer; as cards those that are open, as lines the others.
        private: A chat with one person; in a group nothing is said about persons.
        under: The message under which the person tapped, as the channel names it; "" for any other act.
    """

    def __init__(
        self,
        *,
        now: datetime,
        mint: Mint,
        person: PersonCard,
        dialog: Dialog,
        tasks: Mapping[str, TaskLine],
        surrounds: Surrounds,
        private: bool = True,
    ) -> None:
        self.now = now
        self.mint = mint
        self.person = person
        self._dialog, self._changes = dialog, dict[str, object]()
        self.tasks: dict[str, TaskLine] = dict(tasks)
        self.surrounds = surrounds
        self.effects: list[Effect] = []
        self.private = private
        self.under = ""
        self._worded: tuple[PersonCard, Words] | None = None

    @property
    def words(self) -> Words:
        """The words of the person's language, as their plan words them."""
        if self._worded is None or self._worded[0] is not self.person:
            self._worded = (self.person, words_for(self.person.language, self._overrides()))
        return self._worded[1]

    def _overrides(self) -> tuple[tuple[str, str], ...]:
        for member in self.person.memberships:
            plan = self.surrounds.plans.get(member.plan)
            if plan is not None and plan.texts:
                return tuple(sorted(plan.texts.get(self.person.language, {}).items()))
        return ()

    @property
    def language(self) -> str:
        """The language in which this person is written to."""
        return self.words.language

    def task(self, task: str) -> TaskCard | None:
        """Give one of the person's tasks with its answers, None if it is not theirs; `opened` says what it raises."""
        found = self.tasks.get(task)
        return None if found is None else self.opened(found)

    def opened(self, task: TaskLine) -> TaskCard:
        """Give a task with its answers.

        Raises:
            NotOpenError: They are not loaded; once they are, the act is played again from its beginning.
        """
        if not isinstance(task, TaskCard):
            raise NotOpenError({task.id, *self.tasks})
        return task

    def walk(self) -> list[TaskLine]:
        """All tasks of the person in the order of the plan."""
        return sorted(self.tasks.values(), key=lambda task: task.order)

    @property
    def dialog(self) -> Dialog:
        """Where the chat stands now, with all that has changed so far."""
        if self._changes:
            self._dialog = replace(self._dialog, **self._changes)  # type: ignore[arg-type]  # checked by Dialog itself
            self._changes = {}
        return self._dialog

    def change_dialog(self, **changes: object) -> None:
        """Set fields of the dialog; changes in a row become one new dialog, once it is looked at."""
        self._changes.update(changes)

    def say(self, key: str, *, rows: Rows = (), **data: object) -> str:
        """Say a message that is not the current question; give its outbox id."""
        return self.send(Message(text=self.words.text(key, **data), rows=rows))

    def send(self, message: Message | Document) -> str:
        """Put a message into the outbox and give its id; of a long one the last part, which has the buttons."""
        if isinstance(message, Message):
            *before, text = split(message.text)
            for part in before:
                self.effects.append(Say(id=self.mint(), message=Message(text=part)))
            message = replace(message, text=text) if before else message
        said = self.mint()
        self.effects.append(Say(id=said, message=message))
        return said

    def show(self, message: Message) -> None:
        """Say a message that becomes the current screen; the one before loses its buttons."""
        self.settle_screen()
        self.change_dialog(screen_message=self.send(message), screen_text=split(message.text)[-1])

    def turn_to(self, message: Message) -> None:
        """Put another page into the message under which the person tapped; after any other act say it anew."""
        if self.under:
            self.effects.append(Amend(id=self.mint(), message=message, ref=self.under))
        else:
            self.send(message)

    def next_screen(self) -> str:
        """Count the screen up; give the number as buttons carry it. What waits to be said of the last one is void."""
        if fold := self.dialog.stash.get("fold"):
            self.void(str(fold))
        screen = self.dialog.screen + 1
        self.change_dialog(screen=screen)
        return str(screen)

    def amend_screen(self, message: Message) -> None:
        """Change the current screen in place."""
        if not self.dialog.screen_message:
            return
        self.effects.append(Amend(id=self.mint(), message=message, target=self.dialog.screen_message))
        self.change_dialog(screen_text=message.text)

    def settle_screen(self, answer: str = "", *, as_it_is: bool = False) -> None:
        """Take the buttons from the current screen; it keeps its text and shows the answer, names as they are."""
        dialog = self.dialog
        if not dialog.screen_message:
            return
        text = dialog.screen_text
        if answer:
            shown = answer if as_it_is else capitalize_first(answer)
            text = self.words.text("answered", text=Markup(text), answer=shown)  # noqa: S704 - our own rendered text
        self.effects.append(Amend(id=self.mint(), message=Message(text=text), target=dialog.screen_message))
        self.change_dialog(screen_message="", screen_text="")

    def unbutton(self, ref: str) -> None:
        """Take the buttons from a message that is not the current screen."""
        if ref:
            self.effects.append(Unbutton(id=self.mint(), ref=ref))

    def toast(self, key: str, **data: object) -> None:
        """Flash a word as the answer to a tap."""
        self.effects.append(Toast(text=_plain(self.words.text(key, **data))[:200]))

    def tell(
        self,
        plan: str,
        key: str,
        data: Mapping[str, str],
        *,
        buttons: tuple[TellButton, ...] = (),
        role: Role = Role.COORDINATOR,
    ) -> None:
        """Tell the coordinators of a plan, or those who have another role in it."""
        self.effects.append(Tell(plan=plan, key=key, data=data, buttons=buttons, role=role))

    def tell_about(
        self, task: TaskLine, key: str, data: Mapping[str, Spoken], *, buttons: tuple[TellButton, ...] = ()
    ) -> None:
        """Tell everybody who answers for a task's actor something about it."""
        self.effects.append(TellActor(plan=task.plan.key, actor=task.actor, key=key, data=data, buttons=buttons))

    def tell_actor(
        self, plan: str, actor: str, key: str, data: Mapping[str, Spoken], *, buttons: tuple[TellButton, ...] = ()
    ) -> None:
        """Tell everybody who answers for an actor."""
        self.effects.append(TellActor(plan=plan, actor=actor, key=key, data=data, buttons=buttons))

    def tell_contact(
        self, one: StandIn, key: str, data: Mapping[str, str], *, buttons: tuple[TellButton, ...] = ()
    ) -> None:
        """Tell somebody who can stand in, in their language."""
        told = TellContact(contact=one.contact, language=one.language, key=key, data=data, buttons=buttons)
        self.effects.append(told)

    def void(self, fold_key: str) -> None:
        """Drop what waits under a fold key."""
        self.effects.append(Void(fold_key=fold_key))

    def contact_of(self, plan: Plan | None) -> str:
        """Name and telephone of the human who asks."""
        chosen = plan or next(iter(self.surrounds.plans.values()), None)
        if chosen is None:
            return ""
        return f"{chosen.contact.name}, tel. {chosen.contact.telephone}"

    def allowed(self, task: TaskLine, action: Action) -> Membership | None:
        """Give the membership by which the person may do this with a task, None if there is none."""
        subject = OnTask(plan=task.plan.key, actor=task.actor, role=task.role)
        if (self.enters(task) and action in ENTERED) or (self.tries(task) and action in TRIED):
            action = Action.ANSWER_ON_BEHALF
        answer = may(self.person.memberships, action, subject, self.now)
        return answer if isinstance(answer, Membership) else None

    def keep_card(self, task: TaskCard, *, submissions: int) -> TaskCard:
        """Keep a card that a coordinator's edit of somebody else's task left, for the rest of the batch."""
        kept = replace(task, submissions=submissions, rev=task.rev + 1)
        self.tasks[task.id] = kept
        return kept

    def enters(self, task: TaskLine) -> bool:
        """Tell whether the person enters answers for this task's actor now."""
        behalf = self.dialog.behalf
        return behalf is not None and (behalf.plan, behalf.actor) == (task.plan.key, task.actor)

    def tries(self, task: TaskLine) -> bool:
        """Tell whether this task is only tried out."""
        return self.dialog.trial is not None and task.id.startswith(TRIAL_TASK)

    def role_on(self, task: TaskLine) -> Role:
        """Give the role in which the person answers a task."""
        member = self.allowed(task, Action.ANSWER)
        return member.role if member else Role.READER

    def level(self, task: TaskLine) -> LevelName:
        """Give the name of the task's level in the person's language."""
        return task.levels[self.language]

    def zone(self, plan: Plan) -> ZoneInfo:
        """The person's time zone, else the plan's: every moment that they are shown is in it."""
        return ZoneInfo(self.person.zone or plan.time_zone)

    def town_zone(self, plan: Plan) -> ZoneInfo:
        """The plan's time zone: last days are meant in it, and what others are sent."""
        return ZoneInfo(plan.time_zone)


def _plain(text: str) -> str:
    return Markup(text).striptags()  # noqa: S704 - our own rendered text
