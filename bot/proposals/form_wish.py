"""Forms that coordinators send: faults or what would change when they come, tried out, used at a word."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.calendar.in_use import compiled
from bot.clock import Clock
from bot.conversation.scene import Mint
from bot.conversation.trying import form_rows
from bot.delivery.row import OutRow
from bot.form_file import read_sent_form, same_form
from bot.plan_forms import lacking
from bot.proposals.changing import may_change
from bot.proposals.saying import SHOWN, Answer, faults_said, first_of
from bot.words import Words, words_for
from flows.form import Form
from flows.form_changes import SILENT, changes_of_form
from flows.plan import Plan
from flows.plan_walk import forms_asked
from storage.database import Database, Tx
from storage.forms import FormVersion, newest_versions, store_form
from storage.plans import load_plan, load_plan_revisions
from storage.proposals import Proposal, keep_proposal, load_proposal, settle_proposal
from storage.rounds import load_rounds


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What a form is compared with.

    Attributes:
        mine: The plans that the sender may change, by key.
        others: Keys of further plans that ask with this form.
        newest: The newest version stored, None = there is none.
        planned: Titles of the rounds that will ask with it, and have not opened yet.
        running: Titles of the open rounds that keep the version they have.
    """

    mine: Mapping[str, Plan]
    others: tuple[str, ...]
    newest: FormVersion | None
    planned: tuple[str, ...]
    running: tuple[str, ...]

    @property
    def number(self) -> int:
        """Number of the newest version, 0 = there is none."""
        return self.newest.number if self.newest is not None else 0

    def plan_for(self, form: str) -> Plan:
        """Give the plan whose form it is: the first one that asks with it, else the first one."""
        asking = [plan for plan in self.mine.values() if form in forms_asked(plan)]
        return (asking or list(self.mine.values()))[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class SentForms:
    """Reads forms that came in the chat, says what they would change, and puts them to use."""

    database: Database
    clock: Clock
    mint: Mint

    async def arrived(self, row: OutRow, content: bytes) -> list[OutRow] | None:
        """Answer to a form that came; None: nobody who may change a plan sent it."""
        answer = Answer(row=row, words=words_for(str(row.payload["language"])))
        person, name = str(row.payload["person"]), str(row.payload["name"])
        async with self.database.read() as tx:
            if not await may_change(tx, person, self.clock.now()):
                return None
        form = await asyncio.to_thread(read_sent_form, content, name)
        if not isinstance(form, Form):
            return faults_said(answer, name, form, what="form_faults")
        async with self.database.read() as tx:
            around = await self._around(tx, person, form.key)
        if around.others:
            return [answer.said(answer.words.text("form_of_others", form=form.key, plan=", ".join(around.others)))]
        plan = around.plan_for(form.key)
        faults = lacking(plan, {form.key: form})
        if faults:
            return faults_said(answer, name, faults, what="form_faults")
        if around.newest is not None and same_form(around.newest.source, form.source):
            return [answer.said(answer.words.text("form_same", title=title_of(form, answer.words)))]
        proposal = Proposal(
            id=row.id, kind="form", plan=plan.key, person=person, name=name, content=content, base=around.number
        )
        async with self.database.write() as tx:
            await keep_proposal(tx, proposal, at=self.clock.now())
        return await preview(answer, proposal, form, around)

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Do what a button under a form says."""
        answer = Answer(row=row, words=words_for(str(row.payload["language"])))
        person = str(row.payload["person"])
        async with self.database.read() as tx:
            proposal = await load_proposal(tx, str(row.payload["proposal"]))
            plans = await may_change(tx, person, self.clock.now())
        if proposal is None or proposal.kind != "form" or proposal.person != person or proposal.plan not in plans:
            return [answer.said(answer.words.text("plan_not_yours"))]
        if proposal.state != "waiting":
            return [answer.said(answer.words.text("done_already"))]
        if row.payload["act"] == "drop":
            async with self.database.write() as tx:
                await settle_proposal(tx, proposal.id, used=False, at=self.clock.now())
            return [answer.said(answer.words.text("form_dropped"))]
        return await self._use(answer, proposal)

    async def _around(self, tx: Tx, person: str, form: str) -> Around:
        mine = await may_change(tx, person, self.clock.now())
        every = {key: await load_plan(tx, key) for key in await load_plan_revisions(tx)}
        asking = [key for key, plan in every.items() if form in forms_asked(plan)]
        states = {
            (key, one.key): one.state for key in asking for one in await load_rounds(tx, key)
        }  # one query a plan: plans are few
        rounds = [
            (one.title, states.get((key, one.key), "planned"))
            for key in asking
            for one in every[key].rounds
            if any(ask.form == form for ask in one.asks)
        ]
        return Around(
            mine={key: every[key] for key in sorted(mine)},
            others=tuple(key for key in asking if key not in mine),
            newest=(await newest_versions(tx, [form])).get(form),
            planned=tuple(title for title, state in rounds if state == "planned"),
            running=tuple(title for title, state in rounds if state == "open"),
        )

    async def _use(self, answer: Answer, proposal: Proposal) -> list[OutRow]:
        """Store it as a new version, in one transaction, unless another one came meanwhile."""
        form = await asyncio.to_thread(read_sent_form, proposal.content, proposal.name)
        if not isinstance(form, Form):
            raise TypeError("a form that was read before cannot be read again")
        at = self.clock.now()
        async with self.database.write() as tx:
            around = await self._around(tx, proposal.person, form.key)
            if around.number != proposal.base:
                await settle_proposal(tx, proposal.id, used=False, at=at)
                return [answer.said(answer.words.text("form_meanwhile"))]
            if not await settle_proposal(tx, proposal.id, used=True, at=at):
                return [answer.said(answer.words.text("done_already"))]
            made = await store_form(
                tx, form=form.key, source=form.source, xform=form.xform, by=proposal.person, at=at, mint=self.mint
            )
        title = title_of(form, answer.words)
        return [
            answer.said(
                answer.words.text("form_used", title=title, number=made.number, rounds=", ".join(around.planned))
            )
        ]


def title_of(form: Form, words: Words) -> str:
    """Give a form's title in the reader's language."""
    return form.title.get(words.language) or form.title[form.default_language]


async def preview(answer: Answer, proposal: Proposal, form: Form, around: Around) -> list[OutRow]:
    """Say what a form asks anew and of which rounds, with Vyzkoušet and Zrušit."""
    words = answer.words
    before = await asyncio.to_thread(compiled, around.newest) if around.newest is not None else None
    lines = lines_of(before, form, words) if before is not None else []
    text = words.text(
        "form_preview",
        title=title_of(form, words),
        form=form.key,
        questions=sum(one.kind not in SILENT for one in form.by_name.values()),
        is_new=before is None,
        n=len(lines),
        lines=first_of(lines),
        more=max(0, len(lines) - SHOWN),
        planned=", ".join(around.planned),
        running=", ".join(around.running),
    )
    rows = form_rows(words, proposal.id, tried=False)
    return [answer.said(text, [one for row in rows for one in row]), *answer.listed(lines, words.label("changes_file"))]


def lines_of(before: Form, after: Form, words: Words) -> list[str]:
    """Say what is asked differently, a line a question."""
    changes = changes_of_form(before, after, words.language)
    return [f"{words.text(f'form_change_{one.happening}')}: {one.label}" for one in changes]
