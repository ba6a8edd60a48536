"""Setting the stage: everything that a batch needs, loaded with a few set-wise statements."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.conversation.buttons import Tap, Verb, read_button
from bot.conversation.heard import Changed, Commanded, Linked, Tapped
from bot.conversation.scene import OwnCard
from bot.conversation.state import PersonCard, TaskCard, TaskLine
from bot.in_force import InForce
from bot.intake.boards import load_boards
from bot.intake.calendar_cards import load_calendar_cards
from bot.intake.cards import PlanIndex, last_time, last_values, person_card, read_dialog, task_card, task_line
from bot.intake.differing import load_differences
from bot.intake.edition_cards import load_edition_cards
from bot.intake.in_hand import in_focus, in_hand
from bot.intake.interviews import Interviews, Open, open_interview
from bot.intake.offers import load_offers
from bot.intake.putting_off import load_colleagues
from bot.intake.replies import load_replies
from bot.intake.stage import Recipient, Stage
from bot.intake.telegram_updates import CHANNEL, Incoming
from bot.intake.years import load_years
from flows.answers import Answers
from flows.evaluation import Surroundings
from flows.ids import token_hash
from flows.plan_walk import asks_of
from flows.reviews import standing_returns
from flows.rounds import opens_at
from flows.tasks import Role, TaskState
from storage.database import Tx
from storage.loading import (
    load_answers,
    load_last,
    load_links,
    load_people,
    load_submissions,
    load_tasks,
    load_tasks_of_asks,
)
from storage.people import load_access_requests, load_invites, load_members, load_partners
from storage.personal import count_own_data
from storage.reviews import load_reviews
from storage.views import Link, SubmissionView, TaskView

LANGUAGES_OF_CZECH = ("cs", "sk", "")


async def set_stage(
    tx: Tx,
    batch: Sequence[Incoming],
    *,
    now: datetime,
    in_force: InForce,
    interviews: Interviews,
    bot_name: str,
    seat: Callable[[Stage], None] = lambda _stage: None,
) -> Stage:
    """Load what the people of a batch and their tasks are; `seat` may change the people before their tasks are."""
    stage = Stage(now=now, plans=in_force.plans, bot_name=bot_name)
    await load_cast(tx, stage, batch)
    seat(stage)
    await load_invited(tx, stage, batch)
    await load_cards(tx, stage, batch, in_force, interviews)
    await load_messages(tx, stage, batch)
    await load_for_coordinators(tx, stage, batch, in_force)
    await load_own_data(tx, stage, batch)
    await load_colleagues(tx, stage, batch)
    await load_calendar_cards(tx, stage, batch)
    await load_edition_cards(tx, stage, batch)
    await load_offers(tx, stage)
    stage.opens = {key: next_opening(index, now) for key, index in in_force.plans.items()}
    return stage


async def load_cast(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load the people by their addresses."""
    found = await load_people(tx, {(CHANNEL, address) for one in batch for address in (one.chat, one.user)})
    spoken = {address: app_language(one) for one in batch for address in (one.chat, one.user)}
    for (_, address), view in found.items():
        stage.people[address] = person_card(view, spoken[address], stage.now)
        stage.dialogs[view.contact] = read_dialog(view.contact, view.dialog)
        if view.contact_state != "active":
            stage.blocked.add(view.contact)


def guest(incoming: Incoming, contact: str) -> PersonCard:
    """Make a card of somebody who writes for the first time."""
    return PersonCard(contact=contact, address=incoming.chat, name=incoming.name, language=app_language(incoming))


def app_language(incoming: Incoming) -> str:
    """Give the language for somebody who has chosen none: what their app says."""
    return "cs" if incoming.language.partition("-")[0] in LANGUAGES_OF_CZECH else "en"


