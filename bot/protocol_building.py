"""The protocol of a round as a document: the writers of reports set it."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.words import Words, words_for
from flows.board import SENT
from flows.decisions import Decided, Decision
from flows.protocol import AskedTask, Happened, Issued, Joining, Protocol, Reminded
from flows.reading.approvals import resolution_number
from flows.tasks import Role, TaskState
from flows.wording.days import date_numeric, time_short
from flows.wording.order import natural_key
from flows.wording.typography import typeset
from reports import model
from reports.data_model import ReportData
from reports.packaged import report_words
from reports.parse import slug
from reports.vocabulary import shortened

Row = tuple[str, ...]
SHORT_TITLE = 70
HASH = 16
"""So many characters of a hash are printed; they tell two editions apart."""


def protocol_report(protocol: Protocol, language: str) -> model.Report:
    """Write the protocol; the same protocol gives the same document."""
    return _Writing(protocol, words_for(language)).report()


class _Writing:
    """Words and places that all parts of one protocol share."""

    def __init__(self, protocol: Protocol, words: Words) -> None:
        self.protocol, self.words = protocol, words
        self.zone = ZoneInfo(protocol.plan.time_zone)
        self.tasks = {task.id: task for task in protocol.tasks}
        self.actors = {actor.key: actor.name for actor in protocol.plan.actors}
        self._tables = 0

    def report(self) -> model.Report:
        """Put the document together."""
        protocol, language = self.protocol, self.words.language
        title = self.worded("title", round=protocol.title)
        meta = model.Meta(
            title=title,
            short_title=shortened(f"{title}, {protocol.plan.owner}", SHORT_TITLE),
            language=language,
            owner=typeset(protocol.plan.owner, language),
            title_page=(),
            draft_mark="",
            made_at=protocol.made_at.astimezone(UTC),
            file_name=f"{self.worded('file')}-{slug(protocol.key)}",
            words=report_words(language).furniture,
            brief=True,
        )
        return model.Report(meta=meta, blocks=tuple(self._blocks()), data=self._data())

    def _blocks(self) -> Iterable[model.Block]:
        yield from self._chapter("course")
        for line in self._course():
            yield paragraph(line)
        yield from self._chapter("asked")
        yield self._table("asked", ("actor", "items", "people"), self._asked(), "asked")
        parts: tuple[tuple[str, Row, Sequence[Row]], ...] = (
            ("reminded", ("when", "whom", "what"), self._reminded()),
            ("happened", ("when", "items", "actor", "what", "who", "reason"), self._happened()),
            ("decided", ("when", "what", "who", "reason"), self._decided()),
            ("editions", ("report", "version", "when", "hash", "approved"), self._editions()),
        )
        for name, columns, rows in parts:
            yield from self._chapter(name)
            if rows:
                yield self._table(name, columns, rows, name)
            else:
                yield paragraph(self.worded("nothing"))
        yield paragraph(self.worded("no_answers"))

    def _chapter(self, key: str) -> Iterable[model.Block]:
        text = self.worded(key)
        yield model.Heading(level=1, id=slug(text), inlines=(model.Text(text=text),))

    def _course(self) -> Iterable[str]:
        protocol = self.protocol
        owed = [task for task in protocol.tasks if task.actor and task.state is not TaskState.CANCELLED]
        yield self.worded("document", title=protocol.plan.title, owner=protocol.plan.owner)
        closed = protocol.closed_at
        yield self.worded(
            "dates",
            opened=self.day(protocol.opens_at),
            deadline=self.day(protocol.deadline_at - timedelta(microseconds=1)),
            end=self.worded("ended_at", closed=self.moment(closed)) if closed else self.worded("open_yet"),
            made=self.moment(protocol.made_at),
        )
        sent = sum(task.state in SENT for task in owed)
        yield self.worded("counts", total=len(owed), sent=sent, actors=len({task.actor for task in owed}))

    def _asked(self) -> list[Row]:
        by_actor: dict[str, list[AskedTask]] = {}
        for task in self.protocol.tasks:
            by_actor.setdefault(task.actor, []).append(task)
        known = [key for key in self.actors if key in by_actor]
        order = [*known, *sorted(by_actor.keys() - set(known) - {""}), *([""] if "" in by_actor else [])]
        return [(self.actor(key), self._items(by_actor[key]), self._people(key)) for key in order]

    def _items(self, tasks: Sequence[AskedTask]) -> str:
        numbers = {self.item(task) for task in tasks}
        return ", ".join(sorted(numbers, key=natural_key))

    def _people(self, actor: str) -> str:
        if not actor:
            return "–"
        found = [one for one in self.protocol.joinings if one.actor == actor]
        return "; ".join(self._person(one) for one in found) or self.worded("nobody")

    def _person(self, one: Joining) -> str:
        name, since = one.name or self.worded("erased"), self.day(one.from_at)
        if one.to_at is None:
            return self.worded("person", name=name, since=since)
        return self.worded("person_gone", name=name, since=since, until=self.day(one.to_at))

    def _reminded(self) -> list[Row]:
        return [
            (self.moment(one.at), self._reminded_one(one), plain(self.words.text(f"act_{one.act}")))
            for one in self.protocol.reminders
        ]

    def _reminded_one(self, one: Reminded) -> str:
        return self.worded("coordination") if one.is_to_coordinators else one.name or self.worded("erased")

    def _happened(self) -> list[Row]:
        return [self._event(one, self.tasks[one.task]) for one in self.protocol.happened]

    def _event(self, one: Happened, task: AskedTask) -> Row:
        what = plain(self.words.text(f"event_{one.event}"))
        if one.how in {"automatic", "on_behalf", "edited"}:
            what = self.worded("how", what=what, how=self.worded(one.how))
        who = one.name or self._nameless(one)
        return (self.moment(one.at), self.item(task), self.actor(task.actor), what, who, one.reason or "–")

    def _nameless(self, one: Happened) -> str:
        if one.is_erased:
            return self.worded("erased")
        return plain(self.words.text("the_service")) if one.role == Role.PROGRAM else self.worded("command")

    def _decided(self) -> list[Row]:
        gone = {one.undoes for one in self.protocol.decisions if one.undoes}
        return [
            (
                self.moment(one.at),
                self._decision(one, gone),
                one.person or self.worded("erased" if one.is_erased else "command"),
                one.reason or "–",
            )
            for one in self.protocol.decisions
        ]

    def _decision(self, one: Decision, gone: set[str]) -> str:
        body = {name: str(value) for name, value in one.body.items()}
        subject = one.body.get("subject")
        about = list(map(str, subject)) if isinstance(subject, list) else []
        item = self.protocol.items.get((about[1], about[2])) if len(about) > 2 else None
        day = body.get("to") or body.get("on") or ""
        said = self._said(one.kind, self.local_day(day), item.number if item else "", body)
        if one.undoes:
            return self.worded("undoing", what=said)
        return self.worded("undone", what=said) if one.id in gone else said

    def _said(self, kind: Decided, day: str, number: str, body: Mapping[str, str]) -> str:
        match kind:
            case Decided.EXTENDED:
                return self.worded("extended", day=day)
            case Decided.CLOSED:
                return self.worded("closed")
            case Decided.REOPENED:
                return self.worded("reopened", day=day)
            case Decided.ENDED:
                resolution = resolution_number(body.get("resolution", ""))
                key = "ended_resolution" if resolution else "ended"
                return self.worded(key, day=day, body=body.get("body", ""), resolution=resolution)
            case Decided.SETTLED:
                return self.worded("settled", number=number)
            case Decided.ASKED:
                return self.worded("asked_all", number=number)
            case _:
                assert_never(kind)

    def _editions(self) -> list[Row]:
        return [self._edition(one) for one in self.protocol.editions]

    def _edition(self, one: Issued) -> Row:
        approved = "–"
        if one.approval is not None:
            day = date_numeric(one.approval.on, self.words.language)
            approved = ", ".join(part for part in (one.approval.body, day, one.approval.resolution) if part)
        return (one.title, str(one.number), self.moment(one.at), one.sha256[:HASH], approved)

    def _table(self, name: str, columns: Row, rows: Sequence[Row], caption: str) -> model.Table:
        self._tables += 1
        head = tuple((model.Text(text=self.worded(f"column_{column}")),) for column in columns)
        return model.Table(
            id=f"{name}-table",
            label=f"{self.worded('table')} {self._tables}",
            caption=(model.Text(text=self.worded(caption)),),
            head=head,
            rows=tuple(tuple((paragraph(cell),) for cell in row) for row in rows),
            foot=(),
            align=("start",) * len(columns),
            row_head=False,
        )

    def worded(self, key: str, **data: object) -> str:
        """Word something of the protocol, typeset."""
        return typeset(phrases(self.words.language)[key].format_map(data), self.words.language)

    def item(self, task: AskedTask) -> str:
        """Name what a task is about: an item by its number, or the document."""
        found = self.protocol.items.get((task.tree, task.subject))
        return (found.number or found.title) if found else self.worded("whole")

    def actor(self, key: str) -> str:
        """Name an actor; nobody's tasks are the coordinators' own, or a commentator's."""
        return self.actors.get(key, key) or self.worded("coordination")

    def moment(self, at: datetime) -> str:
        """Write a local moment in figures."""
        local = at.astimezone(self.zone)
        return f"{date_numeric(local.date(), self.words.language)} {time_short(local.time())}"

    def day(self, at: datetime) -> str:
        """Write a local day in figures."""
        return date_numeric(at.astimezone(self.zone).date(), self.words.language)

    def local_day(self, text: str) -> str:
        """Write a kept day in figures."""
        return date_numeric(datetime.fromisoformat(text).date(), self.words.language) if text else ""

    def _data(self) -> ReportData:
        protocol = self.protocol
        return ReportData(
            report="",
            title=protocol.title,
            owner=protocol.plan.owner,
            language=self.words.language,
            made_at=protocol.made_at.isoformat(),
            draft=False,
            number=0,
            snapshot_sha256="",
            rounds=(protocol.key,),
            actors=(),
            items=(),
            other_tasks=(),
            sums=(),
            findings=(),
        )


def plain(text: str) -> str:
    """Give a message of the chat without markup."""
    return Markup(text).striptags()  # noqa: S704 - our own rendered text


@cache
def phrases(language: str) -> Mapping[str, str]:
    """Read the protocol's own words of a language."""
    return tomllib.loads((files("templates") / language / "protocol.toml").read_text("utf-8"))


def paragraph(text: str) -> model.Paragraph:
    """Make a paragraph of plain text."""
    return model.Paragraph(inlines=(model.Text(text=text),))
