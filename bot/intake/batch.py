"""A batch of updates is one unit: stored, folded by pure code in order of arrival, written with one commit."""

import logging
from collections import ChainMap
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from telegram import Bot

from bot.clock import Clock
from bot.conversation.effects import ChangeTask, Redeem
from bot.conversation.heard import Left, Tapped
from bot.conversation.joining import welcome
from bot.conversation.message import Message
from bot.conversation.scene import Mint, NotOpenError, Scene
from bot.conversation.state import Dialog, PersonCard, TaskLine
from bot.conversation.trying import keep_trial, said_in_trial
from bot.in_force import InForce, UnknownFormError
from bot.intake.act import Act, message_payload
from bot.intake.audience import load_audience
from bot.intake.cards import write_dialog
from bot.intake.carrying_out import carry_out
from bot.intake.desk_setting import load_desk, load_entered
from bot.intake.groups import in_group_card
from bot.intake.interviews import Interviews, Open
from bot.intake.played import Arrived, Played, out_row, outcome_of
from bot.intake.playing import play
from bot.intake.poller import RawUpdate
from bot.intake.setting import guest, open_tasks, read_anew, set_stage, take_links
from bot.intake.stage import Stage
from bot.intake.strangers import Strangers
from bot.intake.telegram_updates import CHANNEL, Incoming, decode, without_token
from bot.intake.trials import load_trials
from bot.intake.up_to_date import OutdatedError, must_be_up_to_date
from bot.register_refresh import refresh_registers
from bot.words import words_for
from flows.json_text import json_text
from flows.tasks import Role
from storage.claims import wait_for_turn
from storage.database import Database, Tx
from storage.decisions import NewDecision
from storage.faults import is_not_about_it
from storage.gathering import Row, gathered
from storage.loading import register_updates
from storage.views import Link, TaskView
from storage.writes import ContactChange, InboxRow, NewContact, OutboxRow, Writes
from storage.writing import write_batch

log = logging.getLogger(__name__)
TRIES = 4
"""How often an update is played before it is given up, whatever went wrong: another process may have been first."""


