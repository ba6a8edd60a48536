"""The work of `plneni invite`: find whom, store the invites, write the files."""

import argparse
import asyncio
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.phrases import Phrases
from bot.commands.with_database import with_database
from bot.config import Config
from bot.invite_book import BookWords, write_book
from bot.invite_bot_name import TelegramIsSilent, TelegramRefuses, ask_name, clean_name
from bot.invite_files import CannotWrite, draw_qr_code, new_files, write_invites, writing
from bot.invite_sheet import write_sheet
from bot.invites import Invite, expiry, find_actor, invite_link, invited, last_day, next_round, write_letter
from bot.words import words_for
from flows.plan import Actor, Plan
from flows.plan_walk import actor_of
from flows.tasks import Role
from flows.wording.days import day_month
from storage.database import Database
from storage.ids import random_mint, random_token
from storage.people import NewInvite, create_invites
from storage.plans import load_plan, load_plan_revisions

LONGEST = 366


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What was asked for on the command line.

    Attributes:
        actors: Keys or names; () = all who have something to fill in.
        plan: Key, "" = the only one.
        days: None = until two days after the round closes.
        bot: The bot's user name.
        folder: Where files go.
    """

    actors: tuple[str, ...]
    plan: str
    role: Role
    days: int | None
    bot: str
    folder: Path
    context: Context

    async def fulfil(self, database: Database) -> int:
        """Find the plan and the actors, make the invites, store them and write the files."""
        plan = await self.find_plan(database)
        if plan is None:
            return ExitCode.WRONG_CALL
        invites = self.make(plan)
        if not invites:
            return ExitCode.WRONG_CALL
        if self.role is not Role.PARTNER:
            await self.keep(database, plan, invites)
        elif not await self.write(database, plan, invites):
            return ExitCode.WRONG_CALL
        self.announce(plan, invites)
        return ExitCode.OK

    async def find_plan(self, database: Database) -> Plan | None:
        """Load the plan that is meant; None: it is not clear which, and that has been said."""
        async with database.read() as tx:
            known = sorted(await load_plan_revisions(tx))
            if self.plan in known or (not self.plan and len(known) == 1):
                return await load_plan(tx, self.plan or known[0])
        if not known:
            self.context.complain("invite.no_plan")
        elif self.plan:
            self.context.complain("invite.unknown_plan", key=self.plan, known=", ".join(known))
        else:
            self.context.complain("invite.which_plan", known=", ".join(known))
        return None

    def make(self, plan: Plan) -> tuple[Invite, ...]:
        """Make the invites; none if something hinders it, and that has been said."""
        now = self.context.clock.now()
        round_ = next_round(plan, now)
        expires_at = expiry(plan, round_, days=self.days, now=now)
        if expires_at is None:
            self.context.complain("invite.no_round", plan=plan.key)
            return ()
        made: list[Invite] = []
        for actor in self.whom(plan):
            token = random_token()
            link = invite_link(self.bot, token)
            letter = write_letter(plan, round_, actor, link=link, expires_at=expires_at) if round_ and actor else None
            made.append(
                Invite(actor=actor, role=self.role, token=token, link=link, expires_at=expires_at, letter=letter)
            )
        return tuple(made)

    def whom(self, plan: Plan) -> tuple[Actor | None, ...]:
        """Find the actors; (None,) for a role that answers for none, () if somebody is unknown."""
        if self.role is not Role.PARTNER:
            return (None,)
        found = {wanted: find_actor(plan, wanted) for wanted in self.actors}
        for wanted in (wanted for wanted, keys in found.items() if not keys):
            self.complain_of(wanted, plan)
        if self.actors:
            keys = tuple(key for each in found.values() for key in each) if all(found.values()) else ()
        else:
            keys = invited(plan, next_round(plan, self.context.clock.now()))
            if not keys:
                self.context.complain("invite.nobody", plan=plan.key)
        return tuple(actor_of(plan, key) for key in dict.fromkeys(keys))

    def complain_of(self, wanted: str, plan: Plan) -> None:
        """Say that there is no such actor, and which ones are alike."""
        names = {actor.name.casefold(): actor.key for actor in plan.actors}
        alike = get_close_matches(wanted.casefold(), [*names, *names.values()], n=3, cutoff=0.5)
        keys = ", ".join(dict.fromkeys(names.get(each, each) for each in alike))
        close = self.context.phrase("invite.close", known=keys) if keys else ""
        self.context.complain("invite.unknown_actor", value=wanted, plan=plan.key, close=close)

    async def write(self, database: Database, plan: Plan, invites: tuple[Invite, ...]) -> bool:
        """Write the files and store the invites: both or neither."""
        phrase = self.context.phrase
        words = BookWords(sheet=phrase("invite.sheet"), columns=tuple(phrase("invite.columns").split("|")))
        of_plan = Phrases(plan.language)
        try:
            with new_files(self.folder) as folder:
                with writing():
                    write_invites(invites, folder, subject_line=partial(_subject_line, of_plan))
                    write_sheet(folder / phrase("invite.strips"), invites, plan, words_for(plan.language))
                    if len(invites) > 1:
                        write_book(folder / phrase("invite.workbook"), invites, plan, words)
                await self.keep(database, plan, invites)
        except CannotWrite as error:
            self.context.complain("invite.folder_trouble", folder=self.folder, detail=error)
            return False
        return True

    async def keep(self, database: Database, plan: Plan, invites: tuple[Invite, ...]) -> None:
        """Store the invites; of the tokens only hashes."""
        now = self.context.clock.now()
        new = [
            NewInvite(
                id=random_mint(),
                token=invite.token,
                plan=plan.key,
                role=invite.role,
                actor=invite.actor.key if invite.actor else "",
                created_at=now,
                expires_at=invite.expires_at,
            )
            for invite in invites
        ]
        async with database.write() as tx:
            await create_invites(tx, new)

    def announce(self, plan: Plan, invites: tuple[Invite, ...]) -> None:
        """Print what was made; a single link with its QR code."""
        show, first = self.context.show, invites[0]
        day = day_month(last_day(first.expires_at, plan), self.context.language)
        if len(invites) == 1:
            if first.actor is None:
                show(
                    "invite.for_role",
                    role=self.context.phrase(f"role.{first.role.value}"),
                    plan=plan.key,
                    link=first.link,
                )
            else:
                show("invite.for_actor", actor=first.actor.name, link=first.link)
            draw_qr_code(first.link, sys.stdout)
            show("invite.until", day=day)
        for invite in invites:
            if invite.actor is not None and invite.letter is None:
                show("invite.no_letter", actor=invite.actor.name)
        if first.actor is not None:
            show("invite.written", count=len(invites), folder=self.folder, day=day)
            show("invite.secret")


def _subject_line(phrases: Phrases, subject: str) -> str:
    return phrases.phrase("invite.subject_line", subject=subject)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Make invites and store them."""
    role = Role(arguments.role)
    if arguments.days is not None and not 1 <= arguments.days <= LONGEST:
        context.complain("invite.bad_days", value=arguments.days)
        return ExitCode.WRONG_CALL
    if arguments.actors and role is not Role.PARTNER:
        context.complain("invite.actors_for_partner", role=role.value)
        return ExitCode.WRONG_CALL
    config = context.config()
    bot = bot_name(arguments.bot, context) if config is not None else None
    if config is None or bot is None:
        return ExitCode.WRONG_CALL
    wish = Wish(
        actors=tuple(arguments.actors),
        plan=arguments.plan,
        role=role,
        days=arguments.days,
        bot=bot,
        folder=Path(arguments.folder),
        context=context,
    )
    return with_database(context, config, wish.fulfil)


def bot_name(given: str, context: Context) -> str | None:
    """Give the bot's user name, from the command line or from Telegram; None: said why not."""
    if given:
        name = clean_name(given)
        if name is None:
            context.complain("invite.bad_bot", value=given)
        return name
    config = context.read_config(require_token=True)
    if not isinstance(config, Config):
        context.complain("invite.ask_bot", file=context.config_name)
        context.blame(config or ())
        return None
    try:
        return asyncio.run(ask_name(config.telegram))
    except TelegramRefuses:
        context.complain("invite.telegram_refused")
    except TelegramIsSilent as error:
        context.complain("invite.telegram_silent", detail=error)
    return None