async def load_invited(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load the invites that people brought now or are answering to."""
    brought = {
        token_hash(one.heard.rest.strip())
        for one in batch
        if isinstance(one.heard, Commanded) and one.heard.name == "start" and one.heard.rest.strip()
    }
    in_hand = {str(dialog.stash["invite"]) for dialog in stage.dialogs.values() if dialog.stash.get("invite")}
    if brought | in_hand:
        stage.invites = dict(await load_invites(tx, brought | in_hand))


async def load_cards(
    tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce, interviews: Interviews
) -> None:
    """Load the tasks of everybody's actors, and of the actors that invites are for; open those that are in hand."""
    members = [one for person in stage.people.values() for one in person.memberships if one.holds_at(stage.now)]
    pairs = {(one.plan, one.actor) for one in members} | {(one.plan, one.actor) for one in stage.invites.values()}
    if not pairs:
        return
    views = [view for view in await load_tasks(tx, actors=pairs) if view.plan in in_force.plans]
    focus = in_focus(stage, batch)
    cards = await made_cards(tx, [view for view in views if view.id in focus], in_force, interviews, stage.now)
    for view in views:
        stage.add_task(cards.get(view.id) or made_line(view, in_force, interviews), view)
    await load_earlier(tx, stage, views, in_force, interviews)
    await open_tasks(tx, stage, in_hand(stage, batch), in_force, interviews)


async def load_earlier(
    tx: Tx, stage: Stage, views: Sequence[TaskView], in_force: InForce, interviews: Interviews
) -> None:
    """Load what the tasks have answered that others waited for: whoever comments on them reads them first."""
    awaited = {
        view.id: (view.round, ask.after)
        for view in views
        if stage.tasks[view.id].role is not Role.PARTNER
        for ask in asks_of(in_force.plans[view.plan].plan, view.round_key)
        if ask.key == view.ask_key and ask.after
    }
    found = await load_tasks_of_asks(tx, set(awaited.values())) if awaited else []
    if not found:
        return
    aside = Stage(now=stage.now, plans=stage.plans, bot_name=stage.bot_name)
    await open_cards(tx, aside, found, in_force, interviews)
    for task, ask in awaited.items():
        cards = aside.cards(view.id for view in found if (view.round, view.ask_key) == ask).values()
        stage.tasks[task] = replace(stage.tasks[task], before=tuple(sorted(cards, key=lambda one: one.order)))


async def read_anew(tx: Tx, stage: Stage, tasks: Iterable[str]) -> None:
    """Read the rows of lines again: another process may have written since the batch began."""
    lines = [task for task in tasks if not isinstance(stage.tasks[task], TaskCard)]
    for view in await load_tasks(tx, ids=lines):
        if view.rev >= stage.views[view.id].rev:  # what this batch decided is not written yet
            stage.views[view.id] = view


async def open_tasks(tx: Tx, stage: Stage, tasks: Iterable[str], in_force: InForce, interviews: Interviews) -> None:
    """Make cards of those tasks of the stage that are still lines."""
    lines = [line for task in tasks if not isinstance(line := stage.tasks[task], TaskCard)]
    if not lines:
        return
    await open_cards(tx, stage, [stage.views[line.id] for line in lines], in_force, interviews)
    for line in lines:
        if line.before:
            stage.tasks[line.id] = replace(stage.tasks[line.id], before=line.before)


async def open_cards(
    tx: Tx, stage: Stage, views: Sequence[TaskView], in_force: InForce, interviews: Interviews
) -> None:
    """Take tasks in with their cards."""
    cards = await made_cards(tx, views, in_force, interviews, stage.now)
    for view in views:
        stage.add_task(cards[view.id], view)


async def made_cards(
    tx: Tx, views: Sequence[TaskView], in_force: InForce, interviews: Interviews, now: datetime
) -> dict[str, TaskCard]:
    """Make the cards, by task; answers are loaded only where the kept interview is no longer true."""
    standing = kept(views, in_force, interviews, now)
    fresh = [view for view in views if view.id not in standing]
    answers = await load_answers(tx, [view.id for view in fresh]) if fresh else {}
    last = await load_last(tx, fresh) if fresh else {}
    for view in fresh:
        today = local_day(in_force.plans[view.plan], now)
        standing[view.id] = open_task(view, answers[view.id], in_force, last.get(view.id), today)
    cards = {view.id: made_card(view, standing[view.id], in_force, interviews) for view in views}
    returned = [view.id for view in views if view.state is TaskState.RETURNED]
    said = await load_reviews(tx, returned) if returned else {}
    sent = await load_submissions(tx, returned) if returned else {}
    for task in said.keys() & sent.keys():
        cards[task] = replace(cards[task], returns=standing_returns(said[task]), sent_head=sent[task].head_seq)
    return cards


def kept(views: Sequence[TaskView], in_force: InForce, interviews: Interviews, now: datetime) -> dict[str, Open]:
    """Find the kept interviews that are still true, by task."""
    plans = {view.plan for view in views}
    days = {plan: local_day(in_force.plans[plan], now) for plan in plans}
    versions = {plan: in_force.version(plan) for plan in plans}
    found = {}
    for view in views:
        version = f"{view.form_version}/{versions[view.plan]}"
        opened = interviews.find(view.id, head_seq=view.head_seq, version=version, today=days[view.plan])
        if opened is not None:
            found[view.id] = opened
    return found


def made_line(view: TaskView, in_force: InForce, interviews: Interviews) -> TaskLine:
    """Give the line of a task; the kept one as long as nothing about the task has changed."""
    index = in_force.plans[view.plan]
    line = interviews.line(view, index.plan)
    if line is None:
        line = task_line(view, index, in_force.form(view.form_version))
        interviews.keep_line(view, line)
    return line


def made_card(view: TaskView, opened: Open, in_force: InForce, interviews: Interviews) -> TaskCard:
    """Give the card of a task; the kept one as long as nothing about the task has changed."""
    card = opened.card_of(view)
    if card is None:
        card = task_card(view, in_force.plans[view.plan], opened)
        interviews.keep(view.id, replace(opened, view=view, card=card))
    return card


def open_task(view: TaskView, answers: Answers, in_force: InForce, last: SubmissionView | None, today: date) -> Open:
    """Open the interview of a task."""
    surroundings = Surroundings(today=today, external=in_force.external_of(view), last=last_values(last))
    form = in_force.form(view.form_version)
    return open_interview(
        form,
        answers,
        head_seq=view.head_seq,
        surroundings=surroundings,
        version=f"{view.form_version}/{in_force.version(view.plan)}",
        today=today,
        last=last_time(view, in_force.plans[view.plan], form, last),
    )


def local_day(index: PlanIndex, now: datetime) -> date:
    """Give today in the plan's zone."""
    return now.astimezone(ZoneInfo(index.plan.time_zone)).date()


def next_opening(index: PlanIndex, now: datetime) -> datetime | None:
    """Give the opening of the next round of a plan."""
    moments = [opens_at(one, index.plan) for one in index.plan.rounds]
    return min((moment for moment in moments if moment > now), default=None)


async def load_messages(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Load which answers the edited messages of a batch made."""
    edited = {
        (stage.people[one.chat].contact, one.heard.ref)
        for one in batch
        if isinstance(one.heard, Changed) and one.chat in stage.people
    }
    if not edited:
        return
    for links in (await load_links(tx, edited)).values():
        take_links(stage, links)


def take_links(stage: Stage, links: Iterable[Link]) -> None:
    """Know what messages made: an edit of one may come in the batch that brings the message itself."""
    for one in links:
        key = (one.contact, one.message_ref)
        known = stage.links.get(key)
        if known is None or one.part <= known.part:
            stage.links[key] = Linked(task=one.task, place=one.place, part=one.part, seq=one.seq)


async def load_for_coordinators(tx: Tx, stage: Stage, batch: Sequence[Incoming], in_force: InForce) -> None:
    """Load what only coordinators ask for, where one of them acts."""
    taps = [tap for one in batch if isinstance(one.heard, Tapped) and (tap := read_button(one.heard.data))]
    if any(asks_for_requests(tap) for tap in taps):
        stage.requests = {one.id: one for one in await load_access_requests(tx, list(stage.plans))}
    await load_replies(tx, stage, batch)
    await load_boards(tx, stage, batch, in_force)
    await load_differences(tx, stage, batch, in_force)
    await load_years(tx, stage, batch, in_force)


def asks_for_requests(tap: Tap) -> bool:
    """Tell whether a button is about requests for access."""
    return tap.verb in {Verb.ALLOW, Verb.DECLINE} or (tap.verb is Verb.MEMBER and tap.part(0) in {"q", "w"})


async def load_own_data(tx: Tx, stage: Stage, batch: Sequence[Incoming]) -> None:
    """Count what is stored about those who ask."""
    asking = {
        stage.people[one.chat].person
        for one in batch
        if one.chat in stage.people and asks_for_own_data(one) and stage.people[one.chat].person
    }
    if asking:
        found = await count_own_data(tx, asking)
        stage.own = {person: OwnCard(answers=own.answers) for person, own in found.items()}


def asks_for_own_data(one: Incoming) -> bool:
    """Tell whether somebody asks what is stored about them."""
    match one.heard:
        case Commanded():
            return one.heard.name in {"moje_data", "my_data"}
        case Tapped():
            tap = read_button(one.heard.data)
            return tap is not None and tap.verb is Verb.MY_DATA
        case _:
            return False


async def load_recipients(tx: Tx, stage: Stage, wanted: set[tuple[str, Role]]) -> None:
    """Load the contacts of those who have a role in a plan."""
    stage.recipients = {(plan, role): await recipients(tx, stage, plan, role) for plan, role in wanted}


async def recipients(tx: Tx, stage: Stage, plan: str, role: Role) -> tuple[Recipient, ...]:
    """Give the contact of each once."""
    members = await load_members(tx, plan, at=stage.now, roles=[role])
    language = stage.plans[plan].plan.language
    found = {
        one.contact: Recipient(contact=one.contact, address=one.address, language=one.language or language)
        for one in members
        if one.contact_state == "active"
    }
    return tuple(found.values())


async def load_partner_contacts(tx: Tx, stage: Stage, actors: set[tuple[str, str]]) -> None:
    """Load who is to be told something, by (plan, actor)."""
    found = await load_partners(tx, actors, at=stage.now)
    partners: dict[tuple[str, str], tuple[Recipient, ...]] = dict.fromkeys(actors, ())
    for one in found:
        if one.contact_state == "active":
            language = one.language or stage.plans[one.plan].plan.language
            told = Recipient(contact=one.contact, address=one.address, language=language)
            partners[one.plan, one.actor] = (*partners[one.plan, one.actor], told)
    stage.partners = partners
