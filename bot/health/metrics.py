"""The numbers in Prometheus's text format (version 0.0.4)."""

from collections.abc import Iterator
from datetime import datetime

from storage.health import Health

TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics_text(health: Health, *, now: datetime, version: str) -> str:
    """Write every number with its help; ages in seconds."""
    return "".join(f"{line}\n" for line in _lines(health, now, version))


def _lines(health: Health, now: datetime, version: str) -> Iterator[str]:
    yield from _gauge("info", "The program.", f'{{version="{version}"}} 1')
    yield from _gauge("messages_waiting", "Messages due and not sent.", f" {health.waiting}")
    yield from _gauge("message_age_seconds", "Age of the oldest of them.", f" {_age(health.oldest_waiting_at, now)}")
    yield from _gauge("messages_failed", "Messages given up.", f" {health.failed}")
    yield from _gauge("steps_overdue", "Calendar steps due and not done.", f" {health.steps_overdue}")
    yield from _gauge("step_age_seconds", "Age of the oldest of them.", f" {_age(health.oldest_step_at, now)}")
    yield from _gauge("events_overdue", "Openings, closings, reports due and not done.", f" {health.events_overdue}")
    yield from _gauge("event_tries", "Most vain tries of one of them.", f" {health.event_tries}")
    yield from _gauge("files_wanted", "Attachments to be fetched.", f" {health.files_wanted}")
    yield from _gauge("updates_failed", "Updates whose effects were dropped.", f" {health.inbox_failed}")
    yield from _gauge("persons", "Persons known.", f" {health.persons}")
    yield from _gauge("contacts_blocked", "Contacts that blocked the bot or are gone.", f" {health.blocked}")
    yield from _gauge("rounds_open", "Rounds under way.", f" {health.rounds_open}")
    states = [f'{{state="{state}"}} {number}' for state, number in sorted(health.tasks.items())]
    yield from _gauge("tasks", "Tasks of open rounds by state.", *states)
    yield from _gauge("update_age_seconds", "Since the newest update.", f" {_age(health.received_at, now)}")


def _gauge(name: str, help_: str, *samples: str) -> Iterator[str]:
    yield f"# HELP plneni_{name} {help_}"
    yield f"# TYPE plneni_{name} gauge"
    yield from (f"plneni_{name}{sample}" for sample in samples)


def _age(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, int((now - since).total_seconds()))
