"""Invites: whom a round asks, the one-time link of each, and the letter that brings it (script A1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.conversation.overview import minutes
from bot.intake.cards import level_names
from bot.words import words_for
from flows.plan import Actor, Plan, Round
from flows.plan_walk import ExpectedTask, answering, tasks_expected, tree_of
from flows.rounds import closes_at, opens_at
from flows.tasks import Role
from flows.wording.days import date_long, day_month
from flows.wording.levels import LevelName, count_of

AFTER_CLOSING = timedelta(days=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """What is sent to an organisation, as plain text in the plan's language."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Invite:
    """One invite before it is stored.

    Attributes:
        actor: Who is invited; None for a role that answers for no actor.
        role: What the person becomes.
        token: The secret; stored hashed only.
        link: What the person opens.
        expires_at: First instant at which the link is no longer good.
        letter: None where nothing is asked of the actor in the round.
    """

    actor: Actor | None
    role: Role
    token: str
    link: str
    expires_at: datetime
    letter: Letter | None = None


def next_round(plan: Plan, now: datetime) -> Round | None:
    """Find the round that is open, or else the one that opens next; None: all are over."""
    ahead = [round_ for round_ in plan.rounds if closes_at(round_, plan) > now]
    return min(ahead, key=lambda round_: opens_at(round_, plan), default=None)


def expiry(plan: Plan, round_: Round | None, *, days: int | None, now: datetime) -> datetime | None:
    """Tell until when links are good, at a local midnight.

    Args:
        plan: Gives the time zone.
        round_: The round that is invited to.
        days: Days that the link is good after today; None = until two days after the round closes.
        now: Now.

    Returns:
        The first instant at which they are no longer good; None: neither a round nor days.
    """
    zone = ZoneInfo(plan.time_zone)
    if days is not None:
        last = now.astimezone(zone).date() + timedelta(days=days)
    elif round_ is not None:
        last = closes_at(round_, plan).astimezone(zone).date() - timedelta(days=1) + AFTER_CLOSING
    else:
        return None
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=zone)


def last_day(expires_at: datetime, plan: Plan) -> date:
    """The last local day on which a link that expires at an instant is good."""
    return (expires_at.astimezone(ZoneInfo(plan.time_zone)) - timedelta(microseconds=1)).date()


def invited(plan: Plan, round_: Round | None) -> tuple[str, ...]:
    """Keys of the actors with something to fill in in a round, in the plan's order; without a round all with a duty."""
    if round_ is not None:
        wanted = {task.actor for task in tasks_expected(plan, round_)}
    else:
        duties = {key for item in plan.items for key in (item.lead, *item.contributors) if key}
        wanted = {each for key in duties for each in answering(plan, key)}
    return tuple(actor.key for actor in plan.actors if actor.key in wanted)


def invite_link(bot: str, token: str) -> str:
    """The link that opens the bot and hands it the token."""
    return f"https://t.me/{bot}?start={token}"


def write_letter(plan: Plan, round_: Round, actor: Actor, *, link: str, expires_at: datetime) -> Letter | None:
    """Write the letter to an actor; None: the round asks nothing of it."""
    asked = [task for task in tasks_expected(plan, round_) if task.actor == actor.key]
    if not asked:
        return None
    words = words_for(plan.language, tuple(plan.texts.get(plan.language, {}).items()))
    language = words.language
    values = {
        "year": round_.period.label,
        "plan_genitive": plan.document.genitive,
        "actor": actor.name,
        "count": count_of(_level(plan, round_, asked, language), len(asked)),
        "minutes": minutes(len(asked)),
        "deadline": date_long(round_.deadline_on, language),
        "link": link,
        "expires": day_month(last_day(expires_at, plan), language),
        "contact": signature(plan),
    }
    plain = {name: Markup(value) for name, value in values.items()}  # noqa: S704 - a letter is no HTML: nothing is escaped
    return Letter(subject=words.text("letter_subject", year=plain["year"]), text=words.text("letter", **plain))


def signature(plan: Plan) -> str:
    """Name, position and telephone of the human who asks."""
    contact = plan.contact
    return ", ".join(part for part in (contact.name, contact.position, f"tel. {contact.telephone}") if part)


def _level(plan: Plan, round_: Round, asked: list[ExpectedTask], language: str) -> LevelName:
    """What the things asked are called: their level where all have one, else a general word."""
    trees = {ask.key: tree_of(plan, ask.tree).key for ask in round_.asks if ask.subject == "item"}
    items = {(item.tree, item.key): item for item in plan.items}
    found = [items.get((trees.get(task.ask, ""), task.subject)) for task in asked]
    levels = {item and (item.tree, item.level) for item in found}
    return level_names(plan, found[0] if len(levels) == 1 else None)[language]


def find_actor(plan: Plan, wanted: str) -> tuple[str, ...]:
    """Find whom a key or an exact name means: the actor, or the members who answer for a group; () = nobody."""
    for actor in plan.actors:
        if wanted == actor.key or wanted.casefold() == actor.name.casefold():
            return answering(plan, actor.key)
    return ()
