"""Plans that coordinators send: compared when they come, put in force at a word, each step safe to run twice."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.clock import Clock
from bot.commands.plan_stored import Stored, load_stored
from bot.conversation.scene import Mint
from bot.delivery.row import OutRow
from bot.proposals.changing import may_change
from bot.proposals.comparing import Compared, Opened, compare_plan, open_plan
from bot.proposals.saying import Answer, asked_said, changes_said, faults_said
from bot.proposals.told import read_told, said_of, write_told
from bot.words import words_for
from flows.plan import source_hash
from flows.plan_walk import forms_asked
from storage.database import Database
from storage.forms import all_newest_versions, store_form
from storage.known_parts import load_known
from storage.plans import import_plan, load_plan_revisions
from storage.proposals import Proposal, keep_proposal, load_proposal, settle_proposal, turn_proposal

Refresh: TypeAlias = Callable[[], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class SentPlans:
    """Reads plans that came in the chat, says what they would change, and puts them in force.

    Attributes:
        refresh: Brings what is in force up to date after an import.
    """

    database: Database
    clock: Clock
    mint: Mint
    refresh: Refresh

    async def arrived(self, row: OutRow, content: bytes) -> list[OutRow] | None:
        """Answer to a file that came; None: nobody who may change a plan sent it."""
        answer = Answer(row=row, words=words_for(str(row.payload["language"])))
        person, name = str(row.payload["person"]), str(row.payload["name"])
        async with self.database.read() as tx:
            plans = await may_change(tx, person, self.clock.now())
            forms = {key: version.source for key, version in (await all_newest_versions(tx)).items()}
        if not plans:
            return None
        opened = await asyncio.to_thread(open_plan, content, name, forms)
        if not isinstance(opened, Opened):
            return faults_said(answer, name, opened)
        found = opened.found
        if found.plan is None and found.key not in plans:
            return faults_said(answer, name, found.faults)
        if found.key not in plans:
            return [answer.said(answer.words.text("plan_of_others", plan=found.key, known=", ".join(sorted(plans))))]
        proposal = Proposal(
            id=row.id, kind="plan", plan=found.key, person=person, name=name, content=content, base=plans[found.key]
        )
        return await self._show(answer, proposal, is_new=True)

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Do what a button under a plan says."""
        answer = Answer(row=row, words=words_for(str(row.payload["language"])))
        act, person = str(row.payload["act"]), str(row.payload["person"])
        async with self.database.read() as tx:
            proposal = await load_proposal(tx, str(row.payload["proposal"]))
            plans = await may_change(tx, person, self.clock.now())
        if proposal is None or proposal.kind != "plan" or proposal.person != person or proposal.plan not in plans:
            return [answer.said(answer.words.text("plan_not_yours"))]
        if proposal.state != "waiting":
            return [answer.said(answer.words.text("done_already"))]
        match act:
            case "drop":
                return await self._drop(answer, proposal)
            case "use":
                return await self._use(answer, proposal)
            case _:
                return await self._hear(answer, proposal, act, str(row.payload["seen"]))

    async def _compared(self, proposal: Proposal, language: str) -> tuple[Stored, Compared]:
        """Compare a plan with what holds now."""
        async with self.database.read() as tx:
            held = await all_newest_versions(tx)
            known = await load_known(tx, proposal.plan)
        forms = {key: version.source for key, version in held.items()}
        opened = await asyncio.to_thread(open_plan, proposal.content, proposal.name, forms)
        if not isinstance(opened, Opened):
            raise TypeError("a plan that was opened before cannot be opened again")
        asked = forms_asked(opened.found.plan) if opened.found.plan is not None else ()
        async with self.database.read() as tx:
            stored = await load_stored(tx, proposal.plan, asked)
        told = read_told(proposal.answers)
        return stored, await asyncio.to_thread(compare_plan, opened.source, stored, known, told, language)

    async def _show(
        self, answer: Answer, proposal: Proposal, *, is_new: bool = False, meanwhile: bool = False
    ) -> list[OutRow]:
        """Say faults, ask, or say what would change; what waits for a word is kept."""
        stored, compared = await self._compared(proposal, answer.words.language)
        now = replace(proposal, base=stored.number)
        if compared.faults:
            return faults_said(answer, proposal.name, compared.faults)
        if compared.plan is not None and not compared.lines:
            return [answer.said(answer.words.text("plan_same", title=compared.plan.title))]
        async with self.database.write() as tx:
            if is_new:
                await keep_proposal(tx, now, at=self.clock.now())
            else:
                await turn_proposal(tx, now.id, answers=now.answers, base=now.base)
        if compared.plan is None:
            return asked_said(answer, now, compared.asked, read_told(now.answers))
        return changes_said(answer, now, stored, compared, meanwhile=meanwhile)

    async def _hear(self, answer: Answer, proposal: Proposal, said: str, seen: str) -> list[OutRow]:
        """Take an answer about rows, and go on; an answer to an older question only shows the present one."""
        told = read_told(proposal.answers)
        _, compared = await self._compared(proposal, answer.words.language)
        if compared.asked and seen == str(len(told.rows)):
            told = said_of(told, compared.asked, said)
        return await self._show(answer, replace(proposal, answers=write_told(told)))

    async def _use(self, answer: Answer, proposal: Proposal) -> list[OutRow]:
        """Put a plan in force, in one transaction, unless it is no longer what was shown."""
        stored, compared = await self._compared(proposal, answer.words.language)
        if compared.plan is None or stored.number != proposal.base:
            return await self._show(answer, proposal, meanwhile=True)
        at = self.clock.now()
        async with self.database.write() as tx:
            if (await load_plan_revisions(tx)).get(proposal.plan, 0) != proposal.base:
                number = 0
            elif not await settle_proposal(tx, proposal.id, used=True, at=at):
                return [answer.said(answer.words.text("done_already"))]
            else:
                for key, form in compared.forms.items():
                    await store_form(tx, form=key, source=form.source, xform=form.xform, at=at, mint=self.mint)
                number = await import_plan(
                    tx,
                    compared.plan,
                    source_hash=source_hash(compared.plan),
                    by=proposal.person,
                    at=at,
                    mint=self.mint,
                )
        if not number:
            return await self._show(answer, proposal, meanwhile=True)
        await self.refresh()
        return [answer.said(answer.words.text("plan_used", title=compared.plan.title, number=number))]

    async def _drop(self, answer: Answer, proposal: Proposal) -> list[OutRow]:
        async with self.database.write() as tx:
            await settle_proposal(tx, proposal.id, used=False, at=self.clock.now())
        return [answer.said(answer.words.text("plan_dropped"))]