class Intake:
    """Turns raw updates into committed rows."""

    def __init__(
        self,
        *,
        database: Database,
        bot: Bot | None,
        clock: Clock,
        mint: Mint,
        in_force: InForce,
        refresh: Callable[[], Awaitable[None]],
        after: Callable[[Played], None],
        alert: Callable[[str, str], None],
    ) -> None:
        """Take what the intake needs.

        Args:
            database: The open database.
            bot: For its name and for decoding; None = acts come another way than as updates.
            clock: The one clock.
            mint: Gives ids.
            in_force: Plans and forms in force.
            refresh: Brings plans and forms in force up to date; another process may have opened a round.
            after: Called after each commit with what is to be delivered.
            alert: Called with what failed and why, for the administrator.
        """
        self._database, self._bot, self._clock, self._mint = database, bot, clock, mint
        self._in_force, self._after, self._alert = in_force, after, alert
        self._refresh = refresh
        self._interviews, self._strangers = Interviews(), Strangers()

    async def process(self, updates: Sequence[RawUpdate]) -> None:
        """Store and play a batch; returns once it is committed.

        Raises:
            DBAPIError, DatabaseIsAway: The database did not take it; Telegram sends the updates again.
        """
        batch = [self._arrive(update) for update in updates]
        try:
            played = await self._play_up_to_date(batch)
        except Exception as error:
            if is_not_about_it(error):
                raise
            log.warning("a batch could not be played (%s); its updates are played one by one", type(error).__name__)
            await self._one_by_one(batch)
            return
        self._committed(played)

    def _committed(self, played: Played) -> None:
        for update, error in played.alerts:
            self._alert(update, error)
        self._after(played)

    async def _one_by_one(self, batch: Sequence[Arrived]) -> None:
        for arrived in batch:
            self._committed(await self._play_alone(arrived))

    async def _play_alone(self, arrived: Arrived) -> Played:
        """Play one update; another process may have written first, so it is tried a few times."""
        for left in reversed(range(TRIES)):
            try:
                return await self._play_up_to_date([arrived])
            except Exception as error:
                if is_not_about_it(error):
                    raise
                name = type(error).__name__
                log.warning("an update: %s; %s", name, "it is played again" if left else "its effects are dropped")
                unfit = replace(arrived, error=name)
        return await self._give_up(unfit)

    async def _give_up(self, unfit: Arrived) -> Played:
        """Say that an update failed: to its author, or, where not even that can be written, in its row alone."""
        try:
            return await self._play_up_to_date([unfit])
        except Exception as error:
            if is_not_about_it(error):
                raise
            log.exception("an update is put aside")
            return await self._play_up_to_date([replace(unfit, incoming=None)])

    async def _play_up_to_date(self, batch: Sequence[Arrived]) -> Played:
        """Play with what is in force now; another process may have imported a plan or opened a round."""
        try:
            return await self._play(batch)
        except (UnknownFormError, OutdatedError):
            await self._refresh()
            return await self._play(batch)

    def _arrive(self, update: RawUpdate) -> Arrived:
        raw = without_token(json_text(update, takes_nan=True))
        incoming, error = self._read(update)
        row = InboxRow(
            id=self._mint(),
            channel=CHANNEL,
            external_id=str(update.get("update_id")),
            chat=incoming.chat if incoming is not None else "",
            raw=raw,
            received_at=self._clock.now(),
        )
        return Arrived(row=row, incoming=incoming, error=error)

    def _read(self, update: RawUpdate) -> tuple[Incoming | None, str]:
        """Give what an update says, or why it could not be read."""
        if self._bot is None:
            return None, ""
        try:
            return decode(update, self._bot.username), ""
        except Exception as error:
            log.exception("an update could not be read; it is stored as failed")
            return None, type(error).__name__

    async def _play(self, batch: Sequence[Arrived]) -> Played:
        played = Played()
        async with self._database.write() as tx:
            await wait_for_turn(tx, {one.row.chat for one in batch})
            await must_be_up_to_date(tx, self._in_force)
            fresh = await register_updates(tx, [one.row for one in batch])
            new = [one for one in batch if one.row.external_id in fresh]
            heard = [one.incoming for one in new if one.incoming is not None]
            stage = await self._set(tx, heard)
            writes = await self._fold(tx, stage, new, played)
            await write_batch(tx, writes)
        await self._after_commit(stage, writes)
        return played

    async def _set(self, tx: Tx, heard: Sequence[Incoming]) -> Stage:
        """Load everything that a batch needs."""
        stage = await set_stage(
            tx,
            heard,
            now=self._clock.now(),
            in_force=self._in_force,
            interviews=self._interviews,
            bot_name=self._bot_name(),
            seat=self._seat,
        )
        await load_desk(tx, stage, heard, self._in_force, self._interviews)
        await load_entered(tx, stage, heard, self._in_force, self._interviews)
        await load_trials(tx, stage, heard, self._in_force)
        return stage

    def _bot_name(self) -> str:
        return self._bot.username if self._bot is not None else ""

    def _seat(self, stage: Stage) -> None:
        """Change who is on the stage before anything is loaded for them; in the chat they are as they are stored."""

    async def _after_commit(self, stage: Stage, writes: Writes) -> None:
        if writes.registers:
            async with self._database.read() as tx:
                await refresh_registers(tx, self._in_force)
        if writes.report_texts or any(isinstance(one, NewDecision) for one in writes.coordination):
            await self._refresh()
        self._keep(stage)

    async def _fold(self, tx: Tx, stage: Stage, batch: Sequence[Arrived], played: Played) -> Writes:
        rows: list[Row] = []
        seen: set[str] = set()
        for arrived in batch:
            if arrived.row.external_id in seen:
                continue
            seen.add(arrived.row.external_id)
            rows += await self._act(tx, stage, arrived, played)
        return gathered(stage.now, rows)

    async def _act(self, tx: Tx, stage: Stage, arrived: Arrived, played: Played) -> list[Row]:
        incoming = arrived.incoming
        if incoming is None:
            outcome = f"failed: {arrived.error}" if arrived.error else "ignored"
            if arrived.error:
                played.alerts.append((arrived.row.external_id, arrived.error))
            return [outcome_of(stage, arrived, outcome)]
        opening = self._enter(stage, incoming)
        if self._strangers.is_too_much(self._actor(stage, incoming), incoming.heard, stage.invites, stage.now):
            return [*opening, outcome_of(stage, arrived, "ignored")]
        try:
            act, rows = await self._play_out(tx, stage, arrived, incoming)
        except Exception as error:
            log.exception("an update failed; its effects are dropped")
            return [*opening, *self._apologise(stage, arrived, incoming, error, played)]
        self._after_act(stage, incoming, rows, act, played)
        return [*opening, *rows, outcome_of(stage, arrived, "done")]

    async def _play_out(self, tx: Tx, stage: Stage, arrived: Arrived, incoming: Incoming) -> tuple[Act, list[Row]]:
        """Let one act play and turn what it asked for into rows; lacking answers, it begins anew with them."""
        try:
            return await self._play_once(tx, stage, arrived, incoming)
        except NotOpenError as needed:
            lacking = needed.tasks & stage.tasks.keys()
            await read_anew(tx, stage, lacking)
            await open_tasks(tx, stage, lacking, self._in_force, self._interviews)
        return await self._play_once(tx, stage, arrived, incoming)

    async def _play_once(self, tx: Tx, stage: Stage, arrived: Arrived, incoming: Incoming) -> tuple[Act, list[Row]]:
        scene = self._scene(stage, incoming)
        play(scene, stage, arrived, incoming)
        await load_audience(tx, stage, scene.effects)
        act = self._begin(stage, arrived, scene.person)
        return act, self._finish(stage, scene, act)

    def _enter(self, stage: Stage, incoming: Incoming) -> list[Row]:
        """Make a contact of somebody who writes for the first time."""
        if incoming.chat in stage.people:
            return self._welcome_back(stage, incoming)
        person = guest(incoming, self._mint())
        stage.people[incoming.chat] = person
        stage.dialogs[person.contact] = Dialog(contact=person.contact)
        made = NewContact(
            id=person.contact,
            channel=CHANNEL,
            address=incoming.chat,
            name=incoming.name,
            created_at=stage.now,
        )
        return [made]

    def _welcome_back(self, stage: Stage, incoming: Incoming) -> list[Row]:
        contact = stage.people[incoming.chat].contact
        if contact not in stage.blocked or isinstance(incoming.heard, Left):
            return []
        stage.blocked.discard(contact)
        return [ContactChange(contact=contact, state="active")]

    def _actor(self, stage: Stage, incoming: Incoming) -> PersonCard:
        """Give who acts, in a group with the group's chat."""
        person = stage.people[incoming.chat]
        return person if incoming.private else in_group_card(stage, incoming, person)

    def _scene(self, stage: Stage, incoming: Incoming) -> Scene:
        person = self._actor(stage, incoming)
        return Scene(
            now=stage.now,
            mint=self._mint,
            person=person,
            dialog=stage.dialogs[person.contact],
            tasks=stage.tasks_of(person) if incoming.private else {},
            surrounds=stage.surrounds(),
            private=incoming.private,
        )

    def _begin(self, stage: Stage, arrived: Arrived, person: PersonCard) -> Act:
        return Act(
            stage=stage,
            mint=self._mint,
            inbox=arrived.row.id,
            person=person,
            views=ChainMap({}, stage.views),
            toasts=[],
            invites=dict(stage.invites),
            requests=dict(stage.requests),
        )

    def _finish(self, stage: Stage, scene: Scene, act: Act) -> list[Row]:
        """Turn the act into rows; whoever joined in it is welcomed in the same breath."""
        redeemed = [one for one in scene.effects if isinstance(one, Redeem)]
        if scene.dialog.trial is not None:
            scene.effects = said_in_trial(scene.effects, scene.words)
        rows = carry_out(act, scene.effects)
        for one in redeemed:
            rows += self._welcome(stage, scene, act, one)
        take_links(stage, (row for row in rows if isinstance(row, Link)))
        stage.invites, stage.requests = act.invites, act.requests
        stage.people[scene.person.address] = act.person
        dialog = stage.dialogs[act.person.contact] = keep_trial(scene.dialog, scene.tasks)
        rows.append(write_dialog(dialog))
        if dialog.trial is not None:
            return rows
        for task, card in scene.tasks.items():
            self._take_card(stage, act.views, task, card)
        for decided in {one.task for one in scene.effects if isinstance(one, ChangeTask)} - scene.tasks.keys():
            take_decision(stage, act.views, decided)
        return rows

    def _welcome(self, stage: Stage, scene: Scene, act: Act, redeemed: Redeem) -> list[Row]:
        invite = stage.invites[redeemed.token_hash]
        scene.person = act.person
        scene.tasks = {**stage.tasks_of(act.person), **scene.tasks}
        scene.effects = []
        welcome(scene, stage.plans[invite.plan].plan, Role(invite.role))
        return carry_out(act, scene.effects)

    def _take_card(self, stage: Stage, views: Mapping[str, TaskView], task: str, card: TaskLine) -> None:
        if stage.tasks.get(task) is card:
            return
        view = views.get(task, stage.views[task])
        grown = replace(view, head_seq=card.head_seq, submissions=card.submissions)
        stage.views[task] = grown
        stage.tasks[task] = card if card.rev == grown.rev else replace(card, rev=grown.rev)

    def _keep(self, stage: Stage) -> None:
        """After the commit: the interviews as they stand now are the kept ones, but those that were sent."""
        for task, card in stage.cards(stage.tasks).items():
            kept = self._interviews.peek(task)
            if kept is not None and kept.card is not None and kept.card.submissions < card.submissions:
                self._interviews.forget(task)
            elif kept is not None and kept.interview is not card.interview:
                opened: Open = replace(kept, interview=card.interview, evaluation=card.evaluation)
                self._interviews.keep(task, opened)

    def _apologise(
        self, stage: Stage, arrived: Arrived, incoming: Incoming, error: Exception, played: Played
    ) -> list[Row]:
        person = stage.people[incoming.chat]
        text = words_for(person.language).text("our_fault")
        said = OutboxRow(
            id=self._mint(),
            contact=person.contact,
            payload=message_payload(Message(text=text)),
            not_before_at=stage.now,
            created_at=stage.now,
        )
        played.alerts.append((arrived.row.external_id, type(error).__name__))
        played.rows.append(out_row(said, incoming.chat))
        if isinstance(incoming.heard, Tapped):
            played.answers.append((incoming.heard.query, ""))
        outcome = outcome_of(stage, arrived, f"failed: {type(error).__name__}")
        return [said, outcome]

    def _after_act(self, stage: Stage, incoming: Incoming, rows: Sequence[Row], act: Act, played: Played) -> None:
        said = [row for row in rows if isinstance(row, OutboxRow)]
        addresses = {act.person.contact: incoming.chat}
        if any(row.contact not in addresses for row in said):
            addresses |= stage.addresses()
        played.rows += [out_row(row, addresses[row.contact]) for row in said if row.contact in addresses]
        if isinstance(incoming.heard, Tapped):
            played.answers.append((incoming.heard.query, act.toasts[0] if act.toasts else ""))
        played.actors.append(incoming.chat)


def take_decision(stage: Stage, views: Mapping[str, TaskView], task: str) -> None:
    """Keep what a coordinator decided of somebody else's task, for the acts that follow in the batch."""
    view = stage.views[task] = views[task]
    if task in stage.tasks:
        stage.tasks[task] = replace(stage.tasks[task], state=view.state, rev=view.rev)
