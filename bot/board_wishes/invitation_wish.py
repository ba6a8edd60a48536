"""The wish for invitations: one-time links, made when they are delivered, as a table and a printable sheet."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.clock import Clock
from bot.config import Config
from bot.conversation.scene import Mint
from bot.delivery.courier import Expand
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.invites import Invite, expiry, invite_link, invited, last_day, next_round, write_letter
from bot.words import Words, words_for
from flows.ids import derived_token, token_hash
from flows.plan import Plan
from flows.plan_walk import actor_of
from flows.tasks import Role
from flows.wording.days import day_month
from storage.database import Database
from storage.people import NewInvite, create_invites, load_invites, load_members

DAYS_WITHOUT_ROUND = 60


def invitation_maker(
    config: Config,
    database: Database,
    in_force: InForce,
    clock: Clock,
    mint: Mint,
    *,
    bot_name: Callable[[], Awaitable[str]],
) -> Expand:
    """Give the function that makes invitations for one actor, or for all that nobody has joined.

    A wish that has to be fulfilled anew, because Telegram was away or the bot died, makes the very same links.
    """
    secret = config.telegram.token.get_secret_value()

    async def expand(row: OutRow) -> list[OutRow]:
        words = words_for(str(row.payload["language"]))
        plan, now = in_force.plans[str(row.payload["plan"])].plan, clock.now()
        name = await bot_name()
        async with database.write() as tx:
            members = await load_members(tx, plan.key, at=now, roles=[Role.PARTNER])
            actors = wanted(plan, str(row.payload["actor"]), {one.actor for one in members}, now)
            invites = make(plan, actors, name, now, partial(derived_token, secret, "invite", row.id))
            known = await load_invites(tx, [token_hash(one.token) for one in invites])
            new = [one for one in invites if token_hash(one.token) not in known]
            await create_invites(tx, [stored(one, plan, mint, str(row.payload["person"]), now) for one in new])
        if not invites:
            return [replace(row, kind="send", payload={"text": words.text("invitations_none"), "rows": []})]
        folder = Path(config.reports.folder) / plan.key / f"pozvanky-{row.id}"
        files = await asyncio.to_thread(write_files, folder, invites, plan, words)
        return [*one_link(row, words, invites, plan), *documents(row, words, files, invites, plan)]

    return expand


def wanted(plan: Plan, actor: str, joined: set[str], now: datetime) -> tuple[str, ...]:
    """Give the actors to invite: the named one, or all of the round that nobody has joined."""
    if actor:
        return (actor,) if any(one.key == actor for one in plan.actors) else ()
    return tuple(key for key in invited(plan, next_round(plan, now)) if key not in joined)


def make(
    plan: Plan, actors: Sequence[str], bot_name: str, now: datetime, token_for: Callable[[str], str]
) -> tuple[Invite, ...]:
    """Make a one-time link for each."""
    round_ = next_round(plan, now)
    expires_at = expiry(plan, round_, days=None if round_ else DAYS_WITHOUT_ROUND, now=now)
    if expires_at is None:
        return ()
    made = []
    for key in actors:
        actor, token = actor_of(plan, key), token_for(key)
        link = invite_link(bot_name, token)
        letter = write_letter(plan, round_, actor, link=link, expires_at=expires_at) if round_ else None
        made.append(
            Invite(actor=actor, role=Role.PARTNER, token=token, link=link, expires_at=expires_at, letter=letter)
        )
    return tuple(made)


def stored(one: Invite, plan: Plan, mint: Mint, person: str, now: datetime) -> NewInvite:
    """Give an invite as it is kept: its token as a hash only."""
    return NewInvite(
        id=mint(),
        token=one.token,
        plan=plan.key,
        role=one.role,
        actor=one.actor.key if one.actor else "",
        created_by=person,
        created_at=now,
        expires_at=one.expires_at,
    )


def write_files(folder: Path, invites: Sequence[Invite], plan: Plan, words: Words) -> tuple[Path, ...]:
    """Write the sheet and, for several, the table."""
    from bot.invite_book import BookWords, write_book  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good
    from bot.invite_sheet import write_sheet  # noqa: PLC0415 - a running bot wants it rarely, and holds its memory for good

    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    sheet, book = folder / "pozvanky.pdf", folder / "pozvanky.xlsx"
    write_sheet(sheet, invites, plan, words)
    if len(invites) == 1:
        return (sheet,)
    names = words.text("invitation_columns").split("|")
    write_book(book, invites, plan, BookWords(sheet=words.text("invitation_book"), columns=tuple(names)))
    return (book, sheet)


def one_link(row: OutRow, words: Words, invites: Sequence[Invite], plan: Plan) -> list[OutRow]:
    """Say the link of a single invitation, so that it can be sent on at once."""
    if len(invites) != 1 or invites[0].actor is None:
        return []
    text = words.text(
        "invitation_one", actor=invites[0].actor.name, link=invites[0].link, expires=until(invites, plan, words)
    )
    return [replace(row, kind="send", payload={"text": text, "rows": []})]


def until(invites: Sequence[Invite], plan: Plan, words: Words) -> str:
    """Say until when the links work."""
    return day_month(last_day(invites[0].expires_at, plan), words.language)


def documents(row: OutRow, words: Words, files: Sequence[Path], invites: Sequence[Invite], plan: Plan) -> list[OutRow]:
    """Send the files; they are taken off the disk once they are sent, since links let in whoever has them."""
    caption = words.text("invitations_caption", n=len(invites), expires=until(invites, plan, words))
    return [
        replace(
            row,
            kind="document",
            payload={"path": str(file), "name": file.name, "caption": "" if number else caption, "keep": False},
        )
        for number, file in enumerate(files)
    ]
