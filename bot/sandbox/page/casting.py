"""Who is there at the beginning: somebody for each actor, the coordinator, a commentator where one is asked."""

from datetime import datetime

from bot.sandbox.demo import COORDINATOR, Cast
from bot.sandbox.page.player import Player
from bot.sandbox.partners import NAMES
from bot.sandbox.trial import VALID, Trial
from flows.plan_walk import actor_of
from flows.tasks import Role
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites

COMMENTATOR = "Blanka T."
OPEN_PARTNERS = 2
"""Phones of partners on the page at the beginning."""


async def make_players(playing: Trial, cast: Cast, *, language: str) -> list[Player]:
    """Make everybody, with a Telegram in the page's language."""
    plan = playing.plan
    players = []
    for turn, actor in enumerate(cast.actors):
        person = await playing.crowd.person(NAMES[turn % len(NAMES)], language_code=language)
        title = actor_of(plan, actor).name
        token = playing.tokens[actor]
        players.append(
            Player(
                person=person, title=title, role=Role.PARTNER, actor=actor, token=token, turn=turn,
                is_open=turn < OPEN_PARTNERS,
            )
        )  # fmt: skip
    person = await playing.crowd.person(plan.contact.name, language_code=language)
    token = playing.tokens[COORDINATOR]
    players.append(
        Player(
            person=person, title=plan.contact.position, role=Role.COORDINATOR, actor="", token=token, turn=0,
            is_open=True,
        )
    )  # fmt: skip
    if any(ask.role == "commentator" for round_ in plan.rounds for ask in round_.asks):
        players.append(await _commentator(playing, language, playing.clock.now()))
    return players


async def guest(playing: Trial, payload: str, *, turn: int, language: str) -> Player:
    """Make somebody who was given a link in a chat."""
    person = await playing.crowd.person(NAMES[turn % len(NAMES)], language_code=language)
    return Player(person=person, title="", role=None, actor="", token=payload, turn=turn, is_open=True)


async def _commentator(playing: Trial, language: str, now: datetime) -> Player:
    token = random_token()
    invite = NewInvite(
        id=random_mint(), token=token, plan=playing.plan.key, role=Role.COMMENTATOR, actor="", created_at=now,
        expires_at=now + VALID,
    )  # fmt: skip
    async with playing.app.database.write() as tx:
        await create_invites(tx, [invite])
    person = await playing.crowd.person(COMMENTATOR, language_code=language)
    return Player(person=person, title="", role=Role.COMMENTATOR, actor="", token=token, turn=0)
