"""Form versions: stored once, numbered, never changed; a round pins one."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from flows.ids import Mint
from storage.database import Tx
from storage.tables.rounds import form_versions


@dataclass(frozen=True, kw_only=True, slots=True)
class FormVersion:
    """One version of a form.

    Attributes:
        form: Key of the form.
        number: From 1.
        source: The XLSForm as Markdown tables.
        source_hash: SHA-256 of the source.
        xform: The XForm that was compiled from it.
        compatible_with: Number of the version that it may replace in an open round, None if none.
    """

    id: str
    form: str
    number: int
    source: str
    source_hash: str
    xform: str
    compatible_with: int | None
    at: datetime


async def store_form(
    tx: Tx,
    *,
    form: str,
    source: str,
    xform: str,
    by: str = "",
    at: datetime,
    mint: Mint,
    compatible_with: int | None = None,
) -> FormVersion:
    """Store a new version of a form; the source of the newest version again gives that version."""
    newest = (await newest_versions(tx, [form])).get(form)
    source_hash = hashlib.sha256(source.encode()).hexdigest()
    if newest is not None and newest.source_hash == source_hash:
        return newest
    version = FormVersion(
        id=mint(),
        form=form,
        number=newest.number + 1 if newest else 1,
        source=source,
        source_hash=source_hash,
        xform=xform,
        compatible_with=compatible_with,
        at=at,
    )
    columns = {name: getattr(version, name) for name in FormVersion.__dataclass_fields__}
    await tx.execute(insert(form_versions), {**columns, "person": by})
    return version


async def newest_versions(tx: Tx, forms: Collection[str]) -> dict[str, FormVersion]:
    """Load the newest version of each form, by key; forms without one are absent."""
    newest = (
        select(form_versions.c.form, func.max(form_versions.c.number).label("number"))
        .where(form_versions.c.form.in_(list(forms)))
        .group_by(form_versions.c.form)
        .subquery()
    )
    same = (form_versions.c.form == newest.c.form) & (form_versions.c.number == newest.c.number)
    return {row.form: _version(row) for row in await tx.execute(select(form_versions).join(newest, same))}


async def all_newest_versions(tx: Tx) -> dict[str, FormVersion]:
    """Load the newest version of every form, by key."""
    return await newest_versions(tx, list((await tx.execute(select(form_versions.c.form).distinct())).scalars()))


async def load_form_versions(tx: Tx, ids: Collection[str]) -> dict[str, FormVersion]:
    """Load versions by id."""
    rows = await tx.execute(select(form_versions).where(form_versions.c.id.in_(list(ids))))
    return {row.id: _version(row) for row in rows}


def _version(row: Row[Any]) -> FormVersion:
    return FormVersion(**{name: getattr(row, name) for name in FormVersion.__dataclass_fields__})
