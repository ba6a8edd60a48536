"""`plneni check`: everything that an installation needs, one line each; Telegram itself is asked with --online."""

import argparse
import asyncio
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import URL

from bot.commands.check_telegram import check_telegram
from bot.commands.context import Context
from bot.commands.exit_code import ExitCode
from bot.commands.finding import Finding
from bot.commands.parser import Parser
from bot.commands.phrases import Phrases
from bot.commands.with_database import is_trouble, parsed_address, sentence_of
from bot.config import Config
from bot.forms import known_forms, read_known_form
from bot.own_words import override_faults
from bot.plan_forms import lacking
from bot.report_templates import template_faults
from flows.faults import Fault
from flows.form import Form
from flows.plan import Plan
from flows.plan_checks import check_parts
from flows.plan_round_checks import check_rounds
from flows.plan_walk import forms_asked
from flows.xlsform import read_form
from storage.database import Database, Tx
from storage.forms import newest_versions
from storage.health import newest_instant
from storage.migrate import HEAD, current_revision
from storage.plans import load_plan, load_plan_revisions
from storage.rebuild import compare_projection

TASKS_NAMED = 5
MOST_AHEAD = timedelta(minutes=1)
"""So far the newest row may lie ahead of the clock."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --online."""
    phrases = parser.phrases if isinstance(parser, Parser) else Phrases("")
    parser.add_argument("--online", action="store_true", help=phrases.phrase("check.online"))


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Check configuration, token, forms, database and plans, with --online Telegram and the clock; changes nothing."""
    findings: list[Finding] = []
    for finding in _all(context, online=arguments.online):
        context.show(f"check.{finding.level}", what=finding.what)
        findings.append(finding)
    return ExitCode.FAULTS if any(finding.level == "fault" for finding in findings) else ExitCode.OK


def _all(context: Context, *, online: bool) -> Iterator[Finding]:
    found = context.read_config(require_token=True)
    yield from _configuration(found, context, online=online)
    if online and isinstance(found, Config):
        yield from check_telegram(found, context)
    for key in sorted(known_forms()):
        form = read_known_form(key)
        if isinstance(form, tuple):
            yield from _faults(form, context, f"{context.phrase('check.form', form=key)}: ")
        else:
            yield Finding(level="ok", what=context.phrase("check.form", form=key))
    # the database can be looked at even where only the token is missing
    config = context.read_config() if isinstance(found, tuple) else found
    if isinstance(config, Config):
        yield from _database(config, context)


def _configuration(found: Config | tuple[Fault, ...] | None, context: Context, *, online: bool) -> Iterator[Finding]:
    if found is None:
        yield Finding(level="fault", what=context.phrase("check.config", file=context.config_name))
    elif isinstance(found, Config):
        key = "check.config" if Path(context.config_name).exists() else "check.no_config"
        yield Finding(level="ok", what=context.phrase(key, file=context.config_name))
        if not online:
            yield Finding(level="ok", what=context.phrase("check.token"))
    else:
        yield from _faults(found, context)


def _faults(faults: Iterable[Fault], context: Context, before: str = "") -> Iterator[Finding]:
    for sentence in context.sentences(faults):
        yield Finding(level="fault", what=f"{before}{sentence}")


def _database(config: Config, context: Context) -> list[Finding]:
    url = parsed_address(config)
    if url is None:
        return [Finding(level="fault", what=context.phrase("database.bad_address"))]
    try:
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            return [Finding(level="note", what=context.phrase("database.missing"))]
        return asyncio.run(_look(url, context))
    except Exception as error:
        if not is_trouble(error):
            raise
        return [Finding(level="fault", what=sentence_of(error, context))]


async def _look(url: URL, context: Context) -> list[Finding]:
    """Look into the database as it is: Database.open would bring its schema forward."""
    async with Database(url) as database, database.read() as tx:
        revision = await tx.run_sync(current_revision)
        if revision is None:
            return [Finding(level="note", what=context.phrase("check.database_empty"))]
        if revision < HEAD:
            return [Finding(level="note", what=context.phrase("check.database_older", revision=revision))]
        if revision > HEAD:
            return [Finding(level="fault", what=context.phrase("database.newer"))]
        reachable = Finding(level="ok", what=context.phrase("check.database", revision=revision))
        return [reachable, await _clock(tx, context), *await _plans(tx, context), await _history(tx, context)]


async def _clock(tx: Tx, context: Context) -> Finding:
    """See that the clock does not stand before what was written already."""
    now, newest = context.clock.now(), await newest_instant(tx)
    told = f"{now:%Y-%m-%d %H:%M} UTC"
    if newest is None or newest <= now + MOST_AHEAD:
        return Finding(level="ok", what=context.phrase("check.clock_here", now=told))
    what = context.phrase("check.clock_behind", now=told, newest=f"{newest:%Y-%m-%d %H:%M} UTC")
    return Finding(level="fault", what=what)


async def _plans(tx: Tx, context: Context) -> list[Finding]:
    revisions = sorted((await load_plan_revisions(tx)).items())
    if not revisions:
        return [Finding(level="note", what=context.phrase("check.no_plan"))]
    return [finding for key, number in revisions for finding in await _plan(tx, key, number, context)]


async def _plan(tx: Tx, key: str, number: int, context: Context) -> list[Finding]:
    try:
        plan = await load_plan(tx, key, revision=number)
    except (ValidationError, LookupError):
        return [Finding(level="fault", what=context.phrase("check.plan_unreadable", key=key, number=number))]
    forms = await _asked(tx, plan)
    readable = {each: form for each, form in forms.items() if isinstance(form, Form)}
    faults = [*check_parts(plan), *check_rounds(plan, known_forms() | forms.keys()), *override_faults(plan.texts)]
    faults += template_faults(plan)
    faults += [fault for form in forms.values() if isinstance(form, tuple) for fault in form]
    faults += lacking(plan, readable)
    if faults:
        return list(_faults(faults, context, f"{key}, "))
    sizes = {"items": len(plan.items), "actors": len(plan.actors)}
    found = [Finding(level="ok", what=context.phrase("check.plan", key=key, number=number, **sizes))]
    if not plan.retention_days:
        found.append(Finding(level="note", what=context.phrase("check.kept_for_ever", key=key)))
    return found


async def _asked(tx: Tx, plan: Plan) -> dict[str, Form | tuple[Fault, ...]]:
    """Compile the forms that a stored plan asks with, as they are stored; those of the program where none is."""
    stored = await newest_versions(tx, forms_asked(plan))
    asked = [key for key in forms_asked(plan) if key in stored or key in known_forms()]
    return {key: read_form(stored[key].source, name=key) if key in stored else read_known_form(key) for key in asked}


async def _history(tx: Tx, context: Context) -> Finding:
    differences = await compare_projection(tx)
    if not differences:
        return Finding(level="ok", what=context.phrase("check.history"))
    tasks = ", ".join(sorted({each.task for each in differences})[:TASKS_NAMED])
    return Finding(level="fault", what=context.phrase("check.history_differs", count=len(differences), tasks=tasks))
