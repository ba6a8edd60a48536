"""Keeps what is in force true: the newest plan revisions, and every form version in use."""

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
            in_force.put_form(version.id, compiled(version))
    if changed:
        async with database.write() as tx:
            for key in changed:
                await lay_events(tx, key)


async def versions_in_use(tx: Tx) -> list[str]:
    """Give the form versions that asks of living rounds are pinned to."""
    return [row for row in (await tx.execute(select(asks.c.form_version).distinct())).scalars() if row]


def compiled(version: FormVersion) -> Form:
    """Compile a stored form version; it was checked when it was stored."""
    form = read_form(version.source, name=version.form, judged=version.xform)
    if not isinstance(form, Form):
        raise TypeError(f"the stored form {version.form} {version.number} does not compile: {form[0].code}")
    return form
