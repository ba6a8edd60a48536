"""Keeps what is in force true: the newest plan revisions, and every form version in use."""

import logging

from sqlalchemy import select

from bot.in_force import InForce
from bot.register_refresh import refresh_registers
from flows.form import Form
from flows.xlsform import read_form
from storage.database import Database, Tx
from storage.forms import FormVersion, load_form_versions
from storage.plans import load_plan, load_plan_revisions
from storage.round_events import lay_events
from storage.tables.rounds import asks

log = logging.getLogger(__name__)


class UnreadableFormError(TypeError):
    """A stored form version is no form; it was one when it was stored."""


async def refresh(database: Database, in_force: InForce) -> None:
    """Put the newest plan revisions in force, and every form version in use; lay the events of changed plans."""
    changed = []
    async with database.read() as tx:
        for key, revision in (await load_plan_revisions(tx)).items():
            if in_force.needs(key, revision):
                in_force.put_plan(await load_plan(tx, key), revision)
                changed.append(key)
        await refresh_registers(tx, in_force)
        wanted = [one for one in await versions_in_use(tx) if not in_force.has_form(one)]
        for version in (await load_form_versions(tx, wanted)).values() if wanted else ():
            put_in_use(in_force, version)
    if changed:
        async with database.write() as tx:
            for key in changed:
                await lay_events(tx, key)


async def versions_in_use(tx: Tx) -> list[str]:
    """Give the form versions that asks of living rounds are pinned to."""
    return [row for row in (await tx.execute(select(asks.c.form_version).distinct())).scalars() if row]


def put_in_use(in_force: InForce, version: FormVersion) -> None:
    """Put a form version in force; one that can't be read is logged, and stops nobody whom it does not ask."""
    try:
        in_force.put_form(version.id, compiled(version))
    except UnreadableFormError:
        log.exception("a form is not asked")


def compiled(version: FormVersion) -> Form:
    """Compile a stored form version; it was checked when it was stored.

    Raises:
        UnreadableFormError: The program has changed so much since that it is no form any more.
    """
    form = read_form(version.source, name=version.form, judged=version.xform)
    if not isinstance(form, Form):
        raise UnreadableFormError(f"the stored form {version.form} {version.number}: {form[0].code}")
    for fault in form.refused:
        log.warning("form %s %d, %s: %s, read as blank", version.form, version.number, fault.where, fault.code)
    return form
