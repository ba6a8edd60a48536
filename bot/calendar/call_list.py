"""What the coordinators do themselves: whom to call, whom to write to; rendered at the moment of sending."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.calendar.laying import UNREACHABLE
from bot.calendar.stepping import HEARD, OPEN, Counts, act_of, has_point, step_of
from bot.clock import Clock
from bot.conversation.board.pages import status_data
from bot.conversation.buttons import Verb, button_data, code
from bot.conversation.layout import lay_out, shorten
from bot.conversation.message import Button, Message, Rows
from bot.delivery.row import OutRow
from bot.in_force import InForce
from bot.intake.act import message_payload
from bot.intake.cards import PlanIndex, level_names
from bot.words import Words, words_for
from flows.plan import Actor, Step
from flows.tasks import Role, TaskState
from flows.wording.levels import count_of
from storage.calls import load_open_counts
from storage.database import Database, Tx
from storage.people import Member, load_members
from storage.steps import StepView, load_steps_by_id

LETTERS = 3
"""So many letters have a button of their own; one more brings all of them."""
LISTED = 5
"""So many actors are listed with their numbers, the others are counted."""


class CallLists:
    """Renders what the coordinators are told."""

    def __init__(self, database: Database, in_force: InForce, clock: Clock) -> None:
        self._database, self._in_force, self._clock = database, in_force, clock

    async def expand(self, row: OutRow) -> list[OutRow]:
        """Give the message that a row stands for; none where everybody has answered meanwhile."""
        index = self._in_force.plans.get(str(row.payload["plan"]))
        ids = row.payload["steps"]
        if index is None or not isinstance(ids, list):
            return []
        async with self._database.read() as tx:
            carried = await load_steps_by_id(tx, [str(one) for one in ids])
            message = await self._message(tx, row, index, carried)
        return [] if message is None else [replace(row, kind="send", payload=message_payload(message))]

    async def _message(self, tx: Tx, row: OutRow, index: PlanIndex, carried: Sequence[StepView]) -> Message | None:
        now = self._clock.now()
        counts = await load_open_counts(tx, {one.round for one in carried})
        steps = [(one, step_of(index, one)) for one in carried]
        alive = [(one, step) for one, step in steps if has_point(one, step, (), counts)]
        if not alive:
            return None
        members = await load_members(tx, index.plan.key, at=now)
        language = next((one.language for one in members if one.contact == row.contact), "") or index.plan.language
        words = words_for(language, tuple(sorted(index.plan.texts.get(language, {}).items())))
        return call_message(words, index, alive, counts, members)


def call_message(
    words: Words,
    index: PlanIndex,
    alive: Sequence[tuple[StepView, Step | None]],
    counts: Counts,
    members: Sequence[Member],
) -> Message:
    """Write the call list: unjoined, unreachable, silent, and what is prepared for a tap."""
    acts = [(row, act_of(row.step, step)) for row, step in alive]
    people = {one.actor for one in members if one.role is Role.PARTNER and one.contact_state == "active"}
    prepared = {row.about: row.id for row, act in acts if act == "head"}
    is_whole = any(act == "coordinator" for _, act in acts)
    about = [row.about for row, _ in acts if row.about] + (waiting_actors(counts) if is_whole else [])
    joined = {one.actor for one in members if one.role is Role.PARTNER}
    gone = dict.fromkeys(row.about for row, act in acts if act == UNREACHABLE)
    gone |= dict.fromkeys(one for one in about if one in joined - people)
    lonely = dict.fromkeys(one for one in about if one not in people and one not in gone)
    silent = silent_actors(counts, people) if is_whole else {}
    silent |= dict.fromkeys(row.about for row, act in acts if act == "deputy" and row.about in people)
    texts = [
        *group(words, index, "call_not_joined", lonely, counts),
        *group(words, index, "call_unreachable", gone, counts),
        *group(words, index, "call_silent", silent, counts),
        *heads(words, index, prepared, counts),
    ]
    body = Markup("\n").join(Markup(text) for text in texts)  # noqa: S704 - rendered with autoescape
    letters = [one for one in index.plan.actors if one.key in lonely]
    return Message(
        text=words.text("call_list", body=body), rows=rows(words, index, prepared, letters, alive[0][0].round)
    )


def silent_actors(counts: Counts, people: set[str]) -> dict[str, None]:
    """Give the actors that were written to and of whom nothing was heard."""
    found: dict[str, None] = {}
    for (_, actor, _), counter in counts.items():
        if actor in people and counter[TaskState.OPEN] and not any(counter[state] for state in HEARD):
            found[actor] = None
    return found


def waiting_actors(counts: Counts) -> list[str]:
    """Give the actors for whom something waits."""
    return [actor for (_, actor, _), counter in counts.items() if actor and any(counter[state] for state in OPEN)]


def group(words: Words, index: PlanIndex, key: str, actors: Iterable[str], counts: Counts) -> list[str]:
    """Write one group: a heading, and a line an actor with telephone and e-mail."""
    called = [one for one in index.plan.actors if one.key in set(actors)]
    if not called:
        return []
    lines = [words.text(key, n=len(called))]
    lines += [call_line(words, index, one, waiting_of(counts, one.key)) for one in called[:LISTED]]
    if len(called) > LISTED:
        lines.append(words.text("and_more", n=len(called) - LISTED))
    return lines


def waiting_of(counts: Counts, actor: str) -> int:
    """Count what waits for an actor."""
    total: Counter[TaskState] = Counter()
    for (_, key, _), counter in counts.items():
        if key == actor:
            total += counter
    return sum(total[state] for state in OPEN)


def call_line(words: Words, index: PlanIndex, actor: Actor, waiting: int) -> str:
    """Write "Policie ČR: 3 aktivity, tel. …, e-mail …"."""
    level = level_names(index.plan, next(reversed(tuple(index.items.values())), None))[words.language]
    return words.text(
        "call_line",
        actor=actor.name,
        missing=count_of(level, waiting),
        telephone=actor.telephone,
        email=actor.email,
    )


def heads(words: Words, index: PlanIndex, prepared: Mapping[str, str], counts: Counts) -> list[str]:
    """Say what is ready to be sent to heads of other organisations."""
    by_key = {actor.key: actor for actor in index.plan.actors}
    return [
        words.text(
            "call_head",
            actor=by_key[key].name,
            above=index.actors.get(by_key[key].head, ""),
            n=waiting_of(counts, key),
        )
        for key in prepared
        if key in by_key and by_key[key].head
    ]


def rows(words: Words, index: PlanIndex, prepared: Mapping[str, str], letters: Sequence[Actor], round_id: str) -> Rows:
    """Give the letters of those whom nobody has joined, a button for each prepared message, and the status."""
    by_key = {actor.key: actor for actor in index.plan.actors}
    buttons = [
        Button(
            label=shorten(words.label("send_to_head", above=index.actors.get(by_key[key].head, ""))),
            data=button_data(Verb.TO_HEAD, step),
        )
        for key, step in prepared.items()
        if key in by_key and by_key[key].head
    ]
    buttons += letter_buttons(words, letters, round_id)
    status = Button(label=words.label("show_status"), data=button_data(Verb.STATUS))
    return lay_out([*buttons, status])


def letter_buttons(words: Words, letters: Sequence[Actor], round_id: str) -> list[Button]:
    """Offer the letters with a link and QR code: of each, or of all at once where there are several."""
    buttons = [
        Button(
            label=shorten(words.label("letter_for", called=one.name)),
            data=status_data("v", round_id, code(one.key)),
        )
        for one in letters[:LETTERS]
    ]
    if len(letters) > 1:
        buttons.append(Button(label=words.label("invitations"), data=status_data("v", round_id)))
    return buttons
